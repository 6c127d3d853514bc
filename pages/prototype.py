"""Prototype: the contract before it, the results and the verdict after it, and the traps between it and production."""

from waybook.ui import charts, desk, verdicts
from waybook.ui.ask import ask, ask_row

view = charts.views("prototype", ("Contract", "Results and verdict", "Pilot traps"))
if view == "Contract":
    measures = {kpi.name: kpi.name for kpi in desk.plan().objectives.kpis if kpi.name}
    ask("prototype.hypotheses", among={"kpi": measures})
    ask_row("prototype.budget_cap", "prototype.stop_date", "prototype.appetite")
    ask("prototype.rule", placeholder="Stop if fewer than 60% are right; go on from 75%; between, change course once")
    ask("architecture.scale_answer")
    verdicts.signing()
elif view == "Results and verdict":
    verdicts.verdict()
    ask("prototype.outcomes", counts=False)
    ask_row("prototype.spent", "prototype.ended", counts=False)
    ask_row("prototype.decision", "prototype.decision_reason", counts=False)
else:
    verdicts.pilot_traps()
