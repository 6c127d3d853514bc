"""Engineering: the parts around the model."""

import streamlit as st

from waybook.model.component_states import state_of
from waybook.plan.architecture import QUALITIES
from waybook.plan.fields import note
from waybook.reference import load
from waybook.ui import charts, desk, standing
from waybook.ui.entries import ask_entries

parts = load().components
approach = desk.plan().architecture.approach or "rag"
defaults = {
    part.id: {"state": "planned"} if part.needed(approach)
    else {"state": "not_needed", "reason": part.not_needed_because}
    for part in parts
}  # fmt: skip
view = charts.views("components", ("Part by part", "How good each is", "The iceberg"))
if view == "The iceberg":
    standing.below_the_waterline()
elif view == "Part by part":
    names = {role.id: role.name for role in load().roles}
    st.caption(
        "A part that is not needed, or exists already, takes its work out of the plan; a missing part raises the risk."
    )
    ask_entries(
        "architecture.components",
        {part.id: {"Part": part.name, "What it is": part.what, "Built by": names[part.role]} for part in parts},
        ("state", "reason"),
        defaults=defaults,
        widths={"Part": 210, "What it is": 345},
    )
else:
    standing.weakest_quality()
    states = {part: state_of(desk.plan(), part) for part in parts if part.needed(approach)}
    words = note("architecture.components.model.state").labels
    rated = {
        part.id: {"Part": part.name, "Stands": words[state]}
        for part, state in states.items() if state in ("planned", "exists")
    }  # fmt: skip
    if rated:
        ask_entries(
            "architecture.components",
            rated,
            QUALITIES,
            defaults=defaults,
            widths={"Part": 235, "Stands": 120},
            part=f"qualities with {approach}",
        )
    else:
        st.info("No part is in the plan or exists already: say under 'Part by part' where each stands.")
