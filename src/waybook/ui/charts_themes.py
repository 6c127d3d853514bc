"""What the money goes into over time, and how long data takes against the feature that uses it."""

from __future__ import annotations

import math

import numpy as np

from waybook.model import Results
from waybook.model.bridge import theme_of
from waybook.ui import wording
from waybook.ui.heat_table import heat_table, money_unit
from waybook.ui.marks import rows, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, names, safe

MODEL, DATA = "model", "data"
OWN = "own"
MOST_COLUMNS = 15


def spend_by_theme(found: Results, look: Look = LIGHT) -> Picture:
    """Expected spending on people by month and by what it goes into: the model is one line among others."""
    currency = found.plan.currency
    themes = theme_of(found)
    labels = {one.id: one.name for one in found.reference.themes} | {OWN: "Your own packages"}
    months = max(1, math.ceil(max((bar.finish_p50 for bar in found.packages), default=1.0)))
    spent = {theme: np.zeros(months) for theme in [*labels]}
    for bar in found.packages:
        length = max(bar.finish_p50 - bar.start, 1e-9)
        for month in range(months):
            part = max(0.0, min(month + 1, bar.finish_p50) - max(month, bar.start)) / length
            spent[themes[bar.id] or OWN][month] += bar.cost * part
    whole = sum(float(one.sum()) for one in spent.values())
    if not whole:
        return Picture("No work in the plan", "Put packages back in", figure(look, []), ("Theme",), ())
    step = max(1, math.ceil(months / MOST_COLUMNS))
    order = sorted((theme for theme in spent if spent[theme].sum() > 0), key=lambda theme: -spent[theme].sum())
    cost = np.array([[spent[theme][at : at + step].sum() for at in range(0, months, step)] for theme in order])
    made = heat_table(
        look,
        cost,
        [f"<b>{safe(labels[theme])}</b>" if theme == MODEL else safe(labels[theme]) for theme in order],
        [f"{at + 1}" if step == 1 else f"{at + 1}–{min(at + step, months)}" for at in range(0, months, step)],
    )
    share = float(spent[MODEL].sum()) / whole
    title = f"{wording.percent(1 - share)} of the spending goes into everything but the model"
    table = tuple(
        (labels[theme], wording.money(float(spent[theme].sum()), currency),
         wording.percent(float(spent[theme].sum()) / whole)) for theme in order
    )  # fmt: skip
    return Picture(
        title, f"Expected cost of people by month from the start, {money_unit(cost, currency)}", made,
        ("Theme", "Cost", "Share"), table,
    )


def data_and_feature(found: Results, look: Look = LIGHT) -> Picture:
    """Weeks and days of data work against those of the model feature that reads it: the claim, tested on this plan."""
    themes = {one.id: one.theme for one in found.reference.packages}
    stage = {one.id: one.stage for one in found.reference.packages}
    days = {
        name: sum(bar.days for bar in found.packages if themes.get(bar.id) == theme and stage[bar.id] >= 3)
        for name, theme in (("Preparing data", DATA), ("Building the AI feature", MODEL))
    }
    first, second = days.values()
    if not first + second:
        return Picture("No work in the plan", "Put packages back in", figure(look, []), ("Work",), ())
    spots = [0.0, 1.0]
    made = figure(
        look,
        [
            rows(spots, [0.0, 0.0], [first, second], [look.accent, look.accent2], 0.6),
            words(
                [first, second], spots, [f" {number:.0f} days" for number in days.values()], look.ink, "middle right"
            ),
        ],
        margin=(8, 8, 4, 44),
        xaxis=axis(look, "Expected person-days, prototype and Engineering", range=[0, max(first, second) * 1.25]),
        yaxis=names(look, [folded(one, 24) for one in days]),
    )
    ratio = first / second if second else math.inf
    title = (
        f"Data takes {ratio:.1f} times as long as the AI feature"
        if ratio >= 1.05
        else "Data takes no longer than the AI feature in this plan"
    )
    table = tuple((name, f"{number:.0f}") for name, number in days.items())
    return Picture(title, "Often said, rarely measured: here it is this plan's own split", made,
                   ("Work", "Person-days"), table)  # fmt: skip
