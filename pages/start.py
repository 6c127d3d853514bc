"""Start: the project, the first guess, and what the plan starts from."""

import streamlit as st

from waybook.ui import desk, open_or_new
from waybook.ui.ask import ask, ask_row

questions, beginnings = st.columns((3, 2), gap="large")
with questions:
    st.subheader("Your project", anchor=False)
    ask_row("name", "organisation")
    ask("industry")
    ask_row("currency", "start")

    st.subheader("Your guess, before any question", anchor=False)
    st.caption("It is kept for the end, to show what separates it from the plan.")
    ask_row("first_guess.months", "first_guess.cost")
    ask("first_guess.engineers_months")
with beginnings:
    open_or_new.from_industry()
    if desk.desk().plan_id:
        open_or_new.usual_for_industry()
    open_or_new.example()
    open_or_new.file()

open_or_new.link_and_history()
