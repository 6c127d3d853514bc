"""An edited workbook comes home: its differences from the plan, shown first, then taken one by one or all."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from waybook.plan import Plan, PlanError
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.merge import Difference, Merge
from waybook.spreadsheet.reading import read_back
from waybook.store import StoreError
from waybook.ui import desk, wording

SHOWN = 20
"""Problems listed on screen."""


def bring_home() -> None:
    """Upload, differences, and what is taken of them. The plan changes only at the last click."""
    found = st.file_uploader(
        "Edited workbook (.xlsx)", type="xlsx", key="edited workbook", max_upload_size=15,
        help="A workbook that was exported here and edited in Excel or LibreOffice.",
    )  # fmt: skip
    if found is None:
        return
    data = found.getvalue()
    try:
        merge = read_back(desk.plan(), data, plan_id=desk.desk().plan_id)
    except (Refused, PlanError) as fault:
        for problem in fault.problems[:SHOWN]:
            st.error(wording.plain(problem), icon=":material/error:")
        st.caption("The plan is as it was.")
        return
    for note in merge.notes:
        st.info(wording.plain(note), icon=":material/info:")
    for problem in merge.problems[:SHOWN]:
        st.error(wording.plain(problem), icon=":material/error:")
    if len(merge.problems) > SHOWN:
        st.caption(f"And {len(merge.problems) - SHOWN} more like these.")
    if not merge.differences:
        st.success("The workbook says what the plan says: there is nothing to take.", icon=":material/check:")
        return
    _differences(merge, data)
    for problem in st.session_state.get("problem with a workbook", []):
        st.error(wording.plain(problem), icon=":material/error:")


def _differences(merge: Merge, data: bytes) -> None:
    count, clashes = len(merge.differences), len(merge.conflicts)
    words = f"**{count} difference{'s' if count > 1 else ''}**"
    if clashes:
        words += f", {clashes} of them changed in the plan as well since the export: choose which to take."
    st.markdown(words)
    ticked = st.data_editor(
        pd.DataFrame([_line(one) for one in merge.differences]),
        hide_index=True,
        disabled=["Field", "Cell", "At export", "In the plan", "In the workbook", "Clash"],
        column_config={"Take": st.column_config.CheckboxColumn(width=60)},
        key=f"differences {desk.desk().revision}",
        alt="Differences between the workbook and the plan",
    )
    chosen = [one.id for one, take in zip(merge.differences, ticked["Take"], strict=True) if take]
    with st.container(horizontal=True):
        st.button(
            f"Take {len(chosen)} of {count}", type="primary", disabled=not chosen, on_click=_take, args=(data, chosen)
        )
        st.button("Open as a plan of its own", on_click=_open_apart, args=(data,))


def _line(one: Difference) -> dict[str, Any]:
    return {
        "Take": not one.conflict,
        "Field": one.title,
        "Cell": one.where,
        "At export": shown(one.base),
        "In the plan": shown(one.now),
        "In the workbook": "removed" if one.kind == "remove" else shown(one.edited),
        "Clash": "changed in both" if one.conflict else "",
    }


def shown(value: Any) -> str:
    """A JSON value in a cell of the list.

    >>> shown(None), shown(0.5), shown({"low": 1, "likely": 2.0, "high": 3}), shown(True), shown(["a", "b"])
    ('empty', '0.5', 'low 1, likely 2, high 3', 'yes', 'a; b')
    """
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(part)}" for name, part in value.items() if part not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(map(shown, value)) or "empty"
    return str(value)


def _take(data: bytes, chosen: list[str]) -> None:
    """Merge again with the newest plan, so that nothing anybody did in the meantime is undone."""
    try:
        desk.open_plan()
        taken = read_back(desk.plan(), data).accept(chosen)
        desk.replace(taken, f"From a workbook: {len(chosen)} differences")
        st.session_state["problem with a workbook"] = []
    except (Refused, PlanError, StoreError) as fault:
        _say(fault)


def _open_apart(data: bytes) -> None:
    try:
        plan: Plan = read_back(None, data).accept("all")
        desk.start_over(plan, "From a workbook")
        st.session_state["problem with a workbook"] = []
    except (Refused, PlanError, StoreError) as fault:
        _say(fault)


def _say(fault: Exception) -> None:
    st.session_state["problem with a workbook"] = [*getattr(fault, "problems", [str(fault)]), "The plan is as it was."]
