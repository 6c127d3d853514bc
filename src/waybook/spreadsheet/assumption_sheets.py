"""Assumptions, answers and the lists of the plan that the model does not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_origin

from waybook.plan import Plan
from waybook.plan.fields import FieldNote, every, get
from waybook.plan.part import Part
from waybook.spreadsheet.book import ENDS, SPARE, Book, Growing, part_of
from waybook.spreadsheet.place import Spot
from waybook.spreadsheet.sheet import (
    CALCULATION,
    CAPTION,
    FROZEN,
    HEADER,
    ID,
    INPUT,
    NOTE,
    REFERENCE,
    Sheet,
    Validation,
    number_format,
)
from waybook.spreadsheet.tables import Column, Content, Home, bounds_text, put

TOP = 3
HEADERS = ("Id", "Assumption", "Unit", "Value", "Low", "High", "Least", "Most", "Source", "Checked", "Grade", "Note")
MOST = 1e12
SECTIONS = {
    "": "Project",
    "first_guess": "First guess",
    "objectives": "Objectives",
    "data": "Data",
    "architecture": "Architecture",
    "compliance": "Compliance",
    "team": "Team",
    "readiness": "Readiness",
    "prototype": "Prototype",
    "gates": "Gates",
    "operation": "Operation",
    "estimates": "Estimates",
    "economics": "Money",
}
YES_NO = {"True": "Yes", "False": "No"}


def add_assumptions(book: Book) -> None:
    """Single numbers: the plan's own, what-if dials, and reference data the model needs."""
    sheet = book.sheet(
        "Assumptions",
        "input",
        "Assumptions",
        "Single numbers the model reads. Blue on yellow: change them, and import the file again.",
    )
    for column, width in enumerate((15, 36, 28, 12, 10, 10, 9, 9, 46, 11, 11, 50)):
        sheet.width(column, width)
    scalars = {key: one for key, one in book.inputs.inputs.items() if not one.dims}
    bases = {key.removesuffix("_likely") for key in scalars if key.endswith("_likely")}
    single = [key for key in scalars if not any(key == f"{base}_{end}" for base in bases for end in ENDS)]
    groups: dict[str, list[str]] = {"The plan's own figures": [], "What if": [], "Reference data": []}
    for key in [*single, *sorted(bases)]:
        one = scalars[key] if key in scalars else scalars[f"{key}_likely"]
        name = "What if" if key.startswith("dial_") else "The plan's own figures" if one.path() else "Reference data"
        groups[name].append(key)
    row = TOP
    notes = {
        "The plan's own figures": "A value that says 'Assumed' becomes your own when you change it.",
        "What if": "0 is the likely value, 1.28 the one-in-ten case. Not stored in the plan.",
        "Reference data": "From Waybook's data. A change moves this workbook, but is not imported.",
    }
    for caption, keys in groups.items():
        if not keys:
            continue
        row = _section(sheet, row, caption, notes[caption])
        for key in keys:
            _assumption(book, sheet, row, key, caption)
            row += 1
        if caption == "Reference data":
            row = _constants(book, sheet, row)
        row += 1
    sheet.freeze = (TOP + 2, 2)


def _section(sheet: Sheet, row: int, caption: str, note: str) -> int:
    sheet.text(row, 0, caption, CAPTION)
    sheet.text(row, 3, note, "aside")
    for column, words in enumerate(HEADERS):
        sheet.text(row + 1, column, words, HEADER)
    return row + 2


def _assumption(book: Book, sheet: Sheet, row: int, key: str, caption: str) -> None:
    three = key not in book.inputs.inputs
    main = book.inputs[f"{key}_likely" if three else key]
    label = main.label.removesuffix(", likely")
    sheet.text(row, 0, key, ID)
    sheet.text(row, 1, label)
    sheet.text(row, 2, book.unit(main.unit), "unit")
    ends = (("likely", 3), ("low", 4), ("high", 5)) if three else (("", 3),)
    for end, column in ends:
        name = f"{key}_{end}" if end else key
        one = book.inputs[name]
        value = float(one.values)
        path, part = part_of(one.path())
        homed = bool(path) and (column == 3 or part != "")
        style = INPUT if homed or caption == "What if" else REFERENCE
        sheet.number(row, column, value, style, number_format(main.unit, [value]))
        book.spots[name] = book.name(name, sheet.name, row, column)
        if homed:
            book.homes.append(Home(sheet.name, key, HEADERS[column], path, part, value))
        if style == INPUT:
            low = one.low if one.low is not None else (0.0 if value >= 0 else -MOST)
            high = one.high if one.high is not None else MOST
            sheet.validations.append(
                Validation((row, column), (row, column), (), low, high, label[:32], bounds_text(low, one.high))
            )
    for column, bound in ((6, main.low), (7, main.high)):
        if bound is not None:
            sheet.number(row, column, bound, NOTE, number_format(main.unit, [bound]))
    for column, words in ((8, main.source()), (9, main.dates[0]), (10, main.grade()), (11, main.note)):
        if words:
            sheet.text(row, column, words, NOTE)


