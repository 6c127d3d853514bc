"""The calculation sheets: every traced line gets cells by the axes it varies on, and live formulas.

A line's sheet is the first one below everything it reads, so that the workbook flows from left to right:
Workings -> Schedule (work packages down) -> Totals -> Timeline (months across) -> Annual (years across).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from waybook.model.expression import leaves
from waybook.model.worlds import Line
from waybook.spreadsheet.book import Array, Book
from waybook.spreadsheet.bridge_column import write_bridge
from waybook.spreadsheet.formulas import Writer
from waybook.spreadsheet.graph import SCHEDULE
from waybook.spreadsheet.place import Here, Spot, Template, letters, reference
from waybook.spreadsheet.schedule_sheet import ScheduleBlocks
from waybook.spreadsheet.sheet import CALCULATION, CAPTION, HEADER, ID, LABEL, NOTE, Sheet, heading_width, number_format

WORKINGS, SCHEDULE_SHEET, TOTALS, TIMELINE, ANNUAL = "Workings", "Schedule", "Totals", "Timeline", "Annual"
ORDER = (WORKINGS, SCHEDULE_SHEET, TOTALS, TIMELINE, ANNUAL)
LEADS = {
    WORKINGS: "Rates, capacity and monthly amounts: what follows from the inputs alone.",
    SCHEDULE_SHEET: "Effort, start, finish and cost of each work package; each waits for people and predecessors.",
    TOTALS: "Build cost, dates and sums by stage and role.",
    TIMELINE: "Month by month: building, running, benefit and cash.",
    ANNUAL: "Year by year, and what the whole is worth.",
}
ACROSS = ("role", "driver", "month", "year")
FIRST_ACROSS = 5
TOP = 3


@dataclass
class _Section:
    """Cells of one axis on one sheet that have not been placed yet."""

    axis: str
    lines: list[str] = field(default_factory=list)


def add_calculations(book: Book) -> None:
    """All five sheets, in order."""
    for name in ORDER:
        book.sheet(name, "calculation", name, LEADS[name])
    homes = _sheets_of(book)
    written: set[Spot] = set()
    for name in (WORKINGS, TOTALS, ANNUAL):
        _stacked(book, name, [key for key, sheet in homes.items() if sheet == name])
        if name == WORKINGS:
            _schedule(book, [key for key, sheet in homes.items() if sheet == SCHEDULE_SHEET])
        if name == TOTALS:
            _timeline(book, [key for key, sheet in homes.items() if sheet == TIMELINE])
    for key, line in book.lines.items():
        if line.value.op not in SCHEDULE and book.spots[key] not in written:
            written.add(book.spots[key])
            _write(book, key, line)


def _sheets_of(book: Book) -> dict[str, str]:
    """Line -> sheet."""
    rank: dict[str, int] = {}
    for key, line in book.lines.items():
        read = max((rank.get(name, 0) for name in leaves(line.value)), default=0)
        dims = line.value.dims
        if "package" in dims:
            rank[key] = ORDER.index(SCHEDULE_SHEET)
        elif "month" in dims:
            rank[key] = ORDER.index(TIMELINE)
        elif "year" in dims:
            rank[key] = ORDER.index(ANNUAL)
        else:
            rank[key] = next(place for place in (0, 2, 4) if place >= read)
    return {key: ORDER[place] for key, place in rank.items()}


def _stacked(book: Book, name: str, keys: list[str]) -> None:
    """One section an axis, below one another: single numbers first, then axes down, then axes across."""
    sheet = book.sheets[name]
    by_axis: dict[tuple[str, ...], list[str]] = {}
    for key in keys:
        by_axis.setdefault(book.lines[key].value.dims, []).append(key)
    if name == WORKINGS:
        for bridge in book.bridges:
            if bridge.axis != "package":
                by_axis.setdefault((bridge.axis,), [])
        for axis in ("role", "phase", "month"):
            if axis != "month" and any(
                one.dims == (axis,) and key not in book.spots for key, one in book.inputs.inputs.items()
            ):
                by_axis.setdefault((axis,), [])
        by_axis.setdefault(("role",), [])
    row = TOP
    order = sorted(by_axis, key=lambda dims: (len(dims), dims[:1] != ("role",), bool(dims) and dims[0] in ACROSS))
    for dims in order:
        across = next((axis for axis in dims if axis in ACROSS), "")
        down = next((axis for axis in dims if axis != across), "")
        if not dims:
            row = _singles(book, sheet, row, by_axis[dims])
        elif down and across:
            for key in by_axis[dims]:
                row = _block(book, sheet, row, down, across, key)
        elif across:
            row = _across(book, sheet, row, across, by_axis[dims])
        else:
            row = _down(book, sheet, row, down, by_axis[dims])
        row += 1
    sheet.freeze = (2, 2)
    sheet.width(0, 5)
    sheet.width(1, 40)
    sheet.width(2, 17)


def _singles(book: Book, sheet: Sheet, row: int, keys: list[str]) -> int:
    sheet.text(row, 0, "Single numbers", CAPTION)
    for column, words in enumerate(("No.", "Number", "Unit", "Value", "Note")):
        sheet.text(row + 1, column, words, HEADER)
    sheet.width(3, 14)
    sheet.width(4, 11)
    row += 2
    for number, key in enumerate(keys, start=1):
        line = book.lines[key]
        sheet.number(row, 0, number, ID, "0")
        sheet.text(row, 1, line.label)
        sheet.text(row, 2, book.unit(line.unit), "unit")
        if line.note:
            sheet.text(row, 4, line.note, "aside")
        _fit(sheet, row)
        book.spots[key] = book.name(key, sheet.name, row, 3)
        row += 1
    return row


def _inputs_left(book: Book, axis: str) -> Iterator[str]:
    for key, one in book.inputs.inputs.items():
        if one.dims == (axis,) and key not in book.spots and key not in {bridge.key for bridge in book.bridges}:
            yield key


def _across(book: Book, sheet: Sheet, row: int, axis: str, keys: list[str]) -> int:
    """An axis across the columns: one row a line. Inputs nobody types (a calendar, waits of roles) come first."""
    labels = book.inputs.axes[axis].labels
    sheet.text(row, 0, axis_title(axis), CAPTION)
    for column, words in enumerate(("", "", "Unit", "Total" if sheet.name == TIMELINE else "", "")):
        sheet.text(row + 1, column, words or " ", HEADER)
    sheet.text(row + 1, 1, axis_title(axis), HEADER)
    head = row + 1
    for place, label in enumerate(labels):
        if axis in ("month", "year"):
            sheet.number(head, FIRST_ACROSS + place, place + 1, HEADER, "0")
        else:
            sheet.text(head, FIRST_ACROSS + place, label, HEADER)
        sheet.width(FIRST_ACROSS + place, 10 if axis == "month" else heading_width(label, 12))
    row += 2
    if axis == "role" and "roles" not in book.spots:
        book.spots["roles"] = Spot(sheet.name, head, FIRST_ACROSS, across="role", columns=len(labels))
    if axis not in ("month", "year"):
        sheet.text(row, 1, "Number")
        for place in range(len(labels)):
            sheet.number(row, FIRST_ACROSS + place, place + 1, "place", "0")
        book.rows_of[f"{sheet.name}/{axis}"] = row
        row += 1
    else:
        book.rows_of[f"{sheet.name}/{axis}"] = head
    for key in list(_inputs_left(book, axis)) if sheet.name in (WORKINGS, TIMELINE) else []:
        one = book.inputs[key]
        sheet.text(row, 1, one.label)
        sheet.text(row, 2, book.unit(one.unit), "unit")
        _fit(sheet, row)
        spot = book.spots[key] = Spot(sheet.name, row, FIRST_ACROSS, across=axis, columns=len(labels))
        source = book.brought.get(key)
        template = source and Template(f"={reference(source, Here(spot, _numbers(book, spot)))}")
        form = "0.00##" if source else number_format(one.unit, [float(x) for x in one.values])
        for place, value in enumerate(one.values):
            if template:
                sheet.formula(row, FIRST_ACROSS + place, template.at(0, place), float(value), CALCULATION, form)
            else:
                sheet.number(row, FIRST_ACROSS + place, float(value), "reference", form)
        row += 1
    for key in keys:
        line = book.lines[key]
        down = next((dim for dim in line.value.dims if dim != axis), "")
        count = book.size(down) if down else 1
        for place in range(count):
            extra = f": {book.inputs.axes[down].labels[place]}" if down else ""
            sheet.text(row + place, 1, line.label + extra)
            sheet.text(row + place, 2, book.unit(line.unit), "unit")
            _fit(sheet, row + place)
            if down:
                sheet.number(row + place, 4, place + 1, ID, "0")
        book.spots[key] = Spot(sheet.name, row, FIRST_ACROSS, down, axis, count, len(labels))
        row += count
    return row


def _fit(sheet: Sheet, row: int) -> None:
    """Columns wide enough for the words of a row: what it is, and its unit."""
    for column, most in ((1, 50 if sheet.name == TIMELINE else 64), (2, 32)):
        sheet.width(column, min(len(str(sheet.cells[row, column].content)) + 2, most))


def _block(book: Book, sheet: Sheet, row: int, down: str, across: str, key: str) -> int:
    """A line on two axes as a block of its own."""
    line = book.lines[key]
    sheet.text(row, 0, f"{line.label} ({book.unit(line.unit)})", CAPTION)
    rows, columns = book.inputs.axes[down], book.inputs.axes[across]
    for place, label in enumerate(columns.labels):
        sheet.text(row + 1, FIRST_ACROSS + place, label, HEADER)
    for place, label in enumerate(rows.labels):
        sheet.number(row + 2 + place, 0, place + 1, ID, "0")
        sheet.text(row + 2 + place, 1, label)
    book.spots[key] = Spot(sheet.name, row + 2, FIRST_ACROSS, down, across, len(rows), len(columns))
    return row + 2 + len(rows)


def _down(book: Book, sheet: Sheet, row: int, axis: str, keys: list[str]) -> int:
    """An axis down the rows: one column a line, spare rows as in the input table."""
    labels = book.inputs.axes[axis].labels
    count = book.size(axis)
    sheet.text(row, 0, axis_title(axis), CAPTION)
    sheet.text(row + 1, 0, "No.", HEADER)
    sheet.text(row + 1, 1, axis_title(axis), HEADER)
    first, column = row + 2, 2
    for place in range(count):
        sheet.number(first + place, 0, place + 1, ID, "0")
        sheet.text(
            first + place,
            1,
            labels[place] if place < len(labels) else "(room for a new row)",
            LABEL if place < len(labels) else NOTE,
        )
    if sheet.name == WORKINGS:
        for bridge in book.bridges:
            if bridge.axis == axis:
                write_bridge(book, sheet, bridge, first, column, count)
                column += 1
        for key in list(_inputs_left(book, axis)):
            one = book.inputs[key]
            sheet.text(row + 1, column, f"{one.label} ({book.unit(one.unit)})", HEADER)
            for place, value in enumerate(one.values):
                sheet.number(first + place, column, float(value), "reference", number_format(one.unit))
            book.spots[key] = Spot(sheet.name, first, column, axis, rows=count)
            column += 1
    for key in keys:
        line = book.lines[key]
        words = f"{line.label} ({book.unit(line.unit)})"
        sheet.text(row + 1, column, words, HEADER)
        sheet.width(column, heading_width(words, 12))
        book.spots[key] = Spot(sheet.name, first, column, axis, rows=count)
        column += 1
    return first + count


def _schedule(book: Book, keys: list[str]) -> None:
    ScheduleBlocks(book, book.sheets[SCHEDULE_SHEET], keys).place()


def _timeline(book: Book, keys: list[str]) -> None:
    sheet = book.sheets[TIMELINE]
    _across(book, sheet, TOP, "month", keys)
    sheet.freeze = (TOP + 2, FIRST_ACROSS)
    sheet.width(0, 3)
    sheet.width(1, 36)
    sheet.width(2, 16)
    sheet.width(3, 13)
    sheet.width(4, 4)
    months = len(book.inputs.axes["month"])
    sheet.scale = 46
    sheet.breaks = [FIRST_ACROSS + year * 12 for year in range(1, (months + 11) // 12)]
    for key in keys:
        line = book.lines[key]
        if line.unit == "currency" and line.value.op != "cumulative":
            spot, values = book.spots[key], book.values[key]
            for place in range(spot.rows):
                row = spot.row + place
                cells = f"{letters(FIRST_ACROSS)}{row + 1}:{letters(FIRST_ACROSS + months - 1)}{row + 1}"
                saved = float(np.sum(values if not spot.down else values[place]))
                sheet.formula(row, 3, f"=SUM({cells})", saved, CALCULATION, number_format("currency"))


def _write(book: Book, key: str, line: Line) -> None:
    spot = book.spots[key]
    sheet = book.sheets[spot.sheet]
    here = Here(spot, _numbers(book, spot))
    template = Template(Writer(book.spots, here).formula(line.value))
    values: Array = book.values[key]
    form = number_format(line.unit, [float(x) for x in values.flat[:400]])
    if not spot.down and not spot.across:
        sheet.formula(spot.row, spot.column, template.at(0, 0), float(values), CALCULATION, form)
        return
    dims = line.value.dims
    flat = values if dims.index(spot.down or spot.across) == 0 else values.T
    grid = flat.reshape(1, -1) if not spot.down else flat.reshape(flat.shape[0], -1)
    for down in range(spot.rows):
        for across in range(spot.columns):
            saved = float(grid[down, across])
            sheet.formula(spot.row + down, spot.column + across, template.at(down, across), saved, CALCULATION, form)


def _numbers(book: Book, spot: Spot) -> dict[str, str]:
    found = {}
    if spot.down:
        number_column = "E" if spot.across in ("month",) else "A"
        found[spot.down] = f"${number_column}\0R{spot.row}\0"
    if spot.across:
        row = book.rows_of.get(f"{spot.sheet}/{spot.across}")
        if row is not None:
            found[spot.across] = f"\0C{spot.column}\0${row + 1}"
    return found


_TITLES = {
    "line": "Team line",
    "package": "Work package",
    "closure": "Closed time",
    "role": "Role",
    "driver": "Risk",
    "adjustment": "Adjustment",
    "activity": "Activity",
    "kpi": "Measure of success",
    "one_off": "One-off cost",
    "running": "Service",
    "metered": "Service charged by use",
    "phase": "Phase",
    "stage": "Stage",
    "month": "Month",
    "year": "Year",
}


def axis_title(axis: str) -> str:
    """What an axis is called in a header."""
    return _TITLES.get(axis, axis.replace("_", " ").capitalize())
