"""The Summary: key figures, their ranges, whether these are current, and what the charts show, in a sentence."""

from __future__ import annotations

import datetime as dt

from waybook.durations import DAYS_A_MONTH
from waybook.model.results import Results, Spread
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.place import Spot, address, defined_name, letters, quoted
from waybook.spreadsheet.sheet import (
    CALCULATION,
    FINDING,
    FROZEN,
    HEADER,
    NOTE,
    RESULT,
    Chart,
    Sheet,
    number_format,
)
from waybook.spreadsheet.summary_ask import ROOM, TOP, Live, Said, add_ask, figure

HEADS = {
    "Figure": 34,
    "Unit": 12,
    "P50 now": 14,
    "P80 now": 14,
    "Likely values now": 14,
    "Likely values at export": 14,
    "P10 at export": 12,
    "P50 at export": 12,
    "P80 at export": 12,
    "P90 at export": 12,
    "Change of likely values": 14,
}
P50, P80, PLAN, EXPORTED, FIRST_FROZEN, CHANGE = 2, 3, 4, 5, 6, 10
STATE = 2
LIVE = {P50: 3, P80: 4}
"""The same percentiles on the sheet Risk."""
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
HOW_TO_READ = (
    "P50: half of the projects stay within it, P80: four in five. Promise and fund P80. Of a gain the low end counts: "
    "at P10 nine in ten do better.",
    "Likely values: every figure at its likely value, and nothing goes wrong. That is how the sheets add up, and no "
    "forecast: risks are left out.",
)
NEVER = '0;;"never"'
"""The month in which something happens: 0 is none of those counted."""
MONTH = "mmm yyyy"
EPOCH = dt.date(1899, 12, 30)
"""Day 0 of the calendar of spreadsheets."""
CHART_ROWS, RIGHT = 17, 5


def add_summary(book: Book) -> None:
    """A place in the order; filled by `finish_summary`."""
    book.sheet(
        "Summary",
        "report",
        f"Summary: {book.plan.name or 'plan'}",
        "Now: live, with the figures in this workbook. At export: frozen, from the full simulation.",
    )


def finish_summary(book: Book, results: Results | None) -> None:
    """Key figures, their ranges, whether these are current, and four charts."""
    sheet = book.sheets["Summary"]
    risk = "Risk/build_cost" in book.rows_of
    top = row = TOP + ROOM if risk else TOP
    for column, (words, width) in enumerate(HEADS.items()):
        sheet.text(row, column, words, HEADER)
        sheet.width(column, width)
    row += 1
    rows: dict[str, int] = {}
    for key, label, unit in KEY_FIGURES:
        if key in book.spots:
            _figure(book, sheet, row, key, label, unit, results)
            rows[key] = row
            row += 1
            if key == "go_live":
                _day(book, sheet, row, results)
                row += 1
    for words in HOW_TO_READ:
        sheet.text(row, 0, words, NOTE)
        row += 1
    row = _state(book, sheet, row + 1, rows, results)
    _charts(book, sheet, row + 1, rows)
    if risk:
        add_ask(book, sheet, row + 2 + 2 * CHART_ROWS, _live(book, sheet, rows), results)
    sheet.freeze = (TOP, 0) if risk else (top + 1, 0)
    sheet.one_page = True


