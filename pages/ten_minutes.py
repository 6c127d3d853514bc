"""Start: the open questions that would change the estimate most, in one place."""

import streamlit as st

from waybook.ui import guidance
from waybook.ui.ask import ask, ask_row
from waybook.ui.levels import ask_reason, reason_of

ask("objectives.statement", placeholder="Customers get a correct answer to a routine question in minutes")
ask_row("architecture.size", "economics.budget", "economics.target_months")

st.subheader("The answers that would change most", anchor=False)
for one in guidance.telling(count=8, besides=("architecture.size",)):
    reason = reason_of(one.path)
    if reason:
        ask_reason(reason)
    else:
        ask(one.path)
    guidance.reach_caption(one)
st.button("Work out the next ones", icon=":material/refresh:", on_click=guidance.forget_telling)
