"""The two worlds a model runs in: numbers (plan or draws) and symbols (the traced graph)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from waybook.model.algebra import Value
from waybook.model.axes import AXES, POSITION
from waybook.model.distributions import triangular_quantile
from waybook.model.draws import normal_block, uniform_block
from waybook.model.expression import Expression, number
from waybook.model.inputs import InputSet
from waybook.model.queue_policy import Schedule, queue

Array = NDArray[np.float64]
DRAW = POSITION["draw"]


@dataclass(frozen=True)
class Line:
    """A line item: what the screen calls it, its unit, how it is made. `value` is an array or an Expression."""

    key: str
    label: str
    unit: str
    note: str
    value: Value


class World(Protocol):
    """What a model may ask for. `tabled`: lines that only a reader of tables needs are wanted too."""

    @property
    def tabled(self) -> bool: ...

    def __getitem__(self, key: str) -> Value: ...

    def size(self, axis: str) -> int: ...

    def line(self, key: str, value: Value, label: str, unit: str, note: str = "") -> Value: ...

    def part(self, value: Value, words: str, unit: str = "") -> Value: ...

    def normal(self, name: str, by: str = "") -> Value: ...

    def happens(self, name: str, probability: Value, by: str) -> Value: ...

    def triangular(self, name: str, low: Value, likely: Value, high: Value, by: str) -> Value: ...

    def schedule(
        self, effort: Value, hold: Value, taken: Value, wait: Value, ready: Value, units: Value
    ) -> tuple[Value, Value]: ...


@dataclass
class Numbers:
    """The model on arrays: the plan itself (`count` 0: likely values, no risk happens) or `count` draws."""

    inputs: InputSet
    count: int = 0
    seed: int = 1
    first: int = 0
    binding: bool = False
    keep_points: bool = True
    lines: dict[str, Line] = field(default_factory=dict)
    timing: Schedule | None = None
    later: Callable[[Numbers], None] | None = None
    """Adds the lines that nobody has asked for yet."""
    _one_at_a_time: RLock = field(default_factory=RLock, repr=False, compare=False)

    @property
    def tabled(self) -> bool:
        """The plan itself is shown in tables; draws are not."""
        return self.count == 0

    def __getitem__(self, key: str) -> Array:
        if self.later is not None and key not in self.lines and key not in self.inputs.inputs:
            self._finish()
        found: Array = self.lines[key].value if key in self.lines else self.inputs[key].on_axes()
        return found

    def _finish(self) -> None:
        with self._one_at_a_time:  # two sessions may show the same plan
            later = self.later
            if later is not None:
                later(self)
                self.later = None

    def size(self, axis: str) -> int:
        """How many places an axis has."""
        return len(self.inputs.axes[axis])

    def line(self, key: str, value: Value, label: str, unit: str, note: str = "") -> Value:
        """Keep a line item and hand its value back."""
        if key in self.lines or key in self.inputs.inputs:
            raise ValueError(f"there is already a line or input '{key}'")
        self.lines[key] = Line(key, label, unit, note, value)
        return value

    def part(self, value: Value, words: str, unit: str = "") -> Value:
        """The value as it is: only tables have to say what it is."""
        return value

    def release(self, kept: Collection[str]) -> None:
        """Forget the large blocks: lines that vary on the draws and on another axis, but for those named."""
        for key, line in list(self.lines.items()):
            if key not in kept and line.value.shape[DRAW] > 1 and line.value.size > 16 * line.value.shape[DRAW]:
                del self.lines[key]
        self.timing = None

    def value(self, key: str) -> Array:
        """The array of a line or input, without the axes it does not vary on."""
        return np.squeeze(self[key])

    def normal(self, name: str, by: str = "") -> Array:
        """Standard normal draws, one dimension for each place of the axis `by`; 0 in the plan itself."""
        if not self.count:
            return np.zeros((1,) * len(AXES))
        return self._placed(self._points(normal_block, name, by), by)

    def happens(self, name: str, probability: Value, by: str) -> Array:
        """1 in the draws in which an event happens, else 0; in the plan itself nothing happens."""
        if not self.count:
            return np.zeros((1,) * len(AXES))
        points = self._placed(self._points(uniform_block, name, by), by)
        happening: Array = (points < probability).astype(float)
        return happening

    def triangular(self, name: str, low: Value, likely: Value, high: Value, by: str) -> Array:
        """Triangular draws; the likely value in the plan itself."""
        if not self.count:
            return np.asarray(likely)
        points = self._placed(self._points(uniform_block, name, by), by)
        return triangular_quantile(points, low, likely, high)

    def schedule(
        self, effort: Value, hold: Value, taken: Value, wait: Value, ready: Value, units: Value
    ) -> tuple[Array, Array]:
        """Start and finish of the packages on (package, draw). See queue_policy."""
        packages, roles = self.size("package"), self.size("role")
        draws = max(1, self.count)
        self.timing = queue(
            _spread(effort, (packages, draws)),
            _spread(hold, (packages, roles), ("role", "package")),
            _spread(taken, (packages, roles), ("role", "package")),
            _spread(wait, (packages, draws)),
            _spread(ready, (roles, draws)),
            np.ravel(units),
            self.inputs.after,
            self.binding,
        )
        return _on_axes(self.timing.start), _on_axes(self.timing.finish)

    def _points(self, block: Any, name: str, by: str) -> Array:
        """Points from the cache of blocks, or made afresh in a run too long to keep them."""
        make = block if self.keep_points else block.__wrapped__
        points: Array = make(*self._draws(name, by))
        return points

    def _draws(self, name: str, by: str) -> tuple[tuple[str, ...], tuple[str, ...], int, int, int]:
        names = tuple(f"{name}:{one}" for one in self.inputs.axes[by].ids) if by else (name,)
        return names, self.inputs.leading_draws, self.seed, self.first, self.count

    def _placed(self, block: Array, by: str) -> Array:
        shape = [1] * len(AXES)
        shape[DRAW] = block.shape[1]
        if by:
            shape[POSITION[by]] = block.shape[0]
        return block.reshape(shape)


@dataclass
class Symbols:
    """The model on symbols: keeps every line item as an Expression over inputs and earlier lines.

    Draws are 0 here: what remains is the plan itself, with dials (inputs) in the place of luck.
    """

    inputs: InputSet
    lines: dict[str, Line] = field(default_factory=dict)
    tabled: bool = True

    def __getitem__(self, key: str) -> Expression:
        if key in self.lines:
            return Expression("line", name=key, dims=self.lines[key].value.dims)
        return Expression("input", name=key, dims=self.inputs[key].dims)

    def size(self, axis: str) -> int:
        """How many places an axis has."""
        return len(self.inputs.axes[axis])

    def line(self, key: str, value: Value, label: str, unit: str, note: str = "") -> Expression:
        """Keep a line item and hand a reference to it back."""
        if key in self.lines or key in self.inputs.inputs:
            raise ValueError(f"there is already a line or input '{key}'")
        node = value if isinstance(value, Expression) else number(value)
        self.lines[key] = Line(key, label, unit, note, node)
        return Expression("line", name=key, dims=node.dims)

    def part(self, value: Value, words: str, unit: str = "") -> Value:
        """What a part of a line is, should it need a cell of its own; without a `unit` it follows from the inputs."""
        return replace(value, words=words, unit=unit) if isinstance(value, Expression) and value.args else value

    def normal(self, name: str, by: str = "") -> Expression:
        """No luck in the plan itself."""
        return number(0)

    def happens(self, name: str, probability: Value, by: str) -> Expression:
        """Nothing happens by itself."""
        return number(0)

    def triangular(self, name: str, low: Value, likely: Value, high: Value, by: str) -> Value:
        """The likely value."""
        return likely

    def schedule(
        self, effort: Value, hold: Value, taken: Value, wait: Value, ready: Value, units: Value
    ) -> tuple[Expression, Expression]:
        """Two nodes over the same arguments; the workbook writes the pass as a block of columns."""
        nodes = tuple(
            one if isinstance(one, Expression) else number(one) for one in (effort, hold, taken, wait, ready, units)
        )
        return (
            Expression("schedule_start", nodes, dims=("package",)),
            Expression("schedule_finish", nodes, dims=("package",)),
        )


def _spread(value: Value, shape: tuple[int, int], order: tuple[str, str] | None = None) -> Array:
    """The two axes of a value that matter, broadcast to a full shape. `order` (role, package) is turned round."""
    flat = np.asarray(value)
    if order:
        flat = np.moveaxis(flat, (POSITION["package"], POSITION["role"]), (0, 1))
        flat = flat.reshape(flat.shape[0], flat.shape[1])
    else:
        rows = [size for axis, size in enumerate(flat.shape) if axis != DRAW and size > 1]
        flat = flat.reshape(rows[0] if rows else 1, flat.shape[DRAW])
    out: Array = np.broadcast_to(flat, shape)
    return out


def _on_axes(block: Array) -> Array:
    shape = [1] * len(AXES)
    shape[POSITION["package"]], shape[DRAW] = block.shape
    return block.reshape(shape)
