"""The sheet Risk: percentiles of the stored draws, live, beside those frozen at export."""

from __future__ import annotations

import numpy as np

from waybook.model.results import QUANTILES, Results
from waybook.plan.fields import get
from waybook.spreadsheet.book import Array, Book
from waybook.spreadsheet.draw_sheets import COUNT, DRAWS, DrawSheet
from waybook.spreadsheet.place import Spot, address, letters, quoted
from waybook.spreadsheet.sheet import CALCULATION, CAPTION, FROZEN, HEADER, NOTE, RESULT, Sheet, number_format
from waybook.spreadsheet.summary_sheet import CHART_ROWS, CURVES_AT, curve_chart, finding

TOP = 3
SIMULATED = "Simulated"
FIGURES = (
    ("build_cost", "Build cost to go-live", "currency", "cost"), ("go_live", "Go-live", "months", "months"),
    ("npv", "Net present value", "currency", "npv"),
)  # fmt: skip
HEADS = (
    "Figure",
    "Unit",
    "P10",
    "P50",
    "P80",
    "P90",
    "Mean",
    *(f"{SIMULATED} {quantile}" for quantile in ("P10", "P50", "P80", "P90")),
)
STALE = "inputs changed: these percentiles lack what is counted above; import it, then export again"
CURVE = tuple(place / 20 for place in range(1, 20))


def add_risk(book: Book, draws: DrawSheet, results: Results | None) -> None:
    """Percentiles that follow every edit, the curve of cost and of the date, and what needs a re-import."""
    lead = f"Live percentiles of {COUNT} stored draws; beside them those of the full simulation, as exported."
    sheet = book.sheet("Risk", "report", "Risk", lead)
    for column, words in enumerate(HEADS):
        sheet.text(TOP, column, words, HEADER)
        sheet.width(column, (34, 10, *[13] * 9)[column])
    ranges = {key: _range(draws, key) for key, *_ in FIGURES}
    values = {key: np.ravel(draws.numbers.value(key)) for key, *_ in FIGURES}
    row = TOP + 1
    for key, label, unit, frozen in FIGURES:
        form = "0.0" if unit == "months" else number_format(unit)
        sheet.text(row, 0, label)
        sheet.text(row, 1, book.unit(unit), "unit")
        book.rows_of[f"Risk/{key}"] = row
        for column, share in enumerate(QUANTILES, start=2):
            _percentile(sheet, row, column, ranges[key], share, values[key], form)
        sheet.formula(row, 6, f"=AVERAGE({ranges[key]})", float(values[key].mean()), CALCULATION, form)
        if results is not None:
            spread = getattr(results, frozen)
            for column, number in enumerate((spread.p10, spread.p50, spread.p80, spread.p90), start=7):
                sheet.number(row, column, number, FROZEN, form)
        row += 1
    row = _chances(book, sheet, row + 1, ranges, values)
    row = _flags(book, sheet, row + 1)
    _curve(book, sheet, row + 1, ranges, values)
    sheet.freeze = (TOP + 1, 1)


def _percentile(sheet: Sheet, row: int, column: int, cells: str, share: float, values: Array, form: str) -> None:
    formula = f"=_xlfn.PERCENTILE.INC({cells},{share:g})"
    sheet.formula(row, column, formula, float(np.quantile(values, share)), RESULT, form)


def _chances(book: Book, sheet: Sheet, row: int, ranges: dict[str, str], values: dict[str, Array]) -> int:
    """Chances of a loss, of the budget and of the date."""
    sheet.text(row, 0, "Chances", CAPTION)
    wanted = [("Net present value below 0", "npv", "")]
    for label, key, path in (
        ("Build cost within the budget", "build_cost", "economics.budget"),
        ("Live by the month it is needed", "go_live", "economics.target_months"),
    ):
        if get(book.plan, path) is not None:
            wanted.append((label, key, path))
    for label, key, path in wanted:
        row += 1
        sheet.text(row, 0, label)
        sheet.text(row, 1, "share", "unit")
        book.rows_of[f"Risk/chance/{key}"] = row
        if not path:
            formula, share = f'=COUNTIF({ranges[key]},"<0")/COUNT({ranges[key]})', float((values[key] < 0).mean())
        else:
            limit = float(get(book.plan, path))
            asked = f"=Answers!{address(book.rows_of[f'answer.{path}'], 3)}"
            sheet.formula(row, 3, asked, limit, CALCULATION, "#,##0.##")
            formula = f'=COUNTIF({ranges[key]},"<="&$D${row + 1})/COUNT({ranges[key]})'
            share = float((values[key] <= limit).mean())
        sheet.formula(row, 2, formula, share, RESULT, "0%")
    return row + 1


