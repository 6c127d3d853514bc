"""Finds the cells of an edited workbook again: tables by their 'Id' header, columns by header text, rows by id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from waybook.spreadsheet.cells import Found, Page

GAP = 30
"""An empty stretch of this many rows ends a table."""


@dataclass
class Table:
    """A table as it stands in the file now."""

    page: Page
    header_row: int
    id_column: int
    columns: dict[str, int]
    rows: dict[str, int] = field(default_factory=dict)
    unnamed: list[int] = field(default_factory=list)
    twice: set[str] = field(default_factory=set)

    def cell(self, row: int, header: str) -> tuple[Found | None, str]:
        """The cell under a header, and its address."""
        column = self.columns[header]
        return self.page.cells.get((row, column)), self.page.where(row, column)


def tables(page: Page, known: Collection[str], problems: list[str]) -> list[Table]:
    """Every table of a sheet. `known` are the row ids of the export; one that stands twice is a problem, and no row."""
    by_row: dict[int, dict[int, Found]] = {}
    for (row, column), found in page.cells.items():
        by_row.setdefault(row, {})[column] = found
    made: list[Table] = []
    current: Table | None = None
    empty = 0
    last = -1
    seen: dict[str, int] = {}
    for row in sorted(by_row):
        cells = by_row[row]
        head = next((column for column, found in cells.items() if found.value == "Id" and column < 30), None)
        if head is not None:
            columns = {
                _id(found): column
                for column, found in sorted(cells.items(), reverse=True)
                if column > head and found.value
            }
            current = Table(page, row, head, columns)
            made.append(current)
            last = row
            continue
        if current is None:
            continue
        empty = row - last - 1
        if empty > GAP:
            current = None
            continue
        last = row
        one = _id(cells.get(current.id_column))
        others = [
            column
            for column in cells
            if column != current.id_column
            and column in set(current.columns.values())
            and cells[column].value not in (None, "")
        ]
        if not others and one and one not in known:
            continue  # the caption of the next table
        if one and one in known:
            if one in seen:
                problems.append(
                    f"{page.where(row, current.id_column)}: the id '{one}' is already used in row {seen[one] + 1}."
                )
                for table in made:
                    table.rows.pop(one, None)
                current.twice.add(one)
                continue
            seen[one] = row
            current.rows[one] = row
        elif others:
            current.unnamed.append(row)
    return made


def _id(found: Found | None) -> str:
    if found is None or found.value is None:
        return ""
    return f"{found.value:.15g}" if isinstance(found.value, float) else str(found.value).strip()
