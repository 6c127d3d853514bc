"""Failed against successful projects: where the answers place this plan, and where the room believed it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybook.readiness.sight import Sight
from waybook.readiness.wording import technology_first
from waybook.reference.framework import Pair

LEVELS = {"poor": 1.0, "fair": 3.0, "good": 5.0}


@dataclass(frozen=True)
class Placed:
    """A pair with its place from 1 (as failed projects) to 5 (as successful ones); None while nothing is known."""

    pair: Pair
    place: float | None
    believed: int | None
    because: str


def pairs(see: Sight) -> list[Placed]:
    """The eight pairs in the order of the framework."""
    found = []
    for pair in see.reference.pairs:
        place, because = PLACES[pair.id](see)
        believed = getattr(see.plan.readiness.pairs, pair.id.replace(".", "").lower())
        found.append(Placed(pair, place, believed, because))
    return found


def business_first(see: Sight) -> tuple[float | None, str]:
    """C.1 by objective and process."""
    goals = see.plan.objectives
    if not goals.statement:
        return (1.0, "An approach is chosen, no objective") if see.begun else (None, "No objective yet")
    if technology_first(goals.statement):
        return 1.0, "The objective starts from a technology"
    return (5.0, "Objective and process are named") if goals.process else (3.0, "The process is open")


def measures(see: Sight) -> tuple[float | None, str]:
    """C.2 by the best measure."""
    kpis = see.plan.objectives.kpis
    if not kpis:
        return (1.0, "No measure of success") if see.begun else (None, "No measure yet")
    full = sum(one.baseline is not None and one.target is not None for one in kpis)
    return 1.0 + 4 * full / len(kpis), f"{full} of {len(kpis)} with baseline and target"


def clean_data(see: Sight) -> tuple[float | None, str]:
    """C.3 by the data questions."""
    names = ("completeness", "uniqueness", "structure")
    known = [LEVELS[level] for name in names if (level := getattr(see.plan.data, name)) is not None]
    return (sum(known) / len(known), f"{len(known)} of 3 data questions answered") if known else (None, "No answer yet")


def scales(see: Sight) -> tuple[float | None, str]:
    """C.4 by the eleven parts and the answer on scale."""
    if not see.begun:
        return None, "No approach yet"
    parts = [part for part in see.needed if part.part_of_eleven]
    there = sum(not see.lacks(part.id) for part in parts) / len(parts) if parts else 1.0
    answered = bool(see.plan.architecture.scale_answer)
    return 1.0 + 3 * there + answered, f"{there:.0%} of the parts planned, scale {'answered' if answered else 'open'}"


def monitored(see: Sight) -> tuple[float | None, str]:
    """C.5 by monitoring, logging and what is watched."""
    if not see.begun:
        return None, "No approach yet"
    there = [see.there(one) for one in ("monitoring", "logging")]
    watched = bool(see.plan.operation.watches) or bool(see.plan.team.run_owner)
    return 1.0 + 1.5 * sum(
        there
    ) + watched, f"{sum(there)} of 2 parts planned, {'with' if watched else 'without'} owner"


def secure(see: Sight) -> tuple[float | None, str]:
    """C.6 by when compliance starts and whether security is built."""
    if see.plan.compliance.start_stage == "engineering":
        return 1.0, "Compliance starts late"
    if not see.begun:
        return None, "No approach yet"
    built = not see.lacks("security_controls") and not see.lacks("permissions")
    return (5.0, "Early, and in the plan") if built else (3.0, "Early, but parts are missing")


def roadmap(see: Sight) -> tuple[float | None, str]:
    """C.7 by the design for production."""
    start = see.plan.architecture.production_from_start
    if start is None:
        return None, "Not answered yet"
    return {"yes": 5.0, "partly": 3.0, "no": 1.0}[start], f"Designed for production: {start}"


def improving(see: Sight) -> tuple[float | None, str]:
    """C.8 by run owner, run budget and calendar."""
    if not see.begun:
        return None, "No approach yet"
    there = (
        bool(see.plan.team.run_owner),
        bool(see.plan.economics.run_budget_year),
        any(one.owner for one in see.plan.operation.activities.values()),
    )
    return 1.0 + 4 * sum(there) / 3, f"{sum(there)} of: owner, budget, calendar"


PLACES: dict[str, Callable[[Sight], tuple[float | None, str]]] = {
    "C.1": business_first,
    "C.2": measures,
    "C.3": clean_data,
    "C.4": scales,
    "C.5": monitored,
    "C.6": secure,
    "C.7": roadmap,
    "C.8": improving,
}
