"""The report of a table from what was measured: aggregates and patterns, never a value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from waybook.audit.facts import ColumnFacts
from waybook.audit.measured import Measured
from waybook.audit.report import ColumnProfile, Duplicates, Format, TableReport, Tier
from waybook.audit.rules import threshold
from waybook.audit.sampling import ColumnLooks
from waybook.audit.table_findings import findings, formats_of
from waybook.audit.table_scores import scores

_MOST_FORMATS = 8


def report(measured: Measured, tier: Tier) -> TableReport:
    """What is known after a tier."""
    keys = measured.keys
    looks: list[ColumnLooks | None] = [*measured.looks] or [None] * len(measured.facts)
    profiles = tuple(
        _profile(name, fact, seen, name in keys)
        for name, fact, seen in zip(measured.names, measured.facts, looks, strict=True)
    )
    near = measured.near
    duplicates = Duplicates(
        exact=measured.surplus or 0,
        near=None if near is None else near.surplus,
        near_borderline=0 if near is None else near.borderline,
        near_columns=() if near is None else near.columns,
        near_note=measured.near_note if near is None else near.evidence,
    )
    history = measured.record_history or measured.changed_history
    return TableReport(
        name=measured.name, rows=measured.rows, columns=profiles, duplicates=duplicates, findings=findings(measured),
        scores=scores(measured), tier=tier, reading=measured.reading, sample=measured.sample,
        history=history.as_json() if history is not None else {}, keys=keys, notes=tuple(measured.notes),
    )


def _profile(name: str, fact: ColumnFacts, seen: ColumnLooks | None, key: bool) -> ColumnProfile:
    personal = seen.personal[0] if seen is not None and seen.personal else None
    type_ = fact.kind if seen is None else seen.type
    shown = personal is None and type_ in {"integer", "decimal", "number", "date", "datetime"}
    formats = _formats(seen) if seen is not None else ()
    outliers = None if seen is None or seen.outliers is None else round(seen.outliers * fact.filled)
    return ColumnProfile(
        name=name, type=type_, missing=fact.missing, distinct=fact.distinct, formats=formats,
        personal=None if personal is None else personal.kind, rows=fact.rows, placeholders=fact.placeholders,
        distinct_exact=fact.distinct_exact,
        minimum=_rounded(fact.low) if shown else None, maximum=_rounded(fact.high) if shown else None,
        length=None if fact.shortest is None or fact.longest is None else (fact.shortest, fact.longest),
        types={} if seen is None else {kind: round(share, 4) for kind, share in seen.looks.types.items()},
        personal_share=None if personal is None else round(personal.share, 4), outliers=outliers,
        key=key, sampled=None if seen is None else seen.filled,
    )


def _formats(seen: ColumnLooks) -> tuple[Format, ...]:
    """The patterns of a column written in few ways; those of free text say nothing and are left out."""
    if seen.typed:
        return ()  # the engine writes every value of a typed column in one way
    counted = formats_of(seen)
    if counted:
        return tuple(Format(mask, round(share, 4)) for mask, share in counted[:_MOST_FORMATS])
    top = [(mask, share) for share, mask, _ in seen.looks.forms.values() if share >= 10 * threshold("format_share")]
    return tuple(Format(mask, round(share, 4)) for mask, share in top[:3]) if seen.looks.words <= 3.5 else ()


def _rounded(value: Any) -> str | None:
    """Three significant figures of a number, the month of a date: the edge of a range, never a cell."""
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value.year:04d}-{value.month:02d}"
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float, Decimal)):
        return f"{float(value):.3g}"
    return None
