"""The calculated column between typed cells and the model: a cell as typed becomes what the model reads."""

from __future__ import annotations

from waybook.spreadsheet.book import Book, Bridge
from waybook.spreadsheet.place import Here, Spot, Template, reference
from waybook.spreadsheet.sheet import CALCULATION, HEADER, Sheet, number_format


def write_bridge(
    book: Book, sheet: Sheet, bridge: Bridge, first: int, column: int, count: int, header_row: int | None = None
) -> None:
    """A calculated column between typed cells and the model."""
    spot = Spot(sheet.name, first, column, bridge.axis, rows=count)
    here = Here(spot, {bridge.axis: f"$A\0R{first}\0"})
    template = Template("=" + bridge.text(lambda key: reference(book.spots[key], here, frozenset({"role"}))))
    sheet.text(
        first - 1 if header_row is None else header_row, column, f"{bridge.label} ({book.unit(bridge.unit)})", HEADER
    )
    sheet.width(column, 12)
    form = number_format(bridge.unit)
    for place in range(count):
        sheet.formula(first + place, column, template.at(place, 0), float(bridge.values[place]), CALCULATION, form)
    book.spots[bridge.key] = spot
