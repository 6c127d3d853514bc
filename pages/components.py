"""Engineering: the parts around the model."""

import streamlit as st

from waybook.reference import load
from waybook.ui import charts, desk, standing
from waybook.ui.entries import ask_entries

if charts.views("components", ("Part by part", "The iceberg")) == "The iceberg":
    standing.below_the_waterline()
else:
    parts = load().components
    approach = desk.plan().architecture.approach or "rag"
    names = {role.id: role.name for role in load().roles}
    st.caption(
        "A part that is not needed, or exists already, takes its work out of the plan; a missing part raises the risk."
    )
    ask_entries(
        "architecture.components",
        {part.id: {"Part": part.name, "What it is": part.what, "Built by": names[part.role]} for part in parts},
        ("state", "reason"),
        defaults={
            part.id: {"state": "planned"} if part.needed(approach)
            else {"state": "not_needed", "reason": part.not_needed_because}
            for part in parts
        },
        widths={"Part": 235, "What it is": 300},
        height=520,
    )  # fmt: skip
