"""Other ways to the same end on a screen: which are chosen, what share of the benefit each is taken to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import streamlit as st

from waybook.estimate import estimate
from waybook.model import PlanProblem, Results
from waybook.model.scenarios import Variant, variants, varied
from waybook.plan import Plan, PlanError, read, write
from waybook.reference import load
from waybook.ui.wording import plain

MOST = 5
USUAL = ("planned", "smaller", "buy", "rules", "no_ai")


def choose(plan: Plan) -> list[str]:
    """The names of the ways to compare, the plan first. A dozen are offered: behind one button, so that a projector
    shows the whole chart."""
    offered = {one.id: one for one in variants(plan, load())}
    usual = [name for name in USUAL if name in offered]
    with st.popover("Compare with", icon=":material/checklist:", type="tertiary", width="content"):
        names = st.pills(
            "Compare the plan with (up to four)", list(offered)[1:], selection_mode="multi", default=usual[1:],
            format_func=lambda name: offered[name].label, key=f"ways {' '.join(offered)}", persist_state="session",
        )  # fmt: skip
    return ["planned", *(name for name in names or [] if name != "planned")]


def estimated(plan: Plan, wanted: Sequence[str]) -> list[tuple[str, Results]]:
    """Each way by its label with its results; ways that cannot be estimated are named."""
    offered = {one.id: one for one in variants(plan, load())}
    if len(wanted) > MOST:
        st.caption(f"The plan and the first {MOST - 1} of these are compared.")
    found: list[tuple[str, Results]] = []
    for name in wanted[:MOST]:
        way = replace(offered[name], reach=_reach(offered[name]))
        try:
            found.append((way.label, _results(write(varied(plan, way, load())))))
        except (PlanProblem, PlanError) as fault:
            st.caption(f":material/warning: {way.label} cannot be estimated: {plain(str(fault))}")
    return found


def ask_reach(plan: Plan) -> None:
    """What each way is taken to bring, of the plan's benefit: the default and where it comes from can be overruled."""
    known = load().parameters
    sides = st.columns(2, gap="large")
    asked = [one for one in variants(plan, load()) if f"reach_{one.id}" in known]
    for number, one in enumerate(asked):
        usual = known[f"reach_{one.id}"]
        with sides[number % len(sides)]:
            st.number_input(
                f"{one.label}: share of the plan's benefit (%)", 0.0, 300.0, 100 * one.reach, 5.0, format="%g",
                key=f"reach {one.id}", persist_state="session",
                help=f"{usual.low * 100:g} to {usual.high * 100:g}%. {usual.source}, {usual.date}: {usual.note}.",
            )  # fmt: skip


def _reach(one: Variant) -> float:
    typed = st.session_state.get(f"reach {one.id}")
    return one.reach if typed is None else float(typed) / 100


@lru_cache(maxsize=16)
def _results(text: str) -> Results:
    return estimate(read(text))
