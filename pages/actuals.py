"""Optimisation: what it took and what it brought."""

import streamlit as st

from waybook.reference import load
from waybook.ui import running
from waybook.ui.ask import ask, ask_row

running.warnings()
running.forecast()
ask_row("operation.as_of", "operation.live", counts=False)
ask("operation.months", counts=False)
ask(
    "operation.progress",
    among={"package": {one.id: f"{one.id} {one.name}" for one in load().packages if not one.is_run}},
    counts=False,
)

st.subheader("Since the baseline", anchor=False)
running.baseline()

ask("operation.watches", counts=False)
running.run_calendar()
ask("operation.forecasts", counts=False)
running.promises()