def _flags(book: Book, sheet: Sheet, row: int) -> int:
    """What the stored draws cannot follow, and whether any of it changed."""
    sheet.text(row, 0, "Needs a re-import", CAPTION)
    units = np.ravel(book.values["role_units"])
    row += 1
    sheet.text(row, 0, "Units of each role, when exported")
    for place, number in enumerate(units):
        sheet.number(row, 2 + place, float(number), FROZEN, "0")
    exported = f"$C${row + 1}:${letters(1 + len(units))}${row + 1}"
    row += 1
    sheet.text(row, 0, "Units booked by packages, when exported")
    sheet.number(row, 2, float(book.values["units_taken"].sum()), FROZEN, "0")
    booked = f"$C${row + 1}"
    first = row + 1
    for words, formula in (
        ("Roles with more or fewer units", f'SUMPRODUCT(({_area(book.spots["role_units"])}<>{exported})*1)'),
        ("Units booked more or fewer", f'ABS(SUM({_area(book.spots["units_taken"])})-{booked})'),
        ("Packages whose followers changed", f'COUNTIF({_area(book.spots["package.changed"])},"<>0")'),
        ("Rows added", _new_rows(book)),
    ):
        row += 1
        sheet.text(row, 0, words)
        sheet.formula(row, 2, f"={formula}", 0.0, CALCULATION, "0")
    row += 1
    sheet.text(row, 0, "These percentiles")
    words = f'=IF(SUM(C{first + 1}:C{row})>0,"{STALE}","current")'
    sheet.formula(row, 2, words, "current", "label")
    sheet.flags.append((row, 2, row, 2, "words"))
    sheet.text(row + 1, 0, "Edits to efforts, rates, prices, volumes and the discount rate are followed at once.", NOTE)
    sheet.text(row + 2, 0, "The draws keep the team, the predecessors and the rows of the export.", NOTE)
    return row + 3


def _new_rows(book: Book) -> str:
    """New rows in the tables that grow: cost, benefit and services that the stored draws do not know."""
    keys = ("kpi.new", "one_off.new", "running.new", "package.new")
    return "+".join(f"COUNTA({_area(book.spots[key])})" for key in keys)


def _area(spot: Spot) -> str:
    last = f"${letters(spot.column + spot.columns - 1)}${spot.row + spot.rows}"
    return f"{quoted(spot.sheet)}!${letters(spot.column)}${spot.row + 1}:{last}"


def _curve(book: Book, sheet: Sheet, row: int, ranges: dict[str, str], values: dict[str, Array]) -> None:
    at, money = row + CHART_ROWS, book.plan.currency  # beside the third chart
    sheet.text(at, CURVES_AT, "Curves (live)", CAPTION)
    for column, words in enumerate(
        ("Chance of at most", f"Build cost ({money})", "Go-live (months)", f"Net present value ({money})"), CURVES_AT
    ):
        sheet.text(at + 1, column, words, HEADER)
    book.rows_of["Risk/curve"], book.rows_of["Risk/curve end"] = at + 2, at + 2 + len(CURVE)
    for place, share in enumerate(CURVE):
        line = at + 2 + place
        sheet.number(line, CURVES_AT, share, FROZEN, "0%")
        for column, (key, _, unit, _) in enumerate(FIGURES, start=CURVES_AT + 1):
            form = "0.0" if unit == "months" else number_format(unit)
            formula = f"=_xlfn.PERCENTILE.INC({ranges[key]},${letters(CURVES_AT)}{line + 1})"
            sheet.formula(line, column, formula, float(np.quantile(values[key], share)), CALCULATION, form)
    rows = book.rows_of
    cost, date = (address(rows[f"Risk/{key}"], 4) for key in ("build_cost", "go_live"))
    loss = address(rows["Risk/chance/npv"], 2)
    for key, at_row, at_column, formula, saved in (
        ("build_cost", row, 0, f'="Four in five draws cost at most "&FIXED({cost},0)&" {money}"',
         f"Four in five draws cost at most {np.quantile(values['build_cost'], 0.8):,.0f} {money}"),
        ("go_live", row, 6, f'="Four in five draws are live after "&FIXED({date},1)&" months"',
         f"Four in five draws are live after {np.quantile(values['go_live'], 0.8):,.1f} months"),
        ("npv", row + CHART_ROWS, 0, f'="A loss in "&FIXED({loss}*100,0)&" of 100 draws"',
         f"A loss in {(values['npv'] < 0).mean() * 100:,.0f} of 100 draws"),
    ):  # fmt: skip
        finding(sheet, at_row, at_column, formula, saved, curve_chart(book, key))
    sheet.one_page = True


def _range(draws: DrawSheet, key: str) -> str:
    spot: Spot = draws.spots[key]
    return f"{DRAWS}!${letters(spot.column)}${spot.row + 1}:${letters(spot.column)}${spot.row + COUNT}"
