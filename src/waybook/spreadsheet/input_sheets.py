"""The input sheets in their order."""

from __future__ import annotations

from waybook.spreadsheet.benefit_sheet import add_benefit
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.cost_sheets import add_one_offs, add_running
from waybook.spreadsheet.input_columns import TOP, others
from waybook.spreadsheet.package_sheet import add_packages
from waybook.spreadsheet.sheet import INPUT, REFERENCE
from waybook.spreadsheet.tables import Column, put
from waybook.spreadsheet.team_sheet import add_team


def add_inputs(book: Book) -> None:
    """Every input sheet but the assumptions, the answers and the prices by month."""
    add_team(book)
    add_packages(book)
    add_risks(book)
    add_benefit(book)
    add_one_offs(book)
    add_running(book)


def add_risks(book: Book) -> None:
    sheet = book.sheet(
        "Risks",
        "input",
        "Risks",
        "What can go wrong, how likely it is with today's answers, and how much it multiplies the work it touches.",
    )
    axis = book.inputs.axes["driver"]
    keys = ("risk_probability", "risk_low", "risk_likely", "risk_high")
    columns = [
        Column("Risk", list(axis.labels), "label", width=40),
        *(book.column(key, REFERENCE) for key in keys),
        book.column(
            "risk_happens",
            INPUT,
            choices=("0", "1"),
            width=12,
            comment="Type 1 to see the plan with this risk happening. Not stored in the plan.",
        ),
        *book.sources("risk_probability", len(axis)),
    ]
    columns += others(book, "driver", {*keys, "risk_happens"})
    put(
        sheet,
        TOP,
        "Risks",
        "driver",
        axis.ids,
        columns,
        book.spots,
        book.homes,
        note="The maturity answers behind the probabilities are on the sheet Answers.",
    )
    sheet.freeze = (TOP + 2, 2)


def add_others(book: Book) -> None:
    """Inputs on axes that have no sheet of their own: one table of reference data an axis."""
    placed_elsewhere = {"role", "phase", "month"}
    bridged = {bridge.key for bridge in book.bridges}
    left = [
        one.dims[0]
        for key, one in book.inputs.inputs.items()
        if len(one.dims) == 1 and key not in book.spots and key not in bridged and one.dims[0] not in placed_elsewhere
    ]
    if not left:
        return
    sheet = book.sheet(
        "Calendar", "input", "Calendar and the rest", "Numbers derived from the plan that have no sheet of their own."
    )
    row = TOP
    for axis in dict.fromkeys(left):
        ids = book.inputs.axes[axis].ids
        columns = [Column("What", list(book.inputs.axes[axis].labels), "label", width=36), *others(book, axis, set())]
        caption = {"closure": "Closed days"}.get(axis, axis.replace("_", " ").capitalize())
        placed = put(sheet, row, caption, axis, ids, columns, book.spots, book.homes)
        row = placed.first + placed.count + 1
    sheet.freeze = (TOP + 2, 2)
