"""The picture that answers "how will this scale?": the month by load, and what each step adds."""

from __future__ import annotations

import numpy as np

from waybook.model import Results
from waybook.model.load_steps import LoadPoint, load_points, self_hosting_from
from waybook.ui import wording
from waybook.ui.marks import columns, note, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, hidden, thin

MOST = 6


def load_chart(found: Results, look: Look = LIGHT) -> Picture:
    """What a month costs from ten users to thousands."""
    currency, points = found.plan.currency, load_points(found)
    if not points:
        return Picture("No load is known", "Give users or conversations a month", figure(look, []), ("Load",), ())
    shown = _some(found, points)
    x = list(range(len(shown)))
    layers = (
        ("people", [one.people for one in shown], look.neutral),
        ("hosting and tools", [one.hosting + one.other for one in shown], look.accent2),
        ("calls and checks", [one.volume for one in shown], look.accent),
    )
    totals = [one.month for one in shown]
    top = max(totals)
    data = [columns(x, thin(np.array(values)), color, 0.66) for _, values, color in layers]
    data.append(words(x, totals, [wording.money(one, currency) for one in totals], look.ink, "top center"))
    notes, reached, below = [], 0.0, -top
    for label, values, color in layers:
        middle = max(reached + values[-1] / 2, below + 0.16 * top)  # never closer than two lines to the one below
        reached += values[-1]
        if values[-1] > 0.02 * top:
            tint = look.muted if color != look.accent else look.accent
            notes.append(note(look, x[-1] + 0.4, middle, folded(label, 10), tint, xanchor="left", align="left"))
            below = middle
    made = figure(
        look,
        data,
        margin=(8, 96, 22, 52),
        barmode="stack",
        xaxis=axis(look, range=[-0.5, x[-1] + 0.5], tickvals=x, ticktext=[_name(one) for one in shown])
        | {"tickfont": {"color": look.ink}},
        yaxis=hidden(range=[0, top * 1.12]),
        annotations=notes,
    )
    first, last = shown[0], shown[-1]
    if first.conversations:
        ratio, times = last.conversations / first.conversations, last.month / first.month
        title = f"{wording.figures(ratio)} times the load costs {wording.figures(times)} times as much"
    else:
        title = f"Without conversations a month costs {wording.money(last.month, currency)}"
    table = tuple(
        (
            _name(one).replace("<br>", " "),
            f"{one.calls:,.2g}" if one.calls < 100 else f"{one.calls:,.0f}",
            one.step.name + (" (beyond it)" if one.beyond else ""),
            one.step.adds,
            wording.money(one.month, currency),
            wording.money(one.each, currency),
        )
        for one in points
    )
    heads = ("Load", "Calls a minute at peak", "Step", "What it has", "A month", "A conversation")
    return Picture(title, "A month at likely values, by load; the numbers say what each step adds", made, heads, table)


def self_hosting(found: Results) -> str:
    """From which volume a GPU of one's own costs no more than the calls, as a sentence."""
    volume, now = self_hosting_from(found), found.inputs.scalar("conversations")
    if volume is None:
        return "No model is called, so there is nothing to host."
    return (
        f"Renting one H100 all month costs as much as the model calls of {wording.figures(volume)} conversations; the "
        f"plan has {wording.figures(now)}. Whether one GPU answers that many, and as well, has to be measured."
    )


def _some(found: Results, points: tuple[LoadPoint, ...]) -> list[LoadPoint]:
    """At most MOST columns: the plan's own loads first, then decades."""
    usage = found.plan.architecture.usage
    own = {usage.users_now, usage.users_launch, usage.users_year, found.inputs.scalar("conversations")}
    keep = sorted(points, key=lambda one: one.users not in own and one.conversations not in own)[:MOST]
    ends = [points[0], points[-1]]
    chosen = {id(one): one for one in [*ends, *keep]}
    return sorted(list(chosen.values())[:MOST], key=lambda one: (one.conversations, one.users or 0.0))


def _name(point: LoadPoint) -> str:
    if point.users is not None:
        return f"{point.users:,.0f}<br>users"
    return f"{wording.figures(point.conversations)}<br>a month"
