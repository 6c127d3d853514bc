"""What the process costs today: cases, minutes and mistakes, at the day rate of those who do the work."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.plan import Plan
from waybook.readiness.sight import Sight


@dataclass(frozen=True)
class StepShare:
    """A step of the process: minutes in an average case, and its share of them."""

    name: str
    minutes: float
    share: float


@dataclass(frozen=True)
class ProcessCost:
    """A month of the process. Minutes are those of one case, money is in the plan's currency.

    A case that goes wrong is counted as done twice. `steps` are the longest first; empty where none are listed.
    """

    cases: float
    minutes: float
    wrong: float
    hours: float
    month: float
    steps: tuple[StepShare, ...]

    @property
    def case(self) -> float:
        """What one case costs, mistakes included."""
        return self.month / self.cases

    @property
    def minute(self) -> float:
        """What one minute of those who do the work costs."""
        return self.month / (60 * self.hours)


def case_minutes(plan: Plan) -> float | None:
    """Minutes of an average case: as stated, else the sum of its steps; None where neither is known."""
    goals = plan.objectives
    if goals.handling_minutes is not None:
        return goals.handling_minutes
    known = [one.minutes * one.share for one in goals.steps if one.minutes is not None]
    return sum(known) if known else None


def process_cost(see: Sight) -> ProcessCost | None:
    """What a month costs today; None while cases or minutes are not known, or nothing can be estimated."""
    goals, minutes = see.plan.objectives, case_minutes(see.plan)
    if see.numbers is None or not goals.volume or not minutes:
        return None
    wrong = goals.error_rate or 0.0
    hours = goals.volume * minutes * (1 + wrong) / 60
    day = see.reference.parameters["minutes_per_day"].value
    month = hours * 60 / day * see.numbers.business_day
    return ProcessCost(goals.volume, minutes, wrong, hours, month, steps(see.plan))


def steps(plan: Plan) -> tuple[StepShare, ...]:
    """The steps that have minutes, the one that takes most first: that is the bottleneck in time."""
    known = [(one.name or "A step", one.minutes * one.share) for one in plan.objectives.steps if one.minutes]
    whole = sum(minutes for _, minutes in known)
    ranked = sorted(known, key=lambda one: -one[1])
    return tuple(StepShare(name, minutes, minutes / whole) for name, minutes in ranked) if whole else ()


def counted_month(plan: Plan) -> float:
    """What the measures of success are worth a month, as hoped: before doubt, ramp and the cashable share."""
    total = 0.0
    for one in plan.objectives.kpis:
        if one.baseline is None or one.volume is None or one.unit_value is None:
            continue
        change = one.effect.likely if one.effect else None if one.target is None else abs(one.target - one.baseline)
        total += one.volume * one.eligible_share * (change or 0.0) * one.unit_value
    return total
