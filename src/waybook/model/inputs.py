"""The model's inputs: every number it reads, with its words, its source and the plan field it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from waybook.model.axes import AXES, Axis
from waybook.reference import Grade


@dataclass(frozen=True)
class Input:
    """Numbers on zero, one or two axes. `values` has one dimension for each of `dims`, in the order of AXES.

    `sources`, `dates`, `grades` and `paths` run over the flattened values; a single entry holds for all of them.
    A path names the plan field a value came from, so that an edited cell finds its way home; "" is a default.
    `codes` says that the numbers are places (1, 2, ...) on another axis.
    """

    key: str
    dims: tuple[str, ...]
    values: NDArray[np.float64]
    label: str
    unit: str
    sources: tuple[str, ...]
    dates: tuple[str, ...]
    grades: tuple[Grade | str, ...]
    paths: tuple[str, ...] = ("",)
    note: str = ""
    codes: str = ""
    low: float | None = None
    high: float | None = None

    def on_axes(self) -> NDArray[np.float64]:
        """The values with one dimension for each of AXES."""
        shape = [1] * len(AXES)
        for dim, length in zip(self.dims, self.values.shape, strict=True):
            shape[AXES.index(dim)] = length
        return self.values.reshape(shape)

    def source(self, place: int = 0) -> str:
        """Source of one value."""
        return self.sources[place if len(self.sources) > 1 else 0]

    def grade(self, place: int = 0) -> str:
        """Grade of one value: own, measured, published, vendor or judgement."""
        return self.grades[place if len(self.grades) > 1 else 0]

    def path(self, place: int = 0) -> str:
        """Plan field of one value, "" where it is a default."""
        return self.paths[place if len(self.paths) > 1 else 0]


@dataclass(frozen=True)
class Adjustment:
    """One answer's effect on the defaults: the audit trail shown on the screen and in the workbook.

    `rule` is the id in `data/adjustments.csv`, "" for an effect that is computed.
    """

    target: str
    operation: str
    value: float
    because: str
    field: str
    source: str
    date: str
    grade: str
    rule: str = ""


@dataclass(frozen=True)
class InputSet:
    """All inputs of one plan. `after[p]` are the places of the packages that package p waits for; the package axis is
    in the start order of the base plan, so that they all stand before it."""

    axes: Mapping[str, Axis]
    inputs: Mapping[str, Input]
    after: tuple[tuple[int, ...], ...]
    adjustments: tuple[Adjustment, ...]
    leading_draws: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Input:
        return self.inputs[key]

    def scalar(self, key: str) -> float:
        """The number of an input without axes."""
        return float(self.inputs[key].values)

    def place(self, axis: str, name: str) -> int:
        """Place of an id on an axis. Raises ValueError when it is not there."""
        return self.axes[axis].ids.index(name)

    def with_values(self, changes: Mapping[str, NDArray[np.float64]]) -> InputSet:
        """A copy with other numbers in some inputs, for what-if steps that need no new plan. Shapes must agree."""
        from dataclasses import replace

        inputs = dict(self.inputs)
        for key, values in changes.items():
            if values.shape != inputs[key].values.shape:
                raise ValueError(f"'{key}' has shape {inputs[key].values.shape}, not {values.shape}")
            inputs[key] = replace(inputs[key], values=values)
        return replace(self, inputs=inputs)


def ids(items: Sequence[tuple[str, str]], name: str) -> Axis:
    """An axis from (id, label) pairs."""
    return Axis(name, tuple(one for one, _ in items), tuple(words for _, words in items))
