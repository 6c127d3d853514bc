"""Outcome: export."""

import streamlit as st

from waybook.ui import carrying, take_away

st.subheader("A workbook that keeps calculating", anchor=False)
st.markdown(
    "Change an input in Excel and every number follows. Inputs, assumptions with their sources, team, work packages, "
    "schedule, months and years each have a sheet; the simulated ranges ride along as they were at export."
)
take_away.workbook_file()

st.subheader("The plan itself", anchor=False)
st.markdown("Everything you answered, to keep or to open in another Waybook.")
take_away.plan_file()

st.subheader("Bring an edited workbook home", anchor=False)
st.markdown("What was changed in it is shown first, and taken one by one or all at once.")
carrying.bring_home()
