"""Every number the estimate reads, with whose it is: the source card of the whole plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from waybook.model.inputs import InputSet
from waybook.model.price_age import is_old, is_price
from waybook.model.stated import of_inputs
from waybook.reference import load
from waybook.ui import desk, wording
from waybook.ui.table import WRAPS_FROM

GRADES = {
    "own": "Your own",
    "measured": "Measured",
    "published": "Published",
    "vendor": "From a vendor",
    "judgement": "Judged by the authors",
}


SHORT = GRADES | {"vendor": "Vendor", "judgement": "Judgement"}
OLD = "old price"
SHOWN = 3


def numbers(inputs: InputSet, currency: str, today: dt.date | None = None) -> Iterator[dict[str, Any]]:
    """One row for each number: what, of what, likely value, low, high, unit, grade, source, date, plan field, age.

    Low and high (P10 and P90) are None where the model takes a number as certain. `Age` is OLD for a price that was
    checked too long before `today`.
    """
    today = today or dt.date.today()
    for one in of_inputs(inputs):
        scale = 100 if one.unit.startswith("share") else 1  # shown in %
        yield {
            "What": one.what,
            "Of": one.of,
            "Value": one.value * scale,
            "Low": None if one.low is None else one.low * scale,
            "High": None if one.high is None else one.high * scale,
            "Unit": wording.unit(one.unit, currency),
            "Grade": one.grade,
            "Date": one.date,
            "Age": OLD if is_price(one.unit) and is_old(one.date, today, load()) else "",
            "Source": one.source,
            "Field": one.path,
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
    old = rows["Age"] == OLD
    if old.any():
        days = load().parameters["price_age_days"].value
        names = list(dict.fromkeys(re.split(r" \(|: |, ", source)[0] for source in rows.loc[old, "Source"]))
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        st.warning(
            wording.plain(
                f"{old.sum()} prices were checked more than {days:.0f} days ago ({', '.join(names[:SHOWN])}{more}): "
                "see Old prices, ask again, or put in your own."
            ),
            icon=":material/schedule:",
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grade = st.segmented_control(
            "Grade",
            ["all", *(name for name in GRADES if (rows["Grade"] == name).any()), *([OLD] if old.any() else [])],
            default="all",
            required=True,
            wrap=True,
            format_func=lambda name: {**GRADES, OLD: "Old prices"}.get(name, "All"),
            persist_state="session",
            key="grade on show",
        )
        word = st.text_input("Contains", live="300ms", key="word on show")
    if grade == OLD:
        rows = rows[old]
    elif grade != "all":
        rows = rows[rows["Grade"] == grade]
    if word:
        text = rows["What"] + " " + rows["Of"] + " " + rows["Source"]
        rows = rows[text.str.contains(word, case=False, regex=False)]
    rows = rows.assign(
        Grade=[SHORT.get(name, name) for name in rows["Grade"]],
        Date=[f"{date}, old" if age else date for date, age in zip(rows["Date"], rows["Age"], strict=True)],
    )
    above = st.container()
    chosen = st.dataframe(
        rows,
        hide_index=True,
        height=520,
        row_height=WRAPS_FROM,
        column_config={
            **{name: st.column_config.NumberColumn(format="localized") for name in ("Value", "Low", "High")},
            "What": st.column_config.TextColumn(width=130),
            "Of": st.column_config.TextColumn(width=230),
            "Age": None,
            "Field": None,
            "Source": st.column_config.TextColumn(width=330),
        },
        on_select="rerun",
        selection_mode="single-row",
        key=f"numbers, {grade}, {word}",
        alt="Every number of the estimate with its source",
    )
    picked = [row for row in chosen.selection.rows if row < len(rows)]
    with above:
        if picked:
            _card(rows.iloc[picked[0]])
        else:
            st.caption(
                f"{len(rows):,} numbers. Tick one to read its whole card. A number of your own replaces its default on "
                "the screen that asks for it."
            )


def _card(row: pd.Series[Any]) -> None:
    """One number in full."""
    value, low, high = (f"{row[end]:,.6g}".replace("-", "−") for end in ("Value", "Low", "High"))
    span = "taken as certain" if pd.isna(row["Low"]) else f"{low} to {high} in eight of ten"
    of = f": {row['Of']}" if row["Of"] else ""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{wording.plain(row['What'] + of)}**  \n{value} {wording.plain(row['Unit'])}, {span}")
        when = f", {row['Date']}" if row["Date"] else ""
        where = "" if row["Source"] == "The plan" else f". {row['Source']}"
        st.caption(wording.plain(f"{row['Grade']}{when}{where}"))
