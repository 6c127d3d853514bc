"""What the parts of resolving share: the work asked for beyond the catalogue, and what is known of all work."""

from __future__ import annotations

import math
from dataclasses import dataclass

from waybook.model.inputs import Adjustment
from waybook.plan import Range
from waybook.plan.estimates import PackageEstimate
from waybook.reference import Size

ROLES = ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")
DUTIES = ("LAW2", "LAW4", "LAW5")
"""Work packages that come and go with the compliance answers: what is said of one that is gone just waits."""
HALF = 0.5
LEAST_DAYS, MOST_DAYS = 0.01, 100_000
"""Person-days of a work package; beyond four centuries of one person it is a slip of the keyboard."""
MOST_WEEKS = 1_000
"""The longest wait."""
UNTOUCHED = PackageEstimate()
"""What the plan says of a work package nobody has touched."""


@dataclass(frozen=True)
class ExtraWork:
    """Work that is not in the catalogue: the plan's own packages, and what compliance asks for."""

    id: str
    name: str
    stage: int
    roles: dict[str, float]
    effort: tuple[float, float, float]
    depends_on: tuple[str, ...]
    source: str
    date: str = ""
    grade: str = "judgement"
    wait_weeks: tuple[float, float, float] | None = None
    drivers: tuple[str, ...] = ()
    path: str = ""
    sme: float = 0.0
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtraCost:
    """A bought thing other parts of the product ask for, such as a legal fee. Money in the plan's currency."""

    name: str
    amount: tuple[float, float, float]
    source: str
    date: str = ""
    grade: str = "judgement"
    before_gate: bool = False


@dataclass(frozen=True)
class Delivery:
    """What the other parts of resolving need to know of the work."""

    size: Size
    size_known: bool
    order: tuple[str, ...]
    after: tuple[tuple[int, ...], ...]
    adjustments: list[Adjustment]
    roles_needed: frozenset[str]

    def factor(self, target: str) -> float:
        """Product of the adjustments of a target that is not a work package."""
        return math.prod(one.value for one in self.adjustments if one.target == target and one.operation == "multiply")

    def dropped(self, target: str) -> bool:
        """Whether an answer takes a target out."""
        return any(one.target == target and one.operation == "drop" for one in self.adjustments)


def three(one: Range) -> tuple[float, float, float]:
    """Low, likely and high of a range."""
    return one.low, one.likely, one.high
