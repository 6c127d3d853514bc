"""What slides and the printed page share when they draw: colours, round axes, names of bars."""

from __future__ import annotations

import math

from waybook.handouts.story import brief
from waybook.model.sensitivity import Swing
from waybook.reference import Reference

INK, MUTED, ACCENT, ACCENT2 = "1B2A38", "566573", "0A4F8C", "5B98CE"
NEUTRAL, WARNING, TINT, PALE, LINE, PAPER = "6F8093", "B8440B", "9CC4E6", "DCEAF6", "C9D3DC", "FFFFFF"
"""One accent and one warning colour; contrasts in the reference of the visual system."""
FAR = 2.5
"""A budget beyond this many times the largest amount is not drawn: the line would squeeze the curve."""


def quantity(reference: Reference, bar: Swing, longest: int = 28) -> str:
    """The name of a bar; a risk by the short name of its reason. `longest`: letters of what it is about."""
    if bar.quantity.is_risk:
        axes = {reason.id: f"Risk: {reason.axis[0].lower()}{reason.axis[1:]}" for reason in reference.reasons}
        return axes.get(bar.quantity.id, f"Risk: {bar.quantity.label[0].lower()}{bar.quantity.label[1:]}")
    name, colon, what = bar.quantity.label.rpartition(": ")
    return f"{brief(name, longest)}: {what}" if colon else bar.quantity.label


def nice(low: float, high: float, count: int = 5) -> tuple[float, float, float]:
    """Round ends and step of an axis of about `count` steps that holds low to high.

    >>> nice(120_300, 467_000)
    (100000.0, 500000.0, 100000.0)
    """
    if high <= low:
        low, high = min(0.0, low * 0.9), max(high * 1.1, 1.0)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= raw * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step
