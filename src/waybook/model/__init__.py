"""The model: a plan and the reference data become cost, time, benefit and risk as distributions."""

from waybook.model.problems import PlanProblem
from waybook.model.resolve import ExtraCost, ExtraWork, resolve
from waybook.model.results import Bar, CashFan, Results, Spread, results

__all__ = ["Bar", "CashFan", "ExtraCost", "ExtraWork", "PlanProblem", "Results", "Spread", "resolve", "results"]
