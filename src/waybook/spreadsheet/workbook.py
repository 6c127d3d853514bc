"""A plan as a workbook that keeps calculating."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import numpy as np

from waybook.model.algebra import grouped_largest, grouped_smallest
from waybook.model.model_delivery import on_calendar
from waybook.model.plan_model import model
from waybook.model.resolve import resolve
from waybook.model.results import Results
from waybook.model.worlds import Numbers, Symbols, World
from waybook.plan import Plan, write
from waybook.reference import load
from waybook.spreadsheet.answer_sheets import add_answers, add_lists
from waybook.spreadsheet.assumption_sheets import add_assumptions
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.calculation_sheets import add_calculations
from waybook.spreadsheet.draw_sheets import add_draws
from waybook.spreadsheet.front_sheets import add_about, add_checks, finish_about
from waybook.spreadsheet.input_sheets import add_inputs, add_others
from waybook.spreadsheet.law_sheets import law_sheets
from waybook.spreadsheet.price_sheet import add_prices
from waybook.spreadsheet.report_sheets import SheetSpec, add_report, add_sources, reports
from waybook.spreadsheet.risk_sheet import add_risk
from waybook.spreadsheet.sheet import ID
from waybook.spreadsheet.summary_sheet import add_summary, finish_summary
from waybook.spreadsheet.write import written

FORM = 2
"""Version of the workbook's own layout: 2 has the prices by month down the rows."""


def workbook(
    plan: Plan,
    results: Results | None = None,
    *,
    plan_id: str = "",
    revision: int | str = "",
    now: dt.datetime | None = None,
    risk: bool = True,
    more: Sequence[SheetSpec] = (),
) -> bytes:
    """The plan as an .xlsx file. With `results`, the simulated ranges ride along, frozen; with `risk`, 500 stored draws
    and live percentiles; `more` are report sheets of the caller's.

    Raises:
        PlanProblem: the plan contradicts itself; every fault is listed.
    """
    book = laid_out(plan, results, str(revision), now, risk, more)
    exported = now or dt.datetime.now(dt.UTC)
    facts = {
        "waybook_form": FORM,
        "plan_id": plan_id,
        "revision": str(revision),
        "exported": exported.isoformat(timespec="seconds"),
    }
    homes = {
        "homes": [one.as_list() for one in book.homes],
        "ids": {
            name: [
                cell.content
                for (_, column), cell in sheet.cells.items()
                if column == 0 and cell.style == ID and cell.kind == "text"
            ]
            for name, sheet in book.sheets.items()
            if sheet.kind == "input"
        },
        "room": {name: sheet.room for name, sheet in book.sheets.items() if sheet.kind == "input"},
        "growing": [[one.sheet, one.path, one.columns, one.what] for one in book.growing],
    }
    hidden = [json.dumps(facts), _ascii(write(plan)), json.dumps(homes, separators=(",", ":"))]
    properties = {
        "title": plan.name or "Plan",
        "author": "Waybook",
        "subject": "AI project plan",
        "comments": f"Waybook plan {plan_id}",
    }
    custom = {"Waybook plan": plan_id or "none", "Waybook revision": str(revision) or "none", "Waybook form": str(FORM)}
    return written(book.sheets, book.names, hidden, properties, custom)


def laid_out(
    plan: Plan,
    results: Results | None = None,
    revision: str = "",
    now: dt.datetime | None = None,
    risk: bool = False,
    more: Sequence[SheetSpec] = (),
) -> Book:
    """The sheets before they are written."""
    reference = results.reference if results is not None else load()
    inputs = results.inputs if results is not None else resolve(plan, reference)
    symbols = Symbols(inputs)
    model(symbols)
    _stages(symbols)
    book = Book(plan, reference, inputs, Numbers(inputs), symbols.lines)
    add_about(book, revision or "not stored", now or dt.datetime.now(dt.UTC))
    add_summary(book)
    add_assumptions(book)
    add_inputs(book)
    add_prices(book)
    add_answers(book)
    add_lists(book)
    add_others(book)
    book.numbers = Numbers(book.padded())
    with np.errstate(all="ignore"):
        model(book.numbers)
        _stages(book.numbers)
    add_calculations(book)
    if risk:
        add_risk(book, add_draws(book), results)
    day = (now or dt.datetime.now(dt.UTC)).date()
    for spec in (*law_sheets(plan, results, day), *reports(plan, reference), *more):
        add_report(book, spec)
    add_sources(book)
    add_checks(book)
    finish_summary(book, results)
    finish_about(book)
    return book


def _stages(m: World) -> None:
    """When each stage begins and how long it takes, for the chart."""
    stages = m.size("stage")
    place = m["package_stage"]
    begin = m.line(
        "stage_first", grouped_smallest(m["start"], place, "package", "stage", stages), "First start", "working days"
    )
    end = m.line(
        "stage_last", grouped_largest(m["through"], place, "package", "stage", stages), "Last end", "working days"
    )
    m.line("stage_from", on_calendar(m, begin), "Stage begins", "months")
    m.line("stage_to", on_calendar(m, end), "Stage ends", "months")
    m.line("stage_takes", m["stage_to"] - m["stage_from"], "Stage takes", "months")


def _ascii(text: str) -> str:
    """JSON in ASCII, so that no program changes a character on the way."""
    return json.dumps(json.loads(text), separators=(",", ":"), ensure_ascii=True)
