"""Industry packs: what a plan of an industry usually starts from."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from waybook.reference.quantity import Grade, Quantity
from waybook.reference.tables import Number, Row, Text


class UsualSource(Row):
    """A data source that a plan of the industry usually reads; fields as in the plan."""

    name: Text
    kind: Literal["table", "documents", "stream", "api"]
    system: Text
    sensitivity: Literal["public", "internal", "confidential", "personal", "special"]
    item: str = ""


class UsualIntegration(Row):
    """A system that usually has to be connected, and how good its interface usually is."""

    system: Text
    quality: Literal["good", "average", "poor"]
    item: str = ""


class Emphasis(Row):
    """A component that matters more here than elsewhere."""

    id: Text
    because: Text
    item: str = ""


class Condition(Row):
    """Something successful projects of the industry have."""

    text: Text
    item: str = ""


class UsualAnswer(Row):
    """A plan field with its usual answer: a choice, or a number with range, unit, source, date and grade."""

    field: Text
    choice: str | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str = ""
    source: str = ""
    date: str = ""
    grade: Grade | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.choice is None) == (self.value is None):
            raise ValueError(f"{self.field} needs either a choice or a value")
        if self.value is not None:
            _ = self.quantity
        return self

    @property
    def quantity(self) -> Quantity | None:
        """The number with its provenance; None for a choice.

        Raises:
            ValueError: a number without range, unit, source, date or grade.
        """
        if self.value is None:
            return None
        if self.low is None or self.high is None or self.grade is None:
            raise ValueError(f"{self.field} needs low, high and grade")
        return Quantity(self.value, self.low, self.high, self.unit, self.source, self.date, self.grade)


class ComplianceHint(Row):
    """Sector options that may apply and questions to ask first. Nothing is answered for the team."""

    sector: tuple[str, ...]
    ask_first: tuple[str, ...]


class Industry(Row):
    """A pack."""

    id: Text
    name: Text
    items: tuple[str, ...]
    summary: Text
    use_cases: tuple[str, ...]
    compliance: ComplianceHint
    data_sources: tuple[UsualSource, ...]
    integrations: tuple[UsualIntegration, ...]
    components: tuple[Emphasis, ...]
    success_conditions: tuple[Condition, ...]
    answers: tuple[UsualAnswer, ...]
