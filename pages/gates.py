"""Production: gates and the checklist."""

import streamlit as st

from waybook.reference import load
from waybook.ui.ask import ask
from waybook.ui.entries import ask_entries

ask("gates.strictness", counts=False)
st.subheader("Ten conditions of going live", anchor=False)
roles = {role.id: role.name for role in load().roles}
ask_entries(
    "gates.criteria",
    {
        one.id: {
            "Condition": one.name,
            "Met when": one.criterion,
            "Shown by": one.evidence,
            "Usually": roles[one.owner],
        }
        for one in load().checklist
    },
    ("state", "owner", "evidence", "due", "note"),
    defaults={one.id: {"state": "open"} for one in load().checklist},
    widths={"Met when": 260, "Condition": 200, "Shown by": 170},
)
