"""Measures one table in three tiers: exact facts, then the looks of a random sample, then near-duplicates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from waybook.audit.facts import ColumnFacts, Engine, measure, month_counts, with_distinct
from waybook.audit.history import History, sane
from waybook.audit.loading import open_table
from waybook.audit.measured import Measured
from waybook.audit.purpose import Purpose
from waybook.audit.report import (
    Cancel,
    Cancelled,
    Progress,
    Reading,
    ReadOptions,
    TableReport,
    Tier,
    never,
    silent,
)
from waybook.audit.rules import threshold
from waybook.audit.sampling import ColumnLooks, look, sample_of, sample_size
from waybook.audit.table_file import table_file
from waybook.audit.table_report import report

SEED = 20261123
_TOTALS = ("total", "grand total", "sub total", "subtotal", "totals", "sum", "summe", "gesamt")


class TableEngine(Engine, Protocol):
    """What the tiers ask of an engine beyond the shared statements."""

    name: str
    reading: Reading | None

    def first_look(self) -> list[ColumnFacts]:
        """Rows, values that are not null and the approximate number of distinct ones, at once. May be empty."""
        ...

    def distinct(self, facts: Sequence[ColumnFacts]) -> Mapping[int, tuple[int, bool]]:
        """Position -> (distinct values, whether exact), for the columns that can be counted."""
        ...

    def surplus_rows(self, rows: int) -> int | None:
        """Rows beyond the first of each set of identical ones; None where the engine cannot compare them."""
        ...

    def entities(self, positions: Sequence[int], rows: int, block: int) -> tuple[list[tuple[Any, ...]], bool]:
        """These columns of at most the limit of rows; False: only whole blocks of equal values of column `block`."""
        ...


def audit_tables_tiers(
    engine: TableEngine,
    *,
    purpose: Purpose | None = None,
    near: bool = True,
    near_columns: Sequence[str] = (),
    today: dt.date | None = None,
    seed: int = SEED,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Iterator[TableReport]:
    """The report after the first look, and after each of the three tiers.

    near: compare entities. near_columns: by these columns; empty: found out. today: the day to reckon age from.

    Raises:
        AuditError: the source cannot be read any further. Cancelled: the user stopped.
    """
    day = today or dt.date.today()
    measured = Measured(engine.name, engine.names, purpose or Purpose(), day, reading=engine.reading)
    progress("Counting rows", 0.0)
    first = engine.first_look()
    if first:
        measured.rows, measured.facts = first[0].rows, first
        yield report(measured, 1)
    _exact(measured, engine, progress, cancel)
    yield report(measured, 1)
    _sampled(measured, engine, seed, progress, cancel)
    yield report(measured, 2)
    if near:
        _near(measured, engine, near_columns, progress, cancel)
    else:
        measured.near_note = "not compared: left out on request"
    progress("Done", 1.0)
    yield report(measured, 3)


def audit_file_tiers(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    options: ReadOptions | None = None,
    purpose: Purpose | None = None,
    near: bool = True,
    near_columns: Sequence[str] = (),
    today: dt.date | None = None,
    seed: int = SEED,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Iterator[TableReport]:
    """As `audit_tables_tiers`, for a CSV, XLSX, Parquet or JSON lines file by path or bytes.

    Nothing is written to disk and nothing of the rows is kept when the iterator ends.
    """
    with open_table(table_file(source, name), options or ReadOptions(), progress, cancel) as engine:
        yield from audit_tables_tiers(
            engine, purpose=purpose, near=near, near_columns=near_columns, today=today, seed=seed, progress=progress,
            cancel=cancel,
        )


def reading_of(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    options: ReadOptions | None = None,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> tuple[Reading, tuple[str, ...]]:
    """How a file is read, and the names of its columns, so that a person can correct it before anything is measured.

    Raises what `audit_file_tiers` raises.
    """
    with open_table(table_file(source, name), options or ReadOptions(), progress, cancel) as engine:
        assert engine.reading is not None
        return engine.reading, engine.names


def audit_file(source: Path | str | bytes, **options: Any) -> TableReport:
    """The last report of `audit_file_tiers`, with the same options."""
    *_, last = audit_file_tiers(source, **options)
    return last


def _exact(measured: Measured, engine: TableEngine, progress: Progress, cancel: Cancel) -> None:
    facts: list[ColumnFacts] = []
    for group in measure(engine):
        _ask(cancel)
        facts += group
        progress("Counting missing values", 0.05 + 0.2 * len(facts) / len(engine.names))
    measured.rows = facts[0].rows
    progress("Counting distinct values", 0.3)
    counted = engine.distinct(facts)
    measured.facts = [
        with_distinct(fact, *counted[fact.position]) if fact.position in counted else fact for fact in facts
    ]
    _ask(cancel)
    progress("Looking for identical rows", 0.4)
    measured.surplus = engine.surplus_rows(measured.rows)
    if measured.surplus is None:
        measured.notes.append("Identical rows were not counted: the database cannot compare a column of this table.")
    measured.totals = _totals(engine)
    _ask(cancel)


def _totals(engine: TableEngine) -> int:
    """Rows that are sums, or the header again."""
    texts = [at for at, column in enumerate(engine.table.columns) if column.info.get("kind", "text") == "text"][:3]
    if not texts:
        return 0
    columns = list(engine.table.columns)
    tests: list[sa.ColumnElement[bool]] = [sa.func.lower(sa.func.trim(columns[at])).in_(_TOTALS) for at in texts[:2]]
    if len(texts) > 1:
        tests.append(sa.and_(*(sa.func.trim(columns[at]) == engine.names[at] for at in texts)))
    ((count,),) = engine.fetch(sa.select(sa.func.count()).select_from(engine.table).where(sa.or_(*tests)))
    return int(count)


def _sampled(measured: Measured, engine: TableEngine, seed: int, progress: Progress, cancel: Cancel) -> None:
    progress("Drawing a sample", 0.5)
    drawn, random = engine.sample(sample_size(measured.rows, len(engine.names)), seed)
    measured.sample = sample_of(len(drawn), measured.rows, random)
    looks: list[ColumnLooks] = []
    for at, (name, fact) in enumerate(zip(engine.names, measured.facts, strict=True)):
        _ask(cancel)
        looks.append(look(name, fact.kind, [row[at] for row in drawn]))
        progress("Looking at values", 0.55 + 0.2 * (at + 1) / len(engine.names))
    measured.looks = looks
    del drawn
    histories: dict[str, History] = {}
    columns = list(engine.table.columns)
    for at, (name, fact, seen) in enumerate(zip(engine.names, measured.facts, looks, strict=True)):
        if seen.type not in {"date", "datetime"} or len(histories) >= 12:
            continue
        _ask(cancel)
        progress("Counting records by month", 0.76)
        place = None if seen.dates is None else seen.dates.place
        placed = 0.0 if seen.dates is None else seen.dates.placed
        if fact.kind in {"date", "datetime"} or (place is not None and placed > 0.9):
            months, other = sane(engine.fetch(month_counts(engine.table, columns[at], place)), measured.today)
            evidence, tier = f"all {measured.rows:,} rows by month of {name}", 1
        elif seen.dates is not None and seen.dates.months:
            scale = fact.filled / max(seen.filled, 1)
            months, other = sane(
                ((month, round(count * scale)) for month, count in seen.dates.months.items()), measured.today
            )
            evidence, tier = f"{measured.sample.label}, by month of {name}", 2 if scale > 1 else 1
        else:
            continue
        exact: Tier = 1 if tier == 1 else 2
        histories[name] = History(name, months, other, exact, evidence)
    measured.histories = histories


def _near(
    measured: Measured, engine: TableEngine, near_columns: Sequence[str], progress: Progress, cancel: Cancel
) -> None:
    from waybook.audit.near import entity_columns, near_duplicates  # brings much with it: only when it is wanted

    chosen = tuple(name for name in engine.names if name in near_columns) or entity_columns(
        engine.names, measured.facts, measured.looks
    )
    if not chosen:
        measured.near_note = "not compared: no two columns tell a person or an organisation; name them to compare"
        return
    progress("Comparing records", 0.8)
    positions = [engine.names.index(name) for name in chosen]
    # The block: a column with many values that is not a key, so that copies mostly share it.
    block = max(range(len(chosen)), key=lambda at: _as_block(measured.facts[positions[at]]))
    rows, whole = engine.entities(positions, measured.rows, block)
    if len(rows) < 2:
        measured.near_note = "not compared: the rows cannot be drawn from this database in whole blocks"
        return
    columns = {
        name: [None if row[at] is None else str(row[at]) for row in rows] for at, name in enumerate(chosen)
    }
    measured.near = near_duplicates(
        columns, measured.rows, lambda step, done: progress(step, 0.8 + 0.2 * done), cancel,
        None if whole else chosen[block],
    )


def _as_block(fact: ColumnFacts) -> float:
    distinct = (fact.distinct or 0) / max(fact.not_null, 1)
    filled = fact.filled / max(fact.rows, 1)
    return filled * distinct if distinct < threshold("key_distinct") else 0.0


def _ask(cancel: Cancel) -> None:
    if cancel():
        raise Cancelled
