"""Start: the first guess, and which plan is on the desk."""

import streamlit as st

from waybook.ui.ask import ask_row

st.subheader("Your project", anchor=False)
ask_row("name", "organisation", "industry")
ask_row("currency", "start")

st.subheader("Before any question: your guess", anchor=False)
ask_row("first_guess.months", "first_guess.cost", "first_guess.engineers_months")
