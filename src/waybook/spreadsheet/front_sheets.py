"""About, Summary and Checks."""

from __future__ import annotations

import datetime as dt

import numpy as np

import waybook
from waybook.model.results import Results, Spread
from waybook.plan.fields import get
from waybook.spreadsheet.book import ENDS, Book
from waybook.spreadsheet.place import Spot, address, defined_name, letters, quoted
from waybook.spreadsheet.sheet import (
    CALCULATION,
    CAPTION,
    FROZEN,
    HEADER,
    LABEL,
    NOTE,
    RESULT,
    Chart,
    Sheet,
    number_format,
)
from waybook.spreadsheet.styles import LEGEND

TOP = 3
KEY_FIGURES = (
    ("build_cost", "Build cost to go-live", "currency"),
    ("go_live", "Go-live", "months"),
    ("gate", "Prototype gate", "months"),
    ("run_year", "Run cost a year", "currency/year"),
    ("benefit_year", "Benefit a year at full ramp", "currency/year"),
    ("npv", "Net present value", "currency"),
    ("payback", "Paid back in month", "month"),
    ("peak_funding", "Most money out", "currency"),
)
FROZEN_SPREADS = {
    "build_cost": "cost",
    "go_live": "months",
    "gate": "gate_months",
    "run_year": "run_cost_year",
    "benefit_year": "benefit_year",
    "npv": "npv",
}
CURVE = tuple(place / 20 for place in range(1, 20))


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
        "Ranges (P10 to P90) come from a simulation; they are frozen, and Summary says when they are out of date.",
    ):
        row += 1
        sheet.text(row, 0, words)
    row += 2
    sheet.text(row, 0, "How cells look", CAPTION)
    for kind, words in LEGEND:
        row += 1
        sheet.number(row, 0, 1234, kind, "#,##0")
        sheet.text(row, 1, words)
    row += 2
    sheet.text(row, 0, "Limits", CAPTION)
    for words in (
        "Work packages keep the order of the base plan; a predecessor has to stand above its successor.",
        "Answers, sources of data and waits of people act after the next import; the column 'Changed' counts them.",
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


def add_summary(book: Book) -> None:
    """A place in the order; filled by `finish_summary`."""
    book.sheet(
        "Summary",
        "report",
        f"Summary: {book.plan.name or 'plan'}",
        "Live: what the plan comes to with the figures in this workbook. Frozen: the simulated ranges at export.",
    )


def finish_summary(book: Book, results: Results | None) -> None:
    """Key figures, their ranges, whether these are current, and four charts."""
    sheet = book.sheets["Summary"]
    heads = ["Figure", "Unit", "Plan now", "When exported", "P10", "P50", "P80", "P90", "Change since export"]
    for column, words in enumerate(heads):
        sheet.text(TOP, column, words, HEADER)
    for column, width in enumerate((32, 14, 14, 14, 12, 12, 12, 12, 14)):
        sheet.width(column, width)
    row = TOP + 1
    rows: dict[str, int] = {}
    for key, label, unit in KEY_FIGURES:
        if key not in book.spots:
            continue
        value = float(book.values[key])
        form = number_format(unit, [value]) if unit != "months" else "0.0"
        sheet.text(row, 0, label)
        sheet.text(row, 1, book.unit(unit), "unit")
        sheet.formula(row, 2, f"={defined_name(key)}", value, RESULT, form)
        sheet.number(row, 3, value, FROZEN, form)
        spread: Spread | None = (
            getattr(results, FROZEN_SPREADS[key]) if results is not None and key in FROZEN_SPREADS else None
        )
        for column, one in enumerate((spread.p10, spread.p50, spread.p80, spread.p90) if spread else ()):
            sheet.number(row, 4 + column, one, FROZEN, form)
        sheet.formula(
            row,
            8,
            f"=IF(ABS(C{row + 1}-D{row + 1})<=Tolerance*MAX(ABS(D{row + 1}),1),0,C{row + 1}-D{row + 1})",
            0.0,
            CALCULATION,
            form if "%" in form else "+" + form.split(";")[0] + ";-" + form.split(";")[0] + ";0",
        )
        rows[key] = row
        row += 1
    row += 1
    sheet.text(row, 0, "Ranges")
    changed = f'COUNTIF(I{min(rows.values()) + 1}:I{max(rows.values()) + 1},"<>0")'
    words = "current"
    sheet.formula(
        row,
        2,
        f'=IF({changed}+Answers_changed>0,"inputs changed: import again to refresh the ranges","current")',
        words,
        "label",
    )
    sheet.flags.append((row, 2, row, 2, "words"))
    book.names["Ranges_state"] = (sheet.name, row, 2)
    row += 1
    sheet.text(row, 0, "Answers changed")
    spot = book.spots["answers.changed"]
    at = letters(spot.column)
    sheet.formula(
        row,
        2,
        f"=SUM({quoted(spot.sheet)}!${at}${spot.row + 1}:${at}${spot.row + spot.rows})",
        0.0,
        CALCULATION,
        "0",
    )
    book.names["Answers_changed"] = (sheet.name, row, 2)
    row += 1
    sheet.text(row, 0, "Checks that fail")
    sheet.formula(row, 2, "=Checks_failed", 0.0, CALCULATION, "0")
    row += 1
    if results is not None:
        sheet.text(row, 0, f"Ranges from {results.draws.count:,} simulated projects, seed {results.draws.seed}.", NOTE)
    budget, needed = book.plan.economics.budget, book.plan.economics.target_months
    for name, wanted, key in (("Budget", budget, "build_cost"), ("Needed by month", needed, "go_live")):
        if wanted is not None:
            row += 1
            sheet.text(row, 0, name)
            path = "economics.budget" if key == "build_cost" else "economics.target_months"
            assert get(book.plan, path) == wanted
            sheet.number(row, 2, wanted, FROZEN, "#,##0.##")
    _charts(book, sheet, row + 2, results)
    sheet.freeze = (TOP + 1, 0)


def _charts(book: Book, sheet: Sheet, row: int, results: Results | None) -> None:
    timeline, stage = book.spots["cumulative"], book.spots["stage_from"]
    months = _span(
        Spot(timeline.sheet, book.rows_of["Timeline/month"], timeline.column, across="month", columns=timeline.columns)
    )
    size = (620, 300)
    low, right = row + 16, 5
    names = _column(stage, 1)
    peak = float(-np.min(book.values["cumulative"]))
    cost = book.values["stage_cost"]
    dear = book.inputs.axes["stage"].labels[int(np.argmax(cost))]
    go_live = float(book.values["go_live"])
    money = book.plan.currency
    sheet.charts.append(
        Chart(
            "gantt",
            f"Go-live after {go_live:.1f} months, if nothing goes wrong",
            [
                ("Before", names, _span(book.spots["stage_from"])),
                ("Takes", names, _span(book.spots["stage_takes"])),
            ],
            (row, 0),
            size,
            "Stages as bars over months from the project start",
            y_title="Months from the start",
            y_format="0",
            hidden=frozenset({"Before"}),
        )
    )
    sheet.charts.append(
        Chart(
            "line",
            f"At most {peak:,.0f} {money} out before money comes back",
            [("Net so far", months, _span(timeline))],
            (row, right),
            size,
            "Net money so far by month",
            x_title="Month",
            y_format="#,##0",
        )
    )
    sheet.charts.append(
        Chart(
            "bars",
            f"{dear} costs most",
            [("People's cost", names, _span(book.spots["stage_cost"]))],
            (low, right),
            size,
            "People's cost of each stage",
            y_title=money,
            y_format="#,##0",
        )
    )
    if results is not None:
        first = row + 34
        sheet.text(first, 0, "Cost curve (frozen)", CAPTION)
        for column, words in enumerate(("Chance of at most", "", f"Build cost ({money})", "Go-live (months)")):
            if words:
                sheet.text(first + 1, column, words, HEADER)
        costs, dates = (np.quantile(results.samples(key), CURVE) for key in ("build_cost", "go_live"))
        for place, share in enumerate(CURVE):
            sheet.number(first + 2 + place, 0, share, FROZEN, "0%")
            sheet.number(first + 2 + place, 2, float(costs[place]), FROZEN, "#,##0")
            sheet.number(first + 2 + place, 3, float(dates[place]), FROZEN, "0.0")
        chances = f"{sheet.name}!$A${first + 3}:$A${first + 2 + len(CURVE)}"
        amounts = f"{sheet.name}!$C${first + 3}:$C${first + 2 + len(CURVE)}"
        title = f"P50 {results.cost.p50 / 1000:,.0f}k, P80 {results.cost.p80 / 1000:,.0f}k {money}"
        sheet.charts.append(
            Chart(
                "scatter",
                title,
                [("Chance", amounts, chances)],
                (low, 0),
                size,
                "Chance that the build costs at most an amount",
                x_title=f"Build cost, {money} (frozen at export)",
                y_format="0%",
                x_format="#,##0",
            )
        )


def _span(spot: Spot) -> str:
    last = f"${letters(spot.column + spot.columns - 1)}${spot.row + spot.rows}"
    return f"{quoted(spot.sheet)}!${letters(spot.column)}${spot.row + 1}:{last}"


def _column(spot: Spot, column: int) -> str:
    return f"{quoted(spot.sheet)}!${letters(column)}${spot.row + 1}:${letters(column)}${spot.row + spot.rows}"


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
    for words, formula, unit, value in [*_built_in(book), *book.checks]:
        sheet.text(row, 0, words, LABEL)
        sheet.formula(row, 1, formula, value, CALCULATION, "0.00E+00" if unit == "share" else "0")
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
    checks.append(
        (
            "Work packages added in this file wait for the next import",
            f"=COUNTA({_span(spots['package.new'])})",
            "count",
            0.0,
        )
    )
    return checks
