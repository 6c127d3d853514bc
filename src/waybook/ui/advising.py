"""What the numbers advise, and its reasons: the sentence of the board pack, on the screens that ask for it."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook.estimate import estimate
from waybook.handouts.advice import Advice, advise
from waybook.plan import read, write
from waybook.ui import desk, parts
from waybook.ui.screens import screen_named
from waybook.ui.wording import plain


@lru_cache(maxsize=8)
def _told(text: str) -> Advice:
    return advise(estimate(read(text)))


def in_one_line() -> None:
    """The advice, its reasons behind a question mark, and the way to the comparison."""
    told = _told(write(desk.plan()))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{_opening(told)}{plain(told.sentence)}.", help=plain("; ".join(told.reasons)), width="content"
        )
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
