"""Outcome: which way to the same end is better, and how sure that is."""

from typing import Any

import streamlit as st

from waybook.model.scenarios import compare
from waybook.ui import charts, comparing, keeping
from waybook.ui.ask_levers import ask_levers
from waybook.ui.charts_scenarios import between, side_by_side, which_is_better

VIEWS = ("Side by side", "Which is better", "What makes the difference", "What they bring", "What if", "Kept versions")

look = charts.look(330)
if found := charts.results():
    with st.container(horizontal=True, vertical_alignment="center"):
        view = charts.views("ways", VIEWS)
        wanted = comparing.choose(found.plan)
    ways = comparing.estimated(found.plan, wanted)
    if view == "Kept versions":
        keeping.keep_versions(found.plan)
    elif view == "What if":
        ask_levers()
    elif view == "What they bring":
        st.caption("A cheaper way rarely brings the whole benefit. These shares are judged; put in what you believe.")
        comparing.ask_reach(found.plan)
    elif len(ways) < 2:
        st.info("Choose at least one other way to compare the plan with.")
    elif view == "Side by side":
        charts.show(side_by_side(ways, compare([one for _, one in ways]), look), "side by side")
    elif view == "Which is better":
        charts.show(which_is_better(ways, compare([one for _, one in ways]), look), "better")
    else:
        names = [name for name, _ in ways]
        left, right = st.columns(2)
        quiet: dict[str, Any] = {"filter_mode": None, "label_visibility": "collapsed"}
        first = left.selectbox("From", names, 0, format_func=lambda name: f"From: {name}", **quiet)
        second = right.selectbox("To", names, 1, format_func=lambda name: f"To: {name}", **quiet)
        charts.show(between(ways[names.index(first)], ways[names.index(second)], charts.look(280)), "between")
