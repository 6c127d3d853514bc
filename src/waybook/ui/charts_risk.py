"""Pictures of risk: date and budget together, the risks themselves with what lowers them, and the reserve."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.contingency import contingency
from waybook.model.sensitivity import swings
from waybook.ui import wording
from waybook.ui.charts_cost import shown_end
from waybook.ui.charts_tornado import say_change
from waybook.ui.marks import columns, dots, line, note, rule, words
from waybook.ui.picture import (
    LIGHT,
    Array,
    Look,
    Picture,
    axis,
    figure,
    hidden,
    money_ticks,
    month_ticks,
    safe,
    scale,
    thin,
)
from waybook.ui.placing import beside

CELLS = 40
LEVELS = (30, 50, 70, 90)
"""Curves of joint confidence, in %."""
PLOT_WIDTH = 430
"""About the pixels across the plot of the joint chart, beside another chart on a projector."""


def joint(found: Results, look: Look = LIGHT) -> Picture:
    """Date and build cost together: density of the draws, curves of joint confidence, the sponsor's target."""
    plan, currency = found.plan, found.plan.currency
    months, cost = found.samples("go_live"), found.samples("build_cost")
    budget, needed = plan.economics.budget, plan.economics.target_months
    x0, x1 = _range(months, needed)
    y0, y1 = _range(cost, budget)
    counts, xs, ys = np.histogram2d(months, cost, CELLS, [[x0, x1], [y0, y1]])
    below = float(((months < x0) | (cost < y0)).mean())
    together = np.cumsum(np.cumsum(counts, axis=0), axis=1) / len(months) + below
    middle_x, middle_y = thin((xs[:-1] + xs[1:]) / 2), thin((ys[:-1] + ys[1:]) / 2)
    density = np.where(counts > 0, counts, np.nan)
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "x": middle_x,
            "y": middle_y,
            "z": [[None if np.isnan(c) else int(c) for c in one] for one in density.T],
            "showscale": False,
            "hoverinfo": "skip",
            "colorscale": [[0, look.pale], [0.5, look.tint], [1, look.accent2]],
        },
        {
            "type": "contour",
            "x": thin(xs[1:]),
            "y": thin(ys[1:]),
            "z": [thin(one * 100, 3) for one in together.T],
            "showscale": False,
            "hoverinfo": "skip",
            "contours": {
                "coloring": "none",
                "start": LEVELS[0],
                "end": LEVELS[-1],
                "size": LEVELS[1] - LEVELS[0],
            },
            "line": {"color": look.ink, "width": 1.3},
        },
    ]
    shapes, notes, box = [], [], None
    if needed is not None:
        shapes.append(rule(needed, needed, y0, y1, look.warning, 2.5))
        left = needed > x0 + 0.6 * (x1 - x0)
        side: dict[str, Any] = {"xanchor": "right" if left else "left", "xshift": -4 if left else 4, "yanchor": "top"}
        notes.append(
            note(
                look,
                needed,
                y1,
                f"needed {wording.after(plan.start, needed)}",
                look.warning,
                bgcolor=look.paper,
                **side,
            )
        )
    if budget is not None:
        shapes.append(rule(x0, x1, budget, budget, look.warning, 2.5))
        low = budget > y1 - 0.12 * (y1 - y0)
        side = {"xanchor": "right", "yanchor": "top" if low else "bottom"}
        notes.append(
            note(
                look, x1, budget, f"budget {wording.money(budget, currency)}", look.warning, bgcolor=look.paper, **side
            )
        )
    if found.p_both is not None and needed is not None and budget is not None:
        share = f"<b>{wording.percent(found.p_both)}</b>"
        size = look.text + 9
        left_below = needed > x0 + 0.22 * (x1 - x0) and budget > y0 + 0.15 * (y1 - y0)
        if left_below:
            side = {"xanchor": "right", "yanchor": "top", "xshift": -6, "yshift": -2}
        else:
            side = {"xanchor": "left", "yanchor": "bottom", "xshift": 6, "yshift": 2}
        notes.append(note(look, needed, budget, share, look.warning, size, bgcolor=look.paper, opacity=0.92, **side))
        corner = ((needed - x0) / (x1 - x0), (budget - y0) / (y1 - y0))
        box = share_box(look, corner, left_below)
        title = f"On time and on budget together: {wording.percent(found.p_both)}"
        on_time, on_budget = wording.percent(found.p_on_time or 0), wording.percent(found.p_on_budget or 0)
        subtitle = f"Date alone {on_time}, budget alone {on_budget}; curves: both, in %"
    else:
        both = float(((months <= found.months.p80) & (cost <= found.cost.p80)).mean())
        title = f"Both P80s at once hold in {wording.percent(both)}"
        subtitle = "Curves: chance of keeping both, in %; no budget and date are set yet"
    notes = [*_level_names(look, together, xs[1:], ys[1:], box), *notes]
    made = figure(
        look,
        data,
        margin=(66, 10, 8, 52),
        xaxis=axis(look, range=[x0, x1], **month_ticks(plan.start, x0, x1, 4)),
        yaxis=axis(look, showline=False, range=[y0, y1], **money_ticks(y0, y1, currency, 5)),
        shapes=shapes,
        annotations=notes,
    )
    dates = [float(q) for q in np.quantile(months, (0.5, 0.8, 0.9))]
    table = []
    for name, amount in zip(("P50", "P80", "P90"), np.quantile(cost, (0.5, 0.8, 0.9)), strict=True):
        chances = [wording.percent(float(((months <= date) & (cost <= amount)).mean())) for date in dates]
        table.append((f"{name}: {wording.money(float(amount), currency)}", *chances))
    heads = tuple(
        f"{name}: {wording.after(plan.start, date)}" for name, date in zip(("P50", "P80", "P90"), dates, strict=True)
    )
    return Picture(title, subtitle, made, ("Cost and date both kept", *heads), tuple(table))


