"""An edited workbook, read back into differences from the plan. Nothing is changed here."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Any

from waybook.plan import Plan, PlanError, accept
from waybook.plan.fields import FieldNote, note
from waybook.plan.part import Range
from waybook.plan.team import ROLE_NAMES
from waybook.spreadsheet.book import ENDS, Growing
from waybook.spreadsheet.cells import File, Found, read_pages
from waybook.spreadsheet.found_rows import Table, tables
from waybook.spreadsheet.guard import Refused, opened
from waybook.spreadsheet.merge import Difference, Merge, Rows, same, value_at
from waybook.spreadsheet.sheet import clean
from waybook.spreadsheet.tables import Home
from waybook.spreadsheet.values import NotAValue, read_value
from waybook.spreadsheet.write import HIDDEN

_ROW = re.compile(r"^(.*?)\[(\d+)\](.*)$")
_ASSUMED = re.compile(r"^(.*)\['(assumed \d+)'\]\.(.+)$")
STAGES = 5


@dataclass
class _Edited:
    """One plan field as the workbook has it: its cells by part."""

    path: str
    cells: dict[str, tuple[Found | None, str]] = field(default_factory=dict)
    listed: list[tuple[Found | None, str]] = field(default_factory=list)
    changed: bool = False


@dataclass
class _Reader:
    file: File
    base: Plan
    now: Plan
    homes: list[Home]
    growing: list[Growing]
    ids: dict[str, frozenset[str]]
    stages: dict[str, int]
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    found: list[Difference] = field(default_factory=list)
    tables: dict[str, list[Table]] = field(default_factory=dict)
    own_ids: set[str] = field(default_factory=set)

    def read(self) -> None:
        self.rows = Rows(self.base, self.now)
        for sheet, known in self.ids.items():
            if sheet not in self.file.pages:
                self.problems.append(f"{sheet}: the sheet is missing; its figures stay as they are in the plan.")
                continue
            page = self.file.pages[sheet]
            self.tables[sheet] = tables(page, known, self.problems)
            if page.hidden_rows:
                count = len(page.hidden_rows)
                words = "1 hidden row was" if count == 1 else f"{count:,} hidden rows were"
                self.notes.append(f"{sheet}: {words} read like the others.")
        edited, assumed, gone = self._edits()
        self._merged()
        self._changes(edited, gone)
        added = self._additions()
        self._assumed(assumed, added)

    def _edits(self) -> tuple[dict[str, _Edited], dict[str, dict[str, dict[str, _Edited]]], dict[str, str]]:
        """Every field with a cell; assumed rows by list and row; rows that were deleted (path -> sheet)."""
        edited: dict[str, _Edited] = {}
        assumed: dict[str, dict[str, dict[str, _Edited]]] = {}
        gone: dict[str, str] = {}
        missing: set[tuple[str, str]] = set()
        for home in self.homes:
            table = self._table(home)
            if not home.path:
                self._reference(home, table)
                continue
            if table is None:
                if home.sheet in self.tables and (home.sheet, home.row) not in missing:
                    missing.add((home.sheet, home.row))
                    self._row_missing(home, gone)
                continue
            if home.header not in table.columns:
                if (home.sheet, home.header) not in missing:
                    missing.add((home.sheet, home.header))
                    self.problems.append(
                        f"{home.sheet}: the column '{home.header}' is missing; its figures stay as they are."
                    )
                continue
            cell = table.cell(table.rows[home.row], home.header)
            match = _ASSUMED.match(home.path)
            if match:
                fields = assumed.setdefault(match[1], {}).setdefault(match[2], {})
                one = fields.setdefault(match[3], _Edited(home.path))
            else:
                one = edited.setdefault(home.path, _Edited(home.path))
            if home.part == "list":
                one.listed.append(cell)
            else:
                one.cells[home.part] = cell
            one.changed = one.changed or not _unchanged(cell[0], home.shown)
        return edited, assumed, gone

    def _reference(self, home: Home, table: Table | None) -> None:
        """A number that is nobody's field: what is typed over it is said, for it does not come home."""
        if table is None or home.header not in table.columns:
            return
        found, address = table.cell(table.rows[home.row], home.header)
        if not _unchanged(found, home.shown):
            self.notes.append(
                f"{address}: this figure is Waybook's own and not one of the plan's. The edit moves the workbook and "
                "stays there; to keep it, change the answer or the table it comes from."
            )

    def _table(self, home: Home) -> Table | None:
        return next((table for table in self.tables.get(home.sheet, ()) if home.row in table.rows), None)

    def _row_missing(self, home: Home, gone: dict[str, str]) -> None:
        match, found = _ROW.match(home.path), self.tables[home.sheet]
        if any(home.row in table.twice for table in found):
            return
        lists = [one for one in self.growing if match and one.path == match[1] and one.sheet == home.sheet]
        if match and lists:
            if not any(
                len(lists[0].columns.keys() & table.columns.keys()) * 2 > len(lists[0].columns) for table in found
            ):
                words = f"{home.sheet}: the header row of its table is gone; its figures stay as they are in the plan."
                if words not in self.problems:
                    self.problems.append(words)
                return
            gone[f"{match[1]}[{match[2]}]"] = home.sheet
        elif not _ASSUMED.match(home.path):
            self.problems.append(
                f"{home.sheet}: the row '{home.row}' is missing; its figures stay as they are in the plan."
            )

    def _merged(self) -> None:
        for sheet, found in self.tables.items():
            for area in self.file.pages[sheet].merged:
                first_row = int(re.sub(r"\D", "", area.partition(":")[0]) or 0) - 1
                if any(table.header_row < first_row for table in found):
                    self.problems.append(
                        f"{sheet}!{area}: these cells are merged. Unmerge them, so that each figure has its own cell."
                    )

    def _changes(self, edited: dict[str, _Edited], gone: dict[str, str]) -> None:
        for row, sheet in gone.items():
            match = _ROW.match(row)
            assert match is not None
            place = self.rows.place(match[1], int(match[2]))
            if place is not None:
                base, now = value_at(self.base, row), value_at(self.now, f"{match[1]}[{place}]")
                path = f"{match[1]}[{place}]"
                self.found.append(
                    Difference(
                        f"remove {path}", "remove", path, "Row deleted", sheet, base, now, None, not same(base, now)
                    )
                )
        for one in edited.values():
            if not one.changed or any(one.path.startswith(f"{row}.") for row in gone):
                continue
            try:
                value = self._value(one, note(one.path))
            except NotAValue as fault:
                self.problems.append(str(fault))
                continue
            self._difference(one, value)

    def _difference(self, one: _Edited, value: Any) -> None:
        base, path = value_at(self.base, one.path), one.path
        match = _ROW.match(one.path)
        if match and isinstance(value_at(self.base, match[1]), list):
            place = self.rows.place(match[1], int(match[2]))
            if place is None:
                whole = dict(value_at(self.base, f"{match[1]}[{match[2]}]"))
                whole[match[3].removeprefix(".")] = value
                self.found.append(
                    Difference(
                        f"add {one.path}",
                        "add",
                        match[1],
                        "Row taken out of the plan since, edited in the workbook",
                        _address(one),
                        whole,
                        None,
                        whole,
                        True,
                    )
                )
                return
            path = f"{match[1]}[{place}]{match[3]}"
        now = value_at(self.now, path)
        if same(base, value) or same(now, value):
            return
        self.found.append(
            Difference(path, "change", path, note(path).title, _address(one), base, now, value, not same(base, now))
        )

    def _value(self, one: _Edited, schema: FieldNote) -> Any:
        if one.listed:
            return self._names(one, schema)
        if set(one.cells) & set(ENDS) and schema.kind is Range:
            return self._range(one, schema)
        if set(one.cells) & set(ROLE_NAMES):
            return self._shares(one, schema)
        part, (found, where) = next(iter(one.cells.items()))
        value = self._read(found, where, schema, part)
        if part == "stage":
            return self._stage(value, where)
        if value is None and schema.kind is str:
            return ""
        if value is None and not schema.optional:
            raise NotAValue(f"{where}: is empty; {schema.title.lower()} needs a value.")
        return value

    def _read(self, found: Found | None, where: str, schema: FieldNote, part: str) -> Any:
        try:
            value = read_value(found, schema, part, self.file.from_1904)
        except NotAValue as fault:
            raise NotAValue(f"{where}: {fault}") from None
        if found is not None and found.formula and found.value is not None:
            self.notes.append(f"{where}: holds a formula; its result {found.value} was taken.")
        elif (
            found is not None
            and isinstance(found.value, str)
            and isinstance(value, int | float)
            and not isinstance(value, bool)
        ):
            self.notes.append(f"{where}: the text '{found.value[:40]}' was read as {value:g}.")
        return value

    def _range(self, one: _Edited, schema: FieldNote) -> Any:
        ends = {end: self._read(*one.cells[end], schema, end) for end in ENDS}
        where = one.cells["low"][1]
        if all(value is None for value in ends.values()):
            if schema.optional:
                return None
            raise NotAValue(f"{where}: {schema.title.lower()} needs low, likely and high.")
        for end, value in ends.items():
            if value is None:
                raise NotAValue(f"{one.cells[end][1]}: is empty; {schema.title.lower()} needs low, likely and high.")
        if not ends["low"] <= ends["likely"] <= ends["high"]:
            raise NotAValue(
                f"{where}: low, likely and high must rise: {ends['low']:g}, {ends['likely']:g}, {ends['high']:g} do "
                f"not ({schema.title.lower()})."
            )
        return ends

    def _names(self, one: _Edited, schema: FieldNote) -> list[str]:
        named = []
        known = {home.row for home in self.homes if home.sheet == "Work packages"} | self.own_ids
        for found, where in one.listed:
            name = self._read(found, where, schema, "list")
            if name:
                if name not in known:
                    raise NotAValue(f"{where}: '{name[:40]}' is not the id of a work package.")
                named.append(name)
        return named

    def _shares(self, one: _Edited, schema: FieldNote) -> dict[str, float]:
        shares = {role: self._read(*cell, schema, role) for role, cell in one.cells.items() if role in ROLE_NAMES}
        given = {role: share for role, share in shares.items() if share}
        if given and abs(sum(given.values()) - 1) > 1e-6:
            where = next(iter(one.cells.values()))[1]
            raise NotAValue(f"{where}: the shares of the roles add up to {sum(given.values()):.0%}, not 100%.")
        return given

    def _stage(self, value: Any, where: str) -> int:
        words = str(value or "").strip().lower()
        if words in self.stages:
            return self.stages[words]
        if isinstance(value, float) and value in range(1, STAGES + 1):
            return int(value)
        raise NotAValue(f"{where}: '{words[:40]}' is not one of {', '.join(self.stages)}.")

    def _additions(self) -> set[str]:
        """New rows. Returns the lists that got one."""
        added: set[str] = set()
        for growing in self.growing:
            candidates = [
                table
                for table in self.tables.get(growing.sheet, ())
                if set(growing.columns) - {"Id"} <= set(table.columns)
            ]
            for table in candidates[:1]:
                for row in table.unnamed:
                    value = self._new_row(growing, table, row)
                    if value is not None:
                        where = table.page.where(row, table.id_column)
                        self.found.append(
                            Difference(
                                f"add {where}", "add", growing.path, f"New {growing.what}", where, None, None, value
                            )
                        )
                        added.add(growing.path)
        return added

    def _new_row(self, growing: Growing, table: Table, row: int) -> dict[str, Any] | None:
        fields: dict[str, _Edited] = {}
        for header, (name, part) in growing.columns.items():
            column = table.id_column if header == "Id" else table.columns[header]
            cell = (table.page.cells.get((row, column)), table.page.where(row, column))
            one = fields.setdefault(name, _Edited(f"{growing.path}[0].{name}"))
            if part == "list":
                one.listed.append(cell)
            else:
                one.cells[part] = cell
        cells = [cell for one in fields.values() for cell in (*one.cells.values(), *one.listed)]
        if all(found is None or found.value in (None, "") for found, _ in cells):
            return None
        return self._whole(fields)

    def _whole(self, fields: dict[str, _Edited]) -> dict[str, Any] | None:
        """A row's value from its cells; None (and problems) where a cell cannot be read."""
        value: dict[str, Any] = {}
        faults: list[str] = []
        for name, one in fields.items():
            schema = note(re.sub(r"\['assumed \d+'\]", "[0]", one.path))
            filled = any(cell[0] is not None and cell[0].value != "" for cell in [*one.cells.values(), *one.listed])
            if not filled:
                if schema.default is None and not schema.optional:
                    faults.append(f"{_address(one)}: is empty; {schema.title.lower()} needs a value.")
                continue
            try:
                value[name] = self._value(one, schema)
            except NotAValue as fault:
                faults.append(str(fault))
        self.problems.extend(faults)
        return None if faults else value

    def _assumed(self, assumed: dict[str, dict[str, dict[str, _Edited]]], added: set[str]) -> None:
        """Once one of a list's assumed rows is edited, or a row is added, all of them become the plan's own."""
        for path, rows in assumed.items():
            if path not in added and not any(one.changed for fields in rows.values() for one in fields.values()):
                continue
            for name, fields in rows.items():
                value = self._whole(fields)
                if value is not None:
                    first = next(iter(fields.values()))
                    self.found.append(
                        Difference(
                            f"add {path} {name}",
                            "add",
                            path,
                            "Assumed row becomes your own",
                            _address(first),
                            None,
                            None,
                            value,
                        )
                    )


