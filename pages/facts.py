"""Outcome: what is said about AI projects, by whom, and what it does not say."""

import streamlit as st

from waybook.ui import charts, cited

st.caption("Shown beside the questions they concern, and never used as a probability in this plan.")
view = charts.views("facts", tuple(cited.KINDS.values()))
cited.every(next(kind for kind, words in cited.KINDS.items() if words == view))