def _figure(book: Book, sheet: Sheet, row: int, key: str, label: str, unit: str, results: Results | None) -> None:
    value = float(book.values[key])
    form = {"months": "0.0", "month": NEVER}.get(unit) or number_format(unit, [value])
    sheet.text(row, 0, label)
    sheet.text(row, 1, book.unit(unit), "unit")
    sheet.formula(row, PLAN, f"={defined_name(key)}", value, CALCULATION, form)
    if f"Risk/{key}" in book.rows_of:
        for column, at in LIVE.items():
            there = book.rows_of[f"Risk/{key}"], at
            saved = float(book.sheets["Risk"].cells[there].value)
            sheet.formula(row, column, f"=Risk!{address(*there)}", saved, RESULT, form)
    sheet.number(row, EXPORTED, value, FROZEN, form)
    spread: Spread | None = getattr(results, FROZEN_SPREADS[key]) if results and key in FROZEN_SPREADS else None
    for place, one in enumerate((spread.p10, spread.p50, spread.p80, spread.p90) if spread else ()):
        sheet.number(row, FIRST_FROZEN + place, one, FROZEN, form)
    now, then = address(row, PLAN), address(row, EXPORTED)
    difference = f"=IF(ABS({now}-{then})<=Tolerance*MAX(ABS({then}),1),0,{now}-{then})"
    if form == NEVER:
        difference = f'=IF({now}*{then}=0,IF({now}={then},0,"–"),{now}-{then})'
    plain = form.split(";")[0]
    sheet.formula(row, CHANGE, difference, 0.0, CALCULATION, f"+{plain};-{plain};0")


def _day(book: Book, sheet: Sheet, row: int, results: Results | None) -> None:
    """The month of go-live below its months: dates, from the start that stands on the sheet Answers."""
    sheet.text(row, 0, "Go-live in the month of")
    sheet.text(row, 1, "date", "unit")
    begin, start = f"Answers!{address(book.rows_of['answer.start'], 3)}", (book.plan.start - EPOCH).days
    for column, style in ((P50, RESULT), (P80, RESULT), (PLAN, CALCULATION)):
        if (above := sheet.cells.get((row - 1, column))) is not None:
            saved = start + float(above.value) * DAYS_A_MONTH
            formula = f"={begin}+{address(row - 1, column)}*{DAYS_A_MONTH!r}"
            sheet.formula(row, column, formula, saved, style, MONTH)
    for place in range(FIRST_FROZEN - EXPORTED + 4):
        if (above := sheet.cells.get((row - 1, EXPORTED + place))) is not None:
            sheet.number(row, EXPORTED + place, start + float(str(above.content)) * DAYS_A_MONTH, FROZEN, MONTH)
    days = f"{address(row, PLAN)}-{address(row, EXPORTED)}"
    apart = f"=IF(ABS({days})<0.5,0,ROUND({days},0))"  # a rounded minus zero is not 0 to every program's COUNTIF
    sheet.formula(row, CHANGE, apart, 0.0, CALCULATION, '+0" days";-0" days";0')


def _live(book: Book, sheet: Sheet, rows: dict[str, int]) -> Live:
    """What the words at the top are made of."""

    def said(key: str, column: int) -> Said:
        return figure(address(rows[key], column), float(sheet.cells[rows[key], column].value))

    def day(column: int) -> tuple[str, dt.date]:
        at = rows["go_live"] + 1, column
        return address(*at), EPOCH + dt.timedelta(days=int(float(sheet.cells[at].value)))

    loss = book.rows_of["Risk/chance/npv"], 2
    losses = float(book.sheets["Risk"].cells[loss].value)
    return Live(
        (said("build_cost", P50), said("build_cost", P80)),
        (day(P50), day(P80)),
        said("npv", P50),
        Said(f"Risk!{address(*loss)}", f"{losses:.0%}"),
        losses,
    )


