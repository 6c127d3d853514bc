"""Outcome: when it is live, and what decides that date."""

import streamlit as st

from waybook.ui import charts, desk
from waybook.ui.charts_cost import date_curve
from waybook.ui.charts_time import all_packages, package_gantt, stage_gantt

found = desk.results_or_none()
if found is None:
    st.stop()
look = charts.look()
charts.beside(("stages", stage_gantt(found, look)), ("date", date_curve(found, look)))
charts.show(package_gantt(found, look), "packages")
with st.expander(f"All {len(found.packages)} work packages", on_change="rerun", key="all packages") as every:
    if every.open:
        charts.show(all_packages(found, look), "all", numbers=False)
