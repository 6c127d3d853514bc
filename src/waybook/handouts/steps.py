"""The next steps: findings on the plan, the gravest first, then what the next gate asks for; each with an owner."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from waybook.model import Results
from waybook.plan import Plan
from waybook.plan.team import ROLE_NAMES
from waybook.price import Price
from waybook.readiness.gates import CriterionState, GateState, gate_states
from waybook.readiness.sight import Sight
from waybook.wording import money, weeks
from waybook.xray import simulated, x_ray

OWNERS = {
    "R1": ("objectives.process_owner", "PM"),
    "R2": ("data.sources", "AIE"),
    "R3": ("", "SWE"),
    "R4": ("", "PM"),
    "R5": ("", "CA"),
    "R6": ("compliance.governance_owner", "SEC"),
    "R7": ("objectives.sponsor", "PM"),
    "R8": ("team.run_owner", "DEV"),
}
"""Who answers for each reason for failure: the plan field with a name, and the role when nobody is named."""
LEAST_WEEKS, LEAST_MONEY = 0.5, 500.0
"""Less than this is not worth a word beside a step."""


@dataclass(frozen=True)
class Step:
    """Something to do next. `worth` is what it would save at P80, "" where no number can be given."""

    what: str
    why: str
    worth: str
    owner: str
    due: dt.date | None = None


def next_steps(found: Results, count: int = 5) -> tuple[Step, ...]:
    """At most `count` steps, the gravest findings first."""
    plan, reference = found.plan, found.reference
    steps = [
        Step(
            one.finding.rule.repair,
            f"{one.finding.rule.name}: {one.finding.words or one.finding.rule.matters_because}",
            in_words(one.price, plan.currency),
            owner(plan, one.finding.rule.reason),
        )
        for one in x_ray(plan, reference, shown=found)
        if one.finding.rule.severity != "note"
    ]
    if len(steps) < count:
        steps += _open_criteria(found)
    unique = list({one.what: one for one in reversed(steps)}.values())[::-1]
    return tuple(unique[:count])


def owner(plan: Plan, reason: str) -> str:
    """A named person, else the role that answers for this reason."""
    path, role = OWNERS.get(reason, ("", "PM"))
    named = {
        "objectives.process_owner": plan.objectives.process_owner,
        "data.sources": next((one.owner for one in plan.data.sources if one.owner), ""),
        "compliance.governance_owner": plan.compliance.governance_owner,
        "objectives.sponsor": plan.objectives.sponsor,
        "team.run_owner": plan.team.run_owner,
    }.get(path, "")
    return named or next((one.name for one in plan.team.lines if one.role == role and one.name), ROLE_NAMES[role])


def in_words(price: Price | None, currency: str) -> str:
    """A price as people say it; "" where nobody would notice it."""
    if price is None:
        return ""
    parts = []
    if price.weeks >= LEAST_WEEKS:
        parts.append(weeks(price.weeks))
    if price.cost >= LEAST_MONEY:
        parts.append(money(price.cost, currency))
    if price.run >= LEAST_MONEY:
        parts.append(f"{money(price.run, currency)} a year")
    return ", ".join(parts)


def _open_criteria(found: Results) -> list[Step]:
    """What the first gate that nobody has signed still asks for."""
    see = Sight(found.plan, found.reference, simulated(found))
    for gate in gate_states(see):
        if gate.signed is None and gate.open:
            return [_asked(found.plan, gate, one) for one in gate.open]
    return []


def _asked(plan: Plan, gate: GateState, one: CriterionState) -> Step:
    found = one.words.removesuffix(f": {one.criterion.criterion[0].lower()}{one.criterion.criterion[1:]}")
    words = f"Gate {gate.number}, {gate.name}: {found[0].lower()}{found[1:]}"
    who = one.evidence.owner or next(
        (line.name for line in plan.team.lines if line.role == one.criterion.role and line.name), ""
    )
    what = one.criterion.criterion
    what = f"Show that {what[0].lower() if what[1:2].islower() or what[1] == ' ' else what[0]}{what[1:]}"
    return Step(what, words, "", who or ROLE_NAMES.get(one.criterion.role, one.criterion.role), one.evidence.due)
