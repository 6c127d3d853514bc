"""Pictures of what moves the estimate: each quantity by itself, and how it goes with the result over all draws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from waybook.durations import WEEKS_A_MONTH
from waybook.model import Results
from waybook.model.sensitivity import Swing, ranks, swings
from waybook.ui import wording
from waybook.ui.marks import rows, rule, words
from waybook.ui.picture import LIGHT, Look, Picture, brief, figure, folded, hidden, names, thin

TOP = 8
NOTHING = "Nothing is uncertain"
LETTERS = 26
LETTERS_OF_A_KIND = 13
"""After the colon "effort", "wait", "day rate" and the like say less than the name before it."""
ROW = 42
KEYS = {"build_cost": "cost", "go_live": "date", "npv": "worth"}


def tornado(found: Results, look: Look = LIGHT, key: str = "build_cost") -> Picture:
    """What each uncertain quantity does by itself, at its 10% and 90% ends; risks if they happen."""
    say = say_change(found, key)
    bars = swings(found, key)[:TOP]
    if not bars:
        return Picture(f"Nothing moves the {KEYS[key]}", "No range, no risk", figure(look, []), ("Quantity",), ())
    first = bars[0]
    change = say(max((first.low, first.high), key=abs))
    title = f"{brief_title(_short(found, first))}: {change} on the {KEYS[key]}"
    y = list(range(len(bars)))
    lead = min(3, len(bars))
    data = []
    for end in ("low", "high"):
        values = [getattr(one, end) for one in bars]
        colors = [look.accent if n < lead else look.neutral for n in y]
        data.append(rows(y, [0] * len(y), thin(np.array(values)), colors, 0.62))
    texts: dict[str, tuple[list[float], list[int], list[str]]] = {
        "middle left": ([], [], []),
        "middle right": ([], [], []),
    }
    for place, one in enumerate(bars):
        for value in {one.low, one.high}:
            if abs(value) > 1e-9:
                at, row, text = texts["middle left" if value < 0 else "middle right"]
                at.append(value)
                row.append(place)
                text.append(f" {say(value)} ")
    data += [words(thin(np.array(at)), row, text, look.ink, side) for side, (at, row, text) in texts.items() if at]
    low, high = min(0.0, *(min(one.low, one.high) for one in bars)), max(0.0, *(max(one.low, one.high) for one in bars))
    pad = (0.85 if key == "go_live" else 0.45) * (high - low)
    made = figure(
        look,
        data,
        height=max(look.height, ROW * len(bars) + 12),
        margin=(8, 8, 4, 8),
        barmode="overlay",
        xaxis=hidden(range=[low - (pad if low < 0 else 0), high + (pad if high > 0 else 0)]),
        yaxis=names(look, [folded(_short(found, one), LETTERS) for one in bars]),
        shapes=[rule(0, 0, -0.5, len(bars) - 0.5, look.ink, 1.2)],
    )
    table = tuple(
        (one.quantity.label, "–" if one.quantity.is_risk else say(one.low), say(one.high))
        for one in swings(found, key)[:25]
    )
    subtitle = "One at a time, largest first: at P10 and P90; risks if they happen"
    return Picture(title, subtitle, made, ("Quantity", "At its P10", "At its P90, or if it happens"), table)


def rank_chart(found: Results, look: Look = LIGHT, key: str = "build_cost") -> Picture:
    """Which quantities go up and down with the result over all draws."""
    bars = ranks(found, key)[:TOP]
    y = list(range(len(bars)))
    values = [one.correlation for one in bars]
    longest = max((abs(one) for one in values), default=1.0) or 1.0
    made = figure(
        look,
        [
            rows(
                y,
                [0] * len(y),
                thin(np.array([abs(one) for one in values])),
                [look.accent if n < 3 else look.neutral for n in y],
                0.62,
            ),
            words(
                [abs(one) for one in values],
                y,
                [f" {'+' if one > 0 else '−'}{abs(one):.2f}" for one in values],
                look.ink,
                "middle right",
            ),
        ],
        height=max(look.height, ROW * len(bars) + 12),
        margin=(8, 8, 4, 8),
        xaxis=hidden(range=[0, longest * 1.25]),
        yaxis=names(look, [folded(brief(one.quantity.label, 40), LETTERS) for one in bars]),
        shapes=[rule(0, 0, -0.5, len(bars) - 0.5, look.ink, 1.2)],
    )
    first = f"{bars[0].correlation:+.2f}".replace("-", "−") if bars else ""
    title = f"{brief_title(bars[0].quantity.label)}: {first} with the {KEYS[key]}" if bars else NOTHING
    subtitle = "Rank correlation over all draws, strongest first"
    table = tuple((one.quantity.label, f"{one.correlation:+.2f}".replace("-", "−")) for one in ranks(found, key)[:25])
    return Picture(title, subtitle, made, ("Quantity", "Rank correlation"), table)


def say_change(found: Results, key: str, signed: bool = True) -> Callable[[float], str]:
    """An amount or a duration in words. A change has a sign, and is in weeks: nobody compares two units in one bar."""

    def say(value: float) -> str:
        sign = "+" if signed and value > 0 else ""
        if key == "go_live":
            size = wording.weeks(abs(value) * WEEKS_A_MONTH) if signed else wording.months(abs(value))
            return f"{'−' if value < 0 else sign}{size}"
        return sign + wording.money(value, found.plan.currency)

    return say


def brief_title(label: str, longest: int = 24) -> str:
    """A bar's name for a headline of one line.

    >>> brief_title("Contacts resolved without a person: change reached")
    'Change reached'
    >>> brief_title("Security controls (audit log): wait")
    'Security controls'
    """
    if len(label) <= longest:
        return label
    name, _, what = label.rpartition(": ")
    short = brief(name, longest) if name and len(what) < LETTERS_OF_A_KIND else what
    short = short[0].upper() + short[1:]
    return short if len(short) <= longest else short[: longest - 1].rstrip() + "…"


def _short(found: Results, bar: Swing) -> str:
    """The name of a bar, short enough for the space beside it."""
    if bar.quantity.is_risk:
        axes = {reason.id: f"Risk: {reason.axis[0].lower()}{reason.axis[1:]}" for reason in found.reference.reasons}
        return axes.get(bar.quantity.id, f"Risk: {bar.quantity.label[0].lower()}{bar.quantity.label[1:]}")
    name, colon, what = bar.quantity.label.rpartition(": ")
    return f"{brief(name, 30)}: {what}" if colon else bar.quantity.label