def _address(one: _Edited) -> str:
    cells = [*one.cells.values(), *one.listed]
    return cells[0][1] if cells else ""


def _unchanged(found: Found | None, shown: Any) -> bool:
    if found is None or found.value in (None, ""):
        return shown in (None, "") and not (found is not None and found.formula)
    if shown is None:
        return False
    if isinstance(found.value, float) and isinstance(shown, int | float):
        return same(found.value, shown)
    if isinstance(found.value, float) and isinstance(shown, str):
        try:
            return (dt.date.fromisoformat(shown) - dt.date(1899, 12, 30)).days == int(found.value)
        except ValueError:
            return f"{found.value:.15g}" == shown
    return clean(str(found.value)) == clean(str(shown))


def read_back(plan: Plan | None, data: bytes, *, plan_id: str = "") -> Merge:
    """The differences of an edited workbook from `plan` (None: from the plan as it was exported).

    Raises:
        Refused: the file is hostile, broken, or was not exported by Waybook.
    """
    archive, notes = opened(data)
    first = read_pages(archive, [HIDDEN])
    if HIDDEN not in first.pages:
        raise Refused("This workbook was not exported by Waybook, or its plan sheet was deleted.")
    facts, base, homes, growing, ids = hidden_parts(first)
    if plan_id and facts.get("plan_id") and facts["plan_id"] != plan_id:
        notes.append("This workbook was exported from another plan.")
    pages = read_pages(archive, ids)
    stages = {
        "discovery": 1,
        "strategy": 2,
        "prototype": 3,
        "engineering": 4,
        "production deployment": 5,
        "production": 5,
    }
    now = base if plan is None else plan
    own = {one.id for one in (*base.estimates.own_packages, *now.estimates.own_packages)}
    reader = _Reader(pages, base, now, homes, growing, ids, stages, notes=notes, own_ids=own)
    reader.read()
    return Merge(
        now,
        tuple(reader.found),
        tuple(reader.problems),
        tuple(reader.notes),
        str(facts.get("plan_id", "")),
        str(facts.get("revision", "")),
    )


