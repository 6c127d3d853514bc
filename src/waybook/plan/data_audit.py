"""Discovery: what data there is, whose it is, and what was measured in it."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from waybook.plan.part import Part, Range, question

Level = Literal["good", "fair", "poor"]
LEVELS = {"good": "Good", "fair": "Fair", "poor": "Poor"}


class DataSource(Part):
    """One system, table, feed or collection of documents the project needs."""

    name: str = question("", "Source", "What people call it", max_length=120)
    kind: Literal["table", "documents", "stream", "api"] = question(
        "table",
        "Kind",
        "How the data lies there",
        labels={
            "table": "Tables",
            "documents": "Documents",
            "stream": "Sensor or event stream",
            "api": "Service (API)",
        },
    )
    system: str = question("", "System", "Where it lives", max_length=120)
    owner: str = question("", "Owner", "Who can say yes to using it", max_length=120)
    rights: Literal["cleared", "to_clear", "refused"] | None = question(
        None,
        "Right to use",
        "May it be used for this purpose?",
        labels={"cleared": "Cleared", "to_clear": "To be cleared", "refused": "Refused"},
    )
    sensitivity: Literal["public", "internal", "confidential", "personal", "special"] | None = question(
        None,
        "Sensitivity",
        "The most sensitive content in it",
        items=("R6.1",),
        labels={
            "public": "Public",
            "internal": "Internal",
            "confidential": "Confidential",
            "personal": "Personal data",
            "special": "Special category (health, ethnicity ...)",
        },
    )
    refresh: Literal["live", "daily", "weekly", "monthly", "rarely"] | None = question(
        None,
        "Refreshed",
        "How often it is brought up to date",
        labels={"live": "Live", "daily": "Daily", "weekly": "Weekly", "monthly": "Monthly", "rarely": "Rarely"},
    )
    records: float | None = question(None, "Size", "Rows or documents", unit="records", ge=0)
    history_months: float | None = question(None, "History", "How far back it goes", unit="months", ge=0, le=1200)
    access_weeks: float | None = question(
        None, "Wait for access", "Weeks until the team can read it; 0 when it already can", unit="weeks", ge=0, le=104
    )
    quality: Level | None = question(None, "Believed quality", "What the room believes", labels=LEVELS)
    rows_checked: int | None = question(
        None, "Checked by hand", "Rows or documents that a person compared with their source", unit="records", ge=0
    )
    rows_wrong: int | None = question(None, "Of them wrong", "Those that were not right", unit="records", ge=0)

    @model_validator(mode="after")
    def _no_more_wrong_than_checked(self) -> Self:
        if self.rows_wrong is not None and self.rows_checked is not None and self.rows_wrong > self.rows_checked:
            raise ValueError(f"{self.rows_wrong:,} wrong among {self.rows_checked:,} checked cannot be")
        return self


class Belief(Part):
    """What the room believed about a source before it was measured."""

    source: str = question("", "Source", "Name of the source", max_length=120)
    duplicates: float | None = question(None, "Duplicates believed", "Share of rows", unit="share", ge=0, le=1)
    missing: float | None = question(None, "Missing believed", "Share of cells", unit="share", ge=0, le=1)
    scanned: float | None = question(None, "Scanned believed", "Share of documents", unit="share", ge=0, le=1)


class Measurement(Part):
    """Figures measured in a source. Aggregates only: no row, no value, no file content."""

    source: str = question("", "Source", "Name of the source", max_length=120)
    taken: str = question("", "Measured on", "Date of the measurement", max_length=40)
    report: dict[str, Any] = question(dict, "Figures", "Counts, shares and findings of the audit")
    days: Range | None = question(None, "Work found", "Person-days of preparation the findings ask for", unit="days")


class DataAudit(Part):
    """Data readiness: the inventory, the questions and the measurements."""

    sources: list[DataSource] = question(list, "Sources", "Every source the use case needs", max_length=60)
    completeness: Level | None = question(
        None, "Fields filled in", "Are the fields you need filled in?", items=("R2.1", "C.3"), labels=LEVELS
    )
    timeliness: Level | None = question(
        None, "Up to date", "Is it as fresh as the use needs?", items=("R2.2",), labels=LEVELS
    )
    uniqueness: Level | None = question(
        None, "Free of duplicates", "Is one customer one record?", items=("R2.3", "R2.5"), labels=LEVELS
    )
    structure: Level | None = question(
        None, "Structured", "Consistent formats, fields and file types", items=("R2.4", "R2.10"), labels=LEVELS
    )
    documentation: Level | None = question(
        None, "Documented", "Do documents carry owner, version and date?", items=("R2.6", "R2.9"), labels=LEVELS
    )
    systems_per_entity: int | None = question(
        None,
        "Systems of record",
        "How many systems hold the same customer, product or case?",
        unit="systems",
        items=("R2.7",),
        ge=1,
        le=50,
    )
    history_needed_months: float | None = question(
        None, "History needed", "How far back the use case has to look", unit="months", items=("R2.8",), ge=0, le=600
    )
    history_months: float | None = question(
        None, "History there is", "How far back the best source goes", unit="months", items=("R2.8",), ge=0, le=1200
    )
    fix_first: bool = question(False, "Fix data before building", "Clean first, or while building?", items=("R2.13",))
    beliefs: list[Belief] = question(list, "Beliefs", "What the room believed before measuring", max_length=60)
    measurements: list[Measurement] = question(
        list, "Measurements", "What was measured, aggregates only", max_length=120
    )
