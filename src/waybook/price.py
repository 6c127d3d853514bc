"""What a change of the plan is worth at P80: the difference of two estimates on the same draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    """Weeks until go-live, build cost, and run cost a year, in the plan's currency. Positive is later or dearer."""

    weeks: float
    cost: float
    run: float

    @property
    def moves(self) -> bool:
        """Whether anybody would notice."""
        return abs(self.weeks) >= 0.05 or abs(self.cost) >= 50 or abs(self.run) >= 50
