"""A rule as a row of the table that lawyers review, and the tables it leans on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Number, Row, Text

Stage = Literal["discovery", "strategy", "prototype", "engineering", "production", "optimisation"]
STAGES: tuple[Stage, ...] = ("discovery", "strategy", "prototype", "engineering", "production", "optimisation")

Bucket = Literal["compliance", "engineering"]
"""`compliance` rows add cost; `engineering` rows are work the build estimate already holds."""

Verification = Literal["article", "secondary", "authors"]
VERIFICATIONS: dict[Verification, str] = {
    "article": "article-level text",
    "secondary": "secondary sources",
    "authors": "the authors' knowledge",
}

Basis = Literal["law", "guidance", "standard", "good_practice"]
NOT_LAW: dict[Basis, str] = {
    "guidance": "Guidance, not law",
    "standard": "Standard, not law",
    "good_practice": "Good practice, not law",
}
"""What is said in place of "in force" where nothing is."""

JURISDICTIONS: tuple[str, ...] = ("UK", "EU", "US")


def _iso(cell: object) -> object:
    if isinstance(cell, str) and len(cell) != len("2026-01-31"):
        raise ValueError("is not a date such as 2026-01-31")
    return cell


Day = Annotated[date, BeforeValidator(_iso)]
PartialDate = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$")]
"""YYYY, YYYY-MM, YYYY-MM-DD or nothing: how exactly the evidence is dated."""

Days = Annotated[Number, Field(ge=0)]


class Rule(Row):
    """A line of rules.csv.

    Condition: every term of `all_of`, one of `any_of` (where given), none of `none_of`; a term is a fact's name or
    `question=option|option`. Effort in person-days, lead times in weeks, fees in GBP.
    `applies_from` empty: already applies. `later_from` replaces it where fact `later_if` holds.
    """

    id: Text
    pack: Text
    regime: Text
    jurisdiction: Names
    basis: Basis
    title: Text
    all_of: Names = ()
    any_of: Names = ()
    none_of: Names = ()
    conclusion: Text
    article: Text
    applies_from: Day | None = None
    applies_note: str = ""
    later_from: Day | None = None
    later_if: str = ""
    obligations: Text
    evidence: Text
    stage: Stage
    owner: Text
    days_low: Days
    days_high: Days
    days_grade: Grade
    lead_weeks_low: Days
    lead_weeks_high: Days
    lead_grade: Grade
    bucket: Bucket
    fee_low: Days = 0.0
    fee_high: Days = 0.0
    fee_grade: Grade | None = None
    items: Names
    penalty: str = ""
    verification: Verification
    evidence_date: PartialDate = ""
    source: Names
    note: str = ""
    reading_a: str = ""
    reading_b: str = ""
    reading_b_from: Day | None = None

    @property
    def disputed(self) -> bool:
        """Two readings of the law stand beside each other."""
        return bool(self.reading_b)


class Owner(Row):
    """A line of owners.csv: who does the work, and the role of the team plan that pays for it."""

    id: Text
    name: Text
    role: Literal["AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX", "SME", "DPO/legal"]
    note: str = ""


class Item(Row):
    """A line of items.csv: one of the framework's nine."""

    id: Text
    order: int
    name: Text
    item: Text
    screen_question: Text


class Source(Row):
    """A line of sources.csv. `date` empty: stable law from the authors' knowledge, not read again."""

    id: Text
    title: Text
    kind: Text
    date: PartialDate = ""
    note: str = ""
