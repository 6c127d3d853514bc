"""Lists of the plan as tables: the base stays put while its screen is open; what is typed comes out in rows.

Feeding an editor's result back as its next input loses every second edit: so the base is made when the screen is opened
or the list was changed by another hand, and never in between.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from waybook.plan import Range
from waybook.plan.fields import FieldNote, get, note
from waybook.plan.part import ENDS, Part
from waybook.plan.reading import problems
from waybook.ui import desk, wording
from waybook.ui.amount import MOST_LETTERS
from waybook.ui.shown import Shown

BEFORE = ""
"""Beside the cells of a row: the row as the plan has it, which a refused cell falls back on."""

_TEXT_WIDTH, _ALWAYS = 150, 165
"""Pixels of a column of text that has no width of its own, and those that it may take however full the table is."""
_ROOM, _AROUND_TITLE, _LETTER_OF_TITLE, _MOST_OF_CHOICES = 920, 50, 7, 265
"""Pixels of a table on a projector of 1280, of a column's heading, and of the widest column of choices."""
_LETTER, _LINE, _MARGIN = 6.2, 20, 16
"""Pixels of an average letter, of a line of text and around it, in a cell."""
_MOST_LINES = 4
WRAPS_FROM = 66
"""Pixels of the lowest row in which an editor wraps its texts."""


def ask_table(
    path: str, field: FieldNote, words: str, columns: Sequence[str], among: Mapping[str, Mapping[str, str]]
) -> None:
    """An editable table of a list of Parts. Rows the plan cannot take stay on screen and are named.

    `among` has the choices (value to words) of text columns that take no others.
    """
    kind: type[Part] = get_args(field.kind)[0]
    names = list(columns) or list(kind.model_fields)
    notes = {name: note(f"{path}[0].{name}") for name in names}
    key = desk.key(path)
    base_key = f"{key} base"
    if key not in st.session_state or base_key not in st.session_state:
        rows = desk.desk().drafts.get(path)
        st.session_state[base_key] = (
            rows if rows is not None else [{**row, BEFORE: row} for row in _rows_of(path)]
        )
    base: list[dict[str, Any]] = st.session_state[base_key]
    widths = text_widths(base, {name: field for name, field in notes.items() if name not in among})
    st.subheader(words, anchor=False, help=f"{field.description}. Click the empty last line to add one.")
    st.data_editor(
        frame_of(base, notes),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config=columns_of(notes, widths) | _chosen(notes, among, base),
        row_height=row_height(base, widths),
        placeholder="",
        on_change=_write,
        args=(path, key, base_key, kind, notes),
        alt=f"Table: {words}",
    )
    if not get(desk.plan(), path):
        st.caption("Click the empty line to add one.")


