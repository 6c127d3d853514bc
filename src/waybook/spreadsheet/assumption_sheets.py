"""The sheet Assumptions: single numbers of the plan, dials to play with, and reference data."""

from __future__ import annotations

from waybook.plan.part import ENDS
from waybook.spreadsheet.book import Book, part_of
from waybook.spreadsheet.sheet import (
    CAPTION,
    HEADER,
    ID,
    INPUT,
    NOTE,
    REFERENCE,
    Sheet,
    Validation,
    number_format,
)
from waybook.spreadsheet.tables import MOST, Home, bounds_text

TOP = 3
WHAT_IF, OWN, LUCK = "What if", "The plan's own figures", "What if, by luck"
HEADERS = ("Id", "Assumption", "Unit", "Value", "Low", "High", "Least", "Most", "Source", "Checked", "Grade", "Note")


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
    groups: dict[str, list[str]] = {WHAT_IF: [], OWN: [], LUCK: [], "Reference data": []}
    for key in [*single, *sorted(bases)]:
        one = scalars[key] if key in scalars else scalars[f"{key}_likely"]
        kind = {"lever": WHAT_IF, "dial": LUCK}.get(key.partition("_")[0])
        groups[kind or (OWN if one.path() else "Reference data")].append(key)
    row = TOP
    notes = {
        WHAT_IF: "More or less of everything of one kind: 10% for salaries a tenth higher. Percentiles follow, and it "
        "comes home with the file. 0% is the plan as typed.",
        OWN: "A value that says 'Assumed' becomes your own when you change it. "
        "Conversations set the cost alone: the volume that brings benefit stands on the sheet Benefit.",
        LUCK: "In standard deviations: 0 is the likely value, 1.28 the one-in-ten case. Not stored in the plan.",
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
        style = INPUT if homed or caption == LUCK else REFERENCE
        form = "+0.0%;-0.0%;0%" if caption == WHAT_IF else number_format(main.unit, [value])
        sheet.number(row, column, value, style, form)
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
