"""Measures the tables of a database or warehouse by its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from waybook.audit.database import Database, DatabaseTable
from waybook.audit.links import find_links
from waybook.audit.purpose import Purpose
from waybook.audit.report import AuditError, Cancel, Progress, SourceReport, TableReport, never, silent
from waybook.audit.rules import finding, threshold
from waybook.audit.table import SEED, audit_tables_tiers


def list_tables(url: str, *, schema: str | None = None, cancel: Cancel = never) -> tuple[str, ...]:
    """The tables of a database that can be measured.

    Raises:
        AuditError: no connection, or no tables. Cancelled: the user stopped.
    """
    with Database(url, cancel=cancel, schema=schema) as database:
        found = tuple(database.tables())
        if not found:
            raise AuditError(f"{database.name} has no tables that can be read.")
        return found


def audit_database(
    url: str,
    *,
    tables: Sequence[str] = (),
    schema: str | None = None,
    purpose: Purpose | None = None,
    near: bool = True,
    today: dt.date | None = None,
    seed: int = SEED,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> SourceReport:
    """The last report of `audit_database_tiers`."""
    *_, last = audit_database_tiers(
        url, tables=tables, schema=schema, purpose=purpose, near=near, today=today, seed=seed, progress=progress,
        cancel=cancel,
    )
    return last


def audit_database_tiers(
    url: str,
    *,
    tables: Sequence[str] = (),
    schema: str | None = None,
    purpose: Purpose | None = None,
    near: bool = True,
    today: dt.date | None = None,
    seed: int = SEED,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Iterator[SourceReport]:
    """The source after each tier of each table; links between tables come with the last.

    tables: by name; empty: all of the schema, up to a limit. purpose: its fields may lie in any of the tables.

    Raises:
        AuditError: no connection, no tables, a table named that is not there. Cancelled: the user stopped.
    """
    with Database(url, cancel=cancel, schema=schema) as database:
        there = database.tables()
        if absent := [name for name in tables if name not in there]:
            raise AuditError(f"{database.name} has no table {absent[0]}.")
        chosen = list(tables) or there
        if not chosen:
            raise AuditError(f"{database.name} has no tables that can be read.")
        needs = purpose or Purpose()
        notes: list[str] = []
        limit = int(threshold("tables_limit"))
        if len(chosen) > limit:
            notes.append(f"{len(chosen) - limit} of {len(chosen)} tables were left out; name those that matter.")
            chosen = chosen[:limit]
        reports: list[TableReport] = []
        opened: dict[str, DatabaseTable] = {}
        for at, name in enumerate(chosen):
            def tell(step: str, done: float, at: int = at, name: str = name) -> None:
                progress(f"{name}: {step[0].lower()}{step[1:]}", (at + done) / (len(chosen) + 0.2))

            try:
                table = database.table(name)
                latest: TableReport | None = None
                for latest in audit_tables_tiers(
                    table, purpose=needs.of_table(name, table.names), near=near, today=today, seed=seed, progress=tell,
                    cancel=cancel,
                ):
                    yield SourceReport(database.name, (*reports, latest), (), tuple(notes))
            except AuditError as problem:
                # One table that fails leaves the others; nothing of it is kept half-measured.
                if len(chosen) == 1:
                    raise
                notes.append(f"{name} was left out: {problem}")
                continue
            assert latest is not None
            reports.append(latest)
            opened[name] = table
        if not reports:
            raise AuditError(notes[-1])
        names = [name for report in reports for column in report.columns
                 for name in (column.name, f"{report.name}.{column.name}")]  # fmt: skip
        missed = tuple(
            finding("field_missing", field, 0, 1.0, "high", "the column names of all tables")
            for field in needs.absent(names)
        )
        links, reports = find_links(database, opened, reports, progress) if len(reports) > 1 else ((), reports)
        progress("Done", 1.0)
        yield SourceReport(database.name, tuple(reports), links, tuple(notes), missed)
