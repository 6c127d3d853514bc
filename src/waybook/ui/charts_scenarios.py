"""Pictures of ways to the same end: side by side, which is better how often, and what makes up the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.scenarios import Comparison, difference
from waybook.ui import wording
from waybook.ui.marks import columns, dots, note, rows, rule, ticks, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, hidden, names, thin

Named = tuple[str, Results]
PANELS = (("build_cost", "Build cost"), ("go_live", "Go-live"), ("npv", "Net present value"))


def side_by_side(found: Sequence[Named], table: Comparison, look: Look = LIGHT) -> Picture:
    """Cost, date and worth of several plans: range, median and P80 of each."""
    currency = found[0][1].plan.currency
    y = list(range(len(found)))
    best = table.best
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {}
    notes, shapes = [], []
    for place, (key, title) in enumerate(PANELS):
        spans = [one.spread(key) for _, one in found]
        low, high = min(one.p10 for one in spans), max(one.p90 for one in spans)
        low = min(low, 0.0) if key == "npv" else 0.0
        span = (high - low) or 1.0
        tag = "" if place == 0 else str(place + 1)
        own = {"xaxis": f"x{tag}", "yaxis": "y"}
        say = _say(key, currency)
        colors = [look.accent if n == best else look.accent2 for n in y]
        middles, widths = _thin(one.p50 for one in spans), _thin(one.p90 - one.p10 for one in spans)
        texts = [say(one.p50) for one in spans]
        ring = {"line": {"color": look.paper, "width": 2}}
        data += [
            rows(y, _thin(one.p10 for one in spans), widths, colors, 0.3, **own),
            dots(middles, y, look.ink, 11, marker=ring, **own),
            words(middles, [n - 0.35 for n in y], texts, [look.accent if n == best else look.ink for n in y], **own),
        ]
        if key != "npv":
            data.append(ticks(_thin(one.p80 for one in spans), y, look.ink, 15, 2, **own))
        begin, end = place * 0.345, place * 0.345 + 0.31
        pad = 0.1 * span
        layout[f"xaxis{tag}"] = hidden(domain=[begin, end], range=[low - pad, high + pad], anchor="y")
        notes.append(
            note(
                look,
                begin,
                1.0,
                f"<b>{title}</b>",
                look.muted,
                xref="paper",
                yref="paper",
                xanchor="left",
                yanchor="bottom",
            )
        )
        if key == "npv" or low < 0:
            shapes.append(rule(0, 0, -0.6, len(y) - 0.4, look.line, 1.5, xref=f"x{tag}", yref="y"))
            notes.append(
                note(look, 0, len(y) - 0.45, wording.money(0, currency), look.muted, xref=f"x{tag}", yanchor="top")
            )
    labels = [f"<b>{folded(name, 16)}</b>" if n == best else folded(name, 16) for n, (name, _) in enumerate(found)]
    made = figure(
        look,
        data,
        height=max(look.height, 50 * len(found) + 50),
        margin=(8, 8, 26, 22),
        barmode="overlay",
        yaxis=names(look, labels, range=[len(y) - 0.4, -0.7]),
        shapes=shapes,
        annotations=notes,
        **layout,
    )
    name = found[best][0]
    if best == 0:
        title = "The plan is worth most of the ways compared"
    elif not any(one.benefit_counted for _, one in found):
        title = f"No benefit is counted yet; {_inside(name)} costs least"
    elif table.mean[best] <= 0:
        title = f"None pays off; {_inside(name)} loses least"
    else:
        title = f"{name} beats the plan in {wording.percent(float(table.better[best, 0]))} of draws"
    lines = [
        (
            label,
            wording.money(one.cost.p50, currency),
            wording.money(one.cost.p80, currency),
            wording.months(one.months.p50),
            wording.months(one.months.p80),
            wording.money(one.run_cost_year.p50, currency),
            wording.money(float(table.mean[n]), currency),
            wording.percent(one.p_loss),
            wording.money(float(table.regret[n]), currency),
        )
        for n, (label, one) in enumerate(found)
    ]
    heads = (
        "Way", "Cost P50", "Cost P80", "Go-live P50", "Go-live P80", "Run a year", "Mean worth", "P(loss)", "Regret",
    )  # fmt: skip
    return Picture(title, "Same draws for all. Dot P50, bar P10 to P90, tick P80", made, heads, tuple(lines))


def which_is_better(found: Sequence[Named], table: Comparison, look: Look = LIGHT) -> Picture:
    """Chance that one way is worth more than another, for every pair."""
    count = len(found)
    labels = [folded(name, 14) for name, _ in found]
    heat = [[None if r == c else float(table.better[r, c]) for c in range(count)] for r in range(count)]
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "z": heat,
            "xgap": 3,
            "ygap": 3,
            "zmin": 0,
            "zmax": 1,
            "showscale": False,
            "hoverinfo": "skip",
            "colorscale": [[0, look.grey], [0.5, look.pale], [0.75, look.tint], [0.8, look.accent2], [1, look.accent]],
        }
    ]
    for dark in (True, False):
        pairs = [(r, c) for r in range(count) for c in range(count) if r != c and (table.better[r, c] >= 0.86) == dark]
        texts = [wording.percent(float(table.better[r, c])) for r, c in pairs]
        data.append(words([c for _, c in pairs], [r for r, _ in pairs], texts, look.on_accent if dark else look.ink))
    top = axis(
        look, showline=False, side="top", range=[-0.5, count - 0.5], tickvals=list(range(count)), ticktext=labels
    )
    made = figure(
        look,
        data,
        height=max(look.height, 46 * count + 66),
        margin=(8, 8, 52, 4),
        xaxis=top | {"tickfont": {"color": look.ink}},
        yaxis=names(look, labels, range=[count - 0.5, -0.5]),
    )
    best = found[table.best][0]
    least = int(table.regret.argmin())
    regret = wording.money(float(table.regret[least]), found[0][1].plan.currency)
    title = f"{best} leaves the least to regret: {regret} on average"
    lines = tuple(
        (name, *("–" if r == c else wording.percent(float(table.better[r, c])) for c in range(count)))
        for r, (name, _) in enumerate(found)
    )
    subtitle = "Chance that the row is worth more than the column"
    return Picture(title, subtitle, made, ("Worth more than", *(name for name, _ in found)), lines)


def between(first: Named, second: Named, look: Look = LIGHT) -> Picture:
    """What makes up the difference in mean worth between two plans."""
    currency = first[1].plan.currency
    steps = difference(first[1], second[1])
    start, end = first[1].npv.mean, second[1].npv.mean
    labels = [first[0], *(label for label, _ in steps), second[0]]
    base, tall, tops = [0.0], [start], [max(start, 0.0)]
    reached = start
    for _, step in steps:
        base.append(reached)
        tall.append(step)
        tops.append(max(reached, reached + step))
        reached += step
    base.append(0.0)
    tall.append(end)
    tops.append(max(end, 0.0))
    x = list(range(len(labels)))
    colors = [look.neutral, *(look.accent2 if step >= 0 else look.tint for _, step in steps), look.accent]
    texts = [
        wording.money(start, currency),
        *(_signed(step, currency) for _, step in steps),
        f"<b>{wording.money(end, currency)}</b>",
    ]
    lows = [b + min(t, 0) for b, t in zip(base, tall, strict=True)]
    lowest = min(0.0, *lows)
    highest = max(0.0, *tops)
    span = (highest - lowest) or 1.0
    above = [(top >= 0 and low >= 0) or top > 0.1 * span for top, low in zip(tops, lows, strict=True)]
    room = 0.03 if all(above) else 0.14  # a text above a bar that ends at the line of nothing would be struck out by it
    made = figure(
        look,
        [
            columns(x, thin(np.array(tall)), colors, 0.66, base=thin(np.array(base))),
            words(
                x,
                thin(np.where(above, tops, np.array(lows) - 0.02 * span)),
                texts,
                look.ink,
                ["top center" if over else "bottom center" for over in above],
            ),
        ],
        margin=(8, 8, 8, 52),
        xaxis=axis(
            look, showline=False, range=[-0.5, len(x) - 0.5], tickvals=x, ticktext=[folded(one, 16) for one in labels]
        )
        | {"tickfont": {"color": look.ink}},
        yaxis=hidden(range=[lowest - room * span, highest + 0.14 * span]),
        shapes=[rule(-0.5, len(x) - 0.5, 0, 0, look.ink, 1.2)],
    )
    gap = end - start
    more = "more" if gap >= 0 else "less"
    title = f"{second[0]} is worth {wording.money(abs(gap), currency)} {more} than {_inside(first[0])}"
    table = (
        (first[0], wording.money(start, currency)),
        *((label, _signed(step, currency)) for label, step in steps),
        (second[0], wording.money(end, currency)),
    )
    return Picture(title, "Mean net present value, step by step; up is better", made, ("Step", "Value"), tuple(table))


def _say(key: str, currency: str) -> Callable[[float], str]:
    return (lambda x: wording.months(x)) if key == "go_live" else (lambda x: wording.money(x, currency))


def _signed(value: float, currency: str) -> str:
    return ("+" if value > 0 else "") + wording.money(value, currency)


def _inside(name: str) -> str:
    """A way's name inside a sentence."""
    return "the plan" if name == "As planned" else name if name == "No AI" else name[0].lower() + name[1:]


def _thin(values: Iterable[float]) -> list[float]:
    return thin(np.array(list(values)))
