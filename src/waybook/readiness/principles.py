"""What successful projects do differently: six principles, each with what this plan has to show for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybook.readiness.sight import Sight

PEOPLE_NEEDED = ("PM", "SWE", "CA", "DEV", "AIE", "SEC", "UX")
"""Disciplines of P.9: product, software, cloud, DevOps, MLOps, security, user experience."""


@dataclass(frozen=True)
class Principle:
    """A principle (P.1 to P.6), how far the plan shows it (0 to 1, None while nothing is known), and in what."""

    item: str
    name: str
    shown: float | None
    words: str


def principles(see: Sight) -> list[Principle]:
    """The six, in the order of the framework."""
    return [Principle(item, name, *evidence(see)) for item, (name, evidence) in PRINCIPLES.items()]


def _outcomes(see: Sight) -> tuple[float | None, str]:
    decisions = see.plan.architecture.decisions
    if not decisions:
        return None, "No decision is on record"
    served = sum(bool(one.objective) for one in decisions)
    return served / len(decisions), f"{served} of {len(decisions)} decisions name the objective they serve"


def _data(see: Sight) -> tuple[float | None, str]:
    sources = {one.name for one in see.plan.data.sources}
    if not sources:
        return None, "No source is listed"
    measured = sources & {one.source for one in see.plan.data.measurements}
    return len(measured) / len(sources), f"{len(measured)} of {len(sources)} sources were measured"


def _scale(see: Sight) -> tuple[float | None, str]:
    answer = see.plan.architecture.scale_answer
    if not answer:
        return 0.0 if see.begun else None, "'How will this scale?' is open"
    figures = any(letter.isdigit() for letter in answer)
    return (1.0, "Answered in figures") if figures else (0.5, "Answered without figures")


def _users(see: Sight) -> tuple[float | None, str]:
    if not see.begun:
        return None, "No approach yet"
    tests = (see.included("P4"), bool(see.plan.objectives.target_users), not see.lacks("change_training"))
    return sum(tests) / 3, f"{sum(tests)} of: user test, named users, training"


def _improve(see: Sight) -> tuple[float | None, str]:
    goals = see.plan.objectives
    if goals.review_cadence is None and see.plan.economics.run_budget_year is None:
        return None, "Run budget and reviews are open"
    there = (bool(see.plan.economics.run_budget_year), goals.review_cadence in ("monthly", "quarterly"))
    return sum(there) / 2, f"{sum(there)} of: run budget, reviews"


def _people(see: Sight) -> tuple[float | None, str]:
    lines = see.plan.team.lines
    if not lines:
        return None, "The team is not filled in"
    there = {line.role for line in lines if line.fte > 0} & set(PEOPLE_NEEDED)
    share = len(there) / len(PEOPLE_NEEDED)
    if see.plan.team.experience == "none":
        share /= 2
    return share, f"{len(there)} of {len(PEOPLE_NEEDED)} disciplines, experience: {see.plan.team.experience or 'open'}"


PRINCIPLES: dict[str, tuple[str, Callable[[Sight], tuple[float | None, str]]]] = {
    "P.1": ("They start from business results", _outcomes),
    "P.2": ("They invest in data", _data),
    "P.3": ("They build for scale", _scale),
    "P.4": ("They put users first", _users),
    "P.5": ("They keep improving", _improve),
    "P.6": ("They work with experienced people", _people),
}
