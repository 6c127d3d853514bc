"""Pictures of worth: break-even by volume, deciding at the gate, running cost, stopping, and what it all rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.decision import break_even, gate, needs, stop_loss
from waybook.ui import wording
from waybook.ui.marks import dots, line, note, rows, rule, words
from waybook.ui.picture import LIGHT, Array, Look, Picture, axis, figure, folded, hidden, money_ticks, names, thin

GRADES = {
    "own": "Your own figures",
    "measured": "Measured data",
    "published": "Published figures",
    "vendor": "Vendors' figures",
    "judgement": "Judgement",
}


def break_even_chart(found: Results, look: Look = LIGHT) -> Picture:
    """Chance that the plan is worth it, over its volume."""
    factors, chance = break_even(found)
    volume = float(np.max(found.inputs["kpi_volume"].values, initial=0.0))
    unit = volume or 1.0
    here = 1 - found.p_loss
    even = next((one.factor for one in needs(found) if one.label == "Volume"), None)
    at = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]
    ticks = [f"{one:g}×" if not volume else f"{wording.figures(one * volume, 2)}" if one else "0" for one in at]
    beside: dict[str, Any] = {"xanchor": "left", "yanchor": "top", "xshift": 10}
    if even is not None and 1 <= even < 2:  # the line of even odds would cross the label
        beside = {"xanchor": "right", "yanchor": "bottom", "xshift": -8}
    elif here < 0.1:
        beside |= {"yanchor": "bottom", "xshift": 0, "yshift": 14}
    notes = [
        note(
            look,
            1,
            here,
            f"<b>your plan</b> {wording.percent(here)}",
            look.accent,
            **beside,
        )
    ]
    shapes = [rule(0, 3, 0.5, 0.5, look.line, 1, "dot")]
    if even is not None and even <= 3:
        shapes.append(rule(even, even, 0, 0.5, look.warning, 2.5))
        text = f"even odds at {wording.figures(even * unit)}" if volume else f"even odds at {even:.1f}×"
        side = "right" if even > 1.6 else "left"
        notes.append(
            note(
                look,
                even,
                0.03 if here > 0.25 else 0.53,
                text,
                look.warning,
                xanchor=side,
                yanchor="bottom",
                xshift=-6 if side == "right" else 6,
            )
        )
    quarters = [0, 0.25, 0.5, 0.75, 1]
    made = figure(
        look,
        [
            line(thin(factors), thin(chance), look.accent, hover="%{y:.0%}"),
            dots([1], [here], look.accent, marker={"line": {"color": look.paper, "width": 2}}),
        ],
        margin=(54, 16, 8, 52),
        xaxis=axis(
            look, "Cases a month" if volume else "Times the volume", range=[0, 3.02], tickvals=at, ticktext=ticks
        ),
        yaxis=axis(
            look, showline=False, range=[0, 1.03], tickvals=quarters, ticktext=[f"{q * 100:.0f}%" for q in quarters]
        ),
        shapes=shapes,
        annotations=notes,
    )
    if not found.benefit_counted:
        title, subtitle = (
            "No volume makes it worth it yet",
            "No benefit is counted: give a measure baseline, volume and worth",
        )
    elif even is None:
        title, subtitle = "No volume makes it worth it", "Chance of a positive net present value, by volume"
    else:
        title = f"Even odds at {wording.figures(even * unit)} cases a month; plan: {wording.figures(volume)}"
        subtitle = "Chance of a positive net present value, by volume"
    some = range(0, 61, 5)
    table = tuple((wording.figures(float(factors[n]) * unit), wording.percent(float(chance[n]))) for n in some)
    return Picture(title, subtitle, made, ("Volume", "Chance of a gain"), table)


def gate_chart(found: Results, look: Look = LIGHT) -> Picture:
    """Mean worth of building regardless, of deciding at the gate, and of not starting."""
    currency, decided = found.plan.currency, gate(found)
    choices = (("Build regardless", decided.go), ("Decide at the gate", decided.look), ("Do not start", 0.0))
    best = max(choices, key=lambda pair: pair[1])[0]
    bars = (*choices, ("Knowing all beforehand", decided.perfect + max(decided.go, 0.0)))
    title = {
        "Build regardless": f"Build: the gate adds nothing to {wording.money(decided.go, currency)}",
        "Decide at the gate": f"Being able to stop is worth {wording.money(decided.value, currency)}",
        "Do not start": "Neither building nor a prototype pays off",
    }[best]
    sunk = wording.money(decided.sunk, currency)
    subtitle = f"Mean worth; {sunk} is spent at the gate, and {wording.percent(decided.p_go)} of prototypes say build"
    table = (
        *((label, wording.money(value, currency)) for label, value in bars),
        ("Spent at the gate (P50)", sunk),
        ("Prototypes that say build", wording.percent(decided.p_go)),
        ("Value of the gate (EVSI)", wording.money(decided.value, currency)),
        ("Value of perfect information (EVPI)", wording.money(decided.perfect, currency)),
    )
    made = _bars(look, [label for label, _ in bars], [value for _, value in bars], best, currency)
    return Picture(title, subtitle, made, ("Choice", "Mean worth"), table)


def needed(found: Results) -> tuple[tuple[str, str, str, str], ...]:
    """What would have to be true for even odds, one thing at a time, as rows of a table."""
    currency = found.plan.currency
    lines = []
    for one in needs(found):
        say = (lambda x: wording.money(x, currency)) if one.unit.startswith("currency") else wording.figures
        per = " a year" if one.unit.endswith("/year") else " cases a month" if one.unit.startswith("cases") else ""
        if one.factor is None:
            lines.append((one.label, f"{say(one.now)}{per}", "no value does it", "–"))
            continue
        change = one.factor - 1
        words_ = f"{'+' if change > 0 else '−'}{abs(change) * 100:.0f}%"
        holds = change <= 0 if not one.better_down else change >= 0
        lines.append(
            (
                one.label,
                f"{say(one.now)}{per}",
                f"{say(one.now * one.factor)}{per}",
                f"{words_} {'to spare' if holds else 'needed'}",
            )
        )
    return tuple(lines)


def run_cost(found: Results, look: Look = LIGHT) -> Picture:
    """What a year of running is made of, at likely values."""
    currency, likely, axes = found.plan.currency, found.likely, found.inputs.axes
    people = float(np.sum(likely.value("run_people")))
    services = _by(likely.value("running_cost"), len(axes["running"]))
    parts = [
        ("People who keep it running", people),
        ("People checking answers", float(np.mean(likely.value("run_review")))),
        ("Wrong answers nobody catches", float(np.mean(likely.value("run_errors")))),
    ]
    parts += [(label, float(one)) for label, one in zip(axes["running"].labels, services, strict=True)]
    used, metered = (_by(likely.value(f"metered_{end}"), len(axes["metered"])) for end in ("used", "cost"))
    parts += [(label, float(one)) for label, one in zip(axes["metered"].labels, metered, strict=True)]
    parts.append(("Model calls", float(np.mean(likely.value("run_tokens")))))
    parts = sorted(((label, 12 * one) for label, one in parts if one > 0), key=lambda pair: -pair[1])
    whole = sum(one for _, one in parts)
    tokens = dict(parts).get("Model calls", 0.0) / whole if whole else 0.0
    if tokens:
        title = f"Model calls are {wording.percent(tokens)} of the running cost"
    else:
        title = f"Running it costs {wording.money(whole, currency)} a year"
    subtitle = f"{wording.money(whole, currency)} a year at likely values and launch volume, by what it pays for"
    lead = "Model calls" if tokens else parts[0][0] if parts else ""
    made = _bars(look, [label for label, _ in parts], [one for _, one in parts], lead, currency)
    table = [(label, wording.money(one, currency), wording.percent(one / whole)) for label, one in parts]
    table += [
        (label, f"{wording.money(12 * float(use), currency)}, all in the base charge", wording.percent(0))
        for label, use, one in zip(axes["metered"].labels, used, metered, strict=True)
        if use > 0 and one <= 0
    ]
    return Picture(title, subtitle, made, ("Paid for", "A year", "Share"), tuple(table))


def _by(values: Array, count: int) -> Array:
    out: Array = np.broadcast_to(values, (count,))
    return out


def honesty(found: Results, look: Look = LIGHT) -> Picture:
    """How much of the P80 cost rests on the team's own figures, on published ones, and on judgement."""
    shares = {name: found.grades.get(name, 0.0) for name in GRADES}
    y = list(range(len(shares)))
    values = list(shares.values())
    colors = [look.accent if name in ("own", "measured") else look.neutral for name in shares]
    made = figure(
        look,
        [
            rows(y, [0] * len(y), thin(np.array(values)), colors, 0.55),
            words(values, y, [f" {wording.percent(one)}" for one in values], look.ink, "middle right"),
        ],
        margin=(8, 8, 4, 8),
        xaxis=hidden(range=[0, max(values) * 1.2 or 1]),
        yaxis=names(look, list(GRADES.values())),
        shapes=[rule(0, 0, -0.5, len(y) - 0.5, look.ink, 1.2)],
    )
    solid = shares["own"] + shares["measured"]
    title = f"{wording.percent(solid)} of the P80 cost rests on your own figures"
    subtitle = "Own efforts, rates and measurements raise it"
    table = tuple((GRADES[name], wording.percent(one)) for name, one in shares.items())
    return Picture(title, subtitle, made, ("Rests on", "Share of P80"), table)


