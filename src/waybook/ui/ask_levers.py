"""What if everything of one kind were more or less: four percentages, and what the plan comes to with them."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook.advice import what_if
from waybook.estimate import estimate
from waybook.model import Results
from waybook.plan import Plan, read, write
from waybook.plan.economics import Levers
from waybook.ui import charts, desk
from waybook.ui.ask import ask_row
from waybook.ui.wording import after, money, percent

PATH = "economics.levers"


def ask_levers() -> None:
    """The percentages, and the plan with and without them."""
    ask_row(*(f"{PATH}.{name}" for name in Levers.model_fields), counts=False)
    plan, found = desk.plan(), desk.results_or_none()
    if found is None:
        return
    words = what_if(plan)
    if not words:
        st.caption(
            "0% everywhere is the plan as typed. Every screen and every handout follows a change, until it is 0%."
        )
        return
    typed = _estimated(write(without_levers(plan)), found.draws.count)
    rows = [
        (
            name,
            money(one.cost.p50, plan.currency), money(one.cost.p80, plan.currency), after(plan.start, one.months.p80),
            money(one.npv.p50, plan.currency), percent(one.p_loss),
        )
        for name, one in (("As typed", typed), (f"With {words}", found))
    ]  # fmt: skip
    heads = ("Plan", "Build cost P50", "Build cost P80", "Live by, P80", "Net present value P50", "Chance of a loss")
    charts.sourced("what if", "What if", heads, rows)
    st.caption("It counts on every screen and handout. Set it back to 0% to see the plan as typed.")


@lru_cache(maxsize=4)
def _estimated(text: str, draws: int) -> Results:
    return estimate(read(text), draws=draws)


def without_levers(plan: Plan) -> Plan:
    """The plan as typed."""
    bare = plan.model_copy(deep=True)
    bare.economics.levers = Levers()
    return bare
