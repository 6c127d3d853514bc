"""What every screen shares: the top bar, the heading, what is still unknown, the way on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from waybook.model import PlanProblem, Results
from waybook.ui import cited, desk, gating, guidance, wording
from waybook.ui.screens import Screen, neighbours, screen_of

P50 = "P50: in half of the simulated projects it is less, in half more."
P80 = "P80: eight of ten simulated projects stay below. A budget or date promised at P80 holds four times in five."

_WATCH_SECONDS = 5
"""How soon another person's edit is seen without touching anything. Asking costs a third of a millisecond."""

_STYLE = """
<style>
.stMainBlockContainer {padding: 0 2rem 3rem 2rem; max-width: 1500px}
.stAppHeader {height: 2.2rem; min-height: 2.2rem; background: transparent; pointer-events: none}
.stAppHeader button, .stAppHeader a {pointer-events: auto}
h1 {font-size: 1.7rem !important; padding: .4rem 0 1rem 0 !important}
[data-testid=stBaseButton-primary] *, [data-testid=stMultiSelect] [data-tag] * {color: light-dark(#FFFFFF, #0F1720)}
[data-testid=stSidebarHeader] {padding-bottom: 0; height: 3rem}
[data-testid=stLayoutWrapper]:has(> .st-key-topbar) {position: sticky; top: 0; z-index: 99}
.st-key-topbar {padding: .5rem 0 .4rem 0; background: light-dark(#FFFFFF, #0F1720);
  border-bottom: 1px solid light-dark(#E4E9EE, #33414F)}
.st-key-topbar [data-testid=stMetricLabel] p {font-size: .8rem}
.st-key-topbar [data-testid=stMetricValue] {font-size: 1.2rem; line-height: 1.35}
.st-key-topbar [data-testid=stMetricDelta] {font-size: .8rem}
[data-testid=stLayoutWrapper]:has(> .st-key-standing) {position: sticky; top: 6.2rem}
</style>
"""


def style() -> None:
    """The few rules that Streamlit's theme has no option for: a top bar and a result that stay, narrower margins."""
    st.html(_STYLE)


def top_bar() -> None:
    """Go-live, build cost, run cost and chances, as they stand after the last answer; undo and redo."""
    with st.container(key="topbar", horizontal=True, vertical_alignment="center", gap="medium"):
        _numbers()
        _history()


def _numbers() -> None:
    plan = desk.plan()
    try:
        found = desk.results()
    except PlanProblem as fault:
        words = " ".join(desk.sentence(problem) for problem in fault.problems[:3])
        st.warning(wording.plain(f"No estimate. {words}"), icon=":material/warning:")
        link(screen_of(fault.problems[0].partition(":")[0]), icon=":material/arrow_forward:")
        return
    p50, p80 = (f"{wording.after(plan.start, one)} · {wording.months(one)}" for one in found.at("go_live", 0.5, 0.8))
    _number("Go-live", p50, p80, "When real users have it.")
    for label, key, about in (
        ("Build cost", "build_cost", "Everything until go-live."),
        ("Run cost a year", "run_year", "The first full year after go-live."),
    ):
        p50, p80 = (wording.money(one, plan.currency) for one in found.at(key, 0.5, 0.8))
        _number(label, p50, p80, about)
    _chances(found)


def _number(label: str, p50: str, p80: str, about: str) -> None:
    quiet: dict[str, Any] = {"delta_color": "off", "delta_arrow": "off"}
    st.metric(f"{label} (P50)", p50.replace("$", "\\$"), f"P80 {p80}", help=f"{about} {P50} {P80}", **quiet)


def _chances(found: Results) -> None:
    """The sponsor's date and budget: how likely each is, and both together."""
    known = {name: p for name, p in (("date", found.p_on_time), ("budget", found.p_on_budget)) if p is not None}
    below = " · ".join(f"{name} {wording.percent(p)}" for name, p in known.items())
    value = found.p_both if found.p_both is not None else next(iter(known.values()), None)
    st.metric(
        f"Meets the {' and '.join(known)}" if known else "Meets date and budget",
        "–" if value is None else wording.percent(value),
        below if len(known) == 2 else f"no {'budget' if 'date' in known else 'date'} set" if known else "none set yet",
        delta_color="off",
        delta_arrow="off",
        help="Share of the simulated projects that keep the sponsor's date, budget, and both. "
        "Both are set under Business objective.",
    )


def _history() -> None:
    here = desk.desk()
    with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
        st.button(
            "",
            icon=":material/undo:",
            help="Undo (Alt+Z)",
            shortcut="Alt+Z",
            key="undo",
            disabled=not here.can_undo,
            on_click=desk.undo,
            type="tertiary",
        )
        st.button(
            "",
            icon=":material/redo:",
            help="Redo (Alt+Y)",
            shortcut="Alt+Y",
            key="redo",
            disabled=not here.can_redo,
            on_click=desk.redo,
            type="tertiary",
        )
        st.caption("Saved" if here.plan_id else "Nothing to save", width="content")
    if here.plan_id:
        _watch()


@st.fragment(run_every=_WATCH_SECONDS)
def _watch() -> None:
    """Look whether somebody else has changed the plan; if so, draw the screen anew."""
    if desk.moved():
        st.rerun()


def notice() -> None:
    """What went wrong with the last click."""
    words, desk.desk().notice = desk.desk().notice, ""
    if words:
        st.error(wording.plain(f"{words} The plan is as it was."), icon=":material/error:")


def heading(screen: Screen) -> None:
    """The screen's name and what it decides."""
    with st.container(gap=None):
        st.title(screen.title, anchor=False)
        st.caption(screen.decides)
    gating.notice(screen.section)


def footer(screen: Screen) -> None:
    """What the answers changed, what is still unknown, and the way to the screens before and after."""
    st.divider()
    asked = desk.desk().asked
    guidance.what_changed(asked)
    guidance.still_unknown(asked)
    cited.here(screen.file)
    before, after = neighbours(screen)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            link(before, icon=":material/arrow_back:")
        if after:
            link(after, f"Next: {after.title}", icon=":material/arrow_forward:", icon_position="right")


def link(screen: Screen, label: str = "", **options: Any) -> None:
    """A link to a screen that keeps the plan."""
    st.page_link(st.session_state.pages[screen.file], label=label or screen.title, **options)


def no_plan(why: str) -> None:
    """The screen for a link that leads nowhere."""
    st.title("This plan cannot be opened", anchor=False)
    st.error(wording.plain(why), icon=":material/error:")
    if st.button("Start a new plan", type="primary"):
        desk.forget()
        st.rerun()
