"""`waybook audit PATH_OR_URL`: measure a table, a database or a folder of documents, and say what it takes to fix."""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from waybook.audit.corpus_words import facts
from waybook.audit.document_extract import promised_format
from waybook.audit.preparation import HasFindings, Preparation, data_preparation_days
from waybook.audit.purpose import Purpose
from waybook.audit.report import (
    AuditError,
    Cancelled,
    ColumnProfile,
    Progress,
    ReadOptions,
    Score,
    SourceReport,
    TableReport,
    never,
    silent,
    to_json,
)


def add_parser(subparsers: Any) -> None:
    """Adds `audit` to the command line."""
    parser = subparsers.add_parser(
        "audit", help="measure a table, a database or a folder of documents",
        description="Measures data and prints aggregates only. Nothing of the data is written or kept.",
    )
    parser.add_argument("source", metavar="PATH_OR_URL",
                        help="CSV, XLSX, Parquet or JSON lines file; folder or zip of documents; database address")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    parser.add_argument("--field", action="append", default=[], metavar="NAME", help="a field the use case needs")
    parser.add_argument("--history-months", type=float, metavar="N", help="how far back it has to look")
    parser.add_argument("--freshness-days", type=float, metavar="N", help="how old the newest record may be")
    parser.add_argument("--delimiter", help="instead of the one found; 'tab' for a tab")
    parser.add_argument("--encoding", help="instead of the one found")
    parser.add_argument("--header-row", type=int, metavar="N", help="line of the header, counted from 1; 0: none")
    parser.add_argument("--sheet", help="of a workbook; else the first with rows")
    parser.add_argument("--table", action="append", default=[], metavar="NAME", help="of a database; else all")
    parser.add_argument("--near", action="append", default=[], metavar="COLUMN",
                        help="compare records by this column (repeat); else found out")
    parser.add_argument("--no-near", action="store_true", help="leave out the search for near-duplicates")
    parser.add_argument("--hide-names", action="store_true", help="of documents: labels in place of file names")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0: measured. 1: refused or stopped, with one sentence on stderr."""
    progress = _meter if sys.stderr.isatty() and not args.json else silent
    try:
        report, findings = _measure(args, progress)
    except AuditError as problem:
        print(f"waybook audit: {problem}", file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print("waybook audit: stopped; nothing was kept.", file=sys.stderr)
        return 1
    preparation = data_preparation_days(findings)
    if args.json:
        body = to_json(report)
        body["preparation"] = to_json(preparation)
        print(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        _print(report, preparation, print)
    return 0


def _measure(args: argparse.Namespace, progress: Progress) -> tuple[Any, list[HasFindings]]:
    purpose = Purpose(
        fields=tuple(args.field), history_months=args.history_months, freshness_days=args.freshness_days
    )
    if "://" in args.source:
        from waybook.audit.measurement import whole
        from waybook.audit.source import audit_database

        source = audit_database(
            args.source, tables=args.table, near=not args.no_near, progress=progress, purpose=purpose,
        )
        return source, [whole(source)]  # one source to connect, however many tables
    path = Path(args.source)
    if path.is_dir() or _is_document_zip(path) or promised_format(path.name) in ("PDF", "DOCX", "HTML", "Markdown"):
        from waybook.audit.corpus import Settings, measure

        corpus = measure(path, progress, never, settings=Settings(hash_names=args.hide_names))
        return corpus, [corpus]
    from waybook.audit.table import audit_file

    delimiter = {"tab": "\t", "\\t": "\t"}.get(args.delimiter, args.delimiter)
    options = ReadOptions(delimiter, args.encoding, args.header_row, args.sheet)
    report = audit_file(
        path, options=options, purpose=purpose, near=not args.no_near, near_columns=tuple(args.near), progress=progress
    )
    return report, [report]


def _is_document_zip(path: Path) -> bool:
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return True  # the document reader says what is wrong with it


def _meter(step: str, done: float) -> None:
    end = "\n" if done >= 1 else ""
    print(f"\r{done:4.0%}  {step:<60.60}", end=end, file=sys.stderr, flush=True)


def _print(report: Any, preparation: Preparation, out: Callable[[str], None]) -> None:
    tables: Iterable[Any]
    if isinstance(report, SourceReport):
        out(f"{report.name}: {len(report.tables)} tables")
        tables = report.tables
    else:
        tables = [report]
    for table in tables:
        if isinstance(table, TableReport):
            _print_table(table, out)
        else:
            for label, value in facts(table).items():
                out(f"  {label:20} {value}")
            _print_findings(table.findings, out)
            _print_scores(table.scores.values(), out)
    if isinstance(report, SourceReport):
        for link in report.links:
            target = f"{link.parent}.{link.parent_column}"
            out(f"{link.child}.{link.child_column} refers to {target} ({link.share:.1%} found)")
        for note in report.notes:
            out(note)
        if report.findings:
            _print_findings(report.findings, out)
    out("")
    out(preparation.sentence)


def _print_table(table: TableReport, out: Callable[[str], None]) -> None:
    out("")
    out(f"{table.name}: {table.rows:,} rows, {len(table.columns):,} columns")
    reading = table.reading
    if reading is not None:
        said = [f"{reading.rows_rejected:,} rejected"]
        said += [f"delimiter {reading.delimiter!r}"] if reading.delimiter else []
        said += [f"encoding {reading.encoding}"] if reading.encoding else []
        said += [f"header at line {reading.header_row}"] if reading.header_row else []
        said += [f"sheet {reading.sheet}"] if reading.sheet else []
        out(f"  read as {reading.kind}: {', '.join(said)}")
        for note in reading.notes:
            out(f"  {note}")
    if table.sample is not None:
        out(f"  values looked at: {table.sample.label}")
    near = table.duplicates.near_note if table.duplicates.near is None else f"{table.duplicates.near:,}"
    out(f"  identical rows {table.duplicates.exact:,}; records of the same entity: {near}")
    out(f"  {'column':28} {'type':9} {'missing':>8} {'distinct':>10}  personal / patterns")
    for column in table.columns:
        out(_column_line(column))
    _print_findings(table.findings, out)
    _print_scores(table.scores.values(), out)


def _column_line(column: ColumnProfile) -> str:
    distinct = "" if column.distinct is None else f"{'' if column.distinct_exact else '~'}{column.distinct:,}"
    patterns = "  ".join(form.pattern for form in column.formats[:3])
    return (
        f"  {column.name:28.28} {column.type:9} {column.missing_share:8.1%} {distinct:>10}  "
        f"{column.personal or ''}{' / ' if column.personal and patterns else ''}{patterns}"
    )


def _print_findings(findings: Iterable[Any], out: Callable[[str], None]) -> None:
    from waybook.audit.rules import label

    out("  findings")
    for found in findings:
        where = f" in {found.column}" if found.column else ""
        days = f"{found.days[1]:.1f} days" + (" of waiting" if found.waits else "") if any(found.days) else "no work"
        what = f"{label(found.kind)}{where}: {found.rows:,} ({found.share:.1%})"
        out(f"    {found.severity:6} {what}; {days}. {found.fix}")


def _print_scores(scores: Iterable[Score], out: Callable[[str], None]) -> None:
    out("  scores")
    for score in scores:
        value = "   ?" if score.value is None else f"{score.value:4.0f}"
        out(f"    {score.dimension:12} {value}  {score.evidence}")
