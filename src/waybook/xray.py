"""Readiness with numbers: findings and their price, what the weakest axis costs, the verdict with what was measured.

The one place where readiness meets the estimate, beside `estimate`. Prices compare two estimates on the same draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from waybook.durations import WEEKS_A_MONTH
from waybook.estimate import compliance_work, estimate
from waybook.model import PlanProblem, Results
from waybook.model.plan_model import cost_and_date
from waybook.model.resolve import resolve
from waybook.model.results import DRAWS as ALL_DRAWS
from waybook.model.results import quantiles
from waybook.model.worlds import Numbers
from waybook.plan import Plan
from waybook.plan.readiness import REASONS
from waybook.price import Price
from waybook.readiness.findings import PlanFinding, findings
from waybook.readiness.sight import Sight, Simulated, changed
from waybook.readiness.verdict import Decision, decide, measured
from waybook.reference import Reference, load

DRAWS = 1024
"""A quarter of the draws is enough for a difference, because both sides meet the same luck."""
BEST = 4


@dataclass(frozen=True)
class Priced:
    """A finding with its price: today's plan against the same plan without it. None where no plan can be estimated."""

    finding: PlanFinding
    price: Price | None


@dataclass(frozen=True)
class Axis:
    """One of the eight reasons: its level, given or derived, and what raising it to 4 would save at P80."""

    reason: str
    name: str
    level: float | None
    given: bool
    price: Price | None


@dataclass(frozen=True)
class Trial:
    """The prototype's decision, and the plan before and after what it measured. None where there is no estimate."""

    decision: Decision
    plan: Plan
    before: Simulated | None
    after: Simulated | None


def simulated(results: Results) -> Simulated:
    """The numbers that rules need of an estimate."""
    levels = {one.reason: one.level for one in results.maturities}
    axis = results.inputs.axes["package"]
    effort = results.draws.value("effort").mean(axis=1)
    return Simulated(
        results.cost.p50,
        results.cost.p80,
        results.months.p50,
        results.months.p80,
        results.run_cost_year.p80,
        results.p_on_time,
        results.p_on_budget,
        1 - results.p_loss,
        results.benefit_counted,
        levels,
        {one: float(days) for one, days in zip(axis.ids, effort, strict=True)},
        results.inputs.scalar("business_rate_likely"),
    )


def sight(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> Sight:
    """A plan as rules see it, with numbers where it can be estimated."""
    known = reference or load()
    return Sight(plan, known, _numbers(plan, known, draws))


def x_ray(
    plan: Plan, reference: Reference | None = None, draws: int = DRAWS, shown: Results | None = None
) -> list[Priced]:
    """Every finding with its price, by rank and the dearest first among equals.

    Findings tell the numbers that are shown elsewhere: those of `shown`, or of an estimate with all draws.
    Prices are differences, for which fewer draws are enough.
    """
    known = reference or load()
    now = _numbers(plan, known, draws)
    told = findings(Sight(plan, known, simulated(shown) if shown else _numbers(plan, known, ALL_DRAWS)))
    found = [Priced(one, price_of(plan, one.cure, now, known, draws)) for one in told]
    return sorted(found, key=lambda one: (*one.finding.rank, -one.price.cost if one.price else 0.0))


def price_of(
    plan: Plan, changes: Mapping[str, Any], now: Simulated | None, reference: Reference, draws: int = DRAWS
) -> Price | None:
    """What a plan loses against itself with some changes; None where either cannot be estimated."""
    if now is None or not changes:
        return None
    try:
        then = _p80(changed(plan, changes), reference, draws)
    except (KeyError, ValidationError, PlanProblem):
        return None
    months, cost, run = then
    return Price((now.months_p80 - months) * WEEKS_A_MONTH, now.cost_p80 - cost, now.run_p80 - run)


def axes(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> list[Axis]:
    """The eight reasons with what each costs, in the order of the framework."""
    known = reference or load()
    try:
        results = estimate(plan, known, draws)
    except PlanProblem:
        return [Axis(one.id, one.axis, None, False, None) for one in known.reasons]
    now = simulated(results)
    found = []
    for reason, one in zip(known.reasons, results.maturities, strict=True):
        price = price_of(plan, {f"readiness.{REASONS[reason.id]}": BEST}, now, known, draws)
        found.append(Axis(reason.id, reason.axis, one.level, one.given, price))
    return found


def weakest(found: list[Axis]) -> Axis | None:
    """The axis with the lowest level; of several, the one that costs most. None while no level is known."""
    known = [one for one in found if one.level is not None]
    return min(known, key=lambda one: (one.level, -one.price.cost if one.price else 0.0), default=None)


def trial(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> Trial:
    """The verdict of the prototype. The question of value is answered by the plan with measured values."""
    known = reference or load()
    new = measured(plan)
    before, after = _numbers(plan, known, draws), _numbers(new, known, draws)
    gain = after.p_gain if after is not None and after.benefit_counted else None
    return Trial(decide(plan, gain), new, before, after)


def _numbers(plan: Plan, reference: Reference, draws: int) -> Simulated | None:
    try:
        return simulated(estimate(plan, reference, draws))
    except PlanProblem:
        return None


def _p80(plan: Plan, reference: Reference, draws: int) -> tuple[float, float, float]:
    """Months, build cost and run cost a year; only the part of the model that they need."""
    numbers = Numbers(resolve(plan, reference, compliance_work(plan, reference)), draws, plan.seed)
    cost_and_date(numbers)
    months, cost, run = (quantiles(numbers.value(key), [0.8])[0] for key in ("go_live", "build_cost", "run_year"))
    return months, cost, run
