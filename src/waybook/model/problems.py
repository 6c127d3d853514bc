"""Plans that no estimate can be made of."""

from __future__ import annotations

import math
from collections.abc import Iterator

from waybook.plan import Range


class PlanProblem(ValueError):
    """A plan the model cannot run. `problems` has one sentence for each fault, naming the plan field."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


def outside(path: str, own: Range | None, unit: str, least: float = 0.0, most: float = math.inf) -> Iterator[str]:
    """A sentence for each end of a range at `path` that lies outside what it can be; none for a range not given."""
    if own is not None and own.low < least:
        yield f"{path}.low: {own.low:g} is below {least:g} {unit}."
    if own is not None and own.high > most:
        yield f"{path}.high: {own.high:,.15g} is above {most:,g} {unit}."