def share_box(look: Look, corner: tuple[float, float], left_below: bool) -> tuple[float, float, float, float]:
    """Where the large share stands beside the sponsor's target: left, bottom, right, top as shares of the plot."""
    size = look.text + 9
    wide, tall = (2.6 * size + 12) / PLOT_WIDTH, (1.6 * size + 8) / (look.height - 60)
    x, y = corner
    return (x - wide, y - tall, x, y) if left_below else (x, y, x + wide, y + tall)


def _level_names(
    look: Look, together: Array, x: Array, y: Array, box: tuple[float, float, float, float] | None
) -> list[dict[str, Any]]:
    """The level of each curve, written on it where neither axis has most of the room and the share does not stand."""
    notes = []
    pad = 0.03
    for level in LEVELS:
        places = []
        for i in range(CELLS):
            j = int(np.searchsorted(together[i], level / 100))
            across, up = (i + 1) / CELLS, (j + 1) / CELLS
            hidden_ = box and box[0] - pad < across < box[2] + pad and box[1] - pad < up < box[3] + pad
            if 0 < j < CELLS and pad < across < 1 - 2 * pad and up < 1 - 3 * pad and not hidden_:
                places.append((abs(across - up), i, j))
        if places:
            _, i, j = min(places)
            at = float(np.interp(level / 100, together[i, j - 1 : j + 1], y[j - 1 : j + 1]))
            more: dict[str, Any] = {"bgcolor": look.paper, "opacity": 0.8}
            notes.append(note(look, float(x[i]), at, str(level), look.ink, look.text - 1, **more))
    return notes


def risk_map(found: Results, look: Look = LIGHT, width: int = 880) -> Picture:
    """The risks by how likely they are and what they cost if they happen; `width` is about that of the figure."""
    currency = found.plan.currency
    chance = found.inputs["risk_probability"].values
    costs = {one.quantity.place: one.high for one in swings(found, "build_cost") if one.quantity.is_risk}
    short = {reason.id: reason.axis for reason in found.reference.reasons}
    axis_ = found.inputs.axes["driver"]
    risks = [
        (short.get(axis_.ids[place], axis_.labels[place]), axis_.labels[place], float(chance[place]), cost)
        for place, cost in costs.items()
        if chance[place] > 0 and cost > 0
    ]
    if not risks:
        return Picture("No risk costs anything", "None is likely", figure(look, []), ("Risk",), ())
    risks.sort(key=lambda one: -one[2] * one[3])
    expected = np.array([one[2] * one[3] for one in risks])
    lead = int(np.searchsorted(np.cumsum(expected) / expected.sum(), 0.6)) + 1
    x1, y1 = 1.25 * max(one[2] for one in risks), 1.18 * max(one[3] for one in risks)
    plot = (width - 80, look.height - 60)
    places = beside(
        [(one[2] / x1 * plot[0], one[3] / y1 * plot[1]) for one in risks], [one[0] for one in risks], look.text, *plot
    )
    curves = [one for one in scale(0, x1 * y1, 5) if one > 0]
    data, notes = [], []
    for level in curves:
        x = np.linspace(max(level / y1, 1e-6), x1, 40)
        if level / x1 > 0.9 * y1:
            continue
        data.append(line(thin(x), thin(level / x), look.line, 1.4))
        notes.append(
            note(
                look,
                x1,
                level / x1,
                wording.money(level, currency).replace(".0", ""),
                look.muted,
                look.text - 2,
                xanchor="right",
                yanchor="bottom",
            )
        )
    data.append(
        dots(
            [one[2] for one in risks],
            [one[3] for one in risks],
            [look.accent if n < lead else look.neutral for n in range(len(risks))],
            12,
        )
    )
    for number, (one, side) in enumerate(zip(risks, places, strict=True)):
        text = f"<b>{safe(one[0])}</b>" if number < lead else safe(one[0])
        more = {"xanchor": side.xanchor, "yanchor": side.yanchor, "xshift": side.xshift, "yshift": side.yshift}
        notes.append(note(look, one[2], one[3], text, look.accent if number < lead else look.ink, 0, **more))
    tenths = scale(0, x1, 6)
    made = figure(
        look,
        data,
        margin=(66, 12, 8, 50),
        xaxis=axis(
            look, "Likelihood", range=[0, x1], tickvals=tenths, ticktext=[f"{one * 100:.0f}%" for one in tenths]
        ),
        yaxis=axis(look, "Cost if it happens", showline=False, range=[0, y1], **money_ticks(0, y1, currency, 5)),
        annotations=notes,
    )
    share = wording.percent(float(expected[:lead].sum() / expected.sum()))
    title = f"{_count(lead)} of {len(risks)} risks carry {share} of the expected overrun"
    table = tuple(
        (one[1], wording.percent(one[2]), wording.money(one[3], currency), wording.money(one[2] * one[3], currency))
        for one in risks
    )
    subtitle = "Likelihood against cost if it happens; curves join equal likelihood × cost"
    return Picture(title, subtitle, made, ("Risk", "Likelihood", "Cost if it happens", "Expected"), table)