def stopping(found: Results, look: Look = LIGHT) -> Picture:
    """Mean worth over the spending at which the project would be stopped."""
    currency = found.plan.currency
    samples = found.samples("build_cost")
    limits = np.quantile(samples, np.linspace(0.05, 0.995, 60))
    outcomes = [stop_loss(found, float(one)) for one in limits]
    worth = np.array([one.mean_npv for one in outcomes])
    best = int(worth.argmax())
    own = found.plan.economics.stop_loss
    low, high = float(limits[0]), float(limits[-1])
    if high <= low:
        high = low * 1.1 + 1
    bottom, top = min(float(worth.min()), 0.0), max(float(worth.max()), 0.0)
    span = (top - bottom) or 1.0
    shapes = [rule(low, high, 0, 0, look.ink, 1.2)]
    notes = []
    if own is not None and low <= own <= high:
        chosen = stop_loss(found, own)
        shapes.append(rule(own, own, bottom, top + 0.04 * span, look.warning, 2.5))
        text = f"stop at {wording.money(own, currency)}: {wording.percent(chosen.p_stopped)} stopped"
        side = "right" if own > (low + high) / 2 else "left"
        notes.append(note(look, own, top + 0.05 * span, text, look.warning, xanchor=side, yanchor="bottom"))
    without = outcomes[-1].mean_npv_without
    gain = float(worth[best]) - without
    if not found.benefit_counted:
        title = "No benefit is counted yet: stopping at once looks best"
    elif gain > 0.02 * abs(without) + 1:
        title = f"Stopping at {wording.money(float(limits[best]), currency)} is worth {wording.money(gain, currency)}"
    else:
        title = "On average no stop pays: it costs more than it saves"
    says = [
        f"{wording.money(float(x), currency)}: {wording.percent(one.p_stopped)} stopped"
        for x, one in zip(limits, outcomes, strict=True)
    ]
    made = figure(
        look,
        [
            line(thin(limits), thin(worth), look.accent, hover="%{text}", text=says),
            dots(
                [float(limits[best])],
                [float(worth[best])],
                look.accent,
                marker={"line": {"color": look.paper, "width": 2}},
            ),
        ],
        margin=(70, 12, 8, 52),
        xaxis=axis(look, "Stopped when spending reaches", range=[low, high], **money_ticks(low, high, currency, 5)),
        yaxis=axis(
            look,
            showline=False,
            range=[bottom - 0.05 * span, top + 0.15 * span],
            **money_ticks(bottom, top, currency, 5),
        ),
        shapes=shapes,
        annotations=notes,
    )
    table = tuple(
        (
            wording.money(float(limits[n]), currency),
            wording.percent(outcomes[n].p_stopped),
            wording.money(outcomes[n].mean_cost, currency),
            wording.money(float(worth[n]), currency),
        )
        for n in range(0, 60, 6)
    )
    subtitle = "Mean worth if the project is stopped there, whatever its state"
    return Picture(title, subtitle, made, ("Stopped at", "Stopped in", "Mean cost", "Mean worth"), table)


