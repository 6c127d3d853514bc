"""Sheets that report what other parts of Waybook found: Data audit, Readiness, Sources. Words, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from waybook.audit.measurement import by_source, checked, kept, since_before
from waybook.audit.report import Score
from waybook.audit.rules import label
from waybook.model.price_age import is_old, is_price
from waybook.plan import Plan
from waybook.plan.data_audit import Measurement
from waybook.plan.part import ENDS
from waybook.readiness.findings import findings
from waybook.readiness.gates import gate_states
from waybook.readiness.sight import Sight
from waybook.reference import Reference
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.sheet import CAPTION, FROZEN, HEADER, NOTE, number_format

Words = str | float | dt.date | None


class Share(float):
    """A number that is shown in percent."""


TOP = 3
TEXT_STYLE = "wrapped"


@dataclass(frozen=True)
class Table:
    """One table of a report: caption, headers with widths, rows."""

    caption: str
    headers: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[Words]]
    empty: str = "Nothing yet."


@dataclass(frozen=True)
class SheetSpec:
    """A report sheet: title, one sentence, tables below one another, and a closing remark. Of a wide table only the
    first `printed` columns go on paper; 0 is all."""

    name: str
    title: str
    lead: str
    tables: tuple[Table, ...]
    remark: str = ""
    printed: int = 0


LEAST = 12
"""Columns that print where no table has a row: room for the words above."""


def add_report(book: Book, spec: SheetSpec) -> None:
    """Write a report sheet."""
    sheet = book.sheet(spec.name, "report", spec.title, spec.lead)
    row = TOP
    filled = [table for table in spec.tables if table.rows]
    for table in filled:
        for column, (_, width) in enumerate(table.headers):
            sheet.width(column, width)
    for table in spec.tables:
        sheet.text(row, 0, table.caption, CAPTION)
        for column, (words, _) in enumerate(table.headers if table.rows else ()):
            sheet.text(row + 1, column, words, HEADER)
        row += 2 if table.rows else 1
        for cells in table.rows:
            longest = 1.0
            for column, content in enumerate(cells):
                if isinstance(content, str):
                    sheet.text(row, column, content, TEXT_STYLE)
                    longest = max(longest, -(-len(content) // sheet.widths[column]))
                elif isinstance(content, dt.date):
                    sheet.date(row, column, content, FROZEN)
                elif content is not None:
                    shown = "0" if content == int(content) else number_format("days", [content])
                    sheet.number(row, column, content, FROZEN, "0.0%" if isinstance(content, Share) else shown)
            sheet.heights[row] = min(15 * longest, 200)
            row += 1
        if not table.rows:
            sheet.text(row, 0, table.empty, NOTE)
            row += 1
        row += 1
    for sentence in spec.remark.split(". "):
        if sentence:
            sheet.text(row, 0, sentence.rstrip(".") + ".", NOTE)
            row += 1
    # The headers stay in sight, and are repeated on paper, only where they are those of the whole sheet.
    sheet.freeze = (TOP + 2, 1) if len(spec.tables) == 1 else (TOP, 1)
    if spec.printed:
        widest = max((len(table.headers) for table in filled), default=LEAST)
        sheet.print_area = (0, 0, row - 1, min(spec.printed, widest) - 1)


def reports(plan: Plan, reference: Reference) -> tuple[SheetSpec, ...]:
    """The report sheets of a plan, in their order."""
    return (_data(plan), _readiness(plan, reference))


def _data(plan: Plan) -> SheetSpec:
    """Columns: source, what, three of days, four of figures, three of words. Tables below one another share them."""
    taken = by_source(plan.data.measurements)
    last = {source: several[-1] for source, several in taken.items()}
    days = tuple((f"Days, {end}", 10.0) for end in ENDS)
    measured: list[list[Words]] = [
        [one.source, one.taken, *_days(one), *(headline := list(_headline(one)))[:4], *[None] * (4 - len(headline))]
        for one in plan.data.measurements
    ]
    believed: list[list[Words]] = [
        [one.source, None, None, None, None, _share(one.missing), _share(one.duplicates), _share(one.scanned)]
        for one in plan.data.beliefs
    ]
    found: list[list[Words]] = [
        [
            source, label(finding.kind), *(finding.days if any(finding.days) else (None,) * 3),
            finding.rows or None, Share(finding.share), finding.severity, finding.column or "whole source",
            finding.fix + (" (a wait, nobody's work)" if finding.waits else ""), finding.why, finding.evidence,
        ]
        for source, one in last.items() for finding in kept(one).findings
    ]  # fmt: skip
    sound: list[list[Words]] = [
        [source, score.dimension.capitalize(), *[None] * 6, "not measured" if score.value is None else score.value,
         score.evidence]
        for source, one in last.items() for score in _scores(plan, one)
    ]  # fmt: skip
    changed: list[list[Words]] = [
        [
            source, change.label, None, None, None,
            *(Share(one.share) if one else None for one in (change.before, change.after)),
            change.state, change.column or "whole source",
        ]
        for source in taken
        if (difference := since_before(plan.data.measurements, source)) is not None
        for change in difference.changes
    ]  # fmt: skip
    source, none = ("Source", 26.0), ("", 17.0)
    tables = (
        Table("Measured", (source, ("Measured on", 30), *days, ("Figures", 20), none, none, none), measured,
              "No source has been measured."),
        Table("Believed before", (source, none, none, none, none, ("Missing", 20), ("Duplicates", 17), ("Scanned", 17)),
              believed, "Nothing was written down."),
        Table("To put right", (source, ("What", 30), *days, ("Rows", 20), ("Share", 17), ("Severity", 17),
              ("Where", 24), ("What to do", 60), ("Because", 60), ("Evidence", 40)), found,
              "Nothing was found, or nothing measured."),
        Table("Six dimensions, out of 100", (source, ("Dimension", 30), *[none] * 6, ("Score", 24), ("Evidence", 60)),
              sound, "Nothing has been measured."),
        Table("What the last measurement changed", (source, ("Finding", 30), *[none] * 3, ("Share before", 20),
              ("Share now", 17), ("Is", 17), ("Where", 24)), changed, "No source has been measured twice."),
    )  # fmt: skip
    lead = "What was believed and what was measured in the data. Aggregates only."
    return SheetSpec("Data audit", "Data audit", lead, tables)


def _share(value: float | None) -> Share | None:
    return None if value is None else Share(value)


def _days(one: Measurement) -> tuple[Words, Words, Words]:
    return (one.days.low, one.days.likely, one.days.high) if one.days else (None, None, None)


def _headline(one: Measurement) -> Iterator[str]:
    """The three figures of a measurement, as words."""
    figures = one.report.get("headline")
    for name, value in figures.items() if isinstance(figures, dict) else ():
        yield f"{name}: {value}"[:200]


def _scores(plan: Plan, one: Measurement) -> list[Score]:
    """The dimensions of a measurement; accuracy from the check by hand, where there was one."""
    line = next((line for line in plan.data.sources if line.name == one.source), None)
    check = None if line is None else checked(line)
    return list(({**kept(one).scores} | ({"accuracy": check.score} if check else {})).values())


def _readiness(plan: Plan, reference: Reference) -> SheetSpec:
    see = Sight(plan, reference)
    found: list[list[Words]] = [
        [one.rule.name, one.rule.severity, one.words, one.rule.matters_because, one.rule.repair]
        for one in findings(see)
    ]
    gates: list[list[Words]] = [
        [f"{gate.number} {gate.name}", gate.state, criterion.name, criterion.state, criterion.words]
        for gate in gate_states(see)
        for criterion in gate.criteria
    ]
    wide = 60
    said = (("Finding", 34), ("Weight", 12), ("What was seen", wide), ("Why it matters", wide), ("What helps", wide))
    passed = (("Gate", 42), ("Gate is", 12), ("Criterion", wide), ("Criterion is", wide), ("Evidence", wide))
    lead = "What stands in the way: findings on the plan, and the criteria of each gate."
    tables = (Table("Findings", said, found, "None."), Table("Gates", passed, gates))
    return SheetSpec("Readiness", "Readiness", lead, tables)


def add_sources(book: Book) -> None:
    """Every source the figures of the plan rest on, how many figures, and of which grade."""
    counted: dict[tuple[str, str, str], int] = {}
    prices: set[tuple[str, str, str]] = set()
    for one in book.inputs.inputs.values():
        for place in range(one.values.size):
            date = one.dates[place if len(one.dates) > 1 else 0]
            key = (one.source(place), date, one.grade(place))
            counted[key] = counted.get(key, 0) + 1
            if is_price(one.unit) and is_old(date, dt.date.today(), book.reference):
                prices.add(key)
    days = book.reference.parameters["price_age_days"].value
    rows: list[list[Words]] = [
        [key[0], float(count), key[2], key[1], f"Price older than {days:.0f} days" if key in prices else None]
        for key, count in sorted(counted.items(), key=lambda row: -row[1])
    ]
    headers = (("Source", 110), ("Figures", 10), ("Grade", 13), ("Checked", 13), ("Age on export", 26))
    add_report(
        book,
        SheetSpec(
            "Sources", "Sources", "Where every figure in this workbook comes from.", (Table("Sources", headers, rows),)
        ),
    )
