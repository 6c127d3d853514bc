"""The answers of the plan that have no cell elsewhere, and its lists that the model does not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_origin

from waybook.plan import Plan
from waybook.plan.fields import FieldNote, every, get
from waybook.plan.part import Part
from waybook.spreadsheet.book import SPARE, Book, Growing
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import (
    CALCULATION,
    FROZEN,
    INPUT,
    NOTE,
    REFERENCE,
    Sheet,
    Validation,
)
from waybook.spreadsheet.tables import MOST, Column, Content, bounds_text, put

TOP = 3
SECTIONS = {
    "": "Project",
    "first_guess": "First guess",
    "objectives": "Objectives",
    "data": "Data",
    "architecture": "Architecture",
    "compliance": "Compliance",
    "team": "Team",
    "readiness": "Readiness",
    "prototype": "Prototype",
    "gates": "Gates",
    "operation": "Operation",
    "estimates": "Estimates",
    "economics": "Money",
}
YES_NO = {"True": "Yes", "False": "No"}


def add_answers(book: Book) -> None:
    """Every single answer of the plan that has no cell elsewhere, and what the answers changed in the defaults."""
    sheet = book.sheet(
        "Answers", "input", "Answers", "What the team answered. Changes here act on the estimate after the next import."
    )
    taken = {home.path for home in book.homes}
    rows = [one for one in _single_fields(book.plan) if one.path not in taken]
    sections = [SECTIONS.get(one.path.rpartition(".")[0].partition(".")[0], "") for one in rows]
    cells = [shown(get(book.plan, one.path), one) for one in rows]
    row = TOP
    first = row + 2
    changed = lambda place: (f"=IF(D{first + place + 1}=F{first + place + 1},0,1)", 0.0)  # noqa: E731
    columns = [
        Column("Part", sections, "label", width=14),
        Column("Question", [one.title for one in rows], "label", width=44),
        Column("Answer", cells, INPUT, form="#,##0.####", width=44, homes=[(one.path, "") for one in rows]),
        Column("Unit", [book.unit(one.unit) for one in rows], "unit", width=14),
        Column("When exported", cells, FROZEN, form="#,##0.####", width=44),
        Column("Changed", [None] * len(rows), CALCULATION, form="0;;", width=9, formula=changed),
        Column("What it means", [one.description for one in rows], NOTE, width=60),
    ]
    placed = put(sheet, row, "Answers", "answer", [one.path for one in rows], columns, book.spots, book.homes)
    for place, one in enumerate(rows):
        _limit(sheet, placed.first + place, 3, one)
        book.rows_of[f"answer.{one.path}"] = placed.first + place
    book.spots["answers.changed"] = Spot(sheet.name, placed.first, 6, "answer", rows=len(rows))
    sheet.freeze = (TOP + 2, 3)
    _adjustments(book, sheet, placed.first + len(rows) + 1)


def _adjustments(book: Book, sheet: Sheet, row: int) -> None:
    axis = book.inputs.axes["adjustment"]
    factor = book.inputs["adjustment_factor"]
    columns = [
        Column("What it changes", [label.partition(": ")[0] for label in axis.labels], "label"),
        book.column("adjustment_factor", REFERENCE, spare=book.spare_values.setdefault("adjustment_factor", 1.0)),
        Column("Because", [label.partition(": ")[2] or label for label in axis.labels], "label"),
        *(
            book.column(key, REFERENCE)
            for key, one in book.inputs.inputs.items()
            if one.dims == ("adjustment",) and key != "adjustment_factor"
        ),
        Column("Grade", [factor.grade(place) for place in range(len(axis))], NOTE),
        Column("Source", [factor.source(place) for place in range(len(axis))], NOTE),
    ]
    caption, spare = "What the answers change in the estimate", SPARE["adjustment"]
    put(sheet, row, caption, "adjustment", axis.ids, columns, book.spots, book.homes, spare=spare)


def _limit(sheet: Sheet, row: int, column: int, one: FieldNote) -> None:
    cell = ((row, column), (row, column))
    if one.labels:
        sheet.validations.append(
            Validation(*cell, tuple(one.labels.values()), None, None, one.title[:32], "Choose one of the list.")
        )
    elif one.kind is bool:
        sheet.validations.append(Validation(*cell, tuple(YES_NO.values()), None, None, one.title[:32], "Yes or No."))
    elif one.kind in (int, float):
        low = one.bounds.get("ge", one.bounds.get("gt", -MOST))
        high = one.bounds.get("le", one.bounds.get("lt"))
        sheet.validations.append(
            Validation(*cell, (), low, MOST if high is None else high, one.title[:32], bounds_text(low, high))
        )


def _single_fields(plan: Plan) -> Iterator[FieldNote]:
    for one in every():
        if "[]" in one.path or "{}" in one.path or one.path == "schema_version":
            continue
        try:
            get(plan, one.path)
        except KeyError:
            continue
        if one.kind in (str, int, float, bool, dt.date) or get_origin(one.kind) is Literal:
            yield one


def shown(value: Any, one: FieldNote) -> Content:
    """A plan value as its cell shows it: words for choices, Yes and No, numbers and dates as they are."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return YES_NO[str(value)]
    if one.labels:
        return one.labels.get(str(value), str(value))
    return value if isinstance(value, dt.date) else float(value) if isinstance(value, int | float) else str(value)


