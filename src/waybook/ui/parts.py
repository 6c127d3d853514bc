"""What every screen shares: the top bar, the heading, what is still unknown, the way on."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from waybook.model import PlanProblem, Results
from waybook.readiness.traps import traps
from waybook.ui import charts, cited, desk, gating, guidance, last_change, whose, wording
from waybook.ui.screens import Screen, neighbours, screen_named, screen_of

P50 = "P50: in half of the simulated projects it is less, in half more."
P80 = "P80: eight of ten simulated projects stay below. A budget or date promised at P80 holds four times in five."

_WAITS = (
    "**Your estimate appears here**: the date, the cost and the chance of keeping both.  \n"
    ":gray[On this screen it waits for your own guess, so as not to colour it.]"
)

_AFTER_PROTOTYPE = ("Engineering", "Production", "Optimisation", "Outcome")
"""Sections whose screens say which pilot traps are still open."""

_WATCH_SECONDS = 5
"""How soon another person's edit is seen without touching anything. Asking costs a third of a millisecond."""

_LET_GO_SECONDS = 0.005
"""Python is handed to the thread that sends, so that the numbers leave before the rest of the screen is worked out."""

_STYLE = """
<style>
.stMainBlockContainer {padding: 0 2rem 3rem 2rem; max-width: 1500px}
.stAppHeader {height: 2.2rem; min-height: 2.2rem; background: transparent; pointer-events: none}
.stAppHeader button, .stAppHeader a {pointer-events: auto}
h1 {font-size: 1.7rem !important; padding: .1rem 0 .9rem 0 !important}
[data-testid=stBaseButton-primary]:not(:disabled) *, [data-testid=stMultiSelect] [data-tag] * {
  color: light-dark(#FFFFFF, #0F1720)}
[data-testid=stMultiSelect] [data-tag] {height: auto; max-width: 100%}
[data-testid=stMultiSelect] [data-tag] span {white-space: normal; overflow: visible; max-width: none}
a:focus-visible {outline: 3px solid light-dark(#0A4F8C, #6CB2EB) !important; outline-offset: 1px}
[data-testid=stSidebarHeader] {margin-bottom: .2rem; height: 2.4rem; padding-bottom: 0}
[data-testid=stSidebarNavItems] li {margin: 0}
[data-testid=stSidebarNavLinkContainer] {height: 1.75rem}
[data-testid=stSidebarNavLink] {margin: 0}
[data-testid=stNavSectionHeader] {margin: 0}
[data-testid=stLayoutWrapper]:has(> .st-key-topbar) {position: sticky; top: 0; z-index: 99}
.st-key-topbar {padding: .4rem 0 .35rem 0; background: light-dark(#FFFFFF, #0F1720); min-height: 5.7rem;
  border-bottom: 1px solid light-dark(#E4E9EE, #33414F); flex-wrap: nowrap}
.st-key-topbar [data-testid=stMetricLabel] p {font-size: .8rem}
.st-key-topbar [data-testid=stMetricValue] {font-size: 1.2rem; line-height: 1.35}
.st-key-topbar [data-testid=stMetricDelta] {font-size: .8rem}
[data-testid=stLayoutWrapper]:has(> .st-key-standing) {position: sticky; top: 6.2rem}
.st-key-topbar kbd {display: none}
.st-key-atbar {min-height: 5rem; justify-content: flex-start}
.st-key-atbar [data-testid=stBaseButton-tertiary], .st-key-atbar [data-testid=stPopoverButton],
.st-key-atbar [data-testid=stPageLink-NavLink] {min-height: 1.75rem; padding-top: 0; padding-bottom: 0}
.st-key-lastchange {height: 1.3rem; contain: inline-size; align-items: flex-end}
.st-key-lastchange > * {width: max-content !important; min-width: 100%; max-width: none}
.st-key-lastchange p {white-space: nowrap; line-height: 1.3rem; color: light-dark(#566573, #A9B7C4)}
.st-key-lastchange [data-testid=stCaptionContainer] {opacity: 1}
.st-key-lastchange strong {color: light-dark(#1B2A38, #E8EEF3)}
[class*=st-key-whose-icon] button {min-height: 1.8rem; min-width: 1.8rem; padding: 0}
[class*=st-key-whose-icon] button [data-testid=stMarkdownContainer] {position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%)}
@media (max-height: 999px) {
  [data-testid=stSidebarNavLinkContainer] {height: 1.5rem}
  [data-testid=stSidebarNavLink] {height: 1.5rem}
  [data-testid=stNavSectionHeader] {height: 1rem}
  [data-testid=stNavSectionHeader] p {font-size: .75rem}
  [data-testid=stSidebarNavItems] > div {margin-top: .15rem}
}
@media (max-height: 799px) {
  [data-testid=stSidebarNavLinkContainer], [data-testid=stSidebarNavLink] {height: 1.4rem}
}
[class*=st-key-worth] {margin-top: -.9rem}
[class*=st-key-worth] [data-testid=stPopover] button {min-height: 1.4rem; padding: 0;
  color: light-dark(#5B6B7A, #A7B4C0)}
[class*=st-key-worth] [data-testid=stPopover] button p {font-size: .8rem; text-align: left}
</style>
"""


