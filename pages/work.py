"""Engineering: work packages and the team's own figures."""

import streamlit as st

from waybook.reference import load
from waybook.ui import desk
from waybook.ui.ask import ask
from waybook.ui.entries import ask_entries

size = desk.plan().architecture.size or "M"
stages = {stage.number: stage.name for stage in load().stages}
st.caption(
    f"Usual person-days are for size {size}. Where you know better, give low, likely and high: in one project of ten "
    "it takes less than low, in one of ten more than high."
)
ask_entries(
    "estimates.packages",
    {
        package.id: {
            "Stage": stages[package.stage], "Work package": package.name,
            "Usual days": "{:g} · {:g} · {:g}".format(*package.effort[size]),
        }
        for package in load().packages if not package.is_run
    },
    ("days", "included", "wait_weeks", "crew"),
    defaults={package.id: {"included": True} for package in load().packages},
    widths={"Work package": 375},
    height=520,
)  # fmt: skip
ask("estimates.widening", counts=False)
if desk.plan().estimates.widening == 1:
    st.warning(
        "Your ranges are taken as they are: that assumes that nobody in the room is overconfident. Against it: "
        + load().parameters["widening"].source
    )
else:
    st.caption("Your low and high are moved away from likely by this factor, because people's ranges are too narrow.")
ask("estimates.own_packages", columns=("id", "name", "stage", "days", "depends_on"), counts=False)