def _constants(book: Book, sheet: Sheet, row: int) -> int:
    """Numbers the workbook itself needs: the same as the model's, or too large or small to matter."""
    known = book.reference.parameters
    effects = [("Effect_low", known["effect_low"]), ("Effect_high", known["effect_high"])]
    rows: list[tuple[str, str, str, float, str, str, str]] = [
        (name, f"Change of a measure, {name.removeprefix('Effect_')}", q.unit, q.value, q.source, q.date, q.grade)
        for name, q in effects
    ]
    usual = known["cashable"]
    for end, value in (("low", usual.low), ("likely", usual.value), ("high", usual.high)):
        rows.append(
            (
                f"Cashable_{end}",
                f"Usual cashable share, {end}",
                usual.unit,
                value,
                usual.source,
                usual.date,
                usual.grade,
            )
        )
    rows += [
        (
            "Smallest_wait",
            "Shortest wait counted",
            "weeks",
            1 / 7,
            "A day: doubt about a wait is a ratio",
            "",
            "judgement",
        ),
        (
            "Smallest_rate",
            "Lowest day rate counted",
            book.unit("currency/day"),
            1e-6,
            "Doubt about a rate is a ratio",
            "",
            "judgement",
        ),
        ("Never", "A day after every plan", "working days", 1e9, "Stands for a unit nobody has", "", "judgement"),
        (
            "Tolerance",
            "Largest difference in a check",
            "share",
            1e-6,
            "Rounding of the program that calculates",
            "",
            "judgement",
        ),
    ]
    for name, label, unit, value, source, date, grade in rows:
        sheet.text(row, 0, name.lower(), ID)
        sheet.text(row, 1, label)
        sheet.text(row, 2, unit, "unit")
        sheet.number(row, 3, value, REFERENCE, "#,##0.######")
        book.names[name] = (sheet.name, row, 3)
        for column, words in ((8, source), (9, date), (10, grade)):
            if words:
                sheet.text(row, column, words, NOTE)
        row += 1
    return row


def add_answers(book: Book) -> None:
    """Every single answer of the plan that has no cell elsewhere, and what the answers changed in the defaults."""
    sheet = book.sheet(
        "Answers", "input", "Answers", "What the team answered. Changes here act on the estimate after the next import."
    )
    taken = {home.path for home in book.homes}
    rows = [one for one in _single_fields(book.plan) if one.path not in taken]
    sections = [SECTIONS.get(one.path.rpartition(".")[0].partition(".")[0], "") for one in rows]
    cells = [shown(get(book.plan, one.path), one) for one in rows]
    row = TOP
    first = row + 2
    changed = lambda place: (f"=IF(D{first + place + 1}=F{first + place + 1},0,1)", 0.0)  # noqa: E731
    columns = [
        Column("Part", sections, "label", width=14),
        Column("Question", [one.title for one in rows], "label", width=44),
        Column("Answer", cells, INPUT, form="#,##0.####", width=44, homes=[(one.path, "") for one in rows]),
        Column("Unit", [book.unit(one.unit) for one in rows], "unit", width=14),
        Column("When exported", cells, FROZEN, form="#,##0.####", width=44),
        Column("Changed", [None] * len(rows), CALCULATION, form="0;;", width=9, formula=changed),
        Column("What it means", [one.description for one in rows], NOTE, width=60),
    ]
    placed = put(sheet, row, "Answers", "answer", [one.path for one in rows], columns, book.spots, book.homes)
    for place, one in enumerate(rows):
        _limit(sheet, placed.first + place, 3, one)
        book.rows_of[f"answer.{one.path}"] = placed.first + place
    book.spots["answers.changed"] = Spot(sheet.name, placed.first, 6, "answer", rows=len(rows))
    sheet.freeze = (TOP + 2, 3)
    _adjustments(book, sheet, placed.first + len(rows) + 1)


