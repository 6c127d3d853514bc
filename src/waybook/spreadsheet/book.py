"""What the parts of an export share: the plan, its numbers, and where everything stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waybook.compliance import short_disclaimer
from waybook.model.axes import AXES, POSITION, Axis
from waybook.model.inputs import InputSet
from waybook.model.worlds import Line, Numbers
from waybook.plan import Plan
from waybook.plan.fields import note
from waybook.plan.part import ENDS, Range
from waybook.reference import Reference
from waybook.spreadsheet.graph import evaluated, prepared
from waybook.spreadsheet.place import Spot, defined_name
from waybook.spreadsheet.sheet import NOTE, Sheet, number_format
from waybook.spreadsheet.tables import Column, Content, Home

Array = NDArray[np.float64]
SPARE = {"line": 10, "kpi": 5, "one_off": 5, "running": 5, "adjustment": 10, "metered": 3}
"""Rows kept free on the axes that a person may lengthen in the workbook, or an answer when the file is brought up to
date."""


@dataclass(frozen=True)
class Bridge:
    """A calculated column between what a person types and what the model reads, on a calculation sheet.

    `text` gets a function from the key of a value to its reference, and returns the formula without '='. `values` are
    the saved results, spare rows included.
    """

    key: str
    axis: str
    label: str
    unit: str
    text: Callable[[Callable[[str], str]], str]
    values: Sequence[float]


@dataclass(frozen=True)
class Growing:
    """A table that grows: a list of the plan, and the field of each column in a new row (header -> field, part)."""

    sheet: str
    path: str
    columns: dict[str, tuple[str, str]]
    what: str


@dataclass
class Book:
    """One export in the making."""

    plan: Plan
    reference: Reference
    inputs: InputSet
    numbers: Numbers
    traced: Mapping[str, Line]
    sheets: dict[str, Sheet] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    brought: dict[str, Spot] = field(default_factory=dict)
    """Inputs by month whose table runs down: the timeline has a row for each that reads it."""
    names: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    homes: list[Home] = field(default_factory=list)
    growing: list[Growing] = field(default_factory=list)
    bridges: list[Bridge] = field(default_factory=list)
    checks: list[tuple[str, str, str, float]] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    spare_values: dict[str, float] = field(default_factory=dict)

    def padded(self) -> InputSet:
        """The inputs with the spare rows of the workbook: empty cells are 0, bridged ones what their formula gives."""
        axes = dict(self.inputs.axes)
        for axis, more in SPARE.items():
            one = axes[axis]
            axes[axis] = Axis(axis, (*one.ids, *(f"+{place}" for place in range(more))), (*one.labels, *[""] * more))
        bridged = {bridge.key: bridge.values for bridge in self.bridges if bridge.axis in SPARE}
        inputs = dict(self.inputs.inputs)
        for key, one_input in inputs.items():
            if len(one_input.dims) == 1 and one_input.dims[0] in SPARE:
                empty = [self.spare_values.get(key, 0.0)] * SPARE[one_input.dims[0]]
                values = bridged.get(key) or [*(float(value) for value in one_input.values), *empty]
                inputs[key] = replace(one_input, values=np.asarray(values, dtype=float))
        return replace(self.inputs, axes=axes, inputs=inputs)

    def bridged(self) -> InputSet:
        """The inputs as the calculation sheets have them: where a formula stands between, what it gives."""
        inputs = dict(self.inputs.inputs)
        for bridge in self.bridges:
            if bridge.key in inputs:
                one = inputs[bridge.key]
                inputs[bridge.key] = replace(one, values=np.asarray(bridge.values[: len(one.values)], dtype=float))
        return replace(self.inputs, inputs=inputs)

    def sheet(self, name: str, kind: str, title: str, lead: str) -> Sheet:
        """A new sheet with its title, the sentence below, and what the law in this book is not."""
        made = Sheet(name, kind)
        made.head(title, lead)
        made.text(2, 0, short_disclaimer(), NOTE)
        self.sheets[name] = made
        return made

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The traced lines, short enough for cells."""
        return prepared(self.traced, defined_name, self._unit_of)

    @cached_property
    def values(self) -> dict[str, Array]:
        """The plan's own numbers of every line, on its axes (in the order of its dims)."""
        known: dict[str, Array] = {}
        found: dict[str, Array] = {}
        for key, line in self.lines.items():
            if key not in self.numbers.lines:
                known[key] = evaluated(line.value, self.numbers, known)
            value = known[key] if key in known else self.numbers.lines[key].value
            found[key] = self._on(np.asarray(value), line.value.dims)
        return found

    def _on(self, value: Array, dims: tuple[str, ...]) -> Array:
        sizes = [1] * len(AXES)
        for dim in dims:
            sizes[POSITION[dim]] = self.numbers.size(dim)
        full = np.broadcast_to(value, sizes)
        return full.reshape([self.numbers.size(dim) for dim in dims])

    def _unit_of(self, key: str) -> str:
        return self.unit(self.traced[key].unit if key in self.traced else self.inputs[key].unit)

    def unit(self, unit: str) -> str:
        """A unit with the plan's currency."""
        return unit.replace("currency", self.plan.currency, 1) if unit.startswith("currency") else unit

    def size(self, axis: str) -> int:
        """Places of an axis, spare rows included."""
        return len(self.inputs.axes[axis]) + SPARE.get(axis, 0)

    def name(self, key: str, sheet: str, row: int, column: int) -> Spot:
        """A named cell."""
        name = defined_name(key)
        self.names[name] = (sheet, row, column)
        return Spot(sheet, row, column, name=name)

    def column(
        self, key: str, style: str, *, header: str = "", homes: Sequence[tuple[str, str] | None] = (), **more: object
    ) -> Column:
        """The column of an input on one axis, as it is."""
        one = self.inputs[key]
        numbers = [float(value) for value in one.values]
        cells: list[Content] = [*numbers]
        return Column(
            header or one.label,
            cells,
            style,
            self.unit(one.unit),
            number_format(one.unit, numbers),
            key=key,
            homes=homes,
            low=one.low,
            high=one.high,
            **more,  # type: ignore[arg-type]
        )

    def sources(self, key: str, count: int, width: float = 60) -> tuple[Column, Column, Column]:
        """Source, date and grade of an input, row by row."""
        one = self.inputs[key]
        return (
            Column("Source", [one.source(place) for place in range(count)], "note", width=width),
            Column(
                "Checked", [one.dates[place if len(one.dates) > 1 else 0] for place in range(count)], "note", width=11
            ),
            Column("Grade", [one.grade(place) for place in range(count)], "note", width=11),
        )


def part_of(path: str) -> tuple[str, str]:
    """A path as (field, part): the ends of a range belong to one field.

    >>> part_of("team.lines[0].wait_weeks.low"), part_of("team.lines[0].fte")
    (('team.lines[0].wait_weeks', 'low'), ('team.lines[0].fte', ''))
    """
    field_path, _, end = path.rpartition(".")
    if end in ENDS and _is_range(field_path):
        return field_path, end
    return path, ""


def _is_range(path: str) -> bool:
    try:
        return note(path).kind is Range
    except KeyError:
        return False
