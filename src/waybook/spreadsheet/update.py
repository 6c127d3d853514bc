"""Update my workbook: today's plan written into somebody's own copy of the export, whatever else they made of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from waybook.model.results import Results
from waybook.plan import Plan
from waybook.spreadsheet.cells import NUMBER, TEXT, File, Found, Page, read_pages, sheet_targets
from waybook.spreadsheet.draw_sheets import DRAWS
from waybook.spreadsheet.found_rows import Table, tables
from waybook.spreadsheet.front_sheets import NO_ROOM
from waybook.spreadsheet.guard import Refused, opened
from waybook.spreadsheet.hidden_sheet import hidden_parts
from waybook.spreadsheet.patch import Saved, Value, patched, text_rows
from waybook.spreadsheet.risk_sheet import SIMULATED
from waybook.spreadsheet.summary_ask import WORDS
from waybook.spreadsheet.workbook import workbook
from waybook.spreadsheet.write import CHUNK, HIDDEN

SCHEDULE, RISK, SUMMARY = "Schedule", "Risk", "Summary"
"""Sheets with plain numbers about the file itself: columns of the queue, and what the stored draws were made for. The
Summary has frozen words too: the advice."""


@dataclass(frozen=True)
class Updated:
    """The file with today's numbers. `problems` names what it had no room for; its sheet Checks counts them."""

    data: bytes
    changed: int
    problems: tuple[str, ...]


def updated(
    plan: Plan, data: bytes, results: Results | None = None, *, plan_id: str = "", revision: int | str = ""
) -> Updated:
    """Today's plan in the user's own file: inputs by id and header, saved results where the formulas are the same.

    Their sheets, charts, formats and formulas stay. New rows of the plan take the free rows that the file's formulas
    reach; what finds none is a problem, fails a check in the file, and is not taken for deleted when it comes home. The
    stored draws stay those of the export; the sheet Risk says what has changed since that they cannot follow.

    Raises:
        Refused: the file is hostile, broken, not an export, or one laid out by another version.
        PlanProblem: the plan contradicts itself.
    """
    archive, _ = opened(data)
    fresh_data = workbook(plan, results, plan_id=plan_id, revision=revision)
    fresh_archive, _ = opened(fresh_data)
    fresh_file = read_pages(fresh_archive, [name for name in sheet_targets(fresh_archive)[0] if name != DRAWS])
    file = read_pages(archive, set(fresh_file.pages))
    if HIDDEN not in file.pages:
        raise Refused("This workbook was not exported by Waybook, or its plan sheet was deleted.")
    facts, _, homes, _, ids = hidden_parts(fresh_file)
    old_facts, _, old_homes, _, old_ids = hidden_parts(file)
    if old_facts.get("waybook_form") != facts["waybook_form"]:
        raise Refused("Another version of Waybook exported this workbook: import its changes, then export it anew.")
    problems: list[str] = []
    left: set[tuple[str, str]] = set()
    room = _hidden(file, 2).get("room", {})
    changes: dict[str, dict[tuple[int, int], Value]] = {}
    touched = {home.sheet for home in [*homes, *old_homes]}
    for sheet in touched & set(file.pages):
        changes[sheet] = _inputs(
            file.pages[sheet],
            fresh_file.pages[sheet],
            (ids[sheet], old_ids.get(sheet, frozenset())),
            room.get(sheet, []),
            problems,
            left,
        )
    for sheet, page in fresh_file.pages.items():
        if sheet != HIDDEN and sheet in file.pages:
            _results(page, file.pages[sheet], changes.setdefault(sheet, {}), inputs=sheet in touched)
    if "Checks" in file.pages:
        _count(file.pages["Checks"], changes["Checks"], len(problems))
    texts = {place: str(found.value) for place, found in fresh_file.pages[HIDDEN].cells.items() if place[1] != 2}
    texts |= _without(_hidden(fresh_file, 2), left, room)
    texts |= {place: str(found.value) for place, found in file.pages[HIDDEN].cells.items() if place[1] > 2}
    out = patched(data, changes, {HIDDEN: text_rows(texts)})
    return Updated(out, sum(len(cells) for cells in changes.values()), tuple(problems))


def _hidden(file: File, column: int) -> dict[str, Any]:
    cells = sorted(file.pages[HIDDEN].cells.items())
    found: dict[str, Any] = json.loads("".join(str(one.value) for (_, at), one in cells if at == column))
    return found


def _without(hidden: dict[str, Any], left: set[tuple[str, str]], room: dict[str, Any]) -> dict[tuple[int, int], str]:
    """What the hidden sheet says of the cells, without the rows that found no place; the room stays the file's own."""
    hidden["homes"] = [home for home in hidden["homes"] if (home[0], home[1]) not in left]
    hidden["ids"] = {sheet: [one for one in rows if (sheet, one) not in left] for sheet, rows in hidden["ids"].items()}
    hidden["room"] = room
    text = json.dumps(hidden, separators=(",", ":"))
    return {(place, 2): text[start : start + CHUNK] for place, start in enumerate(range(0, len(text), CHUNK))}


