"""What moves the estimate: every uncertain quantity at its ends, and how the draws of each go with the result.

Nothing is listed by hand: whatever the model draws is a bar, the shared estimating bias among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from waybook.model.axes import AXES, POSITION
from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers

Array = NDArray[np.float64]
DRAW = POSITION["draw"]

RISK = "risk"
WORDS = {
    "effort_common": "Shared estimating bias",
    "effort": "{}: effort",
    "wait": "{}: wait",
    "ready": "{}: arrival",
    "rate": "{}: day rate",
    "one_off": "{}: price",
    "activity": "{}: days a month",
    "running": "{}: monthly cost",
    "metered": "{}: units a request",
    "token_use": "Tokens used",
    "call_price_year": "Price of a token, year by year",
    "call_tokens_year": "Tokens of a call, year by year",
    "effect": "{}: change reached",
    "cashable": "{}: share that becomes cash",
    "realisation": "Share of the benefit that comes",
    "ramp": "Time until the benefit is there",
}
"""How an uncertain quantity is called; braces are the place on its axis."""


@dataclass(frozen=True)
class Quantity:
    """Something the model draws. `by` is its axis ("" for a single one), `place` the position on it."""

    name: str
    by: str
    place: int
    id: str
    label: str

    @property
    def is_risk(self) -> bool:
        """Whether it happens or not, and is not a number between a low and a high end."""
        return self.name == RISK


@dataclass(frozen=True)
class Swing:
    """What one quantity does to a result by itself, all others at their likely values and no risk happening.

    `low` and `high` are the changes of the result when the quantity is at its P10 and at its P90; for a risk, not
    happening (0) and happening with its likely factor.
    """

    quantity: Quantity
    low: float
    high: float

    @property
    def size(self) -> float:
        """The larger of the two changes, without sign."""
        return max(abs(self.low), abs(self.high))


@dataclass(frozen=True)
class Rank:
    """How the draws of a quantity go with the result: Spearman's rank correlation, -1 to 1."""

    quantity: Quantity
    correlation: float


@dataclass
class _Asking(Numbers):
    """The plan itself, noting which quantities the model draws."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def normal(self, name: str, by: str = "") -> Array:
        self.asked.append((name, by))
        return super().normal(name, by)

    def happens(self, name: str, probability: Array, by: str) -> Array:
        self.asked.append((name, by))
        return super().happens(name, probability, by)


@dataclass
class _Cases(Numbers):
    """One case for each place of the draw axis: exactly one quantity is off its likely value."""

    places: dict[tuple[str, int], tuple[int, float]] = field(default_factory=dict)

    def _block(self, name: str, by: str) -> Array:
        length = self.size(by) if by else 1
        block = np.zeros((length, self.count))
        for (quantity, case), (place, value) in self.places.items():
            if quantity == name:
                block[place, case] = value
        return self._placed(block, by)

    def normal(self, name: str, by: str = "") -> Array:
        return self._block(name, by)

    def happens(self, name: str, probability: Array, by: str) -> Array:
        return self._block(name, by)

    def triangular(self, name: str, low: Array, likely: Array, high: Array, by: str) -> Array:
        shape = [1] * len(AXES)
        shape[DRAW] = self.count
        return np.asarray(likely) + np.zeros(shape)


@once
def quantities(found: Results) -> tuple[Quantity, ...]:
    """Everything the model of this plan draws, in the order in which it asks."""
    world = _Asking(found.inputs)
    model(world)
    names: list[Quantity] = []
    for name, by in world.asked:
        axis = found.inputs.axes[by] if by else None
        for place in range(len(axis) if axis else 1):
            label = axis.labels[place] if axis else ""
            words = WORDS.get(name, "{}" if axis else name.replace("_", " ").capitalize())
            names.append(Quantity(name, by, place, axis.ids[place] if axis else name, words.format(label)))
    return tuple(names)


@once
def swings(found: Results, key: str) -> tuple[Swing, ...]:
    """The tornado of a line without other axes (build_cost, go_live, npv ...), largest first.

    What moves nothing is left out.

    Raises:
        KeyError: there is no such line.
    """
    values = _cases(found).value(key)
    asked = quantities(found)
    base, ends = float(values[0]), values[1:].reshape(len(asked), 2) - float(values[0])
    smallest = 1e-9 * max(1.0, abs(base))
    bars = [Swing(one, float(low), float(high)) for one, (low, high) in zip(asked, ends, strict=True)]
    return tuple(sorted((one for one in bars if one.size > smallest), key=lambda one: -one.size))


@once
def _cases(found: Results) -> Numbers:
    """One pass of the model over all cases: the base, then each quantity at its low and its high end."""
    asked, z90 = quantities(found), found.inputs.scalar("z90")
    places: dict[tuple[str, int], tuple[int, float]] = {}
    for number, one in enumerate(asked):
        low, high = (0.0, 1.0) if one.is_risk else (-z90, z90)
        places[one.name, 2 * number + 1] = (one.place, low)
        places[one.name, 2 * number + 2] = (one.place, high)
    world = _Cases(found.inputs, 2 * len(asked) + 1, places=places)
    model(world)
    return world


@once
def ranks(found: Results, key: str) -> tuple[Rank, ...]:
    """Rank correlation of every quantity with a line over the draws, strongest first."""
    result = _rank(found.samples(key))
    bars: list[Rank] = []
    for one, values in zip(quantities(found), _points(found), strict=True):
        spread = values.std()
        correlation = 0.0 if spread == 0 else float(np.corrcoef(_rank(values), result)[0, 1])
        bars.append(Rank(one, correlation if np.isfinite(correlation) else 0.0))
    return tuple(sorted(bars, key=lambda one: -abs(one.correlation)))


def _points(found: Results) -> Iterator[Array]:
    """The draws of each quantity; of a risk, its effect in each draw: 0 where it does not happen."""
    effects = found.draws.value("risk_log")
    blocks: dict[str, Array] = {}
    for one in quantities(found):
        if one.is_risk:
            yield effects[one.place]
            continue
        if one.name not in blocks:
            blocks[one.name] = found.draws.normal(one.name, one.by).reshape(-1, found.draws.count)
        yield blocks[one.name][one.place]


def _rank(values: Array) -> Array:
    """Average ranks: equal values share theirs."""
    order = values.argsort(kind="stable")
    ordered = values[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    group = new.cumsum() - 1
    starts = np.flatnonzero(new)
    middle = (starts + np.append(starts[1:], len(values)) - 1) / 2
    ranks_ = np.empty(len(values))
    ranks_[order] = middle[group]
    return ranks_
