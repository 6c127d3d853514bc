"""Optimisation: what it took and what it brought."""

from waybook.ui import charts, running
from waybook.ui.ask import ask, ask_row

running.warnings()
view = charts.views("actuals", ("Enter", "Against the plan", "Ranges", "Run calendar", "Did promises hold?"))
if view == "Enter":
    ask_row("operation.as_of", "operation.live", counts=False)
    ask("operation.months", counts=False)
    ask(
        "operation.progress",
        among={"package": running.packages()},
        counts=False,
    )
elif view == "Against the plan":
    running.forecast()
    running.spending()
    running.baseline()
elif view == "Ranges":
    ask("operation.watches", counts=False)
    running.figures()
elif view == "Run calendar":
    running.run_calendar()
else:
    running.promises()
    ask("operation.forecasts", counts=False)