def hidden_parts(file: File) -> tuple[dict[str, Any], Plan, list[Home], list[Growing], dict[str, frozenset[str]]]:
    """What the hidden sheet holds: facts, the plan at export, homes, growing tables, row ids. Raises Refused."""
    page = file.pages[HIDDEN]
    texts = [
        "".join(str(found.value) for (row, at), found in sorted(page.cells.items()) if at == column)
        for column in range(3)
    ]
    # choice lists stand in the columns to the right, starting in the fourth
    try:
        facts, homes = json.loads(texts[0]), json.loads(texts[2])
        base = accept(json.loads(texts[1]))
        known = [Home(*row) for row in homes["homes"]]
        for one in known:
            if one.path:
                note(_ASSUMED.sub(r"\1[0].\3", one.path))
        growing = [
            Growing(sheet, path, {header: (name, part) for header, (name, part) in columns.items()}, what)
            for sheet, path, columns, what in homes["growing"]
        ]
        ids = {str(sheet): frozenset(str(one) for one in rows) for sheet, rows in homes["ids"].items()}
    except PlanError as fault:
        raise Refused(*(f"The plan inside this workbook cannot be read: {one}" for one in fault.problems)) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("The plan inside this workbook is damaged: the hidden sheet '_plan' was changed.") from None
    if not isinstance(facts, dict):
        raise Refused("The plan inside this workbook is damaged: the hidden sheet '_plan' was changed.")
    return facts, base, known, growing, ids
