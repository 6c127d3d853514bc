"""Outcome: what it costs, what it brings, when it has paid for itself."""

import streamlit as st

from waybook.ui import charts, desk
from waybook.ui.charts_cash import cash_fan, monthly_cash, payback
from waybook.ui.charts_cost import cost_curve, cost_histogram, role_and_stage

found = desk.results_or_none()
if found is None:
    st.stop()
look = charts.look()
charts.beside(("cost", cost_curve(found, look)), ("cash", cash_fan(found, look)))
charts.show(role_and_stage(found, look), "roles")
charts.beside(("months", monthly_cash(found, look)), ("payback", payback(found, look)))
charts.show(cost_histogram(found, look), "histogram")