def _state(book: Book, sheet: Sheet, row: int, rows: dict[str, int], results: Results | None) -> int:
    """Whether the frozen ranges are still those of the inputs, and how the plan stands against what was asked for."""
    sheet.text(row, 0, "Ranges")
    changed = f'COUNTIF({address(min(rows.values()), CHANGE)}:{address(max(rows.values()), CHANGE)},"<>0")'
    order = f"SUM({_span(book.spots['package.changed'])})"  # a predecessor moves the ranges even when the plan stays
    drawn = "Risk/build_cost" in book.rows_of
    moved = f"+SUM({address(row + 2, STATE)}:{address(row + 2, STATE + 5)})" if drawn else ""
    counted = f"{changed}+Answers_changed+{order}{moved}"
    words = f'=IF({counted}>0,"inputs changed: import again to refresh the ranges","current")'
    sheet.formula(row, STATE, words, "current", "label")
    sheet.flags.append((row, STATE, row, STATE, "words"))
    book.names["Ranges_state"] = (sheet.name, row, STATE)
    row += 1
    if drawn:
        _moved(book, sheet, row, rows)
        row += 2
    sheet.text(row, 0, "Answers, sources of data, waits changed")
    waiting = "+".join(f"SUM({_span(book.spots[f'{one}.changed'])})" for one in ("answers", "lists", "team"))
    sheet.formula(row, STATE, f"={waiting}", 0.0, CALCULATION, "0")
    book.names["Answers_changed"] = (sheet.name, row, STATE)
    row += 1
    sheet.text(row, 0, "What-if percentages that are not 0%")
    levers = "+".join(f"({defined_name(key)}<>0)" for key in book.inputs.inputs if key.startswith("lever_"))
    moved_by = sum(1.0 for _, value in book.plan.economics.levers if value)
    sheet.formula(row, STATE, f"={levers}", moved_by, CALCULATION, "0")
    row += 1
    sheet.text(row, 0, "Checks that fail")
    sheet.formula(row, STATE, "=Checks_failed", 0.0, CALCULATION, "0")
    row += 1
    for label, key, unit in (("Within the budget of", "build_cost", "currency"), ("Live by month", "go_live", "month")):
        if (there := book.rows_of.get(f"Risk/chance/{key}")) is None:
            continue
        risk = book.sheets["Risk"].cells
        sheet.text(row, 0, label)
        sheet.text(row, 1, book.unit(unit), "unit")
        for column, at, form in ((STATE, 3, "#,##0.##"), (STATE + 1, 2, '0%" of draws"')):
            saved = float(risk[there, at].value)
            sheet.formula(row, column, f"=Risk!{address(there, at)}", saved, CALCULATION, form)
        row += 1
    if results is not None:
        count, seed = results.draws.count, results.draws.seed
        sheet.text(row, 0, f"Ranges at export from {count:,} simulated projects, seed {seed}.", NOTE)
        row += 1
    return row


def _moved(book: Book, sheet: Sheet, row: int, rows: dict[str, int]) -> None:
    """Whether P50 or P80 moved: a range can change while its likely value stays."""
    sheet.text(row, 0, "P50 and P80 of draws, at export")
    sheet.text(row + 1, 0, "Moved: 1")
    cells = [(rows[key], column) for key in rows if f"Risk/{key}" in book.rows_of for column in LIVE]
    for place, cell in enumerate(cells, STATE):
        one = sheet.cells[cell]
        sheet.number(row, place, float(one.value), FROZEN, one.format)
        now, then = address(*cell), address(row, place)
        moved = f"=IF(ABS({now}-{then})>Tolerance*MAX(ABS({then}),1),1,0)"
        sheet.formula(row + 1, place, moved, 0.0, CALCULATION, "0")


