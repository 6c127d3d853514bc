"""From answers to effects: which rules of `data/adjustments.csv` and `data/signals.csv` a plan sets off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from waybook.model.component_states import lowered
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

    `level` is None while nothing is known. `given` tells a level a person chose from one the answers add up to,
    `overruled` a probability of the plan's own from the one that goes with the level.
    """

    reason: str
    level: float | None
    given: bool
    because: tuple[str, ...]
    probability: float
    overruled: bool = False


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
    values: dict[str, Any] = {}  # several rules read one field, and this is run for every answer that is tried
    for rule in reference.adjustments:
        if rule.field not in values:
            values[rule.field] = value(plan, rule.field)
        found = values[rule.field]
        if not matches(rule.answer, found):
            continue
        size = rule.value
        if rule.answer == LINEAR:
            size = 1 + rule.value * float(found)
            if size == 1:
                continue
        elif rule.operation == "wait_to":
            size = float(found)
        source, date, grade = rule.source, rule.date, str(rule.grade)
        if rule.id in plan.estimates.overruled:
            size, source, date, grade = plan.estimates.overruled[rule.id], "The plan, overruling the default", "", "own"
        for target in rule.target:
            yield rule, Adjustment(target, rule.operation, size, rule.because, rule.field, source, date, grade, rule.id)


def maturity(plan: Plan, reference: Reference, reason: Reason) -> Maturity:
    """The level of one reason: the answer given, else the mean of what other answers say, else unknown.

    Between two levels the probability is interpolated. Missing and weak components lower whatever level was found. A
    probability of the plan's own stands whatever the level.
    """
    found = _usual_maturity(plan, reference, reason)
    own = plan.estimates.overruled.get(reason.id)
    return found if own is None else replace(found, probability=own, overruled=True)


def _usual_maturity(plan: Plan, reference: Reference, reason: Reason) -> Maturity:
    step, lost = lowered(plan, reference, reason.id)
    given = getattr(plan.readiness, REASONS[reason.id])
    if given is not None:
        level = max(0.0, given - step)
        return Maturity(reason.id, level, True, ("Answered under Readiness", *lost), _chance(reason, level))
    signs = [
        sign for sign in reference.signals if sign.reason == reason.id and matches(sign.answer, value(plan, sign.field))
    ]
    if not signs:
        assumed = max(0.0, reference.parameters["unknown_maturity"].value - step)
        chance = _chance(reason, assumed) if lost else reason.probability_unknown
        return Maturity(reason.id, None, False, lost, chance)
    level = max(0.0, sum(sign.level for sign in signs) / len(signs) - step)
    return Maturity(reason.id, level, False, (*(sign.because for sign in signs), *lost), _chance(reason, level))


def _chance(reason: Reason, level: float) -> float:
    below = min(int(level), 3)
    share = level - below
    return (1 - share) * reason.probability[below] + share * reason.probability[below + 1]


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
