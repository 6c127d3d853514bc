"""Tables of an input sheet: a header row that begins with 'Id', one row an item, spare rows for new ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from waybook.spreadsheet.place import Spot, address, letters
from waybook.spreadsheet.sheet import (
    CALCULATION,
    CAPTION,
    FROZEN,
    HEADER,
    ID,
    INPUT,
    LABEL,
    REFERENCE,
    Sheet,
    Validation,
    heading_width,
)

MOST = 1e12
ID_WIDTH, LONGEST_ID = 0.9, 34
"""Width of a column of ids: of one small letter, and the most."""
Content = float | str | dt.date | None


@dataclass(frozen=True)
class Home:
    """The plan field an input cell belongs to: `path`, and the `part` of it (an end of a range, a role of a mapping).

    `shown` is the cell's content at export; a cell that still holds it was not edited. Without a `path` the cell is
    reference data: an edit moves the workbook and stays there, and coming home says so.
    """

    sheet: str
    row: str
    header: str
    path: str
    part: str
    shown: Content

    def as_list(self) -> list[object]:
        """For the hidden sheet."""
        shown = self.shown.isoformat() if isinstance(self.shown, dt.date) else self.shown
        return [self.sheet, self.row, self.header, self.path, self.part, shown]


@dataclass
class Column:
    """One column of a table.

    `formula` (row, column) -> (formula, saved value) makes it live. `homes` has (path, part) for each row, `field` the
    (field, part) a new row's cell goes to.
    """

    header: str
    cells: Sequence[Content]
    style: str = LABEL
    unit: str = ""
    form: str = "General"
    width: float = 12
    homes: Sequence[tuple[str, str] | None] = ()
    field: tuple[str, str] | None = None
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    comment: str = ""
    key: str = ""
    formula: Callable[[int], tuple[str, float | str]] | None = None
    spare: Content = None
    spare_style: str = ""

    @property
    def full(self) -> str:
        """The header as it stands in the sheet: with its unit."""
        return self.header + (f" ({self.unit})" if self.unit and self.unit != self.header.lower() else "")


@dataclass
class Placed:
    """A table in its sheet: header row, first row, number of rows with and without the spare ones."""

    sheet: str
    header_row: int
    first: int
    count: int
    spare: int
    columns: dict[str, int] = field(default_factory=dict)

    def range(self, header: str) -> str:
        """The cells of a column, spare rows too, for formulas on the same sheet."""
        name = letters(self.columns[header])
        return f"${name}${self.first + 1}:${name}${self.first + self.count + self.spare}"


def put(
    sheet: Sheet,
    row: int,
    caption: str,
    axis: str,
    ids: Sequence[str],
    columns: Sequence[Column],
    spots: dict[str, Spot],
    homes: list[Home],
    *,
    spare: int = 0,
    modelled_spare: bool = True,
    note: str = "",
    waiting: Sequence[Column] = (),
    aside: int = 0,
) -> Placed:
    """Write a table below `row`. `spots` gets where its columns stand, `homes` the plan fields of its cells.

    `waiting` are neighbouring columns that act after the next import only: from the column `aside` on the sheet counts
    their changed cells row by row, beside what they were when exported.
    """
    sheet.text(row, 0, caption, CAPTION)
    sheet.room.append(len(ids) + (spare if modelled_spare else 0))
    if note:
        sheet.text(row, 3, note, "aside")
    header_row, first = row + 1, row + 2
    placed = Placed(sheet.name, header_row, first, len(ids), spare)
    sheet.text(header_row, 0, "Id", HEADER)
    sheet.width(0, max(7, min(max(map(len, ids), default=0) * ID_WIDTH, LONGEST_ID)))
    for place, one in enumerate(ids):
        sheet.text(first + place, 0, one, ID)
    for place in range(len(ids), len(ids) + spare):
        sheet.blank(first + place, 0, ID)
    for number, column in enumerate(columns, start=1):
        placed.columns[column.header] = number
    numbered = list(enumerate(columns, start=1))
    if waiting:
        since = (placed.columns[waiting[0].header], aside + 1, len(waiting))
        count = lambda place: (_changed(first + place, *since), 0.0)  # noqa: E731
        counted = Column("Changed", (), CALCULATION, form="0;;", width=9, formula=count)
        copies = (
            Column(f"{one.header}, when exported", one.cells, FROZEN, one.unit, one.form, one.width) for one in waiting
        )
        numbered += enumerate((counted, *copies), start=aside)
    for number, column in numbered:
        sheet.text(header_row, number, column.full, HEADER)
        sheet.width(number, heading_width(column.full, column.width))
        if column.comment:
            sheet.comments.append((header_row, number, column.comment))
        _fill(sheet, placed, number, column, ids, homes)
        if spare and number == 1:
            spots[f"{axis}.new"] = Spot(sheet.name, first + len(ids), 1, rows=spare)
            spots[f"{axis}.below"] = Spot(sheet.name, first + len(ids) + spare, 1)
        if column.key:
            rows = len(ids) + (spare if modelled_spare else 0)
            spots[column.key] = Spot(sheet.name, first, number, down=axis, rows=rows)
        _validate(sheet, placed, number, column)
    return placed


def _changed(row: int, one: int, other: int, count: int) -> str:
    now, then = (f"{address(row, at)}:{address(row, at + count - 1)}" for at in (one, other))
    return f"=SUMPRODUCT(({now}<>{then})*1)"


def _fill(sheet: Sheet, placed: Placed, number: int, column: Column, ids: Sequence[str], homes: list[Home]) -> None:
    for place in range(placed.count + placed.spare):
        row, extra = placed.first + place, place >= placed.count
        style = (column.spare_style or column.style) if extra else column.style
        if column.formula is not None:
            formula, value = column.formula(place)
            sheet.formula(row, number, formula, value, column.style, column.form)
            continue
        content = column.spare if extra else column.cells[place]
        content_to(sheet, row, number, content, style, column.form)
        home = column.homes[place] if column.homes and not extra else None
        if home is not None:
            homes.append(Home(sheet.name, ids[place], column.full, home[0], home[1], content))
        elif not extra and isinstance(content, float | int) and style in (INPUT, REFERENCE):
            homes.append(Home(sheet.name, ids[place], column.full, "", "", content))


def content_to(sheet: Sheet, row: int, column: int, content: Content, style: str, form: str = "General") -> None:
    """Text, number, date or an empty cell with its style."""
    if content is None or content == "":
        if style in (INPUT, REFERENCE, FROZEN):
            sheet.blank(row, column, style, form)
    elif isinstance(content, dt.date):
        sheet.date(row, column, content, style)
    elif isinstance(content, str):
        sheet.text(row, column, content, style)
    else:
        sheet.number(row, column, content, style, form)


def _validate(sheet: Sheet, placed: Placed, number: int, column: Column) -> None:
    numeric = any(isinstance(cell, float | int) for cell in column.cells) or "0" in column.form
    if column.style != INPUT or (not column.choices and column.low is None and column.high is None and not numeric):
        return
    low, high = column.low, column.high
    if not column.choices and low is None and high is None:
        low, high = -MOST, MOST
    first, last = (placed.first, number), (placed.first + placed.count + placed.spare - 1, number)
    title = column.header[:32]
    if column.choices:
        sheet.validations.append(Validation(first, last, column.choices, None, None, title, "Choose one of the list."))
    else:
        sheet.validations.append(Validation(first, last, (), low, high, title, bounds_text(low, high)))


def bounds_text(low: float | None, high: float | None) -> str:
    """The bounds of a number in words."""
    if low is not None and high is not None:
        return f"A number from {low:g} to {high:g}."
    return f"A number of at least {low:g}." if low is not None else f"A number of at most {high:g}."
