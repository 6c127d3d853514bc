"""Outcome: what separates the first guess from the plan."""

import streamlit as st

from waybook.ui import charts, wording
from waybook.ui.charts_bridge import effort, walk
from waybook.ui.charts_themes import data_and_feature, spend_by_theme

look = charts.look()
if found := charts.results():
    view = charts.views("bridge", ("Cost and time", "Where the effort goes", "Data or feature", "Month by month"))
    if view == "Cost and time":
        charts.beside(("walk", walk(found, look)), ("walk time", walk(found, look, "go_live")))
    elif view == "Where the effort goes":
        charts.show(effort(found, look), "effort")
    elif view == "Data or feature":
        charts.show(data_and_feature(found, charts.look(200)), "data and feature")
    else:
        charts.show(spend_by_theme(found, look), "themes")
    guess = found.plan.first_guess
    if guess.engineers_months and guess.months:
        st.caption(
            f"The sponsor guessed {wording.months(guess.months)}, the engineers "
            f"{wording.months(guess.engineers_months)}. The plan: {wording.months(found.months.p50)} at even odds, "
            f"{wording.months(found.months.p80)} at 80%."
        )
