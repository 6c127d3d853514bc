"""The tables of readiness: findings, gate criteria, wording patterns and thresholds, as typed rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from waybook.reference import Quantity, Reference, data_folder
from waybook.reference.parameters import read_parameters
from waybook.reference.tables import Names, Row, Text, read_rows

Severity = Literal["error", "warning", "note"]


class FindingRule(Row):
    """What a finding says. `place` is the plan field to look at; the condition is the function of the same id."""

    id: Text
    name: Text
    severity: Severity
    fires_when: Text
    matters_because: Text
    repair: Text
    reason: Text
    place: Text
    items: Names
    terms: bool = False
    """Whether it says that what was promised of the whole plan cannot be kept: its date, its money, its gain."""


class Criterion(Row):
    """One thing that has to be true at a gate.

    `proof`: `plan` is answered by the plan alone, `evidence` by a person with evidence, `both` needs the two. `check`
    is the function that reads the plan. `industry` limits it to one pack, `component` to plans that need that part.
    """

    id: Text
    gate: Annotated[int, Field(ge=1, le=5)]
    item: Text
    name: Text
    criterion: Text
    asks_for: Text
    role: Text
    proof: Literal["plan", "evidence", "both"]
    check: str = ""
    place: str = ""
    industry: str = ""
    component: str = ""


class Pattern(Row):
    """A word or phrase that says what kind of thing a part of a sentence is: technology, adoption, outcome ..."""

    id: Text
    kind: Literal["technology", "adopt", "ask", "start", "outcome", "not_technology", "no_thing"]
    pattern: Text


@dataclass(frozen=True)
class Tables:
    """All tables of `data/readiness`."""

    findings: Mapping[str, FindingRule]
    criteria: tuple[Criterion, ...]
    patterns: tuple[Pattern, ...]
    thresholds: Mapping[str, Quantity]

    def threshold(self, name: str) -> float:
        """The value of a threshold. Raises KeyError."""
        return self.thresholds[name].value


@cache
def tables() -> Tables:
    """The tables that come with Waybook, read once.

    Raises:
        ReferenceDataError: a cell that does not fit; the message names file, line and column.
    """
    folder = data_folder() / "readiness"
    return Tables(
        {row.id: row for row in read_rows(folder / "findings.csv", FindingRule)},
        read_rows(folder / "gates.csv", Criterion),
        read_rows(folder / "wording.csv", Pattern),
        read_parameters(folder / "thresholds.csv"),
    )


def finding_rules(reference: Reference) -> dict[str, FindingRule]:
    """The framework's common mistakes and the findings of this folder, by id."""
    mistakes = {one.id: FindingRule(**one.model_dump(exclude={"items"}), items=(one.id,)) for one in reference.mistakes}
    return {**mistakes, **tables().findings}
