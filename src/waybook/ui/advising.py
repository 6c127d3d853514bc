"""What the numbers advise, and its reasons: the sentence of the board pack, on the screens that ask for it."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook import answer_prices as prices
from waybook.advice import Advice, advise
from waybook.estimate import estimate
from waybook.model.scenarios import variants, varied
from waybook.plan import read, write
from waybook.readiness.tables import tables
from waybook.reference import load
from waybook.ui import desk, parts
from waybook.ui.screens import screen_named
from waybook.ui.wording import after, money, percent, plain

OTHER_PRODUCT = ("smaller", "buy", "rules", "no_ai", "api")
"""Ways that build less or something else, for a limit that the plan as it stands cannot keep."""


@lru_cache(maxsize=8)
def _told(text: str) -> Advice:
    return advise(estimate(read(text)))


@lru_cache(maxsize=8)
def _nearest(text: str, by_cost: bool) -> tuple[str, float, float] | None:
    """Of the ways to build something else, the cheapest or the soonest at P80: its name, months, build cost."""
    plan = read(text)
    ways = [one for one in variants(plan, load()) if one.id in OTHER_PRODUCT]
    found = [(one.label, *found[:2]) for one in ways if (found := prices.p80(varied(plan, one, load())))]
    return min(found, key=lambda way: way[2 if by_cost else 1], default=None)


def out_of_reach() -> None:
    """Whether hardly any project keeps the sponsor's budget or date, and how near another way comes; else nothing."""
    plan, found = desk.plan(), desk.results_or_none()
    if found is None:
        return
    budget, target = plan.economics.budget, plan.economics.target_months
    low = tables().threshold("low_chance")
    kept = {
        f"the budget of {money(budget or 0, plan.currency)}": found.p_on_budget,
        f"the date, {after(plan.start, target or 0)}": found.p_on_time,
    }
    missed = {name: chance for name, chance in kept.items() if chance is not None and chance < low}
    if not missed:
        return
    words = " and ".join(f"{percent(chance)} keep {name}" for name, chance in missed.items())
    words = f"**Out of reach.** Of the simulated projects {words}."
    over_budget = found.p_on_budget is not None and found.p_on_budget < low
    nearest = _nearest(write(plan), over_budget)
    if nearest is not None:
        name, late, cost = nearest
        fits = (budget is None or cost <= budget) and (target is None or late <= target)
        words += (
            f" The {'cheapest' if over_budget else 'soonest'} other way, '{name}', is safe with "
            f"{money(cost, plan.currency)} by {after(plan.start, late)} (P80). "
        )
        words += (
            "**It would fit: start with that.**"
            if fits
            else "**Not even that fits: do not start building on these terms.** Measure first, or ask for more."
        )
    st.warning(words.replace("$", "\\$"), icon=":material/block:")
    _compare()


def in_one_line() -> None:
    """The advice, its reasons behind a question mark, and the way to the comparison."""
    told = _told(write(desk.plan()))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_opening(told)}{plain(told.sentence)}.", help=plain("; ".join(told.reasons)), width="content")
        _compare()


def with_reasons() -> None:
    """The advice and what it rests on."""
    told = _told(write(desk.plan()))
    reasons = "\n".join(f"- {plain(one)}" for one in told.reasons)
    st.markdown(f"{_opening(told)}{plain(told.sentence)}.\n\n{reasons}")
    _compare()


def _opening(told: Advice) -> str:
    return "" if told.kind == "live" else "**The numbers advise.** "


def _compare() -> None:
    scenarios = screen_named("scenarios")
    parts.link(scenarios, "Compare the ways", icon=scenarios.material)
