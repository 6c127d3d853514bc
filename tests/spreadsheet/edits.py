"""Edits as a person makes them: by sheet, row id and column header, in the bytes of the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from tests.spreadsheet.parity import Cells, cells_of
from waybook.spreadsheet.patch import Value, patched

Changes = dict[str, dict[tuple[int, int], Value]]
Edit = Callable[[Cells, Changes], None]


def edited(data: bytes, *edits: Edit) -> bytes:
    """The workbook after some edits; nothing is recalculated."""
    cells, changes = cells_of(data), Changes()
    for edit in edits:
        edit(cells, changes)
    return patched(data, changes)


def place(cells: Cells, sheet: str, row: str, header: str) -> tuple[int, int]:
    """The cell of a row id under a header, which may be given without its unit."""
    columns: dict[str, int] = {}
    for (at, column), found in sorted(cells[sheet].items()):
        if column == 0 and found.value == "Id":
            columns = {str(cell.value): place for (line, place), cell in cells[sheet].items() if line == at}
        elif column == 0 and str(found.value) == row:
            name = next(name for name in columns if name == header or name.startswith(f"{header} ("))
            return at, columns[name]
    raise AssertionError(f"{sheet} has no row {row}")


def set_cell(sheet: str, row: str, header: str, value: Any) -> Edit:
    """One cell set; None empties it."""

    def edit(cells: Cells, changes: Changes) -> None:
        changes.setdefault(sheet, {})[place(cells, sheet, row, header)] = value

    return edit


def new_row(sheet: str, after: str, values: dict[str, Any]) -> Edit:
    """The free row below a row id filled in."""

    def edit(cells: Cells, changes: Changes) -> None:
        for header, value in values.items():
            row, column = place(cells, sheet, after, header)
            changes.setdefault(sheet, {})[row + 1, column] = value

    return edit


def replaced_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part of the archive changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        assert name in old.namelist()
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return out.getvalue()
