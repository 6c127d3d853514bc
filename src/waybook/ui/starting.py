"""What a plan can start from: an example, what is usual in an industry, a kind of objective, a file."""

from __future__ import annotations

from pathlib import Path

from waybook.plan import Plan, read
from waybook.readiness.starting import from_objective, starting_plan, use_cases_of, usual_answers
from waybook.reference import Industry, UseCase, data_folder, load

FOLDERS = ("examples", "examples_naive")
"""Finished plans, and plans that the X-ray has much to say about."""

SHOWS = {
    "customer_support": "Too big for what it brings: a loss is likelier than a gain, a smaller start is worth more.",
    "customer_support_live": "One that went live: gates signed, actuals against the plan, an alert.",
    "financial_services": "Bound by law and dear to run: it mostly loses, and the sponsor holds no budget.",
    "healthcare": "It does not pay, whichever way: told before anything is built.",
    "manufacturing": "Too little history and a date out of reach: a smaller start loses far less often.",
    "retail": "It gains more often than not, on data that nobody has measured.",
    "chatbot_by_friday": "All that goes wrong, at once: see its Plan X-ray.",
}
"""What there is to see in each example: none of them is flawless, and each fault is there on purpose."""


def examples() -> dict[str, str]:
    """File stem to name of the plans to look at, finished ones first."""
    return {stem: read(path.read_bytes()).name for stem, path in _files().items()}


def example(stem: str) -> Plan:
    """A plan to look at. Raises KeyError for a name that is not there."""
    return read(_files()[stem].read_bytes())


def _files() -> dict[str, Path]:
    return {path.stem: path for folder in FOLDERS for path in sorted((data_folder() / folder).glob("*.json"))}


def industry(industry_id: str) -> Industry:
    """The pack of an industry. Raises StopIteration when there is none."""
    return next(pack for pack in load().industries if pack.id == industry_id)


def objectives_for(plan: Plan) -> list[UseCase]:
    """The kinds of objective that fit the plan's industry, its own first."""
    return use_cases_of(plan.industry)


__all__ = [
    "example", "examples", "from_objective", "industry", "objectives_for", "starting_plan", "use_cases_of",
    "usual_answers",
]  # fmt: skip
