"""An edited workbook beside the plan as exported and the plan as it is now: differences, conflicts, problems."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from waybook.plan import Plan, accept
from waybook.plan.fields import get, note, steps
from waybook.plan.part import Part
from waybook.taking import taken


@dataclass(frozen=True)
class Difference:
    """One thing the workbook says otherwise than the plan.

    `kind` is change, add or remove. `base` is the value at export, `now` the plan's today, `edited` the workbook's, all
    as JSON values. `conflict`: the plan was changed as well, to something else.
    """

    id: str
    kind: str
    path: str
    title: str
    where: str
    base: Any
    now: Any
    edited: Any
    conflict: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the command line and the screen."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Merge:
    """What an edited workbook would change. `problems` name cells that could not be read; `notes` need no action."""

    plan: Plan
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    plan_id: str = ""
    revision: str = ""

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The differences on which plan and workbook were both changed."""
        return tuple(one for one in self.differences if one.conflict)

    def accept(self, which: str | Collection[str] = "all") -> Plan:
        """A plan with the chosen differences: 'all', 'none', or their ids. Raises PlanError, see `taken`."""
        return taken(self.plan, self.differences, which, applied, "workbook")


def applied(plan: Plan, chosen: Collection[Difference]) -> Plan:
    """The plan with some differences. Raises PlanError."""
    raw = deepcopy(plan.model_dump(mode="json"))
    for one in chosen:
        if one.kind == "change":
            _set(raw, one.path, one.edited)
    for one in chosen:
        if one.kind == "add":
            _at(raw, one.path).append(deepcopy(one.edited))
    gone: dict[str, list[int]] = {}
    for one in chosen:
        if one.kind == "remove":
            *way, last = steps(one.path)
            gone.setdefault(json.dumps(way), []).append(int(last))
    for way_text, places in gone.items():
        node: Any = raw
        for step in json.loads(way_text):
            node = node[step]
        for place in sorted(places, reverse=True):
            del node[place]
    return accept(raw)


def _at(raw: Any, path: str) -> Any:
    for step in steps(path):
        raw = raw[step]
    return raw


def _set(raw: Any, path: str, value: Any) -> None:
    *way, last = steps(path)
    node = raw
    for step in way:
        if isinstance(node, dict) and node.get(step) is None:
            node[step] = {}
        node = node[step]
    node[last] = deepcopy(value)


def value_at(plan: Plan, path: str) -> Any:
    """The JSON value at a path; the schema's default where the plan has nothing there."""
    try:
        value = get(plan, path)
    except (KeyError, TypeError):
        try:
            value = note(path).default
        except KeyError:
            return None
    if isinstance(value, Part):
        return value.model_dump(mode="json")
    if isinstance(value, list):
        return [one.model_dump(mode="json") if isinstance(one, Part) else one for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


@dataclass
class Rows:
    """Which row of today's list each row of the exported list became; None: it was taken out since."""

    base: Plan
    now: Plan
    known: dict[str, list[int | None]] = field(default_factory=dict)

    def place(self, path: str, row: int) -> int | None:
        """Today's place of a row of the list at `path`."""
        if path not in self.known:
            self.known[path] = aligned(value_at(self.base, path), value_at(self.now, path))
        places = self.known[path]
        return places[row] if row < len(places) else None


def aligned(old: list[Any], new: list[Any]) -> list[int | None]:
    """For each row of `old` its place in `new`: equal rows first, then changed rows in order.

    >>> aligned([1, 2, 3], [1, 5, 2, 3]), aligned([1, 2, 3], [1, 3])
    ([0, 2, 3], [0, None, 1])
    """
    one, two = [json.dumps(row, sort_keys=True) for row in old], [json.dumps(row, sort_keys=True) for row in new]
    places: list[int | None] = [None] * len(old)
    for kind, first, last, there, end in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind in ("equal", "replace"):
            for step in range(min(last - first, end - there)):
                places[first + step] = there + step
    return places


def same(one: Any, two: Any) -> bool:
    """Whether two JSON values are equal; numbers to the digits that spreadsheet programs keep."""
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, int | float) and isinstance(two, int | float):
        return bool(abs(one - two) <= 1e-11 * max(abs(one), abs(two)))
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(same, one, two))
    return bool(one == two)
