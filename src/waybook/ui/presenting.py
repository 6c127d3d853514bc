"""The present view: one finding at a time, large, with nothing around it; arrow keys go on and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from waybook.compliance import short_disclaimer
from waybook.model import Results
from waybook.ui import charts, parts, whose, wording
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
SLIDES: dict[str, Slide] = {
    "walk": walk,
    "walk time": partial(walk, key="go_live"),
    "effort": effort,
    "stages": stage_gantt,
    "demo": demo_and_production,
    "packages": package_gantt,
    "date": date_curve,
    "cost": cost_curve,
    "joint": joint,
    "roles": role_and_stage,
    "reserve": waterfall,
    "tornado": tornado,
    "risks": partial(risk_map, width=1150),
    "outside cost": outside_view,
    "back-test": back_test_chart,
    "running": run_cost,
    "cash": cash_fan,
    "volume": break_even_chart,
    "gate": gate_chart,
}
"""In the order in which a board would ask: what changed since the guess, when, how much, how sure, is it worth it."""
SCREEN, FIGURE, TEXT = (1280, 720), 505, 19
"""What a slide is laid out for, the height of its figure and the size of its text, in pixels."""
_STEP, _LARGEST = 30, 2160
"""Larger screens show the same layout magnified, by the height of the window in steps up to the largest."""

_MAGNIFIED = "".join(
    f"@media (min-height: {high}px) and (min-width: {high * SCREEN[0] // SCREEN[1]}px)"
    f" {{.stMainBlockContainer {{zoom: {high / SCREEN[1]:.3f}}}}}\n"
    for high in range(SCREEN[1] + _STEP, _LARGEST + 1, _STEP)
)
_STYLE = f"""
<style>
[data-testid=stSidebar], [data-testid=stSidebarCollapsedControl], .stAppHeader {{display: none}}
.stMainBlockContainer {{padding: 1.2rem 3rem 0 3rem; max-width: none}}
.st-key-slide h1 {{font-size: 2.3rem !important; padding: 0 0 .6rem 0 !important; line-height: 1.2}}
.st-key-slide [data-testid=stCaptionContainer] {{font-size: 1.25rem}}
{_MAGNIFIED}
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
    key, draw = list(SLIDES.items())[place]
    picture = draw(found, charts.look(FIGURE, TEXT))
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
        whose.offer(key, picture.title, "Whose?", "W")
        _leave()
        st.button(
            "Next", icon=":material/arrow_forward:", shortcut="Right", type="tertiary", on_click=_to, args=(place + 1,)
        )


def _leave() -> None:
    if st.button("Leave", icon=":material/close:", shortcut="Esc", type="tertiary"):
        st.switch_page(st.session_state.pages["timeline"])


def _to(place: int) -> None:
    st.session_state.slide = place % len(SLIDES)