def _adjustments(book: Book, sheet: Sheet, row: int) -> None:
    axis = book.inputs.axes["adjustment"]
    factor = book.inputs["adjustment_factor"]
    columns = [
        Column("What it changes", [label.partition(": ")[0] for label in axis.labels], "label"),
        book.column("adjustment_factor", REFERENCE, spare=book.spare_values.setdefault("adjustment_factor", 1.0)),
        Column("Because", [label.partition(": ")[2] or label for label in axis.labels], "label"),
        *(
            book.column(key, REFERENCE)
            for key, one in book.inputs.inputs.items()
            if one.dims == ("adjustment",) and key != "adjustment_factor"
        ),
        Column("Grade", [factor.grade(place) for place in range(len(axis))], NOTE),
        Column("Source", [factor.source(place) for place in range(len(axis))], NOTE),
    ]
    caption, spare = "What the answers change in the estimate", SPARE["adjustment"]
    put(sheet, row, caption, "adjustment", axis.ids, columns, book.spots, book.homes, spare=spare)


def _limit(sheet: Sheet, row: int, column: int, one: FieldNote) -> None:
    cell = ((row, column), (row, column))
    if one.labels:
        sheet.validations.append(
            Validation(*cell, tuple(one.labels.values()), None, None, one.title[:32], "Choose one of the list.")
        )
    elif one.kind is bool:
        sheet.validations.append(Validation(*cell, tuple(YES_NO.values()), None, None, one.title[:32], "Yes or No."))
    elif one.kind in (int, float):
        low = one.bounds.get("ge", one.bounds.get("gt", -MOST))
        high = one.bounds.get("le", one.bounds.get("lt"))
        sheet.validations.append(
            Validation(*cell, (), low, MOST if high is None else high, one.title[:32], bounds_text(low, high))
        )


def _single_fields(plan: Plan) -> Iterator[FieldNote]:
    for one in every():
        if "[]" in one.path or "{}" in one.path or one.path == "schema_version":
            continue
        try:
            get(plan, one.path)
        except KeyError:
            continue
        if one.kind in (str, int, float, bool, dt.date) or get_origin(one.kind) is Literal:
            yield one


def shown(value: Any, one: FieldNote) -> Content:
    """A plan value as its cell shows it: words for choices, Yes and No, numbers and dates as they are."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return YES_NO[str(value)]
    if one.labels:
        return one.labels.get(str(value), str(value))
    return value if isinstance(value, dt.date) else float(value) if isinstance(value, int | float) else str(value)


LISTS = (
    ("data.sources", "Sources of data", 8),
    ("architecture.integrations", "Systems to connect", 5),
    ("architecture.decisions", "Decisions", 5),
    ("objectives.later", "Decide later", 5),
    ("estimates.past_projects", "Past projects", 5),
    ("team.closures", "Closed days", 5),
)


def add_lists(book: Book) -> None:
    """Lists of the plan that shape the estimate through answers: one table each, rows may be added."""
    sheet = book.sheet(
        "Data sources",
        "input",
        "Data sources, systems and history",
        "Lists the estimate draws on. Changes act after the next import; add rows below the last.",
    )
    row = TOP
    sheet.freeze = (TOP + 2, 2)
    aside = 1 + max(len(_fields(path)) for path, _, _ in LISTS)
    for path, caption, spare in LISTS:
        row = _list(book, sheet, row, path, caption, spare, aside)
    book.spots["lists.changed"] = Spot(sheet.name, TOP, aside, "item", rows=row - TOP)
    sheet.print_area = (0, 0, row, aside - 1)


def _fields(path: str) -> list[FieldNote]:
    start = f"{path}[]."
    return [one for one in every() if one.path.startswith(start) and "." not in one.path.removeprefix(start)]


def _list(book: Book, sheet: Sheet, row: int, path: str, caption: str, spare: int, aside: int) -> int:
    items: Sequence[Part] = get(book.plan, path)
    fields = _fields(path)
    columns = []
    for one in fields:
        name = one.path.rpartition(".")[2]
        cells = [shown(getattr(item, name), one) for item in items]
        homes = [(f"{path}[{place}].{name}", "") for place in range(len(items))]
        low, high = one.bounds.get("ge", one.bounds.get("gt")), one.bounds.get("le", one.bounds.get("lt"))
        if one.kind in (int, float) and low is None:
            low = -MOST
        choices = tuple(one.labels.values())
        width = 26 if one.kind is str else 16
        columns.append(
            Column(
                one.title,
                cells,
                INPUT,
                one.unit,
                "#,##0.##" if one.kind in (int, float) else "General",
                width,
                homes,
                (name, ""),
                choices,
                low,
                high,
                one.description,
            )
        )
    prefix = path.rpartition(".")[2][:1].upper()
    ids = [f"{prefix}{place + 1}" for place in range(len(items))]
    placed = put(
        sheet, row, caption, "item", ids, columns, book.spots, book.homes, spare=spare, waiting=columns, aside=aside
    )
    headers = {
        column.header + (f" ({column.unit})" if column.unit else ""): column.field for column in columns if column.field
    }
    book.growing.append(Growing(sheet.name, path, headers, caption.lower()))
    return placed.first + len(items) + spare + 1
