"""The numbers and words the audit works by: thresholds, placeholders and fixes of data/audit."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from waybook.audit.report import NO_DAYS, Days, Finding, Severity, Tier
from waybook.reference.location import data_folder
from waybook.reference.quantity import Grade
from waybook.reference.tables import Number, Row, Text, read_rows

NonNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Threshold(Row):
    """A number a detector compares with, in `unit`."""

    id: Text
    value: Number
    unit: Text
    source: Text
    date: Text
    grade: Grade
    note: Text


class Placeholder(Row):
    """A text, in small letters, that stands for a missing value."""

    text: Text
    applies_to: Literal["text", "date"]
    why: Text
    source: Text
    date: Text
    grade: Grade


class Fix(Row):
    """What a kind of finding takes: days low, likely, high for each `per`."""

    kind: Text
    label: Text
    per: Text
    low: NonNegative
    likely: NonNegative
    high: NonNegative
    fix: Text
    why: Text
    source: Text
    date: Text
    grade: Grade


@cache
def thresholds() -> dict[str, Threshold]:
    """By id."""
    return {row.id: row for row in read_rows(data_folder() / "audit" / "thresholds.csv", Threshold)}


def threshold(name: str) -> float:
    """The value of a threshold, in its own unit.

    Raises:
        KeyError: no such threshold.
    """
    return thresholds()[name].value


@cache
def placeholders() -> tuple[Placeholder, ...]:
    return read_rows(data_folder() / "audit" / "placeholders.csv", Placeholder, key="text")


@cache
def placeholder_texts() -> frozenset[str]:
    """Every placeholder in small letters, without spaces around it."""
    return frozenset(row.text for row in placeholders())


@cache
def fixes() -> dict[str, Fix]:
    """By kind of finding, in tables and in documents."""
    files = ("fixes.csv", "document_fixes.csv")
    return {row.kind: row for file in files for row in read_rows(data_folder() / "audit" / file, Fix, key="kind")}


def label(kind: str) -> str:
    """A kind of finding in words."""
    return fixes()[kind].label if kind in fixes() else kind.replace("_", " ").capitalize()


def finding(
    kind: str,
    column: str | None,
    rows: int,
    share: float,
    severity: Severity,
    evidence: str,
    *,
    tier: Tier = 1,
    units: float = 1,
    extra: Days = NO_DAYS,
    waits: bool = False,
    why: str = "",
) -> Finding:
    """A finding with its fix and days: `units` times the days of its kind, wider when it rests on a sample.

    Raises:
        KeyError: the kind is not in data/audit/fixes.csv.
    """
    fix = fixes()[kind]
    low, high = fix.low, fix.high
    if tier > 1:
        low, high = low * threshold("sampled_low"), high * threshold("sampled_high")
    days = (
        round(low * units + extra[0], 3), round(fix.likely * units + extra[1], 3), round(high * units + extra[2], 3),
    )
    return Finding(
        kind=kind, column=column, rows=rows, share=share, severity=severity, days=days, fix=fix.fix + ".",
        why=why or fix.why + ".", evidence=evidence, tier=tier, waits=waits,
    )
