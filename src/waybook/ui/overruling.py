"""The rules behind the answers, and the control to disagree with each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from waybook.reference import load
from waybook.ui import desk, wording

OPERATIONS = {
    "multiply": "effort ×",
    "widen": "doubt ×",
    "wait_add": "weeks +",
    "wait_to": "weeks",
    "drop": "out, if 1:",
}


def ask_rules(given: Sequence[str]) -> None:
    """The rules that the answers at these paths set off, with a column for the team's own figure."""
    found = desk.results_or_none()
    used = {one.rule: one for one in (found.adjustments if found else ()) if one.rule and one.field in given}
    if not used:
        return
    st.markdown("**The rules behind them.** Where you know better, give your own figure; empty takes ours.")
    names = {package.id: package.name for package in load().packages}
    ours = {rule.id: rule for rule in load().adjustments}
    own = desk.plan().estimates.overruled
    path = "estimates.overruled"
    key = f"{desk.key(path)} of {given[0]}"

    def write() -> None:
        values = dict(desk.plan().estimates.overruled)
        for line, cells in st.session_state[key]["edited_rows"].items():
            rule = list(used)[int(line)]
            values.pop(rule, None)
            if cells.get("Yours") is not None:
                values[rule] = float(cells["Yours"])
        desk.edit(path, values)

    base_key = f"{key} base"
    if key not in st.session_state or base_key not in st.session_state:
        st.session_state[base_key] = pd.DataFrame(
            [
                {
                    "Because": ours[rule].because,
                    "Changes": ", ".join(names.get(target, target) for target in ours[rule].target),
                    "Ours": f"{OPERATIONS.get(one.operation, one.operation)} {ours[rule].value:g}",
                    "Yours": own.get(rule),
                    "Source": f"{ours[rule].source}, {ours[rule].date}; {ours[rule].grade}",
                }
                for rule, one in used.items()
            ]
        ).astype({"Yours": "Float64"})
    st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        placeholder="",
        disabled=["Because", "Changes", "Ours", "Source"],
        column_config={
            "Because": st.column_config.TextColumn(width="medium"),
            "Yours": st.column_config.NumberColumn(min_value=0, max_value=50, format="%g"),
        },
        on_change=write,
        alt="Rules set off by these answers",
    )
    for fault in desk.desk().faults.get(path, []):
        st.error(wording.plain(fault), icon=":material/error:")
