"""Collects inputs while a plan is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from waybook.model.axes import Axis
from waybook.model.inputs import Input
from waybook.reference import Quantity, Reference

OWN = "own"
"""Grade of a number a person put into the plan."""


class Cell(NamedTuple):
    """One number with its provenance. `path` is the plan field it is kept in, "" for a default."""

    value: float
    source: str
    date: str = ""
    grade: str = "judgement"
    path: str = ""


@dataclass
class Table:
    """The inputs and axes gathered so far."""

    reference: Reference
    inputs: dict[str, Input] = field(default_factory=dict)
    axes: dict[str, Axis] = field(default_factory=dict)

    def axis(self, name: str, pairs: Sequence[tuple[str, str]]) -> None:
        """An axis from (id, label) pairs."""
        self.axes[name] = Axis(name, tuple(one for one, _ in pairs), tuple(label for _, label in pairs))

    def number(
        self,
        key: str,
        value: float,
        label: str,
        unit: str,
        *,
        source: str = "The plan",
        date: str = "",
        grade: str = "own",
        path: str = "",
        note: str = "",
        low: float | None = None,
        high: float | None = None,
    ) -> None:
        """A single number."""
        self.inputs[key] = Input(
            key, (), np.asarray(float(value)), label, unit, (source,), (date,), (grade,), (path,), note, "", low, high
        )

    def quantity(self, key: str, quantity: Quantity, label: str, *, unit: str = "", scale: float = 1.0) -> None:
        """A single number from the reference data, times `scale` (an exchange rate)."""
        self.number(
            key,
            quantity.value * scale,
            label,
            unit or quantity.unit,
            source=quantity.source,
            date=quantity.date,
            grade=quantity.grade,
            note=quantity.note,
        )

    def parameter(self, key: str, name: str = "", label: str = "") -> None:
        """A number of `parameters.csv` under its own name."""
        quantity = self.reference.parameters[name or key]
        self.quantity(key, quantity, label or (name or key).replace("_", " ").capitalize())

    def column(
        self,
        key: str,
        axis: str,
        cells: Sequence[Cell],
        label: str,
        unit: str,
        *,
        note: str = "",
        codes: str = "",
        low: float | None = None,
        high: float | None = None,
    ) -> None:
        """Numbers along one axis."""
        values, sources, dates, grades, paths = zip(*cells, strict=True) if cells else ((),) * 5
        self.inputs[key] = Input(
            key,
            (axis,),
            np.array(values, dtype=float),
            label,
            unit,
            sources,
            dates,
            grades,
            paths,
            note,
            codes,
            low,
            high,
        )

    def plain(
        self,
        key: str,
        axis: str,
        values: Sequence[float],
        label: str,
        unit: str,
        *,
        source: str,
        codes: str = "",
        grade: str = "judgement",
        date: str = "",
    ) -> None:
        """Numbers along one axis that share a source."""
        count = len(values)
        self.inputs[key] = Input(
            key, (axis,), np.array(values, dtype=float), label, unit,
            (source,) * count, (date,) * count, (grade,) * count, ("",) * count, "", codes,
        )  # fmt: skip

    def block(
        self,
        key: str,
        dims: tuple[str, str],
        values: Sequence[Sequence[float]],
        label: str,
        unit: str,
        *,
        source: str,
        grade: str = "judgement",
        date: str = "",
    ) -> None:
        """Numbers on two axes; `values` has the axes in the order of AXES."""
        self.inputs[key] = Input(
            key,
            dims,
            np.array(values, dtype=float).reshape(len(self.axes[dims[0]]), len(self.axes[dims[1]])),
            label,
            unit,
            (source,),
            (date,),
            (grade,),
        )
