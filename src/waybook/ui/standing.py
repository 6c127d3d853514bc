"""Where the organisation stands: the eight reasons with their price, the pairs, and what lies below the waterline."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook import answer_prices as prices
from waybook.model.component_states import USUAL_APPROACH, weak_in
from waybook.plan import read, write
from waybook.plan.architecture import QUALITIES
from waybook.plan.fields import note
from waybook.price import Price
from waybook.readiness.actions import next_actions
from waybook.readiness.pairs import pairs
from waybook.readiness.principles import principles
from waybook.readiness.rule import listed
from waybook.readiness.sight import changed
from waybook.reference import load
from waybook.ui import charts, desk, guidance, parts, wording
from waybook.ui.charts_readiness import iceberg_chart, pair_chart, readiness_chart, requirement_chart
from waybook.ui.screens import screen_of
from waybook.xray import Axis, axes, weakest


@lru_cache(maxsize=16)
def _axes(text: str) -> tuple[Axis, ...]:
    return tuple(axes(read(text)))


def reasons() -> None:
    """Each reason's level, given or derived from other answers, and what being at its best would save."""
    found = _axes(write(desk.plan()))
    charts.show(readiness_chart(found, desk.plan().currency, charts.look()), "reasons")
    worst = weakest(list(found))
    if worst is not None and worst.price is not None:
        st.markdown(
            f"The weakest point is **{wording.plain(worst.name)}** (level {worst.level:.1f} of 4): it costs "
            f"**{guidance.in_words(worst.price)}** at P80."
        )
    st.caption("A level you did not give is worked out from your other answers.")


def failed_or_successful() -> None:
    """The eight pairs: where the answers place the plan, and where the room placed itself before."""
    see = desk.sight()
    charts.show(pair_chart(pairs(see), charts.look()), "pairs")
    st.subheader("What successful projects do, and what this plan has to show", anchor=False)
    charts.sourced(
        "principles",
        "What successful projects do",
        ("They", "Shown", "In what"),
        [
            (
                one.name.removeprefix("They ").capitalize(),
                "–" if one.shown is None else wording.percent(one.shown),
                one.words,
            )
            for one in principles(see)
        ],
    )


def weakest_quality() -> None:
    """The quality whose weak ratings cost most at P80, and in which parts it is weak."""
    plan = desk.plan()
    needed = [part for part in load().components if part.needed(plan.architecture.approach or USUAL_APPROACH)]
    found = []
    for quality in QUALITIES:
        weak = [part for part in needed if quality in weak_in(plan, part)]
        if weak:
            cured = changed(plan, {f"architecture.components.{part.id}.{quality}": None for part in weak})
            found.append((prices.difference(plan, cured), quality, weak))
    if not found:
        st.markdown("Nothing is rated weak. A weak rating costs days and adds risk; an open one changes nothing.")
        return
    price, quality, weak = max(found, key=lambda one: (one[0].cost if one[0] else 0.0, len(one[2])))
    title = note(f"architecture.components.{weak[0].id}.{quality}").title
    cost = f": **{guidance.in_words(price)}** at P80" if price else ""
    st.markdown(f"The weakest point is **{title}**, weak in {listed([part.name for part in weak])}{cost}.")


def below_the_waterline() -> None:
    """How much of the effort a demonstration does not show."""
    charts.show(iceberg_chart(desk.sight(), charts.look()), "iceberg")


def requirements() -> None:
    """When each production requirement is worked on, and when it is needed."""
    charts.show(requirement_chart(desk.sight(), charts.look()), "requirements")


def next_steps() -> None:
    """The seven ways to a better chance, the weakest first, and the screen for each."""
    worth = {one.reason: one for one in _axes(write(desk.plan()))}
    for one in sorted(next_actions(desk.sight()), key=lambda one: (one.level or 0.0, -_cost(worth[one.reason]))):
        axis = worth[one.reason]
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            level = "not known" if one.level is None else f"level {one.level:.1f} of 4"
            gain = ""
            if one.open and axis.price is not None and axis.price.moves:
                gain = f" Worth up to {_saved(axis.price)} at P80."
            st.markdown(f"**{wording.plain(one.name)}**: {level}.{gain}")
            parts.link(screen_of(one.place), icon=":material/arrow_forward:")


def _cost(axis: Axis) -> float:
    return axis.price.cost if axis.price else 0.0


def _saved(worth: Price) -> str:
    """What is saved, without what nobody would notice: `1.1 weeks, £2.2k`."""
    words = [wording.weeks(worth.weeks)] if worth.weeks >= 0.05 else []
    if worth.cost >= 50:
        words.append(wording.money(worth.cost, desk.plan().currency).replace("$", "\\$"))
    return ", ".join(words) or "little"
