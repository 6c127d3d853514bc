"""Quantities drawn from their P10, P50 and P90: two halves of a bell that meet at the middle."""

from __future__ import annotations

from waybook.model.algebra import Value, exp, log, maximum, minimum
from waybook.model.worlds import World

UP_LOG, DOWN_LOG = "upward move (logarithm)", "downward move (logarithm)"


def spread(m: World, name: str, luck: Value) -> Value:
    """Two-piece lognormal through P10, P50, P90 (name_low, _likely, _high, all positive); `luck` is standard normal."""
    low, likely, high = m[f"{name}_low"], m[f"{name}_likely"], m[f"{name}_high"]
    up, down = log(high / likely) / m["z90"], log(likely / low) / m["z90"]
    moved = m.part(maximum(luck, 0) * up, UP_LOG) + m.part(minimum(luck, 0) * down, DOWN_LOG)
    return likely * m.part(exp(m.part(moved, "move from likely (logarithm)")), "move from likely")


def spread_linear(m: World, name: str, luck: Value, what: str = "") -> Value:
    """Two-piece normal, for a quantity that may be zero or negative. `what` it is, where a line has several."""
    low, likely, high = m[f"{name}_low"], m[f"{name}_likely"], m[f"{name}_high"]
    up, down = (high - likely) / m["z90"], (likely - low) / m["z90"]
    moved = m.part(likely + m.part(maximum(luck, 0) * up, f"{what}upward move"), f"{what}likely plus upward move")
    return moved + m.part(minimum(luck, 0) * down, f"{what}downward move")
