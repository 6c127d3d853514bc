"""Outcome: what moves the estimate most, and how much to keep in reserve."""

import streamlit as st

from waybook.model.outside_view import reference_class
from waybook.ui import charts
from waybook.ui.ask import ask
from waybook.ui.charts_risk import joint, remedies, risk_map, waterfall
from waybook.ui.charts_tornado import rank_chart, tornado
from waybook.ui.charts_worth import stopping
from waybook.ui.wording import percent

look = charts.look()
if found := charts.results():
    view = charts.views(
        "risk", ("Date and budget", "What moves cost and date", "Risks", "What moves the worth", "When to stop")
    )
    if view == "Date and budget":
        charts.beside(("joint", joint(found, look)), ("reserve", waterfall(found, look)))
    elif view == "What moves cost and date":
        charts.beside(("cost", tornado(found, look)), ("date", tornado(found, look, "go_live")))
    elif view == "Risks":
        charts.show(risk_map(found, look), "risks")
        charts.sourced(
            "remedies", "What lowers each risk", ("Reason for failure", "Expected cost", "What lowers it"),
            remedies(found),
        )  # fmt: skip
    elif view == "What moves the worth":
        charts.beside(("worth", tornado(found, look, "npv")), ("ranks", rank_chart(found, look, "npv")))
    else:
        ask("economics.stop_loss", counts=False)
        charts.show(stopping(found, charts.look(290)), "stopping")
        large, times = reference_class(found.reference, "stress"), 3
        st.caption(
            f"Large IT projects overrun by {percent(large.mean() - 1)} on average, because a few of them never end. "
            f"Stopped at {times} times their estimate it would be {percent(large.mean(times) - 1)}."
        )
