"""About and Checks."""

from __future__ import annotations

import datetime as dt

import waybook
from waybook.plan.part import ENDS
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.place import Spot, address, letters, quoted
from waybook.spreadsheet.sheet import (
    CALCULATION,
    CAPTION,
    FROZEN,
    HEADER,
    LABEL,
    RESULT,
)
from waybook.spreadsheet.styles import LEGEND

TOP = 3


def add_about(book: Book, revision: str, exported: dt.datetime) -> None:
    """What the file is, how to read it, and its sheets."""
    sheet = book.sheet(
        "About",
        "cover",
        book.plan.name or "A plan without a name",
        "Waybook: from a business objective to a production plan",
    )
    sheet.width(0, 26)
    sheet.width(1, 90)
    row = TOP
    about = (
        ("Organisation", book.plan.organisation or "not given"),
        ("Exported", exported.strftime("%-d %B %Y, %H:%M UTC")),
        ("Plan", f"revision {revision}, schema {book.plan.schema_version}"),
        ("Made with", f"Waybook {waybook.__version__}, seed {book.plan.seed}"),
        ("Amounts in", book.plan.currency),
        ("Project start", book.plan.start.strftime("%-d %B %Y")),
    )
    for label, words in about:
        sheet.text(row, 0, label)
        sheet.text(row, 1, words)
        row += 1
    row += 1
    sheet.text(row, 0, "What it is for", CAPTION)
    for words in (
        "The plan as a calculation that keeps working: change a blue figure, and cost, dates and cash follow.",
        "To bring changes home, save the file and drop it on Waybook's import page: differences are shown first.",
        "P80 is the figure that four in five simulated projects stay within, P50 half of them, P10 one in ten.",
        "The Risk sheet computes P10 to P90 live from stored draws. Those at export come from the full simulation",
        "and are frozen; Summary and Risk say when an edit needs an import to refresh them.",
    ):
        row += 1
        sheet.text(row, 0, words)
    row += 2
    sheet.text(row, 0, "How cells look", CAPTION)
    for kind, words in LEGEND:
        row += 1
        sheet.number(row, 0, 1234, kind, "#,##0")
        sheet.text(row, 1, words, "unit")
    row += 2
    sheet.text(row, 0, "Limits", CAPTION)
    for words in (
        "Work packages keep the order of the base plan; a predecessor has to stand above its successor.",
        "Answers, sources of data and waits of people act after the next import; the Summary counts those changed.",
    ):
        row += 1
        sheet.text(row, 0, words)
    book.rows_of["about.sheets"] = row + 2


def finish_about(book: Book) -> None:
    """The list of sheets, when all are there."""
    sheet, row = book.sheets["About"], book.rows_of["about.sheets"]
    sheet.text(row, 0, "Sheets", CAPTION)
    for name, other in book.sheets.items():
        if name == "About":
            continue
        row += 1
        sheet.links.append((row, 0, name, name))
        sheet.text(row, 1, str(other.cells[1, 0].content))
    sheet.one_page = True


def _span(spot: Spot) -> str:
    last = f"${letters(spot.column + spot.columns - 1)}${spot.row + spot.rows}"
    return f"{quoted(spot.sheet)}!${letters(spot.column)}${spot.row + 1}:{last}"


NO_ROOM = "Parts of the plan that this file has no room for; its figures lack them: export the plan anew"
"""The check that counts what an update could not write into an older file."""


def add_checks(book: Book) -> None:
    """Checks with a named tolerance; each says OK or what it found."""
    sheet = book.sheet(
        "Checks", "check", "Checks", "Every check says OK, or how many faults it found. The Summary shows the sum."
    )
    for column, words in enumerate(("Check", "Found", "Unit", "Result")):
        sheet.text(TOP, column, words, HEADER)
        sheet.width(column, (88, 16, 12, 12)[column])
    row = TOP + 1
    first = row
    for words, formula, unit, value in [*_built_in(book), *book.checks, (NO_ROOM, "", "count", 0.0)]:
        sheet.text(row, 0, words, LABEL)
        if formula:
            sheet.formula(row, 1, formula, value, CALCULATION, "0.000000" if unit == "share" else "0")
        else:
            sheet.number(row, 1, value, FROZEN, "0")
        sheet.text(row, 2, unit, "unit")
        sheet.formula(row, 3, f'=IF(ABS({address(row, 1)})<=Tolerance,"OK","look here")', "OK", CALCULATION)
        row += 1
    sheet.flags.append((first, 3, row - 1, 3, "ok"))
    sheet.text(row + 1, 0, "Checks that fail", RESULT)
    sheet.formula(row + 1, 1, f'=COUNTIF($D${first + 1}:$D${row},"look here")', 0.0, RESULT, "0")
    book.names["Checks_failed"] = (sheet.name, row + 1, 1)
    sheet.freeze = (TOP + 1, 0)


def _built_in(book: Book) -> list[tuple[str, str, str, float]]:
    spots = book.spots
    checks: list[tuple[str, str, str, float]] = []

    def apart(words: str, one: str, two: str) -> None:
        checks.append((words, f"=({one}-{two})/MAX(ABS({one}),1)", "share", 0.0))

    if {"build_month", "build_cost"} <= set(spots):
        apart("Building by month adds up to the build cost", f"SUM({_span(spots['build_month'])})", "Build_cost")
    if {"net_by_year", "net_month"} <= set(spots):
        apart("Years add up to the months", f"SUM({_span(spots['net_by_year'])})", f"SUM({_span(spots['net_month'])})")
    if {"stage_cost", "labour_cost"} <= set(spots):
        apart(
            "People's cost by stage adds up to the people's cost", f"SUM({_span(spots['stage_cost'])})", "Labour_cost"
        )
    if {"role_cost", "business_cost", "labour_cost"} <= set(spots):
        apart(
            "People's cost by role adds up to the people's cost",
            f"(SUM({_span(spots['role_cost'])})+Business_cost)",
            "Labour_cost",
        )
    low, likely, high = (_span(spots[f"effort_base_{end}"]) for end in ENDS)
    checks.append(
        ("Effort: low, likely and high rise", f"=SUMPRODUCT(({low}>{likely})+({likely}>{high}))", "count", 0.0)
    )
    checks.append(
        (
            "Effort: every figure is above 0",
            f'=COUNTIF({low},"<=0")+COUNTBLANK({low})+COUNTBLANK({likely})+COUNTBLANK({high})',
            "count",
            0.0,
        )
    )
    checks.append(("Ids of work packages are unique", f"=SUM({_span(spots['package.same'])})", "count", 0.0))
    first, last = spots["package.after0"], spots[f"package.after{book.rows_of['after'] - 1}"]
    block = f"{_span(first).partition(':')[0]}:{_span(last).rpartition(':')[2]}"
    named = _span(spots["package.named"])
    checks.append(
        ("Every predecessor is the id of a work package further up", f"=COUNTA({block})-SUM({named})", "count", 0.0)
    )
    for axis in ("line", "kpi", "one_off", "running"):
        new, below = spots[f"{axis}.new"], spots[f"{axis}.below"]
        inserted = f"ROWS({_span(new)})-{new.rows}"
        words = f"{new.sheet}: no row was inserted, or typed below the free ones, that the formulas do not reach"
        checks.append((words, f"=COUNTA({_span(below)})+{inserted}", "count", 0.0))
    checks.append(
        (
            "Work packages added in this file wait for the next import",
            f"=COUNTA({_span(spots['package.new'])})",
            "count",
            0.0,
        )
    )
    return checks