LISTS = (
    ("data.sources", "Sources of data", 8),
    ("architecture.integrations", "Systems to connect", 5),
    ("architecture.decisions", "Decisions", 5),
    ("objectives.later", "Decide later", 5),
    ("estimates.past_projects", "Past projects", 5),
    ("team.closures", "Closed days", 5),
)


def add_lists(book: Book) -> None:
    """Lists of the plan that shape the estimate through answers: one table each, rows may be added."""
    sheet = book.sheet(
        "Data sources",
        "input",
        "Data sources, systems and history",
        "Lists the estimate draws on. Changes act after the next import; add rows below the last.",
    )
    row = TOP
    sheet.freeze = (TOP + 2, 2)
    aside = 1 + max(len(_fields(path)) for path, _, _ in LISTS)
    for path, caption, spare in LISTS:
        row = _list(book, sheet, row, path, caption, spare, aside)
    book.spots["lists.changed"] = Spot(sheet.name, TOP, aside, "item", rows=row - TOP)
    sheet.print_area = (0, 0, row, aside - 1)


def _fields(path: str) -> list[FieldNote]:
    start = f"{path}[]."
    return [one for one in every() if one.path.startswith(start) and "." not in one.path.removeprefix(start)]


def _list(book: Book, sheet: Sheet, row: int, path: str, caption: str, spare: int, aside: int) -> int:
    items: Sequence[Part] = get(book.plan, path)
    fields = _fields(path)
    columns = []
    for one in fields:
        name = one.path.rpartition(".")[2]
        cells = [shown(getattr(item, name), one) for item in items]
        homes = [(f"{path}[{place}].{name}", "") for place in range(len(items))]
        low, high = one.bounds.get("ge", one.bounds.get("gt")), one.bounds.get("le", one.bounds.get("lt"))
        if one.kind in (int, float) and low is None:
            low = -MOST
        choices = tuple(one.labels.values())
        width = 26 if one.kind is str else 16
        columns.append(
            Column(
                one.title,
                cells,
                INPUT,
                one.unit,
                "#,##0.##" if one.kind in (int, float) else "General",
                width,
                homes,
                (name, ""),
                choices,
                low,
                high,
                one.description,
            )
        )
    prefix = path.rpartition(".")[2][:1].upper()
    ids = [f"{prefix}{place + 1}" for place in range(len(items))]
    placed = put(
        sheet, row, caption, "item", ids, columns, book.spots, book.homes, spare=spare, waiting=columns, aside=aside
    )
    headers = {
        column.header + (f" ({column.unit})" if column.unit else ""): column.field for column in columns if column.field
    }
    book.growing.append(Growing(sheet.name, path, headers, caption.lower()))
    return placed.first + len(items) + spare + 1
