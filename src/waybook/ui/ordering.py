"""Levelling again: a new order of the work from today's figures, kept only where it is better."""

from __future__ import annotations

import streamlit as st

from waybook.durations import WEEKS_A_MONTH
from waybook.estimate import estimate
from waybook.model import Results
from waybook.model.relevel import relevelled
from waybook.ui import desk, wording


def ask_to_level(found: Results) -> None:
    """The button, what it did last, and the way back to the usual order."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Level again",
            icon=":material/low_priority:",
            help="Which work goes first where two packages want the same people stands still while answers change. "
            "This looks for a better order with today's figures and team.",
            on_click=_level,
            args=(found,),
        )
        if found.plan.estimates.order:
            st.button("Back to the usual order", type="tertiary", on_click=_usual)
        if said := st.session_state.pop("levelled", ""):
            st.caption(said)


def _usual() -> None:
    desk.edit("estimates.order", [])


def _level(found: Results) -> None:
    changed = found.plan.model_copy(deep=True)
    changed.estimates.order = list(relevelled(found))
    gain = (found.months.p80 - estimate(changed).months.p80) * WEEKS_A_MONTH
    if gain < 0.05:
        st.session_state.levelled = "No better order was found; the work stays as it is."
        return
    desk.edit("estimates.order", changed.estimates.order)
    st.session_state.levelled = f"The new order saves {wording.weeks(gain)} at P80."
