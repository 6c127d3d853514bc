"""What the input sheets share: homes of rows, growing tables, columns nobody wrote by hand."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.plan.part import Range
from waybook.spreadsheet.book import Book, Growing
from waybook.spreadsheet.sheet import INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, Content, Placed

TOP = 3


def ends(value: Range | None) -> tuple[Content, Content, Content]:
    return (None, None, None) if value is None else (value.low, value.likely, value.high)


def list_homes(path: str, rows: Sequence[str], field: str, part: str = "") -> list[tuple[str, str] | None]:
    return [(f"{path}[{row}].{field}", part) if row else None for row in rows]


def grow(book: Book, sheet: str, path: str, columns: Sequence[Column], what: str) -> None:
    book.growing.append(Growing(sheet, path, {one.full: one.field for one in columns if one.field}, what))


def others(book: Book, axis: str, done: set[str]) -> list[Column]:
    """Inputs on an axis that no column was written for: reference columns."""
    return [
        book.column(key, REFERENCE)
        for key, one in book.inputs.inputs.items()
        if one.dims == (axis,) and key not in done and key not in book.spots
    ]


def reference_rows(book: Book, placed: Placed, rows: Sequence[str]) -> None:
    """Cells without a home in the plan look like reference data, not like inputs."""
    sheet = book.sheets[placed.sheet]
    for place, row in enumerate(rows):
        for number in placed.columns.values():
            cell = sheet.cells.get((placed.first + place, number))
            if not row and cell is not None and cell.style == INPUT:
                sheet.cells[placed.first + place, number] = cell._replace(style=REFERENCE)
