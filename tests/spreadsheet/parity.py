"""Saved values of a workbook beside those another program computes from its formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import formualizer

from tests.libreoffice import POISON
from waybook.spreadsheet.cells import Found, read_pages, sheet_targets
from waybook.spreadsheet.place import address

Cells = dict[str, dict[tuple[int, int], Found]]

_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))(?:<v>[^<]*</v>|<v/>)?</c>')
_TYPE = re.compile(rb' t="[^"]*"')


class Difference(NamedTuple):
    """A cell on which two programs do not agree."""

    where: str
    formula: str
    saved: object
    found: object


def cells_of(data: bytes) -> Cells:
    """Every cell of every sheet."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = list(sheet_targets(archive)[0])
    return {name: page.cells for name, page in read_pages(archive, names, 1_000_000).pages.items()}


def spoilt(data: bytes) -> bytes:
    """The workbook with a wrong saved number in every formula cell."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = _FORMULA_CELL.sub(_spoil, part)
            new.writestr(name, part)
    return out.getvalue()


def _spoil(cell: re.Match[bytes]) -> bytes:
    return (
        b'<c r="' + cell[1] + b'"' + _TYPE.sub(b"", cell[2]) + b">" + cell[3] + b"<v>" + POISON.encode() + b"</v></c>"
    )


def by_formualizer(data: bytes) -> Cells:
    """The cells as formualizer computes them, every saved value spoilt first."""
    return cells_of(formualizer.recalculate_xlsx_bytes(spoilt(data))["bytes"])


def differences(data: bytes, other: Cells, tolerance: float = 1e-9) -> Iterator[Difference]:
    """Every formula cell whose saved value and recalculated value are further apart than the relative tolerance."""
    for sheet, cells in cells_of(data).items():
        for place, found in cells.items():
            if found.formula:
                there = other[sheet].get(place)
                value = None if there is None else there.value
                if not agree(found.value, value, tolerance):
                    yield Difference(f"{sheet}!{address(*place)}", found.formula, found.value, value)


def agree(one: object, two: object, tolerance: float) -> bool:
    """Equal words, or numbers within the relative tolerance; an empty cell is 0 or no words."""
    if isinstance(one, str) or isinstance(two, str):
        return (one or "") == (two or "")
    first, second = float(one or 0), float(two or 0)  # type: ignore[arg-type]
    return abs(first - second) <= tolerance * max(abs(first), abs(second), 1.0)
