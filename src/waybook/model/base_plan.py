"""The start order of the base plan: which package is served first when two want the same people.

The order is made from the catalogue's likely efforts, not from the plan's, so that it stands still while answers move.
It changes when packages or their order of work change, or when a person asks to level again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from waybook.model.levelling import Activity, Infeasible, Problem, level
from waybook.model.problems import PlanProblem

Work = tuple[str, float, tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]
"""Id, duration, (predecessor, wait) pairs and (role, units) pairs of a package."""


@lru_cache(maxsize=64)
def order(work: tuple[Work, ...], units: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    """Ids in the start order of the best base plan found: priority rules, both schemes, justified, then samples.

    Raises:
        PlanProblem: the packages wait for one another in a circle, or need people there are not.
    """
    activities = [Activity(one, duration, dict(after), dict(demand)) for one, duration, after, demand in work]
    try:
        return level(Problem(activities, dict(units))).order
    except Infeasible as fault:
        raise PlanProblem([f"estimates: {fault}"]) from None


def follow(wanted: Sequence[str], after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A wanted order, repaired: unknown ids left out, missing ones added, predecessors first."""
    rank: dict[str, int] = {}
    for place, name in enumerate(wanted):
        rank.setdefault(name, place)
    waiting = sorted(after, key=lambda name: rank.get(name, len(rank)))
    found: list[str] = []
    while waiting:
        for name in waiting:
            if all(one in found for one in after[name]):
                found.append(name)
                waiting.remove(name)
                break
        else:
            raise PlanProblem(
                [f"estimates: these work packages wait for one another in a circle: {', '.join(waiting)}."]
            )
    return tuple(found)
