"""The questions, their options, when each is shown, and why it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waybook.compliance.logic import Condition
from waybook.reference.quantity import Grade
from waybook.reference.tables import Number, Row, Text

UNKNOWN = "unknown"
"""The option every question has: "I don't know yet". Beside other options it says "these, and maybe more"."""

UNKNOWN_LABEL = "I don't know yet"


class QuestionRow(Row):
    """A line of questions.csv. `shown_if` names a fact; `tier_opens` counts the cases, of 167, whose AI Act class stays
    open while this answer is missing; `rules_opened` is the mean number of rules that do."""

    id: Text
    order: int
    type: Literal["single", "multi"]
    title: Text
    text: Text
    why: Text
    article: Text
    shown_if: str = ""
    shown_when: Text
    tier_opens: Number
    rules_opened: Number
    source: Text
    date: Text
    grade: Grade


class OptionRow(Row):
    """A line of options.csv. `short` is how a reason quotes the option; empty where the label is short enough. An
    `exclusive` option cannot stand beside another."""

    question: Text
    id: Text
    label: Text
    short: str = ""
    exclusive: bool


class ExclusionRow(Row):
    """A line of exclusions.csv: option `option` of question a3_excl takes Annex III point `point` out."""

    option: Text
    point: Text
    article: Text


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen; `short` is how a reason quotes it."""

    id: str
    label: str
    short: str
    exclusive: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its options in order. `gate` is None where it is always shown."""

    id: str
    order: int
    multiple: bool
    title: str
    text: str
    why: str
    article: str
    options: tuple[Option, ...]
    shown_if: str
    shown_when: str
    gate: Condition | None
    tier_opens: float
    rules_opened: float

    def label(self, option: str) -> str:
        """What an option says on screen."""
        return next((o.label for o in self.options if o.id == option), UNKNOWN_LABEL)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The option ids in order, without `unknown`."""
        return tuple(option.id for option in self.options)
