"""Findings about money, dates and expectations."""

from __future__ import annotations

import math
from typing import Any

from waybook.plan.fields import note
from waybook.plan.objectives import Kpi
from waybook.readiness.process import counted_month, process_cost
from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight
from waybook.wording import money

MONTHS_A_YEAR = 12

@rule("run_cost_zero")
def run_cost_zero(see: Sight) -> Seen | None:
    """Running it costs nothing, says the plan."""
    if not see.begun:
        return None
    usage = see.plan.architecture.usage
    changes: dict[str, Any] = {}
    words = []
    cloud = see.plan.architecture.cloud_month
    if cloud is not None and cloud.high == 0:
        words.append("cloud cost")
        changes["architecture.cloud_month"] = None
    if see.plan.economics.run_budget_year == 0:
        words.append("run budget")
        changes["economics.run_budget_year"] = None
    if see.uses_model:
        for name, said in (("conversations", "conversations"), ("turns", "model calls"), ("input_tokens", "tokens")):
            if getattr(usage, name) == 0:
                words.append(said)
                changes[f"architecture.usage.{name}"] = None
    return Seen(f"Zero: {', '.join(words)}", changes) if words else None


@rule("no_run_budget")
def no_run_budget(see: Sight) -> Seen | None:
    """No money after the launch."""
    if see.plan.economics.run_budget_year is not None or not see.begun or see.plan.economics.budget is None:
        return None
    if see.numbers is None:
        return Seen("The run budget is empty", if_answered={"economics.run_budget_year": 1.0})
    return Seen("The run budget is empty", {"economics.run_budget_year": rounded_up(see.numbers.run_p80)})


@rule("run_cost_over_budget")
def run_cost_over_budget(see: Sight) -> Seen | None:
    """The run cost does not fit."""
    budget = see.plan.economics.run_budget_year
    if see.numbers is None or not budget or see.numbers.run_p80 <= budget:
        return None
    return Seen(
        f"P80 of the run cost is {see.numbers.run_p80 / budget - 1:.0%} above the run budget",
        {"economics.run_budget_year": rounded_up(see.numbers.run_p80)},
    )


@rule("date_out_of_reach")
def date_out_of_reach(see: Sight) -> Seen | None:
    """Hardly any simulated project keeps the date."""
    if see.numbers is None or see.numbers.p_on_time is None or see.numbers.p_on_time >= see.limit("low_chance"):
        return None
    return Seen(
        f"Wanted after {see.plan.economics.target_months:g} months; {_chance(see.numbers.p_on_time)} of the simulated "
        "projects are live by then",
        {"economics.target_months": float(math.ceil(see.numbers.months_p80))},
    )


@rule("budget_out_of_reach")
def budget_out_of_reach(see: Sight) -> Seen | None:
    """Hardly any simulated project keeps the budget."""
    if see.numbers is None or see.numbers.p_on_budget is None or see.numbers.p_on_budget >= see.limit("low_chance"):
        return None
    return Seen(
        f"{_chance(see.numbers.p_on_budget).capitalize()} of the simulated projects keep the budget",
        {"economics.budget": rounded_up(see.numbers.cost_p80)},
    )


@rule("loss_likely")
def loss_likely(see: Sight) -> Seen | None:
    """More often a loss than a gain."""
    numbers = see.numbers
    if numbers is None or not numbers.benefit_counted or 1 - numbers.p_gain <= see.limit("loss_chance"):
        return None
    if years_short(see) is not None:
        return None  # so few years make a loss of any project
    doubled = [one.model_copy(update={"volume": (one.volume or 0) * 1e3}) for one in see.plan.objectives.kpis]
    return Seen(
        f"{_chance(1 - numbers.p_gain).capitalize()} of the simulated projects lose money",
        if_answered={"objectives.kpis": doubled},
    )


@rule("years_short")
def years_short(see: Sight) -> Seen | None:
    """Hardly a month of use is counted."""
    numbers, years = see.numbers, see.plan.economics.horizon_years
    if numbers is None or not numbers.benefit_counted:
        return None
    wanted = math.ceil((numbers.months_p80 + see.limit("counted_months")) / MONTHS_A_YEAR)
    enough = min(wanted, int(note("economics.horizon_years").bounds["le"]))
    if enough <= years:
        return None
    return Seen(
        f"{years} year{'' if years == 1 else 's'} counted; go-live after {numbers.months_p80:.0f} months (P80)",
        {"economics.horizon_years": enough},
    )


