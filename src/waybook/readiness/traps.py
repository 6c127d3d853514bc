"""The eight reasons why prototypes stay prototypes: each open, closed, or unknown, with what would close it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybook.readiness.sight import Sight
from waybook.reference.framework import Trap


@dataclass(frozen=True)
class TrapState:
    """Where a trap stands. `closed` is None while nothing is known."""

    trap: Trap
    closed: bool | None
    words: str


def traps(see: Sight) -> list[TrapState]:
    """The traps in the order of the framework."""
    return [TrapState(trap, *CHECKS[trap.id](see)) for trap in see.reference.traps]


def architecture(see: Sight) -> tuple[bool | None, str]:
    """PT.2: an architecture record that covers the year after go-live."""
    shape = see.plan.architecture
    if shape.approach is None:
        return None, "No approach is chosen yet"
    if not [one for one in shape.decisions if one.choice]:
        return False, "No decision is on record"
    if shape.usage.users_year is None:
        return False, "Users a year after launch are open"
    return True, f"{len(shape.decisions)} on record, for {shape.usage.users_year:,} users after a year"


def engineers(see: Sight) -> tuple[bool | None, str]:
    """PT.3: every role that Engineering needs is filled or has a date."""
    lines = see.plan.team.lines
    if not lines:
        return None, "The team is not filled in"
    there = {line.role for line in lines if line.fte > 0}
    needed = {
        role
        for package in see.reference.packages
        if package.stage == 4 and see.included(package.id)
        for role in package.roles
    }
    names = [role.name for role in see.reference.roles if role.id in needed - there]
    return (False, f"Nobody for: {', '.join(names)}") if names else (True, "Every role of Engineering is filled")


def integration(see: Sight) -> tuple[bool | None, str]:
    """PT.4: every connected system has an owner and granted access."""
    systems = see.plan.architecture.integrations
    if not systems:
        if see.state("integrations") == "not_needed":
            return True, "It stands alone"
        return None, "No system is listed"
    closed = [one.system or "a system" for one in systems if not one.owner or one.access != "granted"]
    return (False, f"Not open: {', '.join(closed[:4])}") if closed else (True, f"{len(systems)} with owner and access")


def run_cost(see: Sight) -> tuple[bool | None, str]:
    """PT.5: P80 of the run cost fits the run budget."""
    budget = see.plan.economics.run_budget_year
    if budget is None:
        return None, "No run budget is set"
    if see.numbers is None:
        return None, "There is no estimate"
    share = see.numbers.run_p80 / budget if budget else float("inf")
    return (share <= 1, f"P80 takes {share:.0%} of the run budget" if budget else "The run budget is zero")


def governance(see: Sight) -> tuple[bool | None, str]:
    """PT.6: a named person is accountable."""
    owner = see.plan.compliance.governance_owner
    return (True, "A person is named") if owner else (False, "Nobody is named")


def monitoring(see: Sight) -> tuple[bool | None, str]:
    """PT.7: monitoring is in the plan, and somebody owns it."""
    if see.plan.architecture.approach is None:
        return None, "No approach is chosen yet"
    if not see.there("monitoring"):
        return False, "Monitoring is not in the plan"
    if not see.plan.team.run_owner:
        return False, "Nobody owns it after go-live"
    return True, "Planned, with an owner after go-live"


def kpis(see: Sight) -> tuple[bool | None, str]:
    """PT.8: at least one KPI has a baseline and a target."""
    complete = [one for one in see.plan.objectives.kpis if one.baseline is not None and one.target is not None]
    if complete:
        return True, f"{len(complete)} with baseline and target"
    return (False, "No measure has both") if see.plan.objectives.kpis else (None, "No measure yet")


def sponsor(see: Sight) -> tuple[bool | None, str]:
    """PT.9: a named sponsor holds the budget and reviews progress."""
    goals = see.plan.objectives
    if not goals.sponsor:
        return False, "No sponsor is named"
    if goals.sponsor_has_budget is None or goals.review_cadence is None:
        return None, "Budget or reviews are open"
    if goals.sponsor_has_budget == "no":
        return False, "The sponsor does not hold the budget"
    if goals.review_cadence == "none":
        return False, "No review is planned"
    return True, f"Reviews {goals.review_cadence}"


CHECKS: dict[str, Callable[[Sight], tuple[bool | None, str]]] = {
    "PT.2": architecture,
    "PT.3": engineers,
    "PT.4": integration,
    "PT.5": run_cost,
    "PT.6": governance,
    "PT.7": monitoring,
    "PT.8": kpis,
    "PT.9": sponsor,
}