def _charts(book: Book, sheet: Sheet, row: int, rows: dict[str, int]) -> None:
    """Four charts, each below a sentence that says what it shows and follows the figures."""
    money, below = book.plan.currency, row + CHART_ROWS
    timeline, stage, cost = book.spots["cumulative"], book.spots["stage_from"], book.spots["stage_cost"]
    months = Spot(
        timeline.sheet, book.rows_of["Timeline/month"], timeline.column, across="month", columns=timeline.columns
    )
    names = f"{quoted(stage.sheet)}!$B${stage.row + 1}:$B${stage.row + stage.rows}"
    values = {key: float(book.values[key]) for key in ("go_live", "peak_funding", "payback")}
    go_live = f"Live after {values['go_live']:,.1f} months if nothing goes wrong"
    finding(
        sheet,
        row,
        0,
        '="Live after "&FIXED(Go_live,1)&" months if nothing goes wrong"',
        go_live,
        Chart(
            "gantt",
            "Stages, months from the start",
            [
                ("Before", names, _span(stage)),
                ("Takes", names, _span(book.spots["stage_takes"])),
            ],
            description="Stages as bars over months from the project start",
            y_format="0",
            hidden=frozenset({"Before"}),
        ),
    )
    back = "not paid back in these years"
    if values["payback"] > 0:
        back = f"paid back in month {values['payback']:,.0f} if nothing goes wrong"
    finding(
        sheet,
        row,
        RIGHT,
        f'=FIXED(Peak_funding,0)&" {money} out at most, "'
        '&IF(Payback>0,"paid back in month "&FIXED(Payback,0)&" if nothing goes wrong","not paid back in these years")',
        f"{values['peak_funding']:,.0f} {money} out at most, {back}",
        Chart(
            "path",
            f"Net so far, {money}, by month",
            [("Net so far", _span(months), _span(timeline))],
            description="Net money so far by month",
            y_format="#,##0",
            x_format="0",
            x_step=12,
        ),
    )
    costs, labels = book.values["stage_cost"], book.inputs.axes["stage"].labels
    span = _span(cost)
    finding(
        sheet,
        below,
        RIGHT,
        f'=INDEX({names},MATCH(MAX({span}),{span},0))&" costs most: "&FIXED(MAX({span}),0)&" {money}"',
        f"{labels[int(costs.argmax())]} costs most: {costs.max():,.0f} {money}",
        Chart(
            "bars",
            f"People's cost by stage, {money}",
            [("People's cost", names, span)],
            description="People's cost of each stage",
            y_format="#,##0",
        ),
    )
    if "Risk/curve" in book.rows_of:
        cells = sheet.cells[rows["build_cost"], P50], sheet.cells[rows["build_cost"], P80]
        half, most = (address(rows["build_cost"], column) for column in (P50, P80))
        finding(
            sheet,
            below,
            0,
            f'="Half of the draws cost at most "&FIXED({half},0)&" {money}, four in five "&FIXED({most},0)',
            f"Half of the draws cost at most {cells[0].value:,.0f} {money}, four in five {cells[1].value:,.0f}",
            curve_chart(book, "build_cost"),
        )


def finding(sheet: Sheet, row: int, column: int, formula: str, saved: str, chart: Chart) -> None:
    """A chart below a sentence that says what it shows; the sentence is a formula, so that it stays true."""
    sheet.formula(row, column, formula, saved, FINDING)
    chart.at = (row + 1, column)
    sheet.charts.append(chart)


CURVES_AT = 6
"""Column of the chances on the sheet Risk."""
CURVES = {
    "build_cost": (1, "Chance that the build costs at most this, {}", "#,##0"),
    "go_live": (2, "Chance of being live by this month", "0"),
    "npv": (3, "Chance of a net present value of at most this, {}", "#,##0"),
}
"""Column of the figure right of the chances in the table of curves, title, and number format."""


def curve_chart(book: Book, key: str) -> Chart:
    """The chance of at most an amount, over the amount, live from the sheet Risk."""
    first, last = book.rows_of["Risk/curve"], book.rows_of["Risk/curve end"]
    column, title, form = CURVES[key]
    amounts, chances = (
        f"Risk!${letters(CURVES_AT + at)}${first + 1}:${letters(CURVES_AT + at)}${last}" for at in (column, 0)
    )
    title = title.format(book.plan.currency)
    return Chart("scatter", title, [("Chance", amounts, chances)], description=title, y_format="0%", x_format=form)


def _span(spot: Spot) -> str:
    last = f"${letters(spot.column + spot.columns - 1)}${spot.row + spot.rows}"
    return f"{quoted(spot.sheet)}!${letters(spot.column)}${spot.row + 1}:{last}"
