"""Outcome: when it is live, and what decides that date."""

from waybook.ui import charts
from waybook.ui.charts_cost import date_curve
from waybook.ui.charts_time import (
    all_packages,
    demo_and_production,
    one_more_person,
    package_gantt,
    stage_gantt,
)
from waybook.ui.ordering import ask_to_level

look = charts.look()
if found := charts.results():
    view = charts.views("timeline", ("Stages and date", "What sets the date", "Demo and people", "Every work package"))
    if view == "Stages and date":
        charts.beside(("stages", stage_gantt(found, look)), ("date", date_curve(found, look)))
    elif view == "What sets the date":
        charts.show(package_gantt(found, look), "packages")
        ask_to_level(found)
    elif view == "Demo and people":
        charts.beside(("demo", demo_and_production(found, look)), ("more", one_more_person(found, look)))
    else:
        charts.show(all_packages(found, look), "all packages")
