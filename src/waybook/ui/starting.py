"""What a plan can start from: an example, what is usual in an industry, a kind of objective, a file."""

from __future__ import annotations

from pathlib import Path

from waybook.plan import Plan, read
from waybook.readiness.starting import from_objective, starting_plan, use_cases_of, usual_answers
from waybook.reference import Industry, UseCase, data_folder, load

FOLDERS = ("examples", "examples_naive")
"""Finished plans, and plans that the X-ray has much to say about."""


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
