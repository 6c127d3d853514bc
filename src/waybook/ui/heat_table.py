"""A table of money whose dark cells are where most of it goes, with totals at its ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from waybook.ui import wording
from waybook.ui.marks import words
from waybook.ui.picture import Array, Look, axis, figure, names, thin


def heat_table(look: Look, cost: Array, labels: Sequence[str], heads: Sequence[str]) -> dict[str, Any]:
    """A figure of `cost`, shape (labels, heads), in the unit of `money_unit`; labels and heads are safe for Plotly."""
    factor = _unit(cost)[0]
    count, last = cost.shape
    largest = float(cost.max())
    data: list[dict[str, Any]] = [
        {
            "type": "heatmap",
            "z": [thin(one) for one in cost / factor],
            "xgap": 2,
            "ygap": 2,
            "showscale": False,
            "zmin": 0,
            "zmax": largest / factor,
            "hoverinfo": "skip",
            "colorscale": [[0, look.grey], [0.12, look.pale], [0.5, look.tint], [0.56, look.accent2], [1, look.accent]],
        }
    ]
    dark = cost > 0.7 * largest
    for chosen, color in ((dark, look.on_accent), (~dark, look.ink)):
        places = [(int(r), int(c)) for r, c in np.argwhere(chosen)]
        texts = [_cell(cost[place] / factor) for place in places]
        data.append(words([c for _, c in places], [r for r, _ in places], texts, color))
    sums = [*cost.sum(axis=1), *cost.sum(axis=0), cost.sum()]
    at = [(last, r) for r in range(count)] + [(c, count) for c in range(last + 1)]
    bold = [f"<b>{_cell(one / factor)}</b>" for one in sums]
    data.append(words([c for c, _ in at], [r for _, r in at], bold, look.ink))
    top = axis(look, showline=False, side="top", range=[-0.5, last + 0.5], tickvals=list(range(last + 1)))
    top |= {"ticktext": [*heads, "<b>Total</b>"], "tickfont": {"color": look.ink, "size": look.text - 1}}
    return figure(
        look,
        data,
        height=max(look.height, 56 + 28 * (count + 1)),
        margin=(8, 8, 48 if any("<br>" in one for one in heads) else 28, 4),
        xaxis=top,
        yaxis=names(look, [*labels, "<b>Total</b>"], range=[count + 0.5, -0.5]),
    )


def money_unit(cost: Array, currency: str) -> str:
    """The unit of the table's cells: `£ thousand`."""
    return f"{wording.SYMBOLS.get(currency, currency)}{_unit(cost)[1]}"


def _unit(cost: Array) -> tuple[float, str]:
    largest = float(cost.max())
    return (1e6, " million") if largest >= 2e7 else (1e3, " thousand") if largest >= 2e3 else (1.0, "")


def _cell(number: float) -> str:
    return "–" if number < 0.05 else f"{number:.1f}" if number < 1 else f"{number:,.0f}"
