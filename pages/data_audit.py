"""Discovery: data audit."""

import streamlit as st

from waybook.ui import charts, measured, measuring
from waybook.ui.ask import ask, ask_row

view = charts.views("data audit", ("Sources", "Measure", "What was measured"))
if view == "Measure":
    measuring.measure_a_source()
elif view == "What was measured":
    measured.measurements()
else:
    ask(
        "data.sources",
        columns=(
            "name", "kind", "system", "owner", "rights", "sensitivity", "refresh", "records", "history_months",
            "access_weeks", "quality",
        ),
    )  # fmt: skip
    st.subheader("What the room believes", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        ask("data.completeness")
        ask("data.timeliness")
        ask("data.uniqueness")
    with right:
        ask("data.structure")
        ask("data.documentation")
        ask("data.fix_first")
    ask_row("data.systems_per_entity", "data.history_needed_months", "data.history_months")