def _bars(look: Look, labels: Sequence[str], values: Sequence[float], lead: str, currency: str) -> dict[str, object]:
    """Lying bars of money with their amounts at the ends."""
    y = list(range(len(labels)))
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    span = (high - low) or 1.0
    data = [
        rows(
            y,
            [0] * len(y),
            thin(np.array(values)),
            [look.accent if label == lead else look.neutral for label in labels],
            0.58,
        )
    ]
    for side, chosen in (
        ("middle right", [n for n in y if values[n] >= 0]),
        ("middle left", [n for n in y if values[n] < 0]),
    ):
        texts = [f" {wording.money(values[n], currency)} " for n in chosen]
        texts = [f"<b>{text}</b>" if labels[n] == lead else text for text, n in zip(texts, chosen, strict=True)]
        data.append(words([values[n] for n in chosen], chosen, texts, look.ink, side))
    pad = 0.26 * span
    return figure(
        look,
        data,
        margin=(8, 8, 4, 8),
        xaxis=hidden(range=[low - (pad if low < 0 else 0), high + (pad if high > 0 else pad / 2)]),
        yaxis=names(look, [folded(label, 18) for label in labels]),
        shapes=[rule(0, 0, -0.5, len(y) - 0.5, look.ink, 1.2)],
    )
