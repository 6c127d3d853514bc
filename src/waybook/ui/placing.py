"""Where names go beside dots, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 0.5
"""Mean width of a letter against the size of the type."""
LINE = 1.1
"""Height of a line against the size of the type."""


@dataclass(frozen=True)
class Placed:
    """A name beside its dot: anchors and shifts as Plotly has them."""

    xanchor: str
    yanchor: str
    xshift: float
    yshift: float


SIDES = (
    Placed("left", "middle", 10, 0),
    Placed("right", "middle", -10, 0),
    Placed("center", "bottom", 0, 9),
    Placed("center", "top", 0, -9),
    Placed("left", "bottom", 7, 6),
    Placed("right", "bottom", -7, 6),
    Placed("left", "top", 7, -6),
    Placed("right", "top", -7, -6),
)
"""Tried in this order: to the right of the dot, to the left, above, below, then the corners."""


def beside(
    dots: Sequence[tuple[float, float]], names: Sequence[str], size: int, width: float, height: float
) -> list[Placed]:
    """A place for each name. `dots` are in pixels from the lower left corner of a figure `width` by `height`.

    Names are placed in order, so the important ones come first; where no side is free the least covered is taken.

    >>> [one.xanchor for one in beside([(40, 50), (40, 52)], ["one", "two"], 15, 300, 100)]
    ['left', 'right']
    """
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in dots]
    found: list[Placed] = []
    for place, ((x, y), name) in enumerate(zip(dots, names, strict=True)):
        others = [box for number, box in enumerate(taken) if number != place]
        costs = []
        for side in SIDES:
            box = _box(x, y, side, len(name) * LETTER * size, LINE * size)
            outside = max(0, -box[0]) + max(0, box[2] - width) + max(0, -box[1]) + max(0, box[3] - height)
            costs.append(sum(_overlap(box, other) for other in others) + outside * size)
        best = min(range(len(SIDES)), key=costs.__getitem__)
        found.append(SIDES[best])
        taken.append(_box(x, y, SIDES[best], len(name) * LETTER * size, LINE * size))
    return found


def _box(x: float, y: float, side: Placed, width: float, height: float) -> tuple[float, float, float, float]:
    left = {"left": 0.0, "center": -width / 2, "right": -width}[side.xanchor]
    low = {"bottom": 0.0, "middle": -height / 2, "top": -height}[side.yanchor]
    return (
        x + side.xshift + left,
        y + side.yshift + low,
        x + side.xshift + left + width,
        y + side.yshift + low + height,
    )


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
