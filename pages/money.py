"""Strategy: money."""

import streamlit as st

from waybook.ui.ask import ask, ask_row

ask("economics.one_offs", counts=False)
ask("economics.run_costs", counts=False)

st.subheader("How benefit is counted", anchor=False)
ask("economics.realisation", counts=False)
ask("economics.ramp_months", counts=False)
ask_row("economics.horizon_years", "economics.sector", "economics.discount_rate", counts=False)

st.subheader("When to stop", anchor=False)
ask_row("economics.stop_loss", "economics.exchange_rate", counts=False)
