"""From answers to effects: which rules of `data/adjustments.csv` and `data/signals.csv` a plan sets off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waybook.model.facts import value
from waybook.model.inputs import Adjustment
from waybook.plan import Plan
from waybook.plan.readiness import REASONS
from waybook.reference import Reason, Reference
from waybook.reference.answers import AnswerRule

LINEAR = "linear"


@dataclass(frozen=True)
class Maturity:
    """How mature a plan is in one reason for failure, and what says so.

    `level` is None while nothing is known. `given` tells a level a person chose from one the answers add up to.
    """

    reason: str
    level: float | None
    given: bool
    because: tuple[str, ...]
    probability: float


def matches(answer: str, found: object) -> bool:
    """Whether a value fits the answer of a rule. None is `unknown`."""
    if found is None or found == "" or found == []:
        return answer == "unknown"
    if answer in ("unknown", ""):
        return False
    if answer == "filled":
        return True
    if isinstance(found, bool):
        return answer == str(found).lower()
    if isinstance(found, int | float):
        return answer == LINEAR or _in_range(answer, float(found))
    return str(found) == answer


def adjustments(plan: Plan, reference: Reference) -> Iterator[tuple[AnswerRule, Adjustment]]:
    """Every rule the plan sets off, with the effect on each of its targets."""
    for rule in reference.adjustments:
        found = value(plan, rule.field)
        if not matches(rule.answer, found):
            continue
        size = rule.value
        if rule.answer == LINEAR:
            size = 1 + rule.value * float(found)
            if size == 1:
                continue
        elif rule.operation == "wait_to":
            size = float(found)
        for target in rule.target:
            yield (
                rule,
                Adjustment(target, rule.operation, size, rule.because, rule.field, rule.source, rule.date, rule.grade),
            )


def maturity(plan: Plan, reference: Reference, reason: Reason) -> Maturity:
    """The level of one reason: the answer given, else the mean of what other answers say, else unknown.

    Between two levels the probability is interpolated.
    """
    given = getattr(plan.readiness, REASONS[reason.id])
    if given is not None:
        return Maturity(reason.id, float(given), True, ("Answered under Readiness",), reason.probability[given])
    signs = [
        sign for sign in reference.signals if sign.reason == reason.id and matches(sign.answer, value(plan, sign.field))
    ]
    if not signs:
        return Maturity(reason.id, None, False, (), reason.probability_unknown)
    level = sum(sign.level for sign in signs) / len(signs)
    below = min(int(level), 3)
    share = level - below
    chance = (1 - share) * reason.probability[below] + share * reason.probability[below + 1]
    return Maturity(reason.id, level, False, tuple(sign.because for sign in signs), chance)


def _in_range(answer: str, number: float) -> bool:
    for sign, fits in (
        (">=", number.__ge__),
        ("<=", number.__le__),
        (">", number.__gt__),
        ("<", number.__lt__),
    ):
        if answer.startswith(sign):
            return bool(fits(float(answer[len(sign) :])))
    first, dots, last = answer.partition("..")
    if dots:
        return float(first) <= number <= float(last)
    try:
        return number == float(answer)
    except ValueError:
        return False
