"""The eight reasons for failure as risk drivers, and the maturity that makes each less likely."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from waybook.reference.quantity import Grade
from waybook.reference.tables import Number, Row, Share, Text

Maturity = Annotated[int, Field(ge=0, le=4)]


class Reason(Row):
    """A reason for failure: `axis` is its name on the readiness picture, `multiplier` what it does to exposed effort.

    The probability falls with the maturity answer (0 to 4). It is a judgement and never one of the cited statistics.
    """

    id: Text
    name: Text
    axis: Text
    item: Text
    question: Text
    multiplier_low: Number
    multiplier_likely: Number
    multiplier_high: Number
    source: Text
    date: Text
    grade: Grade
    probability_0: Share
    probability_1: Share
    probability_2: Share
    probability_3: Share
    probability_4: Share
    probability_unknown: Share
    probability_source: Text
    probability_date: Text
    probability_grade: Grade
    mitigation: Text

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not 0 < self.multiplier_low <= self.multiplier_likely <= self.multiplier_high:
            raise ValueError(f"the multiplier of {self.id} is not 0 < low <= likely <= high")
        if any(a < b for a, b in zip(self.probability, self.probability[1:], strict=False)):
            raise ValueError(f"the probability of {self.id} rises with maturity")
        return self

    @property
    def multiplier(self) -> tuple[float, float, float]:
        """Low, likely and high of a triangular factor on the effort of exposed packages."""
        return self.multiplier_low, self.multiplier_likely, self.multiplier_high

    @property
    def probability(self) -> tuple[float, float, float, float, float]:
        """Probability that the risk occurs, by maturity 0 to 4."""
        return (
            self.probability_0, self.probability_1, self.probability_2, self.probability_3, self.probability_4,
        )  # fmt: skip


class Anchor(Row):
    """What can be seen in an organisation at one level of maturity for one reason."""

    reason: Text
    level: Maturity
    anchor: Text
