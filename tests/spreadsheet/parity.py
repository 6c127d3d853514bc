"""Saved values of a workbook beside those another program computes from its formulas."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import formualizer
import openpyxl

from tests.libreoffice import poisoned

Values = dict[str, dict[str, Any]]


class Difference(NamedTuple):
    """A cell on which two programs do not agree."""

    where: str
    formula: str
    saved: object
    found: object


def saved(data: bytes) -> Values:
    """What the file itself says each formula's result is."""
    formulas, values = (
        openpyxl.load_workbook(io.BytesIO(data)),
        openpyxl.load_workbook(io.BytesIO(data), data_only=True),
    )
    return {
        sheet.title: {
            cell.coordinate: values[sheet.title][cell.coordinate].value
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in formulas.worksheets
    }


def by_formualizer(data: bytes, folder: Path | None = None) -> Values:
    """The same through formualizer, with every saved value spoilt first."""
    with tempfile.TemporaryDirectory(prefix="waybook-fz-") as name:
        source, target = Path(name) / "in.xlsx", Path(name) / "out.xlsx"
        source.write_bytes(data)
        poisoned(source, target)
        out = formualizer.recalculate_xlsx_bytes(target.read_bytes())
    book = openpyxl.load_workbook(io.BytesIO(out["bytes"]), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book.worksheets
    }


def differences(data: bytes, other: Values, tolerance: float = 1e-9) -> Iterator[Difference]:
    """Every formula cell whose saved value and recalculated value are further apart than the relative tolerance."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    for sheet, cells in saved(data).items():
        for where, value in cells.items():
            found = other.get(sheet, {}).get(where)
            if not agree(value, found, tolerance):
                yield Difference(f"{sheet}!{where}", str(formulas[sheet][where].value), value, found)


def agree(one: object, two: object, tolerance: float) -> bool:
    """Equal words, or numbers within the relative tolerance; an empty cell is 0 or no words."""
    if isinstance(one, str) or isinstance(two, str):
        return (one or "") == (two or "")
    first, second = float(one or 0), float(two or 0)  # type: ignore[arg-type]
    return abs(first - second) <= tolerance * max(abs(first), abs(second), 1e-3)
