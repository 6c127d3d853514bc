"""Outcome: export."""

import streamlit as st

from waybook.ui import take_away

st.subheader("The plan itself", anchor=False)
take_away.plan_file()
