"""The rule of the data folder: no number without unit, source, date and grade.

Every folder may hold a `schema.yaml` for its own tables:

    tables:
      work_packages.csv:
        numbers:
          - columns: [S_low, S_likely, S_high]
            unit: =unit           # taken from the row's column `unit`; without '=' it is the unit itself
          - columns: [share]
            unit: share of the package
            grade: judgement      # source, date and grade default to =source, =date, =grade
        labels: [stage]           # digits that are names or positions, not quantities

A column of a CSV file with a bare number in it that is neither a declared number nor a label is refused; years in a
column called `date` or ending in `_date` are dates. In a YAML file a number needs the keys unit, source, date and grade
beside it or on a mapping around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from waybook.reference.quantity import GRADES, is_date
from waybook.reference.tables import Row, read_cells, read_document, read_yaml

SCHEMA_FILE = "schema.yaml"
_PROVENANCE = ("unit", "source", "date", "grade")


class Numbers(Row):
    """Columns of quantities that share where their unit, source, date and grade are found."""

    columns: tuple[str, ...]
    unit: str
    source: str = "=source"
    date: str = "=date"
    grade: str = "=grade"


class Table(Row):
    """What one file declares."""

    numbers: tuple[Numbers, ...] = ()
    labels: tuple[str, ...] = ()


class Schema(Row):
    """A `schema.yaml`."""

    tables: dict[str, Table] = Field(default_factory=dict)


def check_folder(folder: Path) -> list[str]:
    """Everything that breaks the rule in a data folder and below, one sentence each; empty when all is well.

    Raises:
        ReferenceDataError: a file that cannot be read at all.
    """
    problems: list[str] = []
    for directory in (folder, *sorted(path for path in folder.rglob("*") if path.is_dir())):
        schema_path = directory / SCHEMA_FILE
        schema = read_yaml(schema_path, Schema) if schema_path.exists() else Schema()
        here = directory.relative_to(folder)
        for name in sorted(set(schema.tables) - {path.name for path in directory.iterdir()}):
            problems.append(f"{here / SCHEMA_FILE}: '{name}' does not exist.")
        for path in sorted(directory.iterdir()):
            table = schema.tables.get(path.name, Table())
            place = str(here / path.name)
            if path.suffix == ".csv":
                problems += check_table(place, read_cells(path), table)
            elif path.suffix in (".yaml", ".yml") and path.name != SCHEMA_FILE:
                problems += _check_document(place, path, table)
    return problems


def check_table(place: str, rows: list[tuple[int, dict[str, str]]], table: Table) -> list[str]:
    """What breaks the rule in one table of text cells, one sentence each. `place` names the file."""
    columns = set(rows[0][1]) if rows else set()
    problems = []
    # A cell that dates or names a number is no quantity itself: a year looks like one.
    named = {text[1:] for group in table.numbers for text in (group.unit, group.source, group.date) if text[:1] == "="}
    declared = {column for group in table.numbers for column in group.columns}
    for column in sorted((declared | set(table.labels) | named) - columns) if rows else ():
        problems.append(f"{place}: column '{column}' is declared in {SCHEMA_FILE} and does not exist.")
    for column in sorted(columns - declared - set(table.labels) - named):
        dates = column == "date" or column.endswith("_date")
        for line, cells in rows:
            if _is_number(cells[column]) and not (dates and is_date(cells[column])):
                problems.append(
                    f"{place}, line {line}, column {column}: the number {cells[column]} is not declared in "
                    f"{SCHEMA_FILE}, so nothing says its unit, source, date and grade."
                )
                break
    for group in table.numbers:
        for line, cells in rows:
            problems += _check_row(f"{place}, line {line}", cells, group)
    return problems


def _check_row(place: str, cells: Mapping[str, str], group: Numbers) -> Iterator[str]:
    filled = [column for column in group.columns if cells.get(column)]
    for column in filled:
        if not _is_number(cells[column]):
            yield f"{place}, column {column}: '{cells[column]}' is not a number."
    if filled:
        found = {
            part: cells.get(given[1:], "") if given.startswith("=") else given
            for part, given in ((part, str(getattr(group, part))) for part in _PROVENANCE)
        }
        yield from _check_provenance(f"{place}, column {filled[0]}", found)


def _check_provenance(place: str, found: Mapping[str, object]) -> Iterator[str]:
    for part in _PROVENANCE:
        if not str(found.get(part, "") or "").strip():
            yield f"{place}: the number has no {part}."
    date, grade = str(found.get("date", "")), str(found.get("grade", ""))
    if date and not is_date(date):
        yield f"{place}: date '{date}' is not YYYY, YYYY-MM or YYYY-MM-DD."
    if grade and grade not in GRADES:
        yield f"{place}: grade '{grade}' is not one of {', '.join(GRADES)}."


def _check_document(place: str, path: Path, table: Table) -> list[str]:
    return list(_walk(place, read_document(path), {}, frozenset(table.labels)))


def _walk(place: str, node: Any, around: Mapping[str, object], labels: frozenset[str]) -> Iterator[str]:
    if isinstance(node, dict):
        inner = {**around, **{key: node[key] for key in _PROVENANCE if key in node}}
        for key, value in node.items():
            if key not in labels and key not in _PROVENANCE:
                yield from _walk(f"{place}, {key}", value, inner, labels)
    elif isinstance(node, list):
        for position, value in enumerate(node, start=1):
            yield from _walk(f"{place} {position}", value, around, labels)
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield from _check_provenance(place, around)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False
