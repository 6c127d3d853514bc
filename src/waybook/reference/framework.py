"""The framework's own lists. Ids are those of the framework, so that every item can be traced."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Row, Share, Text


class Stage(Row):
    """One of the six stages: what it decides and what closes it."""

    id: Text
    number: Annotated[int, Field(ge=1, le=6)]
    name: Text
    item: Text
    decides: Text
    closes: Text
    verb: Text


class Item(Row):
    """One statement of the framework and the role it was given. `used` is False only for the author's advertising."""

    id: Text
    section: Text
    text: Text
    role_in_product: Text
    used: bool


class Pair(Row):
    """Failed against successful projects: two ends of a scale, and the plan fields that place a plan on it."""

    id: Text
    failed: Text
    successful: Text
    reason: Text
    placed_by: Names


class ChecklistItem(Row):
    """One of the ten conditions of going live, with the evidence it asks for and the plan fields that fill it."""

    id: Text
    name: Text
    criterion: Text
    evidence: Text
    owner: Text
    reason: Text
    filled_from: Names
    components: Names = ()


class Trap(Row):
    """A reason why proofs of concept fail to scale, and what closes it."""

    id: Text
    name: Text
    closed_when: Text
    reason: Text
    placed_by: Names


class Mistake(Row):
    """A common mistake as a finding on the plan: when it fires, why it matters, where and how it is repaired."""

    id: Text
    name: Text
    severity: Literal["error", "warning"]
    fires_when: Text
    matters_because: Text
    repair: Text
    reason: Text
    place: Text


class TestKind(Row):
    """One of the seven kinds of testing; `share` is its part of the effort of `package`."""

    __test__ = False  # pytest: this is no test class

    id: Text
    name: Text
    what: Text
    evidence: Text
    owner: Text
    package: Text
    share: Share
    component: Text
    source: Text
    date: Text
    grade: Grade


class Activity(Row):
    """A recurring activity after go-live; `share` is its part of the monthly days of `package`."""

    id: Text
    name: Text
    package: Text
    share: Share
    owner: Text
    every: Literal["week", "month", "quarter"]
    series: Literal["adoption", "token_spend", "accuracy", "kpi", "run_cost", "freshness"]
    watches: Text
    source: Text
    date: Text
    grade: Grade
