"""Strategy: money."""

import streamlit as st

from waybook.ui import whose
from waybook.ui.ask import ask, ask_row
from waybook.ui.pricing import ask_price, ask_trend

ask("economics.one_offs", counts=False)
ask("economics.run_costs", counts=False)
whose.offer("running", "What running costs already hold", "What running costs already hold")

st.subheader(
    "Your own price of the model",
    anchor=False,
    help="From an offer or a contract, in place of the price list. Providers bill in dollars. Cost and benefit, under "
    "Which model, sets it beside the others.",
)
ask_price()
whose.offer("models", "The price list", "What the price list says")

st.subheader(
    "What a call costs from go-live on",
    anchor=False,
    help="Prices of tokens fall, calls grow. Both apply to your own price too, and to every model that is compared.",
)
ask_trend()

st.subheader("How benefit is counted", anchor=False)
ask("economics.realisation", counts=False)
ask("economics.ramp_months", counts=False)
ask_row("economics.horizon_years", "economics.sector", "economics.discount_rate", counts=False)

st.subheader("When to stop", anchor=False)
ask("economics.stop_loss", counts=False)
