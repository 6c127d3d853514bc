"""Weighing the approaches on the Architecture screen."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook.approaches import CRITERIA, USUAL_WEIGHT, Weighed, weigh
from waybook.plan import read, write
from waybook.plan.architecture import APPROACHES
from waybook.plan.fields import note
from waybook.ui import charts, desk
from waybook.ui.ask import ask_row
from waybook.ui.wording import money, months, percent, plain


@lru_cache(maxsize=8)
def _weighed(text: str) -> tuple[Weighed, ...]:
    return weigh(read(text))


def approaches() -> None:
    """What counts, and how the approaches then rank; worked out only while somebody looks."""
    with st.expander("Weigh the approaches", icon=":material/balance:", on_change="rerun") as opened:
        if not opened.open:
            return
        ask_row(*(f"architecture.weights.{name}" for name in CRITERIA), counts=False, usual=float(USUAL_WEIGHT))
        with st.spinner("Estimating the plan with each approach ..."):
            found = _weighed(write(desk.plan()))
        if not found:
            st.info("The plan cannot be estimated yet; the line above says why.")
            return
        st.markdown(_verdict(found))
        titles = [note(f"architecture.weights.{name}").title for name in CRITERIA]
        charts.sourced(
            "approaches",
            "The approaches compared",
            ("Approach", "Score", "Brings", *titles, "Go-live (P50)", "Run cost a year (P50)"),
            [
                (
                    APPROACHES[one.approach],
                    f"{one.score:.1f}",
                    percent(one.brings),
                    *(f"{one.scores[name]:.1f}".removesuffix(".0") for name in CRITERIA),
                    months(one.months),
                    money(one.run, desk.plan().currency),
                )
                for one in found
            ],
        )
        st.caption(
            "Criteria run from 1 (weak) to 5 (strong) and are judged; running cost comes from this plan. The score is "
            "their weighted mean times the share of the benefit that an approach is taken to bring (judged, as under "
            "Scenarios)."
        )


def _verdict(found: tuple[Weighed, ...]) -> str:
    best, chosen = found[0], desk.plan().architecture.approach
    mine = next((one for one in found if one.approach == chosen), None)
    words = f"**{plain(APPROACHES[best.approach])}** comes first with {best.score:.1f} of 5: {plain(best.because)}."
    if mine is None or mine is best:
        return words
    place = found.index(mine) + 1
    return f"{words} The plan's approach, {plain(APPROACHES[mine.approach])}, is number {place} with {mine.score:.1f}."
