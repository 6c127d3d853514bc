"""Findings about the prototype contract and the gates."""

from __future__ import annotations

import datetime as dt

from waybook.readiness import contract, gates
from waybook.readiness.pairs import pairs
from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight


@rule("no_contract")
def no_contract(see: Sight) -> Seen | None:
    """No signed thresholds."""
    if not see.begun or see.plan.prototype.signatures or not see.included("P2"):
        return None
    open_ = contract.incomplete(see.plan)
    words = f"Not signed; {open_[0][0].lower()}{open_[0][1:]}" if open_ else "Complete, not signed"
    signed = contract.sign(contract.filled(see.plan), "Somebody", dt.date(2000, 1, 1))
    return Seen(words, if_answered={"prototype": signed.prototype.model_dump(mode="json")})


@rule("moved_goalposts")
def moved_goalposts(see: Sight) -> Seen | None:
    """The contract is not what was signed first."""
    moved = contract.moved(see.plan)
    if not moved:
        return None
    return Seen("; ".join(moved[:3]), contract.as_signed(see.plan))


@rule("overrated")
def overrated(see: Sight) -> Seen | None:
    """The room against its answers."""
    high = [
        one
        for one in pairs(see)
        if one.believed is not None and one.place is not None and one.believed - one.place >= see.limit("pair_gap")
    ]
    if not high:
        return None
    agreed = {f"readiness.pairs.{one.pair.id.replace('.', '').lower()}": round(one.place or 1) for one in high}
    words = [f"{one.pair.successful} ({one.believed} against {one.place:.0f})" for one in high]
    return Seen(f"Seen too well: {listed(words)}", if_answered=agreed)


@rule("gate_order")
def gate_order(see: Sight) -> Seen | None:
    """A later gate signed before an earlier one."""
    signed = {number for number in range(1, 6) if see.plan.gates.signature(number) is not None}
    early = [number for number in signed if any(before not in signed for before in range(1, number))]
    if not early:
        return None
    kept = [one for one in see.plan.gates.signed if one.gate not in early]
    return Seen(
        f"Gate {listed([str(number) for number in sorted(early)])} is signed, an earlier one is not",
        if_answered={"gates.signed": kept},
    )


@rule("gate_slipped")
def gate_slipped(see: Sight) -> Seen | None:
    """A signed gate that would not be signed again."""
    slipped = {
        number: lost
        for number in range(1, 6)
        if see.plan.gates.signature(number) is not None and (lost := gates.lost_since(see, number))
    }
    if not slipped:
        return None
    number, lost = next(iter(slipped.items()))
    kept = [one for one in see.plan.gates.signed if one.gate not in slipped]
    return Seen(f"Gate {number}: {listed([one.name for one in lost])}", if_answered={"gates.signed": kept})
