"""Start: the project, the first guess, and what the plan starts from."""

import streamlit as st

from waybook.ui import desk, open_or_new, parts
from waybook.ui.ask import ask, ask_row

if not desk.desk().plan_id:
    open_or_new.welcome()

project, guess = st.columns(2, gap="large")
with project:
    st.subheader("Your project", anchor=False)
    ask_row("name", "organisation")
    ask("industry")
    ask_row("currency", "start")
with guess:
    st.subheader("Your guess, before any question", anchor=False)
    ask_row("first_guess.months", "first_guess.cost")
    ask("first_guess.engineers_months")
    st.caption("It is kept for the end, to show what separates it from the plan.")

if desk.desk().plan_id:
    parts.ten_minutes()
    open_or_new.usual_for_industry()
    open_or_new.history()
    with st.expander("Another plan: from your industry, an example or a file", icon=":material/note_add:"):
        open_or_new.beginnings()
