"""The plan X-ray on screen: findings with their price, the place to look at, and one-click repair."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from waybook.plan import read, write
from waybook.price import Price
from waybook.ui import advising, charts, desk, guidance, parts, whose, wording
from waybook.ui.charts import empty
from waybook.ui.screens import screen_of
from waybook.xray import Priced, x_ray

SEVERITY = {
    "error": (":material/error:", "orange", "Stops a project like this one"),
    "warning": (":material/warning:", "blue", "Costs time or money later"),
    "note": (":material/info:", "gray", "Worth a look"),
}

LOSS = "loss_likely"
"""The finding that no single answer puts right: it is told with what the numbers advise instead."""
MANY = 12
"""More findings than this begin with the gravest kind alone: nobody reads a page of forty."""


@lru_cache(maxsize=32)
def _found(text: str) -> tuple[Priced, ...]:
    return tuple(x_ray(read(text), shown=desk.results_or_none()))


def findings() -> None:
    """Every finding, the gravest and dearest first."""
    found = _found(write(desk.plan()))
    if not found and empty(desk.plan()):
        st.info(
            "There is nothing to look through yet. Findings appear with the first answers under Business objective and "
            "Architecture.",
            icon=":material/troubleshoot:",
        )
        return
    if not found and charts.empty(desk.plan()):
        st.info(
            "There is not enough in this plan to judge yet. Give it a business objective with a measure, a size and an "
            "approach, and the X-ray starts to find things.",
            icon=":material/info:",
        )
        return
    if not found:
        st.success("Nothing found: no rule fires on this plan.", icon=":material/check:")
        return
    counts = {name: sum(one.finding.rule.severity == name for one in found) for name in SEVERITY}
    words = [f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items() if count]
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(
            f"**{len(found)} finding{'s' if len(found) > 1 else ''}**: {', '.join(words)}. The gravest first.",
            width="content",
        )
        whose.offer("findings", "What the findings cost")
    shown = list(counts)
    if len(found) > MANY:
        shown = st.pills(
            "Show", [name for name, count in counts.items() if count], selection_mode="multi", default=shown[:1],
            format_func=lambda name: f"{name.capitalize()}s ({counts[name]})", key="findings shown",
            persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
    for one in found:
        if not shown or one.finding.rule.severity in shown:
            _card(one)


def _card(one: Priced) -> None:
    rule = one.finding.rule
    icon, color, meaning = SEVERITY[rule.severity]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(rule.severity.capitalize(), icon=icon, color=color, help=meaning)  # type: ignore[arg-type]
            st.markdown(f"**{wording.plain(rule.name)}**")
        st.markdown(f"{wording.plain(one.finding.words)}. {wording.plain(rule.matters_because)}.")
        if rule.id == LOSS:
            advising.with_reasons()
        if one.price is not None and one.price.moves:
            st.markdown(_price(one.price))
        with st.container(horizontal=True, vertical_alignment="center"):
            if one.finding.repair:
                does, _, instead = rule.repair.partition(", or ")
                st.button(
                    does,
                    key=f"repair {rule.id}",
                    icon=":material/build:",
                    help="Changes the plan at once; undo takes it back.",
                    on_click=desk.change,
                    args=(dict(one.finding.repair), f"Repaired: {rule.name}"),
                )
                if instead:
                    st.caption(wording.plain(f"Or {instead}."), width="content")
            else:
                st.caption(f"{wording.plain(rule.repair)}.")
            parts.link(screen_of(rule.place), icon=":material/arrow_forward:")


def _price(worth: Price) -> str:
    """What leaving it costs; where putting it right is only dearer, that."""
    if worth.weeks <= 0 and worth.cost <= 0:
        more = in_words(Price(-worth.weeks, -worth.cost, -worth.run))
        return f"Putting it right takes **{more}** at P80: today's plan leaves that work out."
    return f"Costs **{in_words(worth)}** at P80."


def in_words(worth: Price) -> str:
    """What a finding costs: `3.1 weeks, £41k to build`."""
    return guidance.in_words(worth)
