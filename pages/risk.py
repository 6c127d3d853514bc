"""Outcome: what moves the estimate most, and how much to keep in reserve."""

from waybook.ui import charts
from waybook.ui.charts_risk import joint, rank_chart, risk_map, tornado, waterfall

look = charts.look()
if found := charts.results():
    view = charts.views("risk", ("Date and budget", "What moves cost and date", "Risks", "What moves the worth"))
    if view == "Date and budget":
        charts.beside(("joint", joint(found, look)), ("reserve", waterfall(found, look)))
    elif view == "What moves cost and date":
        charts.beside(("cost", tornado(found, look)), ("date", tornado(found, look, "go_live")))
    elif view == "Risks":
        charts.show(risk_map(found, look), "risks")
    else:
        charts.beside(("worth", tornado(found, look, "npv")), ("ranks", rank_chart(found, look, "npv")))
