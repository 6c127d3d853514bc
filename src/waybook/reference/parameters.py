"""Single numbers of the model, each with its range, source and grade."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from waybook.reference.quantity import Grade, Quantity
from waybook.reference.tables import Number, ReferenceDataError, Row, Text, read_cells, read_rows


class _Parameter(Row):
    id: Text
    value: Number
    low: Number
    high: Number
    unit: Text
    source: Text
    date: Text
    grade: Grade
    note: str = ""


def read_parameters(path: Path) -> Mapping[str, Quantity]:
    """`parameters.csv` as id -> quantity.

    Raises:
        ReferenceDataError: a cell does not fit, an id is repeated, or low, value and high are not in order.
    """
    found: dict[str, Quantity] = {}
    lines = [line for line, _ in read_cells(path)]
    for line, row in zip(lines, read_rows(path, _Parameter), strict=True):
        try:
            found[row.id] = Quantity(row.value, row.low, row.high, row.unit, row.source, row.date, row.grade, row.note)
        except ValueError as problem:
            raise ReferenceDataError(f"{path.name}, line {line}, id {row.id}: {problem}.") from None
    return MappingProxyType(found)
