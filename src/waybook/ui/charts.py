"""Draws pictures on a screen: the finding as headline, the figure, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from waybook.model import Results
from waybook.plan import Plan
from waybook.ui import desk, whose, wording
from waybook.ui.picture import DARK, LIGHT, Look, Picture
from waybook.ui.plot import plot

Chart = Callable[[Results, Look], Picture]


def look(height: int = 0, text: int = 0) -> Look:
    """Colours for the theme this visitor sees."""
    try:
        dark = st.context.theme.type == "dark"
    except (AttributeError, RuntimeError):
        dark = False
    return (DARK if dark else LIGHT).sized(height, text)


def show(picture: Picture, key: str, numbers: bool = True) -> None:
    """Headline, how to read it, figure, and a table for those who want the numbers or cannot see the figure."""
    with st.container(gap="xsmall", key=f"chart {key}"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.subheader(wording.plain(picture.title), anchor=False)
            whose.offer(key, picture.title)
        st.caption(wording.plain(picture.subtitle))
        draw(picture, key)
        if numbers and picture.rows:
            with st.expander("The numbers", type="compact", key=f"numbers {key}", on_change="rerun") as box:
                if box.open:
                    table(picture)


def draw(picture: Picture, key: str) -> None:
    """The figure alone."""
    plot(picture.figure, f"figure {key}", picture.alt)


def table(picture: Picture) -> None:
    """The numbers of a picture as a real table."""
    rows(picture.columns, picture.rows)


def sourced(
    key: str, title: str, columns: Sequence[str], lines: Sequence[Sequence[str]], place: str = ""
) -> None:
    """A table of figures and the button behind which each says whose it is. Raises as `rows` does."""
    with st.container(gap="xsmall", key=f"table {key}{place}"):
        rows(columns, lines)
        whose.offer(key, title, whose.LABEL, place=place)


def rows(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A table of words, as typed and without any markup of theirs.

    Raises:
        ValueError: two columns have the same name, and one would hide the other.
    """
    if len(set(columns)) < len(columns):
        raise ValueError(f"columns of one name: {', '.join(columns)}")
    found: dict[str, list[Any]] = {
        wording.plain(name): [wording.plain(line[place]) for line in lines] for place, name in enumerate(columns)
    }
    st.table(found, hide_index=True, border="horizontal")


def beside(*charts: tuple[str, Picture]) -> None:
    """Pictures side by side."""
    for place, (key, picture) in zip(st.columns(len(charts), gap="large"), charts, strict=True):
        with place:
            show(picture, key)


def numbers(key: str, title: str, *found: tuple[str, str, str]) -> None:
    """A row of numbers with their names, what each means behind a question mark, and whose they are at its end."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, value, meaning in found:
            st.metric(label, value.replace("$", "\\$"), help=meaning)
        whose.offer(key, title)


def views(key: str, names: Sequence[str]) -> str:
    """Which of several views of a screen is wanted. Only that one is drawn, so that a screen fits a projector."""
    chosen = st.segmented_control(
        "View", names, default=names[0], required=True, label_visibility="collapsed", key=f"view {key}",
        persist_state="session",
    )  # fmt: skip
    return str(chosen or names[0])


def results() -> Results | None:
    """The plan's results; None, with words on what to do, where there are none."""
    found = desk.results_or_none()
    if found is None:
        st.info("The charts come back as soon as the plan can be estimated.")
        return None
    if empty(found.plan):
        st.caption(
            ":material/info: A typical project of medium size: your size, approach, team and measure of success are "
            "still open."
        )
    return found


def empty(plan: Plan) -> bool:
    """Whether nobody has answered anything that moves the estimate."""
    return not (plan.architecture.approach or plan.architecture.size or plan.team.lines or plan.objectives.kpis)
