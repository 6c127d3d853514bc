"""Where a value stands in the workbook, and how a cell elsewhere refers to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

_LOOKS_LIKE_A_CELL = re.compile(r"^(?:[A-Za-z]{1,3}\d+|[RrCc]\d*(?:[RrCc]\d*)?)$")


@cache
def letters(column: int) -> str:
    """Column letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """A cell's address from its row and column, counted from 0.

    >>> address(6, 3)
    'D7'
    """
    return f"{letters(column)}{row + 1}"


def defined_name(key: str) -> str:
    """The workbook name of a number.

    >>> defined_name("build_cost"), defined_name("z90")
    ('Build_cost', 'Z90_')
    """
    name = key[:1].upper() + key[1:]
    return f"{name}_" if _LOOKS_LIKE_A_CELL.match(name) else name


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return sheet if sheet.isalpha() else f"'{sheet}'"


@dataclass(frozen=True)
class Spot:
    """The cells of a value: first cell (counted from 0), the axis that runs down and the one that runs across."""

    sheet: str
    row: int
    column: int
    down: str = ""
    across: str = ""
    rows: int = 1
    columns: int = 1
    name: str = ""

    def cell(self, place: Mapping[str, int]) -> tuple[int, int]:
        """Row and column of the cell at the places on its axes."""
        return self.row + (place[self.down] if self.down else 0), self.column + (
            place[self.across] if self.across else 0
        )


@dataclass(frozen=True)
class Here:
    """The cell (or block of cells) a formula is written for: its spot, and where each axis' running number stands.

    `numbers` maps an axis to the text of the reference to the number (1, 2, ...) of the cell's own place on it.
    """

    spot: Spot
    numbers: Mapping[str, str] = field(default_factory=dict)


class Misplaced(ValueError):
    """A reference that cannot be written as one formula for the whole block."""


def reference(spot: Spot, here: Here, folded: frozenset[str] = frozenset()) -> str:
    """The text of a reference, with `\\0R5\\0` for 'row 5 plus the cell's place down' and `\\0C5\\0` across.

    An axis of the target is relative, a folded one the whole range, any other fixed. Where the target runs the other
    way the value is looked up by the place's number, so that the formula stays the same along the block.
    """
    if not spot.down and not spot.across:
        if spot.name:
            return spot.name
        return f"{_sheet(spot, here)}${letters(spot.column)}${spot.row + 1}"
    turned: dict[str, str] = {}
    rows = _part(spot.down, here.spot.down, here, folded, turned)
    columns = _part(spot.across, here.spot.across, here, folded, turned)
    last_row, last_column = spot.row + spot.rows - 1, spot.column + spot.columns - 1
    if rows == "one":
        first = last = f"\0R{spot.row}\0"
    else:
        first, last = f"${spot.row + 1}", f"${(last_row if rows in ('all', 'turned') else spot.row) + 1}"
    if columns == "one":
        left = right = f"\0C{spot.column}\0"
    else:
        left, right = (
            f"${letters(spot.column)}",
            f"${letters(last_column if columns in ('all', 'turned') else spot.column)}",
        )
    area = f"{left}{first}" if (left, first) == (right, last) else f"{left}{first}:{right}{last}"
    area = _sheet(spot, here) + area
    if not turned:
        return area
    if spot.down and spot.across:
        row = turned.get(spot.down, "0" if rows == "all" else "1")
        column = turned.get(spot.across, "0" if columns == "all" else "1")
        return f"INDEX({area},{row},{column})"
    return f"INDEX({area},{next(iter(turned.values()))})"


def _part(axis: str, along: str, here: Here, folded: frozenset[str], turned: dict[str, str]) -> str:
    if not axis:
        return "fixed"
    if axis in folded:
        return "all"
    if axis == along:
        return "one"
    if axis in here.numbers:
        turned[axis] = here.numbers[axis]
        return "turned"
    raise Misplaced(f"'{axis}' is not an axis of the cells on {here.spot.sheet}")


def _sheet(spot: Spot, here: Here) -> str:
    return "" if spot.sheet == here.spot.sheet else f"{quoted(spot.sheet)}!"


_COLUMN = re.compile("\0C(\\d+)\0")
_TOKEN = re.compile("\0([RC])(\\d+)\0")


class Template:
    """A formula with places filled in cell by cell."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces = _TOKEN.split(text)

    def moved(self, across: int) -> Template:
        """The template of the column so far to the right: only the rows are left to fill in."""
        return Template(_COLUMN.sub(lambda match: letters(int(match[1]) + across), self.text))

    def at(self, down: int, across: int) -> str:
        """The formula of the cell `down` rows and `across` columns from the first of its block."""
        pieces = self._pieces
        if len(pieces) == 1:
            return pieces[0]
        out = [pieces[0]]
        for place in range(1, len(pieces), 3):
            kind, base, text = pieces[place : place + 3]
            out.append(str(int(base) + down + 1) if kind == "R" else letters(int(base) + across))
            out.append(text)
        return "".join(out)