@rule("more_than_process")
def more_than_process(see: Sight) -> Seen | None:
    """More is to be gained than the process costs."""
    cost, counted = process_cost(see), counted_month(see.plan)
    if cost is None or counted <= cost.month:
        return None
    less = [
        one.model_copy(update={"unit_value": (one.unit_value or 0) * cost.month / counted})
        for one in see.plan.objectives.kpis
    ]
    return Seen(
        f"Counted is {money(counted, see.plan.currency)} a month; the whole process takes "
        f"{money(cost.month, see.plan.currency)} of people's time",
        if_answered={"objectives.kpis": less},
    )


@rule("benefit_before_adoption")
def benefit_before_adoption(see: Sight) -> Seen | None:
    """Benefit from the first day."""
    money = see.plan.economics
    changes: dict[str, Any] = {}
    words = []
    if money.ramp_months is not None and money.ramp_months.likely < see.limit("adoption_months"):
        words.append(f"half of the benefit after {money.ramp_months.likely:g} months")
        changes["economics.ramp_months"] = None
    if money.realisation is not None and money.realisation.low >= 1:
        words.append("all of the benefit, for certain")
        changes["economics.realisation"] = None
    return Seen(" and ".join(words).capitalize(), changes) if words else None


@rule("certain_benefit")
def certain_benefit(see: Sight) -> Seen | None:
    """A point instead of a range."""
    kpis = see.plan.objectives.kpis
    bad = [one.name or "a measure" for one in kpis if one.effect is not None and one.effect.low == one.effect.high]
    if not bad:
        return None
    wide: list[Kpi] = [
        one.model_copy(update={"effect": None}) if one.effect is not None and one.effect.low == one.effect.high else one
        for one in kpis
    ]
    return Seen(f"No doubt about: {listed(bad)}", {"objectives.kpis": wide})


@rule("guesses_apart")
def guesses_apart(see: Sight) -> Seen | None:
    """Sponsor and engineers do not expect the same."""
    first, second = see.plan.first_guess.months, see.plan.first_guess.engineers_months
    if first is None or second is None or max(first, second) < see.limit("guess_gap") * min(first, second):
        return None
    return Seen(f"{first:g} months against {second:g}", if_answered={"first_guess.months": second})


@rule("guess_far")
def guess_far(see: Sight) -> Seen | None:
    """What was said first, against the plan."""
    numbers, guess = see.numbers, see.plan.first_guess
    if numbers is None or not see.begun:
        return None
    words, told = [], dict[str, Any]()
    if guess.months is not None and guess.months < see.limit("guess_share") * numbers.months_p50:
        words.append(f"{guess.months:g} months against a P50 of {numbers.months_p50:.0f}")
        told["first_guess.months"] = float(math.ceil(numbers.months_p50))
    if guess.cost is not None and guess.cost < see.limit("guess_share") * numbers.cost_p50:
        words.append(f"{guess.cost / numbers.cost_p50:.0%} of the P50 of the cost")
        told["first_guess.cost"] = rounded_up(numbers.cost_p50)
    return Seen(f"Guessed: {' and '.join(words)}", if_answered=told) if words else None


@rule("ranges_as_typed")
def ranges_as_typed(see: Sight) -> Seen | None:
    """Widening is off."""
    own = any(one.days is not None for one in see.plan.estimates.packages.values())
    if see.plan.estimates.widening != 1 or see.plan.estimates.past_projects or not own:
        return None
    return Seen("Own ranges count as typed", {"estimates.widening": None})


@rule("points_on_model")
def points_on_model(see: Sight) -> Seen | None:
    """Most points on the smallest part."""
    points = see.plan.readiness.points.model
    if points is None or points <= see.limit("points_model"):
        return None
    words = f"{points} of 100 points"
    if see.numbers and sum(see.numbers.days.values()) > 0:
        themes = {one.id: one.theme for one in see.reference.packages}
        share = sum(days for one, days in see.numbers.days.items() if themes.get(one) == "model") / sum(
            see.numbers.days.values()
        )
        words += f"; in this plan the model takes {share:.0%} of the effort"
    return Seen(words, if_answered={"readiness.points.model": int(see.limit("points_model"))})


def rounded_up(amount: float) -> float:
    """An amount rounded up to two significant figures, so that it still covers what it was made from."""
    if amount <= 0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return float(math.ceil(amount / step) * step)


def _chance(share: float) -> str:
    return "none" if share == 0 else "fewer than 1%" if share < 0.01 else f"{share:.0%}"
