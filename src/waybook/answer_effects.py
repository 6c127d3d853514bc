"""What an answer sets off: the rules and the chances of failure that are not the same without it."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.answer_prices import without
from waybook.model.answers import Maturity, adjustments, maturity
from waybook.model.inputs import Adjustment
from waybook.plan import Plan
from waybook.reference import Reason, Reference
from waybook.reference.answers import AnswerRule


@dataclass(frozen=True)
class Chance:
    """How likely a reason for failure is to hit the plan, with an answer and without it."""

    reason: Reason
    now: Maturity
    open: Maturity


@dataclass(frozen=True)
class Effects:
    """What an answer sets off, and the rules for an open question that it switches off."""

    rules: tuple[tuple[AnswerRule, tuple[Adjustment, ...]], ...]
    spared: tuple[AnswerRule, ...]
    chances: tuple[Chance, ...]


def effects(plan: Plan, path: str, reference: Reference) -> Effects:
    """The effects of the answer at `path`, found by leaving it open: so facts worked out from tables count too."""
    bare = without(plan, [path])
    now, then = _applied(plan, reference), _applied(bare, reference)
    chances = (
        Chance(reason, maturity(plan, reference, reason), maturity(bare, reference, reason))
        for reason in reference.reasons
    )
    return Effects(
        tuple((rule, applied) for name, (rule, applied) in now.items() if then.get(name) != (rule, applied)),
        tuple(rule for name, (rule, _) in then.items() if name not in now),
        tuple(one for one in chances if (one.now.level, one.now.because) != (one.open.level, one.open.because)),
    )


def _applied(plan: Plan, reference: Reference) -> dict[str, tuple[AnswerRule, tuple[Adjustment, ...]]]:
    found: dict[str, tuple[AnswerRule, tuple[Adjustment, ...]]] = {}
    for rule, one in adjustments(plan, reference):
        found[rule.id] = rule, (*found.get(rule.id, (rule, ()))[1], one)
    return found
