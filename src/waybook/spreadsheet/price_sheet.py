"""The sheet Prices by month: what the model provider bills, months down the rows so that it prints on two pages."""

from __future__ import annotations

from waybook.model.prices import month_date
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.place import Spot, address
from waybook.spreadsheet.sheet import CALCULATION, INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, put

TOP = 3
FORM = "0.00##"


def add_prices(book: Book) -> None:
    """One row a month and one column a price; the timeline brings them into the columns of its months.

    The plan's own price is typed in the first month; each later month takes that of the month before it.
    """
    keys = [key for key, one in book.inputs.inputs.items() if one.dims == ("month",) and key.startswith("price_")]
    if not keys:
        return
    sheet = book.sheet(
        "Prices by month",
        "input",
        "Prices by month",
        "What the model provider bills. Months count from the start of the project.",
    )
    months = len(book.inputs.axes["month"])
    own = book.plan.economics.price is not None
    columns = [Column("Month", [month_date(book.plan.start, month) for month in range(months)], width=14)]
    later = [None] * (months - 1)
    for key in keys:
        one, path = book.inputs[key], f"economics.price.{key.removeprefix('price_')}_mtok"
        values = [float(value) for value in one.values]
        columns.append(
            Column(
                one.label,
                [values[0], *later] if own else values,
                INPUT if own else REFERENCE,
                one.unit,
                FORM,
                width=22,
                homes=[(path, ""), *later] if own else (),
                low=0,
            )
        )
    columns.extend(book.sources(keys[0], months))
    placed = put(
        sheet, TOP, "Token prices", "price", [str(month + 1) for month in range(months)], columns, {}, book.homes
    )
    for number, key in enumerate(keys, start=2):
        book.brought[key] = Spot(sheet.name, placed.first, number, down="month", rows=months)
        for month in range(1, months) if own else ():
            row, value = placed.first + month, float(book.inputs[key].values[month])
            sheet.formula(row, number, f"={address(row - 1, number)}", value, CALCULATION, FORM)
    sheet.freeze = (placed.first, 2)
