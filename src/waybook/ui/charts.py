"""Draws pictures on a screen: the finding as headline, the figure, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from waybook.model import Results
from waybook.ui import wording
from waybook.ui.picture import DARK, LIGHT, Look, Picture

Chart = Callable[[Results, Look], Picture]
CONFIG = {"displayModeBar": False, "responsive": True}


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
        st.markdown(f"### {wording.plain(picture.title)}")
        st.caption(wording.plain(picture.subtitle))
        draw(picture, key)
        if numbers and picture.rows:
            with st.expander("The numbers", type="compact"):
                table(picture)


def draw(picture: Picture, key: str) -> None:
    """The figure alone."""
    st.plotly_chart(picture.figure, key=f"figure {key}", theme=None, config=CONFIG, alt=picture.alt)


def table(picture: Picture) -> None:
    """The numbers of a picture as a real table."""
    columns: dict[str, list[Any]] = {
        name: [wording.plain(row[place]) for row in picture.rows] for place, name in enumerate(picture.columns)
    }
    st.table(columns, hide_index=True, border="horizontal")


def beside(*charts: tuple[str, Picture]) -> None:
    """Pictures side by side."""
    for place, (key, picture) in zip(st.columns(len(charts), gap="large"), charts, strict=True):
        with place:
            show(picture, key)
