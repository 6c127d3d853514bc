"""Outcome: how projects like this one really went, and whether ranges like ours hold."""

import streamlit as st

from waybook.reference import load
from waybook.ui import charts
from waybook.ui.charts_outside import back_test_chart, classes, conventions, outside_view, usual_duration
from waybook.ui.wording import plain

look = charts.look()
if found := charts.results():
    view = charts.views("outside", ("Cost and time", "Would the ranges have held?", "The data"))
    if view == "Cost and time":
        st.caption(plain(usual_duration(found)))
        charts.beside(
            ("outside cost", outside_view(found, look)), ("outside time", outside_view(found, look, "go_live"))
        )  # fmt: skip
    elif view == "Would the ranges have held?":
        charts.show(back_test_chart(found, look), "back-test")
    else:
        st.caption(
            "Finished projects and tasks, actual against estimate. None of them is an AI project, none was cancelled, "
            "and most are from the 1990s to the 2010s: a check on the plan, not a forecast of it."
        )
        charts.sourced(
            "reference classes", "Reference classes",
            ("Reference class", "P10", "P50", "P80", "Over 1.5×", "Mean", "Source"), classes(found),
        )  # fmt: skip
        st.subheader("What estimators and public bodies allow for by rule", anchor=False)
        charts.sourced(
            "conventions", "What is allowed for by rule",
            ("Rule", "Of", "Allows", "This plan by it", "Real projects inside", "Limits", "Source"), conventions(found),
        )  # fmt: skip
        st.subheader("The finished projects and tasks", anchor=False)
        charts.sourced(
            "finished projects", "Finished projects and tasks",
            ("Projects or tasks", "Actual against estimate", "Number", "P10", "P50", "P80", "P90"),
            [
                (row.source, f"{row.level} {row.what}", f"{row.n:,}",
                 *(f"{one:.2f}" for one in (row.p10, row.p50, row.p80, row.p90)))
                for row in load().overruns
            ],
        )  # fmt: skip
