"""The present view: one finding at a time, large, with nothing around it; arrow keys go on and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from waybook.compliance import short_disclaimer
from waybook.model import Results
from waybook.ui import charts, parts, wording
from waybook.ui.charts_bridge import effort, walk
from waybook.ui.charts_cash import cash_fan
from waybook.ui.charts_cost import cost_curve, date_curve, role_and_stage
from waybook.ui.charts_outside import back_test_chart, outside_view
from waybook.ui.charts_risk import joint, risk_map, waterfall
from waybook.ui.charts_time import demo_and_production, package_gantt, stage_gantt
from waybook.ui.charts_tornado import tornado
from waybook.ui.charts_worth import break_even_chart, gate_chart, run_cost
from waybook.ui.picture import Look, Picture

Slide = Callable[[Results, Look], Picture]
SLIDES: tuple[Slide, ...] = (
    walk,
    partial(walk, key="go_live"),
    effort,
    stage_gantt,
    demo_and_production,
    package_gantt,
    date_curve,
    cost_curve,
    joint,
    role_and_stage,
    waterfall,
    tornado,
    partial(risk_map, width=1150),
    outside_view,
    back_test_chart,
    run_cost,
    cash_fan,
    break_even_chart,
    gate_chart,
)
"""In the order in which a board would ask: what changed since the guess, when, how much, how sure, is it worth it."""
PROJECTOR, LARGE_SCREEN = (505, 19), (840, 27)
"""Height of the figure and size of its text, for 1280x720 and for 1920x1080."""

_STYLE = """
<style>
[data-testid=stSidebar], [data-testid=stSidebarCollapsedControl], .stAppHeader {display: none}
.stMainBlockContainer {padding: 1.2rem 3rem 0 3rem; max-width: none}
.st-key-slide h1 {font-size: 2.3rem !important; padding: 0 0 .6rem 0 !important; line-height: 1.2}
.st-key-slide [data-testid=stCaptionContainer] {font-size: 1.25rem}
@media (min-height: 960px) {
  .st-key-slide h1 {font-size: 3.2rem !important}
  .st-key-slide [data-testid=stCaptionContainer] {font-size: 1.7rem}
}
</style>
"""


def present() -> None:
    """Draw the slide that is on, and the way to the next and the one before."""
    st.html(_STYLE)
    found = charts.results()
    if found is None:  # neither menu nor top bar is here: say what is wrong, and leave a way out
        parts.no_estimate()
        _leave()
        return
    place = st.session_state.get("slide", 0) % len(SLIDES)
    large = st.session_state.get("slide_large", False)
    picture = SLIDES[place](found, charts.look(*(LARGE_SCREEN if large else PROJECTOR)))
    with st.container(key="slide", gap="small"):
        with st.container(gap=None):
            st.title(wording.plain(picture.title), anchor=False)
            st.caption(wording.plain(picture.subtitle))
        charts.draw(picture, f"slide {place}")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(
            "Back", icon=":material/arrow_back:", shortcut="Left", type="tertiary", on_click=_to, args=(place - 1,)
        )
        st.caption(
            f"{wording.plain(found.plan.name or 'Untitled plan')} · {place + 1} of {len(SLIDES)} · "
            "Planning aid, not legal advice",
            width="content",
            help=wording.plain(short_disclaimer()),
        )
        st.button(
            "Smaller" if large else "Larger",
            icon=":material/fullscreen_exit:" if large else ":material/fullscreen:",
            shortcut="L",
            type="tertiary",
            on_click=_resize,
        )
        _leave()
        st.button(
            "Next", icon=":material/arrow_forward:", shortcut="Right", type="tertiary", on_click=_to, args=(place + 1,)
        )


def _leave() -> None:
    if st.button("Leave", icon=":material/close:", shortcut="Esc", type="tertiary"):
        st.switch_page(st.session_state.pages["timeline"])


def _to(place: int) -> None:
    st.session_state.slide = place % len(SLIDES)


def _resize() -> None:
    st.session_state.slide_large = not st.session_state.get("slide_large", False)
