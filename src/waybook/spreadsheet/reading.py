"""An edited workbook, read back into differences from the plan. Nothing is changed here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from waybook.plan import Plan
from waybook.plan.fields import note
from waybook.spreadsheet.book import Growing
from waybook.spreadsheet.cells import File, read_pages
from waybook.spreadsheet.edited_field import Edited, FieldReader, unchanged
from waybook.spreadsheet.found_rows import Table, tables
from waybook.spreadsheet.guard import Refused, opened
from waybook.spreadsheet.hidden_sheet import ASSUMED, hidden_parts
from waybook.spreadsheet.merge import Difference, Merge, Rows, same, value_at
from waybook.spreadsheet.tables import Home
from waybook.spreadsheet.values import NotAValue
from waybook.spreadsheet.write import HIDDEN

_ROW = re.compile(r"^(.*?)\[(\d+)\](.*)$")


@dataclass
class _Reader:
    file: File
    base: Plan
    now: Plan
    homes: list[Home]
    growing: list[Growing]
    ids: dict[str, frozenset[str]]
    fields: FieldReader
    notes: list[str]
    problems: list[str] = field(default_factory=list)
    found: list[Difference] = field(default_factory=list)
    tables: dict[str, list[Table]] = field(default_factory=dict)

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

    def _edits(self) -> tuple[dict[str, Edited], dict[str, dict[str, dict[str, Edited]]], dict[str, str]]:
        """Every field with a cell; assumed rows by list and row; rows that were deleted (path -> sheet)."""
        edited: dict[str, Edited] = {}
        assumed: dict[str, dict[str, dict[str, Edited]]] = {}
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
            match = ASSUMED.match(home.path)
            if match:
                fields = assumed.setdefault(match[1], {}).setdefault(match[2], {})
                one = fields.setdefault(match[3], Edited(home.path))
            else:
                one = edited.setdefault(home.path, Edited(home.path))
            if home.part == "list":
                one.listed.append(cell)
            else:
                one.cells[home.part] = cell
            one.changed = one.changed or not unchanged(cell[0], home.shown)
        return edited, assumed, gone

    def _reference(self, home: Home, table: Table | None) -> None:
        """A number that is nobody's field: what is typed over it is said, for it does not come home."""
        if table is None or home.header not in table.columns:
            return
        found, address = table.cell(table.rows[home.row], home.header)
        if not unchanged(found, home.shown):
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
        elif not ASSUMED.match(home.path):
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

    def _changes(self, edited: dict[str, Edited], gone: dict[str, str]) -> None:
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
                value = self.fields.value(one, note(one.path))
            except NotAValue as fault:
                self.problems.append(str(fault))
                continue
            self._difference(one, value)

    def _difference(self, one: Edited, value: Any) -> None:
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
                        one.address,
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
            Difference(path, "change", path, note(path).title, one.address, base, now, value, not same(base, now))
        )

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
        fields: dict[str, Edited] = {}
        for header, (name, part) in growing.columns.items():
            column = table.id_column if header == "Id" else table.columns[header]
            cell = (table.page.cells.get((row, column)), table.page.where(row, column))
            one = fields.setdefault(name, Edited(f"{growing.path}[0].{name}"))
            if part == "list":
                one.listed.append(cell)
            else:
                one.cells[part] = cell
        cells = [cell for one in fields.values() for cell in (*one.cells.values(), *one.listed)]
        if all(found is None or found.value in (None, "") for found, _ in cells):
            return None
        return self._whole(fields)

    def _whole(self, fields: dict[str, Edited]) -> dict[str, Any] | None:
        """A row's value from its cells; None (and problems) where a cell cannot be read."""
        value: dict[str, Any] = {}
        faults: list[str] = []
        for name, one in fields.items():
            schema = note(re.sub(r"\['assumed \d+'\]", "[0]", one.path))
            filled = any(cell[0] is not None and cell[0].value != "" for cell in [*one.cells.values(), *one.listed])
            if not filled:
                if schema.default is None and not schema.optional:
                    faults.append(f"{one.address}: is empty; {schema.title.lower()} needs a value.")
                continue
            try:
                value[name] = self.fields.value(one, schema)
            except NotAValue as fault:
                faults.append(str(fault))
        self.problems.extend(faults)
        return None if faults else value

    def _assumed(self, assumed: dict[str, dict[str, dict[str, Edited]]], added: set[str]) -> None:
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
                            first.address,
                            None,
                            None,
                            value,
                        )
                    )


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
    packages = {home.row for home in homes if home.sheet == "Work packages"} | own
    fields = FieldReader(pages.from_1904, stages, packages, notes)
    reader = _Reader(pages, base, now, homes, growing, ids, fields, notes)
    reader.read()
    return Merge(
        now,
        tuple(reader.found),
        tuple(reader.problems),
        tuple(reader.notes),
        str(facts.get("plan_id", "")),
        str(facts.get("revision", "")),
    )
