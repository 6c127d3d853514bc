"""The model on draws that ride in the workbook: rounded so that they are short, and the same in Python and in cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from waybook.model import algebra
from waybook.model.algebra import Value
from waybook.model.draws import normal_block
from waybook.model.expression import Expression, apply, number
from waybook.model.worlds import Array, Numbers, Symbols

COUNT = 500
NORMAL_DIGITS, UNIFORM_DIGITS = 4, 6


@dataclass
class StoredNumbers(Numbers):
    """As Numbers, on rounded draws; `stored` keeps each block, shape (places, draws)."""

    stored: dict[str, Array] = field(default_factory=dict)

    def _points(self, block: Any, name: str, by: str) -> Array:
        points = super()._points(block, name, by)
        if block is normal_block:
            points = np.round(points, NORMAL_DIGITS)
        else:
            edge = 10.0**-UNIFORM_DIGITS
            points = np.clip(np.round(points, UNIFORM_DIGITS), edge, 1 - edge)
        self.stored[name] = points
        return points


@dataclass
class StoredSymbols(Symbols):
    """As Symbols, with luck: each draw is an input `draw:name` on the axis draw."""

    tabled: bool = False
    by: dict[str, str] = field(default_factory=dict)

    def _draws(self, name: str, by: str) -> Expression:
        self.by[name] = by
        return Expression("input", name=f"draw:{name}", dims=(by, "draw") if by else ("draw",))

    def normal(self, name: str, by: str = "") -> Expression:
        """A stored draw."""
        return self._draws(name, by)

    def happens(self, name: str, probability: Value, by: str) -> Expression:
        """1 where the stored draw lies below the probability."""
        return apply("above", probability, self._draws(name, by))

    def triangular(self, name: str, low: Value, likely: Value, high: Value, by: str) -> Value:
        """The triangular quantile of a stored draw: the twin of `distributions.triangular_quantile`."""
        point = self._draws(name, by)
        width = self.line(f"{name}_width", high - low, "Width", "times")
        turn = self.line(f"{name}_turn", algebra.divided(likely - low, width), "Chance of less than likely", "share")
        rising = low + algebra.sqrt(point * width * (likely - low))
        falling = high - algebra.sqrt((1 - point) * width * (high - likely))
        return algebra.where(apply("above", turn, point), rising, falling)

    def schedule(
        self, effort: Value, hold: Value, taken: Value, wait: Value, ready: Value, units: Value
    ) -> tuple[Expression, Expression]:
        """Two nodes; `draw_queue` writes the pass."""
        nodes = tuple(_node(one) for one in (effort, hold, taken, wait, ready, units))
        dims = ("package", "draw")
        return Expression("schedule_start", nodes, dims=dims), Expression("schedule_finish", nodes, dims=dims)


def _node(value: Any) -> Expression:
    return value if isinstance(value, Expression) else number(value)
