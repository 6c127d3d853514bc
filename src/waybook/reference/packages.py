"""The work packages of a plan: effort, roles, order, waits."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Number, Row, Share, Text

Size = Literal["S", "M", "L"]
Range = tuple[float, float, float]
"""Low, likely and high, read as P10, P50 and P90."""


class Theme(Row):
    """What a day of work is spent on, for the split 'the model is x % of the effort'."""

    id: Text
    name: Text
    items: Names = ()


class WorkPackage(Row):
    """A piece of work with its effort in team days by archetype (S, M, L), or days a month for stage 6.

    `sme` is the business days that go with one team day. `wait_weeks` is time in which nobody works on it
    (access, sign-off, procurement). `drivers` are the reasons for failure whose risk multiplies the effort.
    """

    id: Text
    stage: Annotated[int, Field(ge=1, le=6)]
    name: Text
    items: Names
    theme: Text
    AIE: Share
    SWE: Share
    PM: Share
    CA: Share
    DEV: Share
    SEC: Share
    QA: Share
    UX: Share
    sme: Number
    S_low: Number
    S_likely: Number
    S_high: Number
    M_low: Number
    M_likely: Number
    M_high: Number
    L_low: Number
    L_likely: Number
    L_high: Number
    unit: Literal["person-days", "person-days per month"]
    depends_on: Names = ()
    wait_low: Number | None = None
    wait_likely: Number | None = None
    wait_high: Number | None = None
    drivers: Names
    source: Text
    date: Text
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if abs(sum(self.roles.values()) - 1) > 1e-9:
            raise ValueError(f"the role shares of {self.id} add up to {sum(self.roles.values()):g}, not to 1")
        for size, (low, likely, high) in self.effort.items():
            if not 0 < low <= likely <= high:
                raise ValueError(f"effort {size} of {self.id} is not 0 < low <= likely <= high")
        waits = (self.wait_low, self.wait_likely, self.wait_high)
        if any(x is None for x in waits) and any(x is not None for x in waits):
            raise ValueError(f"the wait of {self.id} needs low, likely and high or none of them")
        if self.wait_weeks and not 0 <= self.wait_weeks[0] <= self.wait_weeks[1] <= self.wait_weeks[2]:
            raise ValueError(f"the wait of {self.id} is not 0 <= low <= likely <= high")
        return self

    @cached_property
    def roles(self) -> dict[str, float]:
        """Share of the team days by role; only roles that take part."""
        shares = {role: getattr(self, role) for role in ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")}
        return {role: share for role, share in shares.items() if share > 0}

    @cached_property
    def effort(self) -> dict[Size, Range]:
        """Low, likely and high by archetype, in `unit`."""
        return {
            "S": (self.S_low, self.S_likely, self.S_high),
            "M": (self.M_low, self.M_likely, self.M_high),
            "L": (self.L_low, self.L_likely, self.L_high),
        }

    @property
    def wait_weeks(self) -> Range | None:
        """Low, likely and high of the wait before the work can start, in weeks."""
        if self.wait_low is None or self.wait_likely is None or self.wait_high is None:
            return None
        return self.wait_low, self.wait_likely, self.wait_high

    @property
    def is_run(self) -> bool:
        """True for monthly work after go-live."""
        return self.unit == "person-days per month"
