"""What the last change of the plan moved, for the room: the numbers of the bar against those before it, at P80.

Nothing is simulated for it: the bar's own results are compared with the ones it showed before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from waybook.durations import WEEKS_A_MONTH
from waybook.model import Results
from waybook.price import Price
from waybook.ui import desk, guidance, wording

_SEEN = "last change"
_MOST = 2
"""Figures that fit into the bar at 1280 pixels; the rest are behind the question mark."""


@dataclass(frozen=True)
class _Stand:
    """Numbers at P80: go-live in weeks on the calendar, so that a later start counts; amounts in the currency."""

    weeks: float
    cost: float
    run: float
    aims: str
    kept: float
    """Chance of meeting the date, the budget, or both: `aims`, which is empty where neither is set."""
    currency: str


@dataclass(frozen=True)
class _Seen:
    """What the bar showed at last, and what it is compared with: None where nothing came before."""

    opened: int
    changes: int
    number: int
    before: int | None
    now: _Stand
    base: _Stand | None
    name: str
    what: str


def tell() -> None:
    """One line beside undo; empty where nobody would notice a difference, or nothing came before."""
    with st.container(key="lastchange"):  # holds its place, so that nothing around it moves
        found = desk.results_or_none()
        if found is None:
            return
        seen = _seen(_stand(found))
        base, now = seen.base, seen.now
        if base is None or base.currency != now.currency:
            return
        moved = Price(now.weeks - base.weeks, now.cost - base.cost, now.run - base.run)
        words = _words(moved, base, now)
        if words:
            st.caption(
                f"{seen.name}: **{', '.join(words[:_MOST])}**".replace("$", "\\$"),
                help=_behind(seen, moved, base, now),
                width="content",
            )


def _seen(now: _Stand) -> _Seen:
    """What there is to compare with today's numbers. The line that undo goes back to is what an answer is compared
    with, so a word that is typed or a slider that is dragged is one change here as it is there."""
    here = desk.desk()
    last: _Seen | None = st.session_state.get(_SEEN)
    if last is None or last.opened != here.opened:
        last = _Seen(here.opened, here.changes, here.number, here.before, now, None, "", "")
    elif last.changes != here.changes:
        count = here.changes - last.changes
        goes_on = here.before == last.before
        if count > 1 and not goes_on:
            name = what = f"Last {count} changes"
        elif here.number == here.revision:
            name, what = "Last change", here.note
        else:  # the plan went along its history without a new line
            name = what = "Undo" if here.number < last.number else "Redo"
        base = last.base if goes_on else last.now
        last = _Seen(here.opened, here.changes, here.number, here.before, now, base, name, what)
    else:
        last = replace(last, now=now)
    st.session_state[_SEEN] = last
    return last


def _stand(found: Results) -> _Stand:
    plan = found.plan
    chances = {"date and budget": found.p_both, "date": found.p_on_time, "budget": found.p_on_budget}
    aims, kept = next(((aims, kept) for aims, kept in chances.items() if kept is not None), ("", 0.0))
    return _Stand(
        plan.start.toordinal() / 7 + found.months.p80 * WEEKS_A_MONTH,
        found.cost.p80,
        found.run_cost_year.p80,
        aims,
        kept,
        plan.currency,
    )


def _words(moved: Price, base: _Stand, now: _Stand) -> list[str]:
    """What moved, in the order of the bar; the chance where nothing else did, such as by another budget."""
    return guidance.short_parts(moved) or _kept(base, now)


def _kept(base: _Stand, now: _Stand) -> list[str]:
    """The chance before and now, of the same aims; nothing where it reads the same."""
    was, now_is = wording.percent(base.kept), wording.percent(now.kept)
    return [f"{was} → {now_is} keep the {now.aims}"] if now.aims and base.aims == now.aims and was != now_is else []


def _behind(seen: _Seen, moved: Price, base: _Stand, now: _Stand) -> str:
    return " ".join([
        f"**{wording.plain(seen.what)}**: {guidance.in_words(moved)}, at P80. Compared with the numbers above just "
        "before it, simulated with the same luck.",
        *(f"Of the simulated projects {one}." for one in _kept(base, now)),
    ])  # fmt: skip
