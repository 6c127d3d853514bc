"""Outcome: export."""

import streamlit as st

from waybook.ui import carrying, take_away

st.subheader("A workbook that keeps calculating", anchor=False)
st.markdown(
    "Change an input in Excel and every number follows. Inputs, assumptions with their sources, team, work packages, "
    "schedule, months and years each have a sheet; ranges follow as well, "
    "beside those of the full simulation as they were at export."
)
take_away.workbook_file()

st.subheader("For the board, for the project tool, for keeps", anchor=False)
with st.container(horizontal=True):
    take_away.board_pack_file()
    take_away.summary_file()
    take_away.project_file()
    take_away.backlog_files()
    take_away.plan_file()

st.subheader("Bring an edited file home", anchor=False)
st.markdown("What was changed in it is shown first, and taken one by one or all at once.")
carrying.bring_home()
