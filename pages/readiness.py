"""Production: readiness in the eight reasons for failure."""

import streamlit as st

from waybook.reference import load
from waybook.ui import standing
from waybook.ui.levels import ask_reason

st.caption("Choose the sentence that describes you today. Each answer sets how likely the reason is to hit this plan.")
for reason in load().reasons:
    ask_reason(reason)

st.subheader("What each reason costs", anchor=False)
standing.reasons()
st.subheader("Nearer to failed or to successful projects", anchor=False)
standing.failed_or_successful()
