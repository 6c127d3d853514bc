"""Outcome: what it costs, what it brings, when it has paid for itself."""

import streamlit as st

from waybook.model.decision import delay_month
from waybook.ui import advising, charts
from waybook.ui.charts_cash import cash_fan, monthly_cash, payback
from waybook.ui.charts_cost import cost_curve, cost_histogram, role_and_stage
from waybook.ui.charts_load import load_chart, self_hosting
from waybook.ui.charts_models import candidates, price_trend, run_by_month
from waybook.ui.charts_worth import break_even_chart, gate_chart, honesty, needed, run_cost
from waybook.ui.wording import money, percent, plain

VIEWS = (
    "How sure", "Who and when", "Month by month", "Is it worth it?", "Running it", "Which model", "What it rests on",
)  # fmt: skip

look = charts.look()
if found := charts.results():
    currency = found.plan.currency
    view = charts.views("cost", VIEWS)
    if view == "How sure":
        charts.beside(("cost", cost_curve(found, look)), ("cash", cash_fan(found, look)))
    elif view == "Who and when":
        charts.show(role_and_stage(found, look), "roles")
    elif view == "Month by month":
        charts.beside(("months", monthly_cash(found, look)), ("payback", payback(found, look)))
    elif view == "Is it worth it?":
        delay = delay_month(found)
        years, rate = found.plan.economics.horizon_years, percent(found.inputs.scalar("discount_rate"))
        charts.numbers(
            "worth today", "What it is worth",
            ("Net present value (P50)", money(found.npv.p50, currency),
             f"Benefit less running and building over {years} years, each month discounted at {rate} a year. Half of "
             "the simulated projects come to more."),
            ("Chance of a loss", percent(found.p_loss), "Share of simulated projects worth less than nothing."),
            ("A month of delay costs", "–" if delay is None else money(delay, currency),
             "Benefit of a month at full ramp less running, both at launch volume, P50. Negative: running costs more."),
            (f"Net after {years} years (P50)", money(float(found.cash.p50[-1]), currency),
             "Money in less money out, not discounted: what payback counts."),
        )  # fmt: skip
        if not charts.empty(found.plan):
            advising.in_one_line()
        low = charts.look(300)
        charts.beside(("volume", break_even_chart(found, low)), ("gate", gate_chart(found, low)))
        st.subheader("What would have to be true for even odds", anchor=False)
        charts.sourced(
            "what would have to be true", "What would have to be true",
            ("One thing alone", "In the plan (P50)", "Would have to be", "So"), needed(found),
        )  # fmt: skip
    elif view == "Running it":
        charts.beside(("running", run_cost(found, look)), ("load", load_chart(found, look)))
    elif view == "Which model":
        charts.beside(("models", candidates(found, look)), ("run months", run_by_month(found, look)))
        st.caption(plain(price_trend(found)))
        st.caption(plain(self_hosting(found)))
    else:
        charts.beside(("honesty", honesty(found, look)), ("outcomes", cost_histogram(found, look)))
