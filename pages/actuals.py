"""Optimisation: what it took and what it brought."""

import streamlit as st

from waybook.reference import load
from waybook.ui.ask import ask, ask_row
from waybook.ui.entries import ask_entries

ask_row("operation.as_of", "operation.live", counts=False)
ask("operation.months", counts=False)
ask("operation.progress", counts=False)
ask("operation.watches", counts=False)
st.subheader("Run calendar", anchor=False)
ask_entries(
    "operation.activities",
    {one.id: {"Activity": one.name, "Watches": one.watches, "Usually every": one.every} for one in load().activities},
    ("owner", "days", "every"),
)
ask("operation.forecasts", counts=False)
