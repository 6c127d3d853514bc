"""What every screen shares: the top bar, the heading, what is still unknown, the way on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from waybook.plan.fields import get, note
from waybook.ui import desk, wording
from waybook.ui.screens import Screen, neighbours

P50 = "P50: in half of the simulated projects it is less, in half more."
P80 = "P80: eight of ten simulated projects stay below. A budget or date promised at P80 holds four times in five."

_STYLE = """
<style>
.stMainBlockContainer {padding: 0 2rem 3rem 2rem; max-width: 1500px}
.stAppHeader {height: 2.2rem; min-height: 2.2rem; background: transparent; pointer-events: none}
.stAppHeader button, .stAppHeader a {pointer-events: auto}
h1 {font-size: 1.7rem !important; padding: .4rem 0 1rem 0 !important}
[data-testid=stSidebarHeader] {padding-bottom: 0; height: 3rem}
.st-key-topbar {position: sticky; top: 0; z-index: 99; padding: .5rem 0 .4rem 0;
  background: var(--st-background-color); border-bottom: 1px solid var(--st-border-color)}
.st-key-topbar [data-testid=stMetricLabel] p {font-size: .8rem}
.st-key-topbar [data-testid=stMetricValue] {font-size: 1.2rem; line-height: 1.35}
.st-key-topbar [data-testid=stMetricDelta] {font-size: .8rem}
</style>
"""


def style() -> None:
    """The few rules that Streamlit's theme has no option for: a top bar that stays, narrower margins."""
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
    except ValueError as fault:
        st.warning(wording.plain(f"No estimate: {fault}"), icon=":material/warning:")
        return
    except ImportError:
        return
    live, cost, run = found.months, found.cost, found.run_cost_year
    st.metric(
        "Go-live",
        wording.after(plan.start, live.p50),
        f"P80 {wording.after(plan.start, live.p80)} · {wording.months(live.p80)}",
        delta_color="off",
        delta_arrow="off",
        help=f"{P50} {P80}",
    )
    st.metric(
        "Build cost",
        wording.money(cost.p50, plan.currency),
        f"P80 {wording.money(cost.p80, plan.currency)}",
        delta_color="off",
        delta_arrow="off",
        help=f"{P50} {P80}",
    )
    st.metric(
        "Run cost a year",
        wording.money(run.p50, plan.currency),
        f"P80 {wording.money(run.p80, plan.currency)}",
        delta_color="off",
        delta_arrow="off",
        help="First full year after go-live.",
    )
    _chances(found)


def _chances(found: Any) -> None:
    asked = {"date": found.p_on_time, "budget": found.p_on_budget}
    known = [f"{name} {wording.percent(p)}" for name, p in asked.items() if p is not None]
    missing = [name for name, p in asked.items() if p is None]
    if found.p_both is not None:
        value = wording.percent(found.p_both)
    elif known:
        value = known[0].split(" ", 1)[1]
    else:
        value = "–"
    below = " · ".join(known) if known else f"set the sponsor's {' and '.join(missing)}"
    st.metric(
        "Meets date and budget"
        if not missing or len(missing) == 2
        else f"Meets the {next(iter(set(asked) - set(missing)))}",
        value,
        below,
        delta_color="off",
        delta_arrow="off",
        help="Share of simulated projects that keep the sponsor's date, budget, and both.",
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


def heading(screen: Screen) -> None:
    """The screen's name and what it decides."""
    with st.container(gap=None):
        st.title(screen.title, anchor=False)
        st.caption(screen.decides)


def footer(screen: Screen, links: dict[Screen, Any]) -> None:
    """What is still unknown on this screen, and the way to the screens before and after."""
    open_questions = [path for path in desk.desk().asked if unanswered(path)]
    st.divider()
    if open_questions:
        count = len(open_questions)
        with st.expander(f"Still unknown here: {count} question{'s' if count > 1 else ''}", icon=":material/help:"):
            st.markdown("\n".join(f"- {note(path).title}" for path in open_questions))
            st.caption("Unknown is an answer: the estimate is wider for it, and nothing is blocked.")
    elif desk.desk().asked:
        st.caption(":material/check: Every question on this screen has an answer.")
    before, after = neighbours(screen)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before:
            st.page_link(links[before], label=before.title, icon=":material/arrow_back:")
        if after:
            st.page_link(
                links[after], label=f"Next: {after.title}", icon=":material/arrow_forward:", icon_position="right"
            )


def unanswered(path: str) -> bool:
    """Whether the plan has nothing at a path."""
    try:
        value = get(desk.plan(), path)
    except KeyError:
        return True
    return value is None or value == "" or value == []


def no_plan(why: str) -> None:
    """The screen for a link that leads nowhere."""
    st.title("This plan cannot be opened", anchor=False)
    st.error(wording.plain(why), icon=":material/error:")
    if st.button("Start a new plan", type="primary"):
        desk.forget()
        st.rerun()