def text_widths(rows: Sequence[Mapping[str, Any]], notes: Mapping[str, FieldNote]) -> dict[str, int]:
    """Pixels of each column of text: what its longest text takes, as far as the other columns leave room.

    One long text makes every row of a table high, so room is given to texts before any of them wraps.
    """
    texts = [name for name, field in notes.items() if field.kind is str]
    need = {
        name: max(_TEXT_WIDTH, *(math.ceil(len(str(row.get(name) or "")) * _LETTER) + _MARGIN for row in rows), 0)
        for name in texts
    }
    left = _ROOM - sum(
        (len(ENDS) if field.kind is Range else 1) * _longest_of(field.title, field.labels)
        for name, field in notes.items() if name not in texts
    )  # fmt: skip
    widths: dict[str, int] = {}
    for name in sorted(texts, key=need.__getitem__):
        widths[name] = min(need[name], max(_ALWAYS, left // (len(texts) - len(widths))))
        left -= widths[name]
    return widths


def _longest_of(title: str, labels: Mapping[str, str]) -> int:
    """Pixels of a column with this heading and these choices."""
    longest = _MARGIN + _LETTER * max(map(len, labels.values()), default=0)
    return min(_MOST_OF_CHOICES, max(_AROUND_TITLE + _LETTER_OF_TITLE * len(title), math.ceil(longest)))


def row_height(rows: Iterable[Mapping[str, Any]], widths: Mapping[str, int], least: int = 2) -> int | None:
    """Pixels of a row in which the longest text of `rows` can be read, up to four lines.

    All rows of an editor are of one height. None, the usual height, where no text takes `least` lines: in a long table,
    one that is a little too long is not worth the room. `widths` has the columns of text, in pixels.
    """
    longest = max(
        (math.ceil(len(str(row.get(name) or "")) * _LETTER / (wide - _MARGIN)) for row in rows
         for name, wide in widths.items()), default=1,
    )  # fmt: skip
    return None if longest < least else max(WRAPS_FROM, min(longest, _MOST_LINES) * _LINE + _MARGIN)


def _write(path: str, key: str, base_key: str, kind: type[Part], notes: Mapping[str, FieldNote]) -> None:
    """Save every row that can be understood; name the others and keep them on the screen."""
    base, state = st.session_state[base_key], st.session_state[key]
    rows = edited(base, state, notes)
    kept, faults = understood(rows, kind, desk.title(path), notes)
    for row, now in zip((row for line, row in enumerate(base) if line not in _gone(state)), rows, strict=False):
        row[BEFORE] = now.get(BEFORE)
    if not desk.edit(path, kept):
        faults += desk.desk().faults[path]
    if faults:
        desk.refuse(path, rows, faults)


def _rows_of(path: str) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json") for row in get(desk.plan(), path)]


def _gone(state: Mapping[str, Any]) -> set[int]:
    return set(state.get("deleted_rows", []))


def edited(
    base: list[dict[str, Any]], state: Mapping[str, Any], notes: Mapping[str, FieldNote]
) -> list[dict[str, Any]]:
    """The rows of an editor: its base with the changes its state holds, in the plan's units and ids."""
    rows = [dict(row) for row in base]
    for line, cells in state.get("edited_rows", {}).items():
        _apply(rows[int(line)], cells, notes)
    rows = [row for line, row in enumerate(rows) if line not in _gone(state)]
    for cells in state.get("added_rows", []):
        row: dict[str, Any] = {}
        _apply(row, cells, notes)
        rows.append(row)
    return rows


def _apply(row: dict[str, Any], cells: Mapping[str, Any], notes: Mapping[str, FieldNote]) -> None:
    for column, cell in cells.items():
        name, _, point = column.partition(".")
        if name not in notes:
            continue
        field = notes[name]
        value = _parsed(cell, field)
        if point:
            row[name] = {**(row.get(name) or {}), point: value}
            if all(row[name].get(each) is None for each in ENDS):
                row[name] = None
        else:
            row[name] = value


def _parsed(cell: Any, field: FieldNote) -> Any:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if wording.is_share(field.unit) and isinstance(cell, int | float):
        return round(cell / 100, 10)
    if get_origin(field.kind) is list and isinstance(cell, str):
        return [part.strip() for part in cell.replace(",", ";").split(";") if part.strip()]
    cell = cell.strip() if isinstance(cell, str) else cell
    return None if cell == "" and field.kind in (int, float, Range) else cell


def understood(
    rows: list[dict[str, Any]], kind: type[Part], table: str, notes: Mapping[str, FieldNote]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows that make a `kind`, and a sentence for each thing that does not: `Team, line 3, Full-time people: ...`.

    An empty cell is the field's default. A refused cell is said and stays in the plan as it was: what was taken is
    noted in the row itself, see `BEFORE`. A new row without what it needs waits.
    """
    kept: list[dict[str, Any]] = []
    faults: list[str] = []
    required = {name for name, info in kind.model_fields.items() if info.is_required()}
    for line, row in enumerate(rows, start=1):
        before = {name: cell for name, cell in (row.get(BEFORE) or {}).items() if cell is not None}
        filled, wrong = _filled(row, notes)
        if not wrong and not any(cell not in ("", [], {}) for cell in filled.values()):
            continue
        filled |= {name: before[name] for name in wrong if name in before}
        said = [sentence for each in wrong.values() for sentence in each]
        for _ in range(2):
            if said and not required <= set(filled):
                break
            try:
                row[BEFORE] = kind.model_validate(filled).model_dump(mode="json")
                kept.append(row[BEFORE])
                break
            except ValidationError as fault:
                said += problems(fault)
                bad = {str(error["loc"][0]) for error in fault.errors() if error["loc"]}
                filled = {name: cell for name, cell in filled.items() if name not in bad}
                filled |= {name: before[name] for name in bad & before.keys()}
        faults += [f"{table}, line {line}, {_named(sentence, kind)}" for sentence in said]
    return kept, list(dict.fromkeys(faults))


def _filled(row: Mapping[str, Any], notes: Mapping[str, FieldNote]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The cells of a row that say something, amounts as numbers; by field, what is wrong with the amounts left out."""
    filled: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, cell in row.items():
        if name == BEFORE:
            continue
        points = dict(cell) if isinstance(cell, dict) else {"": cell}
        for point, value in points.items():
            if isinstance(value, str) and name in notes and (shown := Shown(notes[name])).amount:
                try:
                    points[point] = shown.amount_in(value)
                except ValueError as fault:
                    wrong.setdefault(name, []).append(f"{name}{point and f'.{point}'}: {fault}")
        points = {point: value for point, value in points.items() if value is not None}
        if points and name not in wrong:
            filled[name] = points if isinstance(cell, dict) else points[""]
    return filled, wrong


def _named(sentence: str, kind: type[Part]) -> str:
    place, _, message = sentence.partition(": ")
    name, _, point = place.partition(".")
    if name in kind.model_fields:
        place = f"{kind.model_fields[name].title or name}{f' ({point})' if point else ''}"
    return f"{place}: {message}"


def frame_of(rows: list[dict[str, Any]], notes: Mapping[str, FieldNote]) -> pd.DataFrame:
    """Rows of the plan as the screen has them: shares as percentages, a range in three columns."""
    columns: dict[str, pd.Series[Any]] = {}
    for name, field in notes.items():
        values = [row.get(name) for row in rows]
        if field.kind is Range:
            for point in ENDS:
                columns[f"{name}.{point}"] = _series([(value or {}).get(point) for value in values], field)
        else:
            columns[name] = _series(values, field)
    return pd.DataFrame(columns)


def _series(values: list[Any], field: FieldNote) -> pd.Series[Any]:
    if field.kind is bool:
        return pd.Series([field.default if value is None else value for value in values], dtype="boolean")
    if (shown := Shown(field)).amount:
        return pd.Series([shown.typed(value) for value in values], dtype="object")
    if field.kind in (int, float, Range):
        factor = 100 if wording.is_share(field.unit) else 1
        return pd.Series([None if value is None else round(value * factor, 8) for value in values], dtype="Float64")
    if field.kind is dt.date:
        return pd.Series(
            [None if value is None else dt.date.fromisoformat(str(value)) for value in values], dtype="object"
        )
    if get_origin(field.kind) is list:
        return pd.Series(["; ".join(value or []) for value in values], dtype="object")
    return pd.Series(values, dtype="object")


def _chosen(
    notes: Mapping[str, FieldNote], among: Mapping[str, Mapping[str, str]], base: list[dict[str, Any]]
) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for name, choices in among.items():
        # What is there already stays a choice, known or not: an editor would empty the cell.
        there = [row[name] for row in base if row.get(name) and row[name] not in choices]
        config[name] = st.column_config.SelectboxColumn(
            notes[name].title,
            help=notes[name].description,
            options=list(dict.fromkeys([*choices, *there])),
            format_func=_words(choices),
            width=min(300, 60 + 7 * max(map(len, choices.values()), default=10)),
        )
    return config


def _words(choices: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda choice: choices.get(str(choice), str(choice))


def columns_of(notes: Mapping[str, FieldNote], widths: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Streamlit's settings of each column: title, help, kind, bounds. `widths` (pixels) are of columns of text."""
    config: dict[str, Any] = {}
    for name, field in notes.items():
        title = wording.label(field.title, field.unit, desk.plan().currency).replace("\\$", "$")
        if field.kind is Range:
            for point in ENDS:
                words = f"{title}: {point}" if point == "low" else point
                config[f"{name}.{point}"] = (
                    _amounts(words, field) if Shown(field).amount
                    else st.column_config.NumberColumn(words, help=field.description, format="localized")
                )  # fmt: skip
        else:
            config[name] = _column(title, field, (widths or {}).get(name, _TEXT_WIDTH))
    return config


def _amounts(title: str, field: FieldNote) -> Any:
    """Amounts are text: the editor of a column of numbers drops the k of 300k without a word."""
    return st.column_config.TextColumn(
        title,
        help=field.description,
        alignment="right",
        max_chars=MOST_LETTERS,
        default=None if field.kind is Range else Shown(field).typed(field.default) or None,
    )


def _column(title: str, field: FieldNote, text_width: int) -> Any:
    words: dict[str, Any] = {"help": field.description}
    if get_origin(field.kind) is Literal:
        return st.column_config.SelectboxColumn(
            title,
            width=_longest_of(title, field.labels),
            options=list(get_args(field.kind)),
            format_func=lambda choice: field.labels.get(str(choice), str(choice)),
            required=not field.optional,
            default=field.default,
            **words,
        )
    if field.kind is bool:
        return st.column_config.CheckboxColumn(title, default=field.default, **words)
    if Shown(field).amount:
        return _amounts(title, field)
    if field.kind in (int, float):
        whole, factor = field.kind is int, 100 if wording.is_share(field.unit) else 1
        limits = {"min_value": field.bounds.get("ge"), "max_value": field.bounds.get("le"), "default": field.default}
        words |= {name: None if value is None else value * factor for name, value in limits.items()}
        return st.column_config.NumberColumn(title, format="localized", step=1 if whole else None, **words)
    if field.kind is dt.date:
        return st.column_config.DateColumn(title, format="DD/MM/YYYY", **words)
    if field.kind is str:
        most = int(field.bounds.get("max_length", 0))
        return st.column_config.TextColumn(title, width=text_width, max_chars=most or None, default="", **words)
    return st.column_config.TextColumn(title, **words)
