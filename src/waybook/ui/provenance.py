"""Every number the estimate reads, with whose it is: the source card of the whole plan."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from waybook.model.inputs import InputSet
from waybook.ui import desk, wording

FLAGS = ("1 or 0", "number")
"""Units of switches and places, which nobody measures."""
GRADES = {
    "own": "Your own",
    "measured": "Measured",
    "published": "Published",
    "vendor": "From a vendor",
    "judgement": "Judged by the authors",
}


def numbers(inputs: InputSet, currency: str) -> Iterator[dict[str, Any]]:
    """One row for each number: what, of what, value, unit, grade, source, date, and the plan field it came from."""
    for one in inputs.inputs.values():
        if one.codes or one.unit in FLAGS:
            continue
        axes = [inputs.axes[dim] for dim in one.dims]
        places = itertools.product(*(range(len(axis)) for axis in axes))
        for flat, place in enumerate(places):
            yield {
                "What": one.label,
                "Of": ", ".join(axis.labels[at] for axis, at in zip(axes, place, strict=True)),
                "Value": float(one.values[place]),
                "Unit": wording.unit(one.unit, currency),
                "Grade": one.grade(flat),
                "Source": one.source(flat),
                "Date": one.dates[flat if len(one.dates) > 1 else 0],
                "Field": one.path(flat),
            }


def table() -> None:
    """The numbers, filtered by grade and by word."""
    found = desk.results_or_none()
    if found is None:
        st.caption("There is no estimate whose numbers could be listed; the bar above says why.")
        return
    words = [f"{wording.percent(share)} {GRADES.get(name, name).lower()}" for name, share in found.grades.items()]
    st.markdown(f"The build cost at P80 rests on figures that are: **{', '.join(words)}**.")
    rows = pd.DataFrame(numbers(found.inputs, found.plan.currency))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grade = st.segmented_control(
            "Grade",
            ["all", *(name for name in GRADES if (rows["Grade"] == name).any())],
            default="all",
            required=True,
            wrap=True,
            format_func=lambda name: GRADES.get(name, "All"),
            persist_state="session",
            key="grade on show",
        )
        word = st.text_input("Contains", live="300ms", key="word on show")
    if grade != "all":
        rows = rows[rows["Grade"] == grade]
    if word:
        text = rows["What"] + " " + rows["Of"] + " " + rows["Source"]
        rows = rows[text.str.contains(word, case=False, regex=False)]
    rows = rows.assign(Grade=[GRADES.get(name, name) for name in rows["Grade"]])
    st.caption(f"{len(rows):,} numbers. A number of your own replaces its default on the screen that asks for it.")
    st.dataframe(
        rows,
        hide_index=True,
        height=520,
        column_config={
            "Value": st.column_config.NumberColumn(format="localized"),
            "Source": st.column_config.TextColumn(width="large"),
        },
        alt="Every number of the estimate with its source",
    )
