"""The picture of the walk from the first guess to P80, and of the effort that is not the model."""

from __future__ import annotations

from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.bridge import bridge, theme_of
from waybook.ui import wording
from waybook.ui.marks import rows, rule, words
from waybook.ui.picture import LIGHT, Look, Picture, figure, folded, hidden, names, safe, thin

ROW = 24
MODEL = "model"


def walk(found: Results, look: Look = LIGHT, key: str = "build_cost") -> Picture:
    """From the first guess to the likely plan, P50 and P80, cause by cause."""
    plan, steps = found.plan, bridge(found, key)

    def say(value: float, signed: bool) -> str:
        sign = "+" if signed and value > 0 else ""
        if key == "go_live":
            minus = "−" if value < 0 else sign
            if signed:
                return f"{minus}{abs(value):.1f}"
            return f"{minus}{wording.figures(abs(value)).removesuffix('.0')} months"
        return sign + wording.money(value, plan.currency)

    start, length, colors, texts, ends = [], [], [], [], []
    reached = 0.0
    for one in steps:
        begin, end = (0.0, one.value) if one.total else (reached, reached + one.value)
        start.append(min(begin, end))
        length.append(abs(end - begin))
        ends.append(max(begin, end))
        colors.append(_color(look, one.label, one.total, one.value))
        text = say(one.value, not one.total)
        texts.append(f" <b>{text}</b>" if one.total else f" {text}")
        reached = end
    y = list(range(len(steps)))
    links: list[dict[str, Any]] = []
    at = 0.0
    for n, one in enumerate(steps[:-1]):
        at = one.value if one.total else at + one.value
        links.append(rule(at, at, n - 0.1, n + 1.1, look.muted, 1))
    labels = [f"<b>{safe(one.label)}</b>" if one.total else safe(one.label) for one in steps]
    top = max(ends)
    made = figure(
        look,
        [
            rows(y, thin(np.array(start)), thin(np.array(length)), colors, 0.66),
            words(thin(np.array(ends)), y, texts, look.ink, "middle right"),
        ],
        height=max(look.height, ROW * len(steps) + 14),
        margin=(8, 8, 4, 6),
        xaxis=hidden(range=[0, top * (1.42 if key == "go_live" else 1.24)]),
        yaxis=names(look, labels),
        shapes=[rule(0, 0, -0.5, len(steps) - 0.5, look.ink, 1.2), *links],
    )
    p80 = found.spread(key).p80
    guess = plan.first_guess.cost if key == "build_cost" else plan.first_guess.months
    if guess:
        title = f"{say(guess, False)} was the guess; {say(p80, False)} holds in 80%"
        ratio = p80 / guess
        subtitle = f"{wording.figures(ratio)} times the guess, cause by cause" if ratio > 1.05 else "Cause by cause"
    else:
        title = f"{say(p80, False)} holds in 80%, cause by cause"
        subtitle = "Your own first guess (see Start) would be the first bar"
    subtitle += "; running it comes on top" if key == "build_cost" else "; steps in months"
    table = tuple((one.label, say(one.value, not one.total)) for one in steps)
    return Picture(title, subtitle, made, ("Step", "Value"), table)


def effort(found: Results, look: Look = LIGHT) -> Picture:
    """The share of the effort that is the model itself, against everything around it."""
    days = found.draws.value("effort").mean(axis=1)
    themes = theme_of(found)
    labels = {one.id: one.name for one in found.reference.themes} | {"": "Your own packages"}
    by_theme: dict[str, float] = {}
    for one, number in zip(found.inputs.axes["package"].ids, days, strict=True):
        by_theme[themes[one]] = by_theme.get(themes[one], 0.0) + float(number)
    parts = sorted(((name, number) for name, number in by_theme.items() if number > 0), key=lambda pair: -pair[1])
    whole = sum(number for _, number in parts)
    if not whole:
        return Picture("No work in the plan", "Put packages back in", figure(look, []), ("Work",), ())
    share = by_theme.get(MODEL, 0.0) / whole
    made = figure(
        look,
        [
            {
                "type": "treemap",
                "labels": [folded(labels[name], 18) for name, _ in parts],
                "parents": [""] * len(parts),
                "values": thin(np.array([number for _, number in parts])),
                "text": [wording.percent(number / whole) for _, number in parts],
                "textinfo": "label+text",
                "texttemplate": "<b>%{label}</b><br>%{text}",
                "textposition": "middle center",
                "hoverinfo": "skip",
                "sort": True,
                "tiling": {"pad": 3},
                "marker": {
                    "colors": [look.accent if name == MODEL else look.grey for name, _ in parts],
                    "line": {"width": 0},
                    "pad": {"t": 0, "l": 0, "r": 0, "b": 0},
                },
                "textfont": {
                    "size": look.text,
                    "color": [look.on_accent if name == MODEL else look.ink for name, _ in parts],
                },
                "pathbar": {"visible": False},
            }
        ],
        margin=(0, 0, 4, 4),
        treemapcolorway=[look.grey],
    )
    title = f"The model is {wording.percent(share)} of the effort"
    subtitle = f"Share of {whole:,.0f} expected person-days; the rest is the product around it"
    table = tuple((labels[name], f"{number:,.0f}", wording.percent(number / whole)) for name, number in parts)
    return Picture(title, subtitle, made, ("Work", "Person-days", "Share"), table)


def _color(look: Look, label: str, total: bool, value: float) -> str:
    if total:
        return look.accent if label == "P80" else look.neutral
    return look.accent2 if value >= 0 else look.tint