def style() -> None:
    """What Streamlit's theme has no option for: a top bar and a result that stay, a menu a projector shows whole."""
    st.html(_STYLE)


def top_bar(screen: Screen) -> None:
    """Go-live, build cost, run cost and chances, as they stand after the last answer; what is always at hand."""
    waits = _unguessed(screen)
    with st.container(key="topbar", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if waits:
                st.markdown(_WAITS)
            else:
                _numbers()
        time.sleep(_LET_GO_SECONDS)
        with st.container(width="content", gap=None, key="atbar"):
            _history(waits)
            _at_hand()
            if not waits:
                last_change.tell()
            if desk.desk().plan_id:
                _watch()  # last in here: an element that joins the page in front of others takes the focus from them


def _unguessed(screen: Screen) -> bool:
    """Whether the first guess is still to be made on this screen: all of it, or a part while nothing is answered."""
    guess = desk.plan().first_guess
    given = [one is not None for one in (guess.months, guess.cost)]
    waits = not any(given) or (not all(given) and charts.empty(desk.plan()))
    return not screen.estimates and waits and desk.results_or_none() is not None


def _numbers() -> None:
    plan = desk.plan()
    try:
        found = desk.results()
    except PlanProblem:
        no_estimate()
        return
    p50, p80 = (f"{wording.after(plan.start, one)} · {wording.months(one)}" for one in found.at("go_live", 0.5, 0.8))
    _number("Go-live", p50, p80, "When real users have it.")
    for label, key, about in (
        ("Build cost", "build_cost", "Everything until go-live."),
        ("Run cost a year", "run_year", "A year in production, averaged over the years counted."),
    ):
        p50, p80 = (wording.money(one, plan.currency) for one in found.at(key, 0.5, 0.8))
        _number(label, p50, p80, about)
    _chances(found)


def no_estimate() -> None:
    """What makes the estimate impossible, and the way to the screen that asks for it."""
    try:
        desk.results()
    except PlanProblem as fault:
        words = " ".join(desk.sentence(problem) for problem in fault.problems[:3])
        st.warning(wording.plain(f"No estimate. {words}"), icon=":material/warning:")
        link(screen_of(fault.problems[0].partition(":")[0]), icon=":material/arrow_forward:")


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


def _history(waits: bool) -> None:
    here = desk.desk()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for key, possible, act, shortcut in (
            ("undo", here.can_undo, desk.undo, "Alt+Z"),
            ("redo", here.can_redo, desk.redo, "Alt+Y"),
        ):
            st.button(
                key.capitalize(),
                icon=f":material/{key}:",
                help=shortcut,
                shortcut=shortcut,
                key=key,
                disabled=not possible,
                on_click=act,
                type="tertiary",
            )
        st.caption("Saved" if here.plan_id else "Nothing to save", width="content")
        if not waits:  # the drawer would say what the bar still keeps to itself
            whose.offer("top bar", "The bar above", "Whose?", "W")


def _at_hand() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(
            "Share", icon=":material/link:", type="tertiary", disabled=not desk.desk().plan_id, on_change="rerun"
        ) as box:
            if box.open:
                share()
        for name in ("present", "export"):
            link(screen_named(name), icon=screen_named(name).material)


def share() -> None:
    """The link to this plan, on the screen that is open."""
    here = (st.context.url or "").partition("?")[0]
    st.code(f"{here}?plan={desk.desk().plan_id}", language=None, wrap_lines=True)
    st.caption("Whoever has the link can read and change the plan, at the same time as you.")
    if urlsplit(here).hostname in ("localhost", "127.0.0.1"):
        st.caption("It opens on this machine only. For others in the room, start with `--address 0.0.0.0`.")


@st.fragment(run_every=_WATCH_SECONDS)
def _watch() -> None:
    """Look whether somebody else has changed the plan; if so, draw the screen anew."""
    if desk.moved():
        st.rerun()


def notice() -> None:
    """What went wrong with the last click."""
    words, desk.desk().notice = desk.desk().notice, ""
    with st.container():  # holds its place, so that nothing below is drawn anew
        if words:
            st.error(wording.plain(f"{words} The plan is as it was."), icon=":material/error:")


def heading(screen: Screen) -> None:
    """The screen's name and what it decides, and the way on, always in the same place."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.title(screen.title, anchor=False)
            st.caption(screen.decides)
        with st.container(width="content"):
            _way(screen)
    gating.notice(screen.section)
    if screen.section in _AFTER_PROTOTYPE:
        _trap_meter()


def _trap_meter() -> None:
    """How many of the eight pilot traps stand open, in one line; nothing while none is known to."""
    see = desk.sight()
    states = traps(see)
    standing = [one.trap.name for one in states if one.closed is False]
    if not standing or not see.begun:
        return
    meter = "●" * len(standing) + "○" * (len(states) - len(standing))
    named = f"{standing[0]}{f' and {len(standing) - 1} more' if len(standing) > 1 else ''}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{meter} **{len(standing)} of {len(states)} pilot traps open:** {named}", width="content")
        link(screen_named("prototype"), "Close them", icon=":material/arrow_forward:")


def _way(screen: Screen) -> None:
    """The screens before and after, in the order of the menu."""
    before, after = neighbours(screen)
    with st.container(horizontal=True, horizontal_alignment="distribute" if before else "right"):
        if before:
            link(before, icon=":material/arrow_back:")
        if after:
            link(after, f"Next: {after.title}", icon=":material/arrow_forward:", icon_position="right")


def footer(screen: Screen) -> None:
    """What the answers changed, what is still unknown, and the way to the screens before and after."""
    st.divider()
    asked = desk.desk().asked
    guidance.what_changed(asked)
    guidance.still_unknown(asked)
    cited.here(screen.file)
    _way(screen)


def link(screen: Screen, label: str = "", **options: Any) -> None:
    """A link to a screen that keeps the plan."""
    st.page_link(st.session_state.pages[screen.file], label=label or screen.title, **options)


def ten_minutes() -> None:
    """The short way, for whoever is alone or in a hurry."""
    link(screen_named("ten_minutes"), "In a hurry: a first range in ten minutes", icon=":material/timer:")


def no_plan(why: str) -> None:
    """The screen for a link that leads nowhere."""
    st.space("medium")
    st.title("This plan cannot be opened", anchor=False)
    st.error(wording.plain(why), icon=":material/error:")
    if st.button("Start a new plan", type="primary"):
        desk.forget()
        st.rerun()
