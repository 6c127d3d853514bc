"""Edits as a person makes them in a spreadsheet program: by sheet, row id and column header, saved by another program."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook


def edited(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after a change with openpyxl. Saved results of formulas are lost on the way, as openpyxl does."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Workbook, sheet: str, row: str, header: str) -> Cell:
    """The cell of a row id under a header that begins so."""
    page = book[sheet]
    columns: dict[str, int] = {}
    for cells in page.iter_rows():
        if cells[0].value == "Id":
            columns = {str(one.value): one.column for one in cells if one.value is not None}
        elif str(cells[0].value) == row:
            name = next(name for name in columns if name == header or name.startswith(f"{header} ("))
            return page.cell(cells[0].row, columns[name])
    raise AssertionError(f"{sheet} has no row {row}")


def set_cell(sheet: str, row: str, header: str, value: Any) -> Callable[[Workbook], None]:
    """A change of one cell."""

    def change(book: Workbook) -> None:
        cell(book, sheet, row, header).value = value

    return change


def new_row(sheet: str, after: str, values: dict[str, Any]) -> Callable[[Workbook], None]:
    """A change that fills the free row below a row id."""

    def change(book: Workbook) -> None:
        page = book[sheet]
        row = cell(book, sheet, after, next(iter(values))).row + 1
        for header, value in values.items():
            column = 1 if header == "Id" else cell(book, sheet, after, header).column
            page.cell(row, column).value = value

    return change


def all_of(*changes: Callable[[Workbook], None]) -> Callable[[Workbook], None]:
    """Several changes."""

    def change(book: Workbook) -> None:
        for one in changes:
            one(book)

    return change
