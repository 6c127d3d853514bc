"""The approaches against each other: four judged criteria and the plan's own running cost, times what each brings."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import Plan
from waybook.plan.fields import replaced
from waybook.reference import Reference, load

DRAWS = 256
"""Enough for a median that is shown to two figures."""
CRITERIA = ("performance", "reliability", "security", "availability", "cost")
USUAL_WEIGHT = 3
BEST = 5


@dataclass(frozen=True)
class Weighed:
    """An approach with its scores (1 to 5) by criterion, and what the plan would then take.

    `brings` is the share of the benefit that it is taken to bring, the largest 1; `score` the weighted mean times that,
    because what reaches a quarter of the target is no answer, however cheap. `months` to go-live and `run` cost a year
    are P50, money in the plan's currency.
    """

    approach: str
    scores: dict[str, float]
    brings: float
    score: float
    months: float
    run: float
    because: str


def weigh(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> tuple[Weighed, ...]:
    """Every approach, the best first; none where the plan cannot be estimated.

    Running cost scores 5 for the cheapest approach and less in proportion for the others.
    """
    known = reference or load()
    numbers: dict[str, tuple[float, float]] = {}
    for one in known.approach_scores:
        try:
            found = estimate(replaced(plan, "architecture.approach", one.id), known, draws)
        except PlanProblem:
            return ()
        numbers[one.id] = (found.months.p50, found.run_cost_year.p50)
    cheapest = min(run for _, run in numbers.values())
    weights = {name: _weight(plan, name) for name in CRITERIA}
    whole = sum(weights.values())
    made = []
    for one in known.approach_scores:
        months, run = numbers[one.id]
        scores = {name: float(getattr(one, name)) for name in CRITERIA[:-1]}
        scores["cost"] = BEST * (cheapest / run) if run else float(BEST)
        mean = sum(weights[name] * scores[name] for name in CRITERIA) / whole if whole else 0.0
        reach = known.parameters.get(f"reach_{one.id}")
        brings = reach.value if reach else 1.0
        made.append(Weighed(one.id, scores, brings, brings * mean, months, run, one.because))
    return tuple(sorted(made, key=lambda one: -one.score))


def _weight(plan: Plan, name: str) -> int:
    own: int | None = getattr(plan.architecture.weights, name)
    return USUAL_WEIGHT if own is None else own
