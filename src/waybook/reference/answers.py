"""What answers do to the estimate: adjustments of packages, signals of maturity, and the gate's own risks."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from waybook.reference.quantity import Grade
from waybook.reference.reasons import Maturity
from waybook.reference.tables import Names, Number, Row, Share, Text

Operation = Literal["multiply", "drop", "widen", "wait_add", "wait_to"]


class AnswerRule(Row):
    """When `field` (a plan path, or `fact:` and a name) has `answer`, `target` changes.

    Answers: a choice, `true`, `filled`, `unknown`, a number, `>x`, `>=x`, `<x`, `a..b`, or `linear` (the factor is
    1 + value x answer). Targets: package ids, `stage:4`, `running:cloud`, `price`, `ramp`. `widen` multiplies the
    doubt, `wait_add` adds weeks, `wait_to` takes the answer itself as the likely weeks.
    """

    id: Text
    field: Text
    answer: Text
    target: Names
    operation: Operation
    value: Number
    because: Text
    items: Names = ()
    source: Text
    date: Text
    grade: Grade


class Signal(Row):
    """What an answer says of the maturity in one reason, where the level itself was not given."""

    id: Text
    reason: Text
    field: Text
    answer: Text
    level: Maturity
    because: Text
    items: Names = ()
    source: Text
    date: Text
    grade: Grade


class GateRisk(Row):
    """A risk that is not one of the eight reasons: rework of the prototype, and a task too hard for AI."""

    id: Text
    name: Text
    packages: Names
    multiplier_low: Number
    multiplier_likely: Number
    multiplier_high: Number
    probability: Share
    source: Text
    date: Text
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not 0 < self.multiplier_low <= self.multiplier_likely <= self.multiplier_high:
            raise ValueError(f"the multiplier of {self.id} is not 0 < low <= likely <= high")
        return self
