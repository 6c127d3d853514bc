"""The picture of the process today: which step takes the time."""

from __future__ import annotations

from itertools import accumulate

from waybook.readiness.process import ProcessCost
from waybook.ui import wording
from waybook.ui.marks import rows, words
from waybook.ui.picture import LIGHT, Look, Picture, figure, folded, hidden, names


def process_chart(cost: ProcessCost, currency: str, look: Look = LIGHT) -> Picture:
    """The steps of the process, the dearest first, with what each takes a month and how far that adds up."""
    y = list(range(len(cost.steps)))
    values = [one.share * cost.month for one in cost.steps]
    reached = list(accumulate(one.share for one in cost.steps))
    said = [
        f" {wording.money(value, currency)}, together {wording.percent(share)} "
        for value, share in zip(values, reached, strict=True)
    ]
    lead = [n == 0 for n in y]
    made = figure(
        look,
        [
            rows(y, [0] * len(y), values, [look.accent if first else look.neutral for first in lead], 0.58),
            words(
                values, y, [f"<b>{one}</b>" if n == 0 else one for n, one in enumerate(said)], look.ink, "middle right"
            ),
        ],
        margin=(8, 8, 4, 8),
        height=max(120, 40 * len(y) + 20),
        xaxis=hidden(range=[0, 1.6 * max(values)]),
        yaxis=names(look, [folded(one.name, 24) for one in cost.steps]),
    )
    first = cost.steps[0]
    title = f"{first.name} takes {wording.percent(first.share)} of the time"
    subtitle = (
        f"{wording.money(cost.month, currency)} a month by step of the process, at the day rate of those who work in it"
    )
    table = tuple(
        (one.name, wording.figures(one.minutes), wording.money(value, currency), wording.percent(share))
        for one, value, share in zip(cost.steps, values, reached, strict=True)
    )
    return Picture(title, subtitle, made, ("Step", "Minutes a case", "A month", "Together"), table)