def _count(page: Page, changes: dict[tuple[int, int], Value], problems: int) -> None:
    for (row, column), found in page.cells.items():
        if column == 0 and found.value == NO_ROOM:
            changes[row, 1] = float(problems)


def _inputs(
    page: Page,
    fresh: Page,
    known: tuple[frozenset[str], frozenset[str]],
    room: Sequence[int],
    problems: list[str],
    left: set[tuple[str, str]],
) -> dict[tuple[int, int], Value]:
    """The cells of a sheet that change. `known` are the row ids of today and of the file; `left` gets what has none."""
    ids, old_ids = known
    theirs = tables(page, ids | old_ids, [])
    ours = tables(fresh, ids, [])
    changes: dict[tuple[int, int], Value] = {}
    if len(ours) != len(theirs):
        problems.append(f"{page.name}: the header row of a table is gone; its figures stay as they were in this file.")
        return changes
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        end = other.header_row + 1 + room[number] if number < len(room) else None
        spare = max(one.rows.values(), default=one.header_row) + 1
        for header in one.columns.keys() - other.columns.keys():
            if any(_value(fresh.cells.get((row, one.columns[header]))) for row in one.rows.values()):
                problems.append(f"{page.name}: no column '{header}'. Export the plan anew to get it.")
        for row_id, row in one.rows.items():
            place = other.rows.get(row_id)
            if place is None:
                place = _free_row(other, page, row_id, end)
                if place is None:
                    left.add((page.name, row_id))
                    problems.append(f"{page.name}: no free row for '{row_id}'. Export the plan anew to get it.")
                    continue
                other.rows[row_id] = place
                changes[place, other.id_column] = row_id
            for header, column in one.columns.items():
                if header not in other.columns:
                    continue
                found, there = fresh.cells.get((row, column)), page.cells.get((place, other.columns[header]))
                if found is not None and found.formula:
                    continue
                if _value(found) != _value(there) and not (there is not None and there.formula):
                    changes[place, other.columns[header]] = _value(found)
        for row_id, place in other.rows.items():
            if row_id in old_ids and row_id not in one.rows:
                for header, column in {"Id": other.id_column, **other.columns}.items():
                    if (found := page.cells.get((place, column))) is not None and not found.formula:
                        empty = fresh.cells.get((spare, one.columns.get(header, one.id_column)))
                        changes[place, column] = _value(empty) if empty is None or empty.kind == NUMBER else None
    return changes


def _free_row(table: Table, page: Page, row_id: str, end: int | None) -> int | None:
    """The first free row below the last known one of a table, above `end`: one without words. None if it has none."""
    first = max(table.rows.values(), default=table.header_row) + 1
    for place in range(first, first + 1 if end is None else end):
        cells = [page.cells.get((place, column)) for column in (table.id_column, *table.columns.values())]
        if row_id and not any(cell is not None and cell.kind == TEXT and cell.value for cell in cells):
            return place
    return None


def _value(found: Found | None) -> Value:
    if found is None or found.value in (None, ""):
        return None
    return _number(found) if found.kind == NUMBER else str(found.value)


def _results(fresh: Page, page: Page, changes: dict[tuple[int, int], Value], *, inputs: bool) -> None:
    """Saved results where the formula is the same; frozen figures where the row still has the same label."""
    for place, found in fresh.cells.items():
        there = page.cells.get(place)
        if there is None or place in changes:
            continue
        if found.formula:
            same = there.formula.replace(" ", "") == found.formula.replace(" ", "")
            if same and found.kind == NUMBER and there.value != found.value:
                changes[place] = Saved(_number(found))
        elif inputs or there.formula or there.value == found.value:
            continue
        elif found.kind != NUMBER:
            if page.name == SUMMARY and place[1] == WORDS and _label(fresh, place[0]) == _label(page, place[0]) != "":
                changes[place] = str(found.value)
        elif not _describes_the_file(fresh, place[1]) and _label(fresh, place[0]) == _label(page, place[0]) != "":
            changes[place] = _number(found)


def _describes_the_file(page: Page, column: int) -> bool:
    """Whether the plain numbers of a column belong to the file they stand in, whatever the plan has become."""
    if page.name == RISK:
        return not any(str(page.cells[at].value).startswith(SIMULATED) for at in page.cells if at[1] == column)
    return page.name == SCHEDULE


def _label(page: Page, row: int) -> str:
    """What a row is about: the words in its first two cells."""
    words = (page.cells.get((row, column)) for column in (0, 1))
    return " ".join(str(one.value) for one in words if one is not None and one.kind == TEXT)


def _number(found: Found) -> float:
    return float(found.value or 0)
