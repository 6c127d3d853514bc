"""Numbers with whose they are: value, unit, range, source, date checked and grade. A source card is one of these."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, get_origin

from waybook.model.assumed import assumed
from waybook.model.input_table import OWN
from waybook.model.inputs import Input, InputSet
from waybook.plan import Plan, Range
from waybook.plan.fields import FieldNote, get, note
from waybook.plan.part import Part
from waybook.reference import Quantity, Reference

FLAGS = ("1 or 0", "number")
"""Units of switches and places, which nobody measures."""
NAMES = ("name", "label", "role", "system", "source", "month", "package", "id")
"""Fields by which a line of a list is called, the first that is filled."""


@dataclass(frozen=True)
class Stated:
    """One number: what, and of what. `low` and `high` are P10 and P90, None where it is taken as certain.

    `words` stand in place of `value` where a single number does not say it. `date` is "" for a number of the plan's
    own; `path` is the plan field it is kept in, "" for a default.
    """

    what: str
    of: str
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    date: str
    grade: str
    path: str = ""
    words: str = ""

    @classmethod
    def quantity(cls, what: str, known: Quantity, of: str = "", path: str = "") -> Stated:
        """A number of the reference data."""
        low, high = (known.low, known.high) if known.low < known.high else (None, None)
        return cls(what, of, known.value, low, high, known.unit, known.source, known.date, known.grade, path)


def of_inputs(inputs: InputSet, keys: Collection[str] | None = None) -> Iterator[Stated]:
    """The numbers of the model's inputs, or of those of `keys`: a range is one, and so are equal months in a row."""
    for key, one in inputs.inputs.items():
        stem, _, end = key.rpartition("_")
        if one.codes or one.unit in FLAGS or (end in ("low", "high") and f"{stem}_likely" in inputs.inputs):
            continue
        if keys is None or key in keys:
            rows = _numbers(one, inputs, stem if end == "likely" else "")
            yield from _runs(rows) if one.dims == ("month",) else rows


def _numbers(one: Input, inputs: InputSet, stem: str) -> Iterator[Stated]:
    low, high = (inputs.inputs.get(f"{stem}_{end}") if stem else None for end in ("low", "high"))
    axes = [inputs.axes[dim] for dim in one.dims]
    for flat, place in enumerate(itertools.product(*(range(len(axis)) for axis in axes))):
        yield Stated(
            one.label.removesuffix(", likely"),
            ", ".join(axis.labels[at] for axis, at in zip(axes, place, strict=True)),
            float(one.values[place]),
            float(low.values[place]) if low else None,
            float(high.values[place]) if high else None,
            one.unit, one.source(flat), one.dates[flat if len(one.dates) > 1 else 0], one.grade(flat), one.path(flat),
        )  # fmt: skip


def _runs(months: Iterator[Stated]) -> Iterator[Stated]:
    for same, run in itertools.groupby(months, lambda month: replace(month, of="")):
        first, *rest = (month.of for month in run)
        yield replace(same, of=f"months {first} to {rest[-1]}" if rest else f"month {first}")


def of_plan(plan: Plan, reference: Reference, path: str) -> Iterator[Stated]:
    """The plan's own numbers and choices at a path and below it, and what is assumed for those that are empty.

    Free text and what nobody can answer with a number are left out.
    """
    try:
        value = get(plan, path)
    except KeyError:
        return
    yield from _below(plan, reference, path, value, "")


def _below(plan: Plan, reference: Reference, path: str, value: Any, of: str) -> Iterator[Stated]:
    if isinstance(value, list):
        for place, row in enumerate(value):
            if isinstance(row, Part):
                yield from _below(plan, reference, f"{path}[{place}]", row, _name(row) or f"line {place + 1}")
    elif isinstance(value, dict):
        for name, row in value.items():
            if isinstance(row, Part):
                yield from _below(plan, reference, f"{path}['{name}']", row, name)
    elif isinstance(value, Part) and not isinstance(value, Range):
        for name in type(value).model_fields:
            yield from _below(plan, reference, f"{path}.{name}", getattr(value, name), of)
    else:
        field = note(path)
        known = assumed(path, plan, reference) if value is None else None
        if known is not None:
            yield Stated.quantity(field.title, known, of, path)
        elif (said := _said(value, field)) is not None:
            yield Stated(field.title, of, *said[:3], field.unit, "The plan", "", OWN, path, said[3])


def _name(row: Part) -> str:
    return next((str(found) for name in NAMES if (found := getattr(row, name, None))), "")


def _said(value: Any, field: FieldNote) -> tuple[float, float | None, float | None, str] | None:
    if isinstance(value, Range):
        return value.likely, value.low, value.high, ""
    if isinstance(value, bool):
        return float(value), None, None, "Yes" if value else "No"
    if isinstance(value, int | float):
        return float(value), None, None, field.labels.get(str(value), "")
    if value and get_origin(field.kind) is Literal:
        return 0.0, None, None, field.labels.get(str(value), str(value))
    return None
