"""The Schedule sheet: work packages down, their lines across, and the queue of each role as a block of columns.

The pass is that of `waybook.model.queue_policy`. The row 'Project start' above the first package holds the state before
anything began: a unit that exists is free when its role is there, a unit nobody has is free never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from waybook.model.expression import Expression
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.bridge_column import write_bridge
from waybook.spreadsheet.place import Here, Spot, Template, address, letters, reference
from waybook.spreadsheet.sheet import CALCULATION, CAPTION, FROZEN, HEADER, ID, LABEL, Sheet

NUMBERS_ROW, HEADER_ROW, START_ROW, FIRST = 3, 4, 5, 6
SPARE_UNITS = 2
DAYS = '[>=1000000000]"never";#,##0.0'
"""A unit that nobody has is free after every plan: see the assumption `never`."""


@dataclass
class ScheduleBlocks:
    """Places everything on the package axis, and writes the queue."""

    book: Book
    sheet: Sheet
    keys: list[str]
    column: int = 3
    args: dict[str, Expression] = field(default_factory=dict)

    def place(self) -> None:
        """Columns from left to right, in the order in which the model names its lines."""
        book, sheet = self.book, self.sheet
        axis = book.inputs.axes["package"]
        self.count = len(axis)
        for column, words in enumerate(("No.", "Id", "Work package")):
            sheet.text(HEADER_ROW, column, words, HEADER)
            sheet.width(column, (5, 7, 40)[column])
        sheet.number(START_ROW, 0, 0, ID, "0")
        sheet.text(START_ROW, 1, "Start", ID)
        sheet.text(START_ROW, 2, "Project start", LABEL)
        ids, names = (
            book.spots["package.id"],
            Spot("Work packages", book.spots["package.id"].row, 1, "package", rows=self.count),
        )
        here = Here(Spot(sheet.name, FIRST, 1, "package", rows=self.count))
        for place in range(self.count):
            sheet.number(FIRST + place, 0, place + 1, ID, "0")
            sheet.formula(FIRST + place, 1, Template(f"={reference(ids, here)}").at(place, 0), axis.ids[place], ID)
            sheet.formula(
                FIRST + place, 2, Template(f"={reference(names, here)}").at(place, 0), axis.labels[place], LABEL
            )
        self._counted(ids)
        for bridge in book.bridges:
            if bridge.axis == "package":
                write_bridge(book, sheet, bridge, FIRST, self.column, self.count, HEADER_ROW)
                self.column += 1
        for key in self.keys:
            self._line(key)
        sheet.freeze = (FIRST, 3)
        sheet.breaks = list(range(15, self.column, 12))
        sheet.scale = 55

    def _counted(self, ids: Spot) -> None:
        """How often each id is given to another package, and how often rows below wait for it."""
        first, last = (self.book.spots[f"package.after{place}"] for place in (0, self.book.rows_of["after"] - 1))
        named, sheet = self.book.inputs.after, self.sheet
        self._heads(
            [
                "Other rows with this id",
                "Named by rows below",
                "Rows that wait for it (sum of No.)",
                "When exported",
                "Changed",
            ]
        )
        ends = f"{letters(ids.column)}${ids.row + 1}:${letters(ids.column)}${ids.row + self.count}"
        for place in range(self.count):
            row, now = FIRST + place, FIRST + place + 1
            formula = f"=COUNTIF('{ids.sheet}'!${ends},$B{now})-1"
            sheet.formula(row, self.column, formula, 0.0, CALCULATION, "0;;")
            block = (
                f"${letters(first.column)}{first.row + place + 2}:${letters(last.column)}${first.row + self.count + 1}"
            )
            count = sum(place in after for after in named)
            sheet.formula(row, self.column + 1, f"=COUNTIF('{first.sheet}'!{block},$B{now})", count, CALCULATION, "0;;")
            block = (
                f"${letters(first.column)}{first.row + place + 2}:${letters(last.column)}${first.row + self.count + 1}"
            )
            rows = f"$A{now + 1}:$A${FIRST + self.count + 1}"
            naming = float(sum(other + 1 for other, after in enumerate(named) for one in after if one == place))
            at = self.column + 2
            formula = f"=SUMPRODUCT(('{first.sheet}'!{block}=$B{now})*{rows})"
            sheet.formula(row, at, formula, naming, CALCULATION, "0;;")
            sheet.number(row, at + 1, naming, FROZEN, "0;;")
            changed = f"=IF({letters(at)}{now}={letters(at + 1)}{now},0,1)"
            sheet.formula(row, at + 2, changed, 0.0, CALCULATION, "0;;")
        for key in ("package.same", "package.named", "package.naming", "package.exported", "package.changed"):
            self.book.spots[key] = Spot(sheet.name, FIRST, self.column, "package", rows=self.count)
            self.column += 1

    def _line(self, key: str) -> None:
        line = self.book.lines[key]
        if line.value.op == "schedule_start":
            self._queue(key, line.value)
            return
        if line.value.op == "schedule_finish" or key in self.book.spots:
            return
        across = next((dim for dim in line.value.dims if dim != "package"), "")
        if across:
            axis = self.book.inputs.axes[across]
            self._caption(f"{line.label} ({self.book.unit(line.unit)})")
            self._heads(list(axis.labels))
            for place in range(len(axis)):
                self.sheet.number(NUMBERS_ROW, self.column + place, place + 1, ID, "0")
            self.book.rows_of[f"{self.sheet.name}/{across}"] = NUMBERS_ROW
            self.book.spots[key] = Spot(self.sheet.name, FIRST, self.column, "package", across, self.count, len(axis))
            self.column += len(axis)
            return
        self._heads([f"{line.label} ({self.book.unit(line.unit)})"])
        self.book.spots[key] = Spot(self.sheet.name, FIRST, self.column, "package", rows=self.count)
        self.column += 1

    def _caption(self, words: str) -> None:
        self.sheet.text(NUMBERS_ROW - 1, self.column, words, CAPTION)

    def _heads(self, words: list[str]) -> None:
        for place, text in enumerate(words):
            self.sheet.text(HEADER_ROW, self.column + place, text, HEADER)
            self.sheet.width(self.column + place, 11)

    def _queue(self, start_key: str, node: Expression) -> None:
        book, sheet, count = self.book, self.sheet, self.count
        effort, hold, taken, wait, ready, units = (book.spots[arg.name] for arg in node.args)
        finish_key = next(key for key in self.keys if book.lines[key].value.op == "schedule_finish")
        timing = _pass(book, node)
        roles, most = book.inputs.axes["role"].labels, book.rows_of["after"]
        slots = [_slots(book, node, role) for role in range(len(roles))]
        # where the columns are
        before_at = self.column
        earliest_at = before_at + most
        start_at = earliest_at + len(roles)
        finish_at = start_at + 1
        through_at = finish_at + 1
        until_at = through_at + 1
        slot_at, at = [], until_at + len(roles)
        for size in slots:
            slot_at.append(at)
            at += size
        self.column = before_at
        self._caption("Predecessors ready (working days)")
        self._heads([f"After {place + 1} ready" for place in range(most)])
        self.column = earliest_at
        self._caption("Enough people free (working days)")
        self._heads([f"{role} free" for role in roles])
        self.column = start_at
        self._heads(["Start (working days)", "Finish (working days)", "Ready for what follows (working days)"])
        self.column = until_at
        self._caption("Role is busy until (working days)")
        self._heads([f"{role} until" for role in roles])
        for role, size in enumerate(slots):
            self.column = slot_at[role]
            self._caption(f"{roles[role]}: units by when they are free")
            self._heads([f"{roles[role]} {place + 1}" for place in range(size)])
            for place in range(size):
                sheet.number(NUMBERS_ROW, self.column + place, place + 1, ID, "0")
        self.column = at
        book.spots[start_key] = Spot(sheet.name, FIRST, start_at, "package", rows=count)
        book.spots[finish_key] = Spot(sheet.name, FIRST, finish_at, "package", rows=count)
        for key in self.keys:
            value = book.lines[key].value
            if value.op == "add" and [arg.name for arg in value.args] == [finish_key, node.args[3].name]:
                book.spots[key] = Spot(sheet.name, FIRST, through_at, "package", rows=count)
        book.spots["queue.slots"] = Spot(sheet.name, START_ROW, slot_at[0], rows=1, columns=at - slot_at[0])
        # the state before anything began
        sheet.number(START_ROW, through_at, 0, CALCULATION, DAYS)
        for role, size in enumerate(slots):
            unit_cell, ready_cell = (_fixed(book, spot, role) for spot in (units, ready))
            for place in range(size):
                column = slot_at[role] + place
                formula = f"=IF({letters(column)}${NUMBERS_ROW + 1}<={unit_cell},{ready_cell},Never)"
                sheet.formula(START_ROW, column, formula, timing.free[0][role][place], CALCULATION, DAYS)
        here = Here(Spot(sheet.name, FIRST, start_at, "package", rows=count))
        through_letter, first_number = letters(through_at), START_ROW + 1
        wait_text, effort_text = reference(wait, here), reference(effort, here)
        after_spots = [book.spots[f"package.after{place}"] for place in range(most)]
        for package in range(count):
            row = FIRST + package
            now = row + 1
            for place in range(most):
                cell = Template(reference(after_spots[place], here)).at(package, 0)
                ids = f"$B${first_number}:$B{now - 1}"
                formula = f"=SUMIF({ids},{cell},${through_letter}${first_number}:${through_letter}{now - 1})"
                sheet.formula(row, before_at + place, formula, timing.before(package, place), CALCULATION, "#,##0.0;;")
            for role in range(len(roles)):
                need = address(row, taken.column + role)
                block = f"${letters(slot_at[role])}{now - 1}:${letters(slot_at[role] + slots[role] - 1)}{now - 1}"
                formula = f"=IF({need}=0,0,INDEX({block},MIN({need},COLUMNS({block}))))"
                sheet.formula(
                    row, earliest_at + role, formula, timing.earliest[package][role], CALCULATION, "#,##0.0;;"
                )
                busy = f"{Template(effort_text).at(package, 0)}*{address(row, hold.column + role)}"
                formula = f"=${letters(start_at)}{now}+{busy}"
                sheet.formula(row, until_at + role, formula, timing.until[package][role], CALCULATION, DAYS)
                for place in range(slots[role]):
                    column = slot_at[role] + place
                    here_number = f"{letters(column)}${NUMBERS_ROW + 1}"
                    shifted = f"IF({here_number}+${need}>COLUMNS({block}),Never,INDEX({block},{here_number}+${need}))"
                    formula = f"=MAX({letters(column)}{now - 1},MIN({shifted},${letters(until_at + role)}{now}))"
                    sheet.formula(row, column, formula, timing.free[package + 1][role][place], CALCULATION, DAYS)
            block = f"{letters(before_at)}{now}:{letters(start_at - 1)}{now}"
            sheet.formula(row, start_at, f"=MAX({block})", timing.start[package], CALCULATION, DAYS)
            held = f"{letters(hold.column)}{now}:{letters(hold.column + len(roles) - 1)}{now}"
            formula = f"={letters(start_at)}{now}+{Template(effort_text).at(package, 0)}*MAX({held})"
            sheet.formula(row, finish_at, formula, timing.finish[package], CALCULATION, DAYS)
            formula = f"={letters(finish_at)}{now}+{Template(wait_text).at(package, 0)}"
            sheet.formula(row, through_at, formula, timing.through[package], CALCULATION, DAYS)
        for name, words in self._outgrown(slots, units, taken):
            book.checks.append((f"{name}: the schedule has a column for each busy unit", words, "count", 0.0))

    def _outgrown(self, slots: list[int], units: Spot, taken: Spot) -> Iterator[tuple[str, str]]:
        """For each role the formula that is 1 when it has more units than columns, and packages could use them."""
        for role, label in enumerate(self.book.inputs.axes["role"].labels):
            column = letters(taken.column + role)
            block = f"Schedule!${column}${FIRST + 1}:${column}${FIRST + self.count}"
            last = f"Schedule!${letters(self.column - sum(slots[role + 1 :]) - 1)}${NUMBERS_ROW + 1}"
            yield label, f"=IF(AND({_fixed(self.book, units, role)}>{last},SUM({block})>{last}),1,0)"


def _fixed(book: Book, spot: Spot, role: int) -> str:
    return f"{spot.sheet}!${letters(spot.column + role)}${spot.row + 1}"


def _slots(book: Book, node: Expression, role: int) -> int:
    """Columns for a role: its units and a few more, but never more than all packages together could take."""
    units = int(book.values[node.args[5].name][role])
    taken = book.values[node.args[2].name]
    together = int(np.sum(taken[role] if taken.shape[0] == len(book.inputs.axes["role"]) else taken[:, role]))
    return max(1, min(units, together)) + SPARE_UNITS


@dataclass
class _Timing:
    start: list[float]
    finish: list[float]
    through: list[float]
    earliest: list[list[float]]
    until: list[list[float]]
    free: list[list[list[float]]]
    after: tuple[tuple[int, ...], ...]

    def before(self, package: int, place: int) -> float:
        after = self.after[package]
        return self.through[after[place]] if place < len(after) else 0.0


def _pass(book: Book, node: Expression) -> _Timing:
    """The queue once more for the likely plan, keeping every state: the saved values of the block."""
    effort, hold, taken, wait, ready, units = (book.values[arg.name] for arg in node.args)
    never = 1e9
    roles, packages = len(book.inputs.axes["role"]), len(effort)
    sizes = [_slots(book, node, role) for role in range(roles)]
    free = [[[float(ready[r]) if place < units[r] else never for place in range(sizes[r])] for r in range(roles)]]
    out = _Timing([], [], [], [], [], free, book.inputs.after)
    for p in range(packages):
        old = free[-1]
        earliest = [old[r][min(int(taken[r, p]), sizes[r]) - 1] if taken[r, p] else 0.0 for r in range(roles)]
        begin = max([0.0, *(out.through[q] for q in book.inputs.after[p]), *earliest])
        until = [begin + float(effort[p]) * float(hold[r, p]) for r in range(roles)]
        finish = begin + float(effort[p]) * float(max(hold[:, p], default=0.0))
        new = []
        for r in range(roles):
            k, row = int(taken[r, p]), old[r]
            new.append([max(row[j], min(row[j + k] if j + k < sizes[r] else never, until[r])) for j in range(sizes[r])])
        free.append(new)
        out.start.append(begin)
        out.finish.append(finish)
        out.through.append(finish + float(wait[p]))
        out.earliest.append(earliest)
        out.until.append(until)
    return out