def remedies(found: Results, count: int = 4) -> tuple[tuple[str, str, str], ...]:
    """The reasons for failure that cost this plan most in expectation, what that is, and what lowers each."""
    chance = found.inputs["risk_probability"].values
    by_id = {reason.id: reason for reason in found.reference.reasons}
    costs = [
        (by_id[one.quantity.id], float(chance[one.quantity.place]) * one.high)
        for one in swings(found, "build_cost")
        if one.quantity.is_risk and one.quantity.id in by_id
    ]
    costs.sort(key=lambda pair: -pair[1])
    return tuple((one.name, wording.money(cost, found.plan.currency), one.mitigation) for one, cost in costs[:count])


def waterfall(found: Results, look: Look = LIGHT, key: str = "build_cost") -> Picture:
    """From the most likely values to P80: what doubt, risks and the reserve add."""
    steps, say = contingency(found, key), say_change(found, key, signed=False)
    add = say_change(found, key)
    grow = steps.p80 / steps.likely - 1 if steps.likely else 0.0
    labels = ("Most likely", "Doubt leans<br>upwards", "Risks that<br>happen", "Reserve", "P80")
    values = (steps.likely, steps.skew, steps.risks, steps.reserve, steps.p80)
    ends = np.cumsum(values[:4])
    base = [0.0, *(float(min(a, b)) for a, b in pairwise(ends)), 0.0]
    tall = [steps.likely, *(abs(one) for one in values[1:4]), steps.p80]
    colors = [look.neutral, look.accent2, look.accent2, look.accent2, look.accent]
    x = list(range(5))
    texts = [say(steps.likely), *(add(one) for one in values[1:4]), f"<b>{say(steps.p80)}</b>"]
    top = [b + t for b, t in zip(base, tall, strict=True)]
    levels = [float(one) for one in (*ends, ends[-1])]
    made = figure(
        look,
        [
            columns(x, thin(np.array(tall)), colors, 0.68, base=thin(np.array(base))),
            words(x, thin(np.array(top)), texts, [look.ink] * 4 + [look.accent], "top center"),
        ],
        margin=(8, 8, 8, 52),
        xaxis=axis(
            look,
            range=[-0.5, 4.5],
            tickvals=x,
            ticktext=list(labels),
            tickfont={"color": look.ink, "size": look.text - 1},
        ),
        yaxis=hidden(range=[0, max(top) * 1.14]),
        shapes=[rule(n + 0.34, n + 0.66, levels[n], levels[n], look.muted, 1.2) for n in range(4)],
    )
    title = f"A plan of {say(steps.likely)} needs {say(steps.p80)} to be kept"
    subtitle = f"From the most likely values to what 80% of simulated projects keep: {grow * 100:+.0f}%"
    if key == "go_live":
        subtitle += "; parallel work waits for the latest"
    table = tuple(
        (label.replace("<br>", " "), say(value) if n in (0, 4) else add(value))
        for n, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    return Picture(title, subtitle, made, ("Step", "Value"), table)


def _range(samples: Any, target: float | None) -> tuple[float, float]:
    low, high = float(np.quantile(samples, 0.003)), shown_end(samples)
    if high <= low:
        low, high = low * 0.9, high * 1.1 + 1e-9
    if target is not None:
        pad = 0.06 * (high - low)
        low, high = min(low, target - pad), max(high, target + pad)
    return max(0.0, low), high


def _count(number: int) -> str:
    return (
        ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")[number]
        if number <= 10
        else str(number)
    )
