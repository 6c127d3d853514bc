"""Findings about the team and those accountable."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from waybook.plan.readiness import REASONS
from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight

OTHERS = ("SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")


@rule("one_discipline")
def one_discipline(see: Sight) -> Seen | None:
    """An AI engineer and hardly anybody else."""
    lines = [line for line in see.plan.team.lines if line.fte > 0]
    roles = {line.role for line in lines}
    others = roles & set(OTHERS)
    if "AIE" not in roles or len(others) >= see.limit("few_disciplines"):
        return None
    names = [role.name for role in see.reference.roles if role.id in others]
    return Seen(
        f"Beside the AI engineer: {listed(names) if names else 'nobody'}",
        {"team.lines": [*see.plan.team.lines, *_hires(see, set(OTHERS) - roles)]},
    )


@rule("one_person")
def one_person(see: Sight) -> Seen | None:
    """One name in many roles, or a team of about one."""
    lines = [line for line in see.plan.team.lines if line.fte > 0]
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.name:
            roles[line.name.strip().casefold()].add(line.role)
    busy = [name for name, held in roles.items() if len(held) >= see.limit("person_roles")]
    people = sum(line.fte for line in lines)
    if busy:
        name = next(line.name for line in lines if line.name.strip().casefold() == busy[0])
        first: set[str] = set()
        kept: list[Any] = []
        for line in see.plan.team.lines:
            key = line.name.strip().casefold()
            if key in busy and key in first:
                kept.append({"role": line.role, "fte": line.fte, "sourcing": "contract", "available": "hire"})
            else:
                kept.append(line)
                first.add(key)
        if people <= see.limit("small_team"):
            kept += _hires(see, {"AIE", *OTHERS} - {line.role for line in lines})
        return Seen(f"{name} fills {len(roles[busy[0]])} roles", {"team.lines": kept})
    if lines and people <= see.limit("small_team"):
        taken = {line.role for line in lines}
        return Seen(
            f"The whole team is {people:g} full-time people",
            {"team.lines": [*see.plan.team.lines, *_hires(see, {"AIE", *OTHERS} - taken)]},
        )
    return None


def _hires(see: Sight, roles: set[str]) -> list[dict[str, Any]]:
    """A line to be found for each role, in the usual size for the plan."""
    size = see.plan.architecture.size or "M"
    return [
        {
            "role": role,
            "fte": see.reference.parameters[f"team_{size}_{role}"].value,
            "sourcing": "contract",
            "available": "hire",
        }
        for role in ("AIE", *OTHERS)
        if role in roles
    ]


@rule("no_governance_owner")
def no_governance_owner(see: Sight) -> Seen | None:
    """Nobody accountable."""
    if see.plan.compliance.governance_owner or not see.begun:
        return None
    return Seen("The accountable person is empty", if_answered={"compliance.governance_owner": "A named person"})


@rule("M.6")
def compliance_late(see: Sight) -> Seen | None:
    """Compliance after Engineering has begun."""
    if see.plan.compliance.start_stage != "engineering":
        return None
    return Seen("Compliance work starts with Engineering", {"compliance.start_stage": "strategy"})


@rule("bitten_before")
def bitten_before(see: Sight) -> Seen | None:
    """History about to repeat itself."""
    levels = see.numbers.levels if see.numbers else {}
    weak = [
        reason
        for reason in see.reference.reasons
        if reason.id in see.plan.readiness.bitten and (levels.get(reason.id) is None or levels[reason.id] <= 1)  # type: ignore[operator]
    ]
    if not weak or not see.numbers:
        return None
    return Seen(
        f"Hit you before, still weak: {listed([one.name for one in weak])}",
        if_answered={f"readiness.{REASONS[one.id]}": 3 for one in weak},
    )
