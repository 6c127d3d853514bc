"""What a result rests on: the inputs that move it most, and how much of that movement rests on which grade.

The inputs are found by tracing the model; how far each moves the result is worked out at likely values.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waybook.model.expression import leaves
from waybook.model.inputs import Input
from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.sensitivity import Quantity, swings
from waybook.model.stated import Stated, of_inputs
from waybook.model.worlds import Numbers, Symbols
from waybook.plan.part import ENDS

MORE = 0.1
"""How much a number without a range is raised to see what it does."""
INPUTS = {
    "effort": "effort_base_likely",
    "effort_common": "correlation",
    "rate": "line_rate_likely",
    "metered": "unit_likely",
    "risk": "risk_probability",
}
"""Input behind a quantity the model draws, where it is not `<name>_likely`."""


CONVERSIONS = frozenset(
    {"at_once", "days_per_month", "days_per_week", "minutes_per_day", "tokens_per_price", "units_per_person", "z90"}
)
"""Numbers that nobody could doubt."""


@dataclass(frozen=True)
class Support:
    """One number that a result rests on. `moves` is by how much it moves the result, without sign, in its unit.

    With a range that is the larger of the moves to its ends; without one, what a tenth more does. `low` and `high` are
    None without a range. `drawn` says that the simulation draws it: it happens or not, or has luck of its own.
    """

    label: str
    value: float
    low: float | None
    high: float | None
    unit: str
    source: str
    date: str
    grade: str
    moves: float
    drawn: bool


@once
def supports(found: Results, key: str) -> tuple[Support, ...]:
    """The numbers with a range that a line rests on, those that move it most first.

    Raises:
        KeyError: there is no such line.
    """
    return tuple(_ranged(found, one.quantity, one.size) for one in swings(found, key))


@once
def certain(found: Results, key: str) -> tuple[Support, ...]:
    """The numbers that the plan takes as certain and a line rests on, those that move it most first.

    Raises:
        KeyError: there is no such line.
    """
    base, moved = float(found.likely.value(key)), []
    for name in sorted(inputs_of(found, key)):
        one = found.inputs[name]
        ranged = name.endswith(("_low", "_likely", "_high"))
        if one.dims or ranged or name in CONVERSIONS or name.startswith(("dial_", "history_")):
            continue
        world = Numbers(found.inputs.with_values({name: one.values * (1 + MORE)}))
        model(world)
        size = abs(float(world.value(key)) - base)
        if size > 1e-9 * max(1.0, abs(base)):
            moved.append(_support(one, 0, one.label, size))
    return tuple(sorted(moved, key=lambda one: -one.moves))


@once
def everything(found: Results, key: str) -> tuple[Stated, ...]:
    """Every number that a line reads, directly or through other lines, in the order of the inputs.

    Raises:
        KeyError: there is no such line.
    """
    return tuple(of_inputs(found.inputs, inputs_of(found, key) - CONVERSIONS))


def grades_of(found: Results, key: str) -> dict[str, float]:
    """Share of the movement of a line that comes from figures of each grade, the largest first; {} if nothing moves."""
    sizes: dict[str, float] = {}
    for one in supports(found, key):
        sizes[one.grade] = sizes.get(one.grade, 0.0) + one.moves
    whole = sum(sizes.values())
    return {name: size / whole for name, size in sorted(sizes.items(), key=lambda pair: -pair[1])} if whole else {}


def inputs_of(found: Results, key: str) -> set[str]:
    """Keys of all inputs that a line reads, directly or through other lines."""
    symbols = Symbols(found.inputs)
    model(symbols)
    waiting, seen = [key], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            if name in symbols.lines:
                waiting.extend(leaves(symbols.lines[name].value))
    return seen & set(found.inputs.inputs)


def _ranged(found: Results, drawn: Quantity, size: float) -> Support:
    inputs = found.inputs
    if drawn.name == "rate":
        return _rate(found, drawn, size)
    one, place = inputs[INPUTS.get(drawn.name, f"{drawn.name}_likely")], drawn.place if drawn.by else 0
    ends = [inputs.inputs.get(f"{one.key.removesuffix('_likely')}_{end}") for end in ("low", "high")]
    low, high = (
        (float(end.values.flat[place]) if end is not None and one.key.endswith("_likely") else None) for end in ends
    )
    return _support(one, place, drawn.label, size, low, high, drawn=True)


def _rate(found: Results, drawn: Quantity, size: float) -> Support:
    """A role's rate: the mean of its lines by their people, with every source that is in it."""
    one, likely = found.inputs["line_rate_likely"], found.likely
    lines = [int(place) for place in np.flatnonzero(found.inputs["line_role"].values == drawn.place + 1)]
    low, value, high = (
        float(likely.value(f"role_rate_{end}")[drawn.place]) for end in ENDS
    )
    source, date, grade = (
        "; ".join(dict.fromkeys(filter(None, words)))
        for words in (
            map(one.source, lines), (one.dates[line if len(one.dates) > 1 else 0] for line in lines),
            map(one.grade, lines),
        )
    )  # fmt: skip
    label = drawn.label if len(lines) == 1 else f"{drawn.label}, mean of {len(lines)} lines"
    return Support(label, value, low, high, one.unit, source, date, grade.partition(";")[0], size, True)


def _support(
    one: Input, place: int, label: str, size: float, low: float | None = None, high: float | None = None,
    drawn: bool = False,
) -> Support:  # fmt: skip
    date = one.dates[place if len(one.dates) > 1 else 0]
    value = float(one.values.flat[place])
    return Support(label, value, low, high, one.unit, one.source(place), date, one.grade(place), size, drawn)
