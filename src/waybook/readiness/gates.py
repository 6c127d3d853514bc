"""Gates between the six stages: criteria with evidence, sign-off, reopening. The production checklist is the last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from waybook.plan import Plan
from waybook.plan.gates import Evidence, Reopening, SignOff
from waybook.readiness.sight import Sight, changed
from waybook.readiness.tables import Criterion, tables

GATES = (1, 2, 3, 4, 5)
LAST = 5
State = Literal["passed", "waived", "failed", "open"]


class GateError(ValueError):
    """A gate cannot be signed or reopened; the message is one sentence."""


@dataclass(frozen=True)
class CriterionState:
    """One criterion on this plan. `plan_says` is None where the plan has no opinion, or does not know."""

    criterion: Criterion
    evidence: Evidence
    plan_says: bool | None
    state: State
    words: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.criterion.name

    @property
    def done(self) -> bool:
        """Whether it lets the gate pass."""
        return self.state in ("passed", "waived")


@dataclass(frozen=True)
class GateState:
    """A gate on this plan. `lost` are criteria that stood open neither when it was signed nor are met now."""

    number: int
    name: str
    criteria: tuple[CriterionState, ...]
    signed: SignOff | None
    reopened: Reopening | None
    lost: tuple[CriterionState, ...]

    @property
    def open(self) -> tuple[CriterionState, ...]:
        """Criteria in the way."""
        return tuple(one for one in self.criteria if not one.done)

    @property
    def state(self) -> Literal["signed", "slipped", "reopened", "ready", "open"]:
        """Where the gate stands."""
        if self.signed is not None:
            return "slipped" if self.lost else "signed"
        if not self.open:
            return "ready"
        return "reopened" if self.reopened is not None else "open"


def gate_states(see: Sight) -> list[GateState]:
    """The five gates of a plan."""
    return [gate_state(see, number) for number in GATES]


def gate_state(see: Sight, number: int) -> GateState:
    """One gate. Raises KeyError for a number that is no gate."""
    if number not in GATES:
        raise KeyError(f"there is no gate {number}")
    stages = {stage.number: stage.name for stage in see.reference.stages}
    name = "Go-live" if number == LAST else f"{stages[number]} to {stages[number + 1]}"
    signed = see.plan.gates.signature(number)
    again = next((one for one in reversed(see.plan.gates.reopened) if one.gate == number), None)
    criteria = tuple(_judged(see, one) for one in criteria_of(see, number))
    lost = _lost(criteria, signed)
    return GateState(number, name, criteria, signed, again, lost)


def criteria_of(see: Sight, number: int) -> list[Criterion]:
    """The criteria of a gate that this plan has: not those of other industries, or of parts it does not need."""
    needed = {part.id for part in see.needed}
    return [
        one
        for one in tables().criteria
        if one.gate == number
        and one.industry in ("", see.plan.industry)
        and (not one.component or (one.component in needed and see.state(one.component) != "not_needed"))
    ]


def lost_since(see: Sight, number: int) -> tuple[CriterionState, ...]:
    """Criteria that were met when the gate was signed and are not met now."""
    return _lost(tuple(_judged(see, one) for one in criteria_of(see, number)), see.plan.gates.signature(number))


def sign(see: Sight, number: int, by: str, on: dt.date) -> Plan:
    """The plan with the gate signed; what is open is recorded.

    Raises:
        GateError: nobody signs, it is signed already, an earlier gate is open or, where gates block, a criterion is.
    """
    gate = gate_state(see, number)
    if not by.strip():
        raise GateError("Say who signs.")
    if gate.signed is not None:
        raise GateError(f"Gate {number} is signed already; reopen it with a reason first.")
    if see.plan.gates.strictness == "block":
        for before in range(1, number):
            if see.plan.gates.signature(before) is None:
                raise GateError(f"Gate {before} comes first and is not signed.")
        if gate.open:
            raise GateError(f"Gate {number} has {len(gate.open)} open criteria; the first is '{gate.open[0].name}'.")
    entry = SignOff(gate=number, by=by.strip(), on=on, still_open=[one.criterion.id for one in gate.open])
    return changed(see.plan, {"gates.signed": [*see.plan.gates.signed, entry]})


def reopen(plan: Plan, number: int, by: str, reason: str, on: dt.date) -> Plan:
    """The plan with a signed gate opened again.

    Raises:
        GateError: nobody reopens it, no reason is given, or it is not signed.
    """
    if plan.gates.signature(number) is None:
        raise GateError(f"Gate {number} is not signed.")
    if not by.strip():
        raise GateError("Say who reopens it.")
    if not reason.strip():
        raise GateError(f"Reopening gate {number} needs a reason.")
    entry = Reopening(gate=number, by=by.strip(), on=on, reason=reason.strip())
    return changed(plan, {"gates.reopened": [*plan.gates.reopened, entry]})


def _judged(see: Sight, criterion: Criterion) -> CriterionState:
    from waybook.readiness.gate_checks import CHECKS

    evidence = see.plan.gates.criteria.get(criterion.id, Evidence())
    says = CHECKS[criterion.check](see, criterion) if criterion.check else None
    if evidence.state == "waived":
        if evidence.note:
            return CriterionState(criterion, evidence, says, "waived", f"Waived: {evidence.note}")
        return CriterionState(criterion, evidence, says, "open", "Waived without a reason")
    if evidence.state == "failed":
        return CriterionState(criterion, evidence, says, "failed", evidence.note or "Not met")
    if criterion.proof in ("plan", "both") and says is False:
        contradicts = ", although it is marked as met" if evidence.state == "met" else ""
        asked = criterion.criterion[0].lower() + criterion.criterion[1:]
        return CriterionState(criterion, evidence, says, "failed", f"Not so in the plan{contradicts}: {asked}")
    if criterion.proof == "plan":
        if says:
            return CriterionState(criterion, evidence, says, "passed", "The plan shows it")
        return CriterionState(criterion, evidence, says, "open", "Not known yet")
    if evidence.state != "met":
        return CriterionState(criterion, evidence, says, "open", f"Asked for: {criterion.asks_for}")
    if not evidence.evidence or not evidence.owner:
        lacking = "evidence" if not evidence.evidence else "an owner"
        return CriterionState(criterion, evidence, says, "open", f"Marked as met without {lacking}")
    if criterion.proof == "both" and says is None:
        return CriterionState(criterion, evidence, says, "open", "Evidence is there; the plan does not know yet")
    return CriterionState(criterion, evidence, says, "passed", evidence.evidence)


def _lost(criteria: tuple[CriterionState, ...], signed: SignOff | None) -> tuple[CriterionState, ...]:
    if signed is None:
        return ()
    return tuple(one for one in criteria if not one.done and one.criterion.id not in signed.still_open)
