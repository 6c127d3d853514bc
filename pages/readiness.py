"""Production: readiness in the eight reasons for failure."""

import streamlit as st

from waybook.reference import load
from waybook.ui import charts, standing
from waybook.ui.levels import ask_mlops, ask_reason

view = charts.views("readiness", ("Answer", "What each costs", "Failed or successful", "In time?", "What to do next"))
if view == "Answer":
    st.caption(
        "Choose the sentence that describes you today. Each answer sets how likely the reason is to hit this plan."
    )
    for reason in load().reasons:
        ask_reason(reason)
    ask_mlops()
elif view == "What each costs":
    standing.reasons()
elif view == "Failed or successful":
    standing.failed_or_successful()
elif view == "In time?":
    standing.requirements()
else:
    standing.next_steps()
