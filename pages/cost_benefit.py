"""Outcome: what it costs, what it brings, when it has paid for itself."""

from waybook.ui import charts
from waybook.ui.charts_cash import cash_fan, monthly_cash, payback
from waybook.ui.charts_cost import cost_curve, role_and_stage

look = charts.look()
if found := charts.results():
    view = charts.views("cost", ("How sure", "Who and when", "Month by month"))
    if view == "How sure":
        charts.beside(("cost", cost_curve(found, look)), ("cash", cash_fan(found, look)))
    elif view == "Who and when":
        charts.show(role_and_stage(found, look), "roles")
    else:
        charts.beside(("months", monthly_cash(found, look)), ("payback", payback(found, look)))
