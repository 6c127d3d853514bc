"""Prototype: the contract before it, the results and the verdict after it."""

from waybook.ui import desk, verdicts
from waybook.ui.ask import ask, ask_row

ask("prototype.hypotheses", among={"kpi": {kpi.name: kpi.name for kpi in desk.plan().objectives.kpis if kpi.name}})
ask_row("prototype.budget_cap", "prototype.stop_date", "prototype.appetite")
ask("prototype.rule", placeholder="Stop if fewer than 60 % are right; go on from 75 %; between, change course once")
verdicts.signing()
verdicts.pilot_traps()

ask("prototype.outcomes", counts=False)
ask_row("prototype.spent", "prototype.ended", counts=False)
verdicts.verdict()
ask_row("prototype.decision", "prototype.decision_reason", counts=False)
