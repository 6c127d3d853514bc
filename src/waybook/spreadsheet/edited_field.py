"""One field of the plan as an edited workbook has it, and what its cells say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from waybook.plan.fields import FieldNote
from waybook.plan.part import ENDS, Range
from waybook.plan.team import ROLE_NAMES
from waybook.spreadsheet.cells import Found
from waybook.spreadsheet.merge import same
from waybook.spreadsheet.sheet import clean
from waybook.spreadsheet.values import NotAValue, read_value

STAGES = 5


@dataclass
class Edited:
    """A field's cells by part. `listed` are the cells of a list of names."""

    path: str
    cells: dict[str, tuple[Found | None, str]] = field(default_factory=dict)
    listed: list[tuple[Found | None, str]] = field(default_factory=list)
    changed: bool = False

    @property
    def address(self) -> str:
        """Where its first cell is; "" where it has none."""
        cells = [*self.cells.values(), *self.listed]
        return cells[0][1] if cells else ""


@dataclass(frozen=True)
class FieldReader:
    """Reads fields of one workbook. `packages` are the ids that may be named, `notes` gets what was read generously."""

    from_1904: bool
    stages: Mapping[str, int]
    packages: Set[str]
    notes: list[str]

    def value(self, one: Edited, schema: FieldNote) -> Any:
        """What the field's cells say. Raises NotAValue, with the cell."""
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
            value = read_value(found, schema, part, self.from_1904)
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

    def _range(self, one: Edited, schema: FieldNote) -> Any:
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

    def _names(self, one: Edited, schema: FieldNote) -> list[str]:
        named = []
        for found, where in one.listed:
            name = self._read(found, where, schema, "list")
            if name:
                if name not in self.packages:
                    raise NotAValue(f"{where}: '{name[:40]}' is not the id of a work package.")
                named.append(name)
        return named

    def _shares(self, one: Edited, schema: FieldNote) -> dict[str, float]:
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


def unchanged(found: Found | None, shown: Any) -> bool:
    """Whether a cell still says what it said when it was exported."""
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
