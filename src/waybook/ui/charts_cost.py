"""Pictures of the build cost and the date: how sure an amount is, and where the money goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from waybook.model import Results
from waybook.plan.team import ROLE_NAMES
from waybook.ui import wording
from waybook.ui.heat_table import heat_table, money_unit
from waybook.ui.marks import columns, dots, line, note, rule
from waybook.ui.picture import (
    LIGHT,
    Array,
    Look,
    Picture,
    axis,
    curve,
    figure,
    folded,
    money_ticks,
    month_ticks,
    safe,
    thin,
)

NEAR = 0.3
"""Part of the width of an S-curve within which a label would touch the line of the budget."""


@dataclass(frozen=True)
class _Curve:
    """What an S-curve of one quantity needs to know."""

    samples: Array
    limit: float | None
    limit_name: str
    say: Callable[[float], str]
    ticks: Callable[[float, float], dict[str, Any]]
    axis_title: str
    unit: str


def cost_curve(found: Results, look: Look = LIGHT) -> Picture:
    """S-curve of the build cost with P50, P80 and the sponsor's budget."""
    currency, budget = found.plan.currency, found.plan.economics.budget
    title = f"{wording.money(found.cost.p80, currency)} buys 80% confidence"
    if budget is not None and wording.money(budget, currency) == wording.money(found.cost.p80, currency):
        title += ", and that is the budget"
    elif budget is not None and found.p_on_budget is not None:
        title += f"; {wording.money(budget, currency)} buys {wording.percent(found.p_on_budget)}"
    about = _Curve(
        found.samples("build_cost"),
        budget,
        "Budget",
        lambda amount: wording.money(amount, currency),
        lambda low, high: money_ticks(low, high, currency, 5),
        "Build cost",
        "Build cost",
    )
    return _s_curve(look, about, title, f"Chance that the build costs at most this much ({found.draws.count:,} draws)")


def date_curve(found: Results, look: Look = LIGHT) -> Picture:
    """S-curve of the go-live date with P50, P80 and the date the sponsor needs."""
    plan, needed = found.plan, found.plan.economics.target_months
    title = f"{wording.after(plan.start, found.months.p80)} holds in 80%"
    if needed is not None and found.p_on_time is not None:
        title += f"; {wording.after(plan.start, needed)} in {wording.percent(found.p_on_time)}"
    else:
        title += " of simulated projects"
    about = _Curve(
        found.samples("go_live"),
        needed,
        "Needed",
        lambda months: wording.after(plan.start, months),
        lambda low, high: month_ticks(plan.start, low, high, 4),
        "",
        "Go-live",
    )
    return _s_curve(look, about, title, f"Chance of being live by then ({found.draws.count:,} draws)")


def _s_curve(look: Look, about: _Curve, title: str, subtitle: str) -> Picture:
    samples, limit = about.samples, about.limit
    values, share = curve(samples)
    p50, p80 = (float(one) for one in np.quantile(samples, (0.5, 0.8)))
    low, high = float(values[0]), shown_end(samples)
    if high <= low:  # nothing is uncertain
        low, high = low * 0.95, high * 1.05 + 1e-9
    if limit is not None:
        pad = 0.05 * (high - low)
        low, high = max(0.0, min(low, limit - pad)), max(high, limit + pad)
    inside = (values >= low) & (values <= high)
    shapes, notes = [], []
    for name, x, y in (("P50", p50, 0.5), ("P80", p80, 0.8)):
        shapes += [rule(low, x, y, y, look.neutral, 1, "dot"), rule(x, x, 0, y, look.neutral, 1, "dot")]
        left = limit is not None and 0 <= limit - x < NEAR * (high - low)
        left = left or x > low + 0.75 * (high - low)
        side: dict[str, Any] = {"xanchor": "left", "yanchor": "top", "xshift": 10, "yshift": 4}
        if left:
            side = {"xanchor": "right", "yanchor": "bottom", "xshift": -10, "yshift": 1}
        notes.append(note(look, x, y, f"<b>{name}</b>  {about.say(x)}", look.accent, look.text + 1, **side))
    if limit is not None:
        shapes.append(rule(limit, limit, 0, 1.04, look.warning, 2.5))
        held = wording.percent(float((samples <= limit).mean()))
        right = limit > low + 0.5 * (high - low)
        side = {"xanchor": "right" if right else "left", "yanchor": "bottom", "xshift": 4 if right else -4}
        notes.append(note(look, limit, 1.04, f"{about.limit_name} {about.say(limit)}: {held}", look.warning, **side))
    says = [about.say(x) for x in values[inside]]
    data = [
        line(thin(values[inside]), thin(share[inside]), look.accent, hover="%{y:.0%}: %{text}", text=says),
        dots([p50, p80], [0.5, 0.8], look.accent, marker={"line": {"color": look.paper, "width": 2}}),
    ]
    tenths = [0, 0.2, 0.4, 0.6, 0.8, 1]
    shares = axis(look, showline=False, range=[0, 1.14], tickvals=tenths, ticktext=[f"{t * 100:.0f}%" for t in tenths])
    made = figure(
        look,
        data,
        margin=(52, 12, 8, 52),
        xaxis=axis(look, about.axis_title, range=[low, high], **about.ticks(low, high)),
        yaxis=shares,
        shapes=shapes,
        annotations=notes,
    )
    quantiles = (("P10", 0.1), ("P50", 0.5), ("P80", 0.8), ("P90", 0.9))
    rows = [(name, about.say(float(np.quantile(samples, q)))) for name, q in quantiles]
    rows.append(("Mean", about.say(float(np.mean(samples)))))
    if limit is not None:
        rows.append((f"{about.limit_name} {about.say(limit)}", f"holds in {held}"))
    return Picture(title, subtitle, made, ("Confidence", about.unit), tuple(rows))


def shown_end(samples: Array) -> float:
    """Where an axis of outcomes ends: nearly all draws, yet not a tail so long that the middle is squeezed."""
    p10, p80, most = (float(one) for one in np.quantile(samples, (0.1, 0.8, 0.985)))
    return min(most, p80 + 2.5 * (p80 - p10)) if p80 > p10 else most


def cost_histogram(found: Results, look: Look = LIGHT) -> Picture:
    """Share of simulated projects by build cost; what lies within P80 is dark."""
    currency, p80, samples = found.plan.currency, found.cost.p80, found.samples("build_cost")
    low, high = float(np.quantile(samples, 0.002)), shown_end(samples)
    if high <= low:
        low, high = low * 0.95, high * 1.05 + 1
    edges = np.linspace(low, high, 25)
    share = np.histogram(samples, edges)[0] / len(samples)
    middle = (edges[:-1] + edges[1:]) / 2
    colors = [look.accent if one else look.accent2 for one in middle <= p80]
    top = float(share.max())
    half = [wording.money(float(q), currency) for q in np.quantile(samples, (0.25, 0.75))]
    mark = f"<b>P80</b>  {wording.money(p80, currency)}"
    made = figure(
        look,
        [columns(thin(middle), thin(share), colors, float(edges[1] - edges[0]) * 0.92, "%{y:.1%}")],
        margin=(48, 12, 8, 52),
        xaxis=axis(look, "Build cost", range=[low, high], **money_ticks(low, high, currency, 5)),
        yaxis=axis(look, showline=False, tickformat=".0%", nticks=5, range=[0, top * 1.12]),
        shapes=[rule(p80, p80, 0, top * 1.08, look.ink, 1.5)],
        annotations=[note(look, p80, top * 1.08, mark, xanchor="left", xshift=6, yanchor="top")],
    )
    rows = tuple(
        (f"{wording.money(float(a), currency)} to {wording.money(float(b), currency)}", wording.percent(float(s)))
        for a, b, s in zip(edges[:-1], edges[1:], share, strict=True)
    )
    title = f"Half of the outcomes: {half[0]} to {half[1]}"
    subtitle = "Share of simulated projects by build cost; dark is within P80"
    return Picture(title, subtitle, made, ("Build cost", "Share"), rows)


def role_and_stage(found: Results, look: Look = LIGHT) -> Picture:
    """People's cost by role and stage, as a table whose dark cells are where the money goes."""
    currency, cost = found.plan.currency, found.cost_by_role_and_stage
    roles = [*found.inputs.axes["role"].labels, ROLE_NAMES["SME"]]
    stages = list(found.inputs.axes["stage"].labels)
    order = [int(r) for r in np.argsort(-cost.sum(axis=1), kind="stable") if cost[r].sum() > 0]
    if not order:
        return Picture("No people's cost yet", "Put work packages into the plan", figure(look, []), ("Role",), ())
    cost, roles = cost[order], [roles[r] for r in order]
    largest = float(cost.max())
    row, column = divmod(int(cost.argmax()), cost.shape[1])
    made = heat_table(look, cost, [*map(safe, roles)], [folded(one, 11) for one in stages])
    who = roles[row] if roles[row].endswith("people") else f"{roles[row]}s"
    table = tuple(
        (name, *(wording.money(float(x), currency) if x > 0 else "–" for x in (*line_, line_.sum())))
        for name, line_ in zip(roles, cost, strict=True)
    )
    return Picture(
        f"{who} in {stages[column]} cost most: {wording.money(largest, currency)}",
        f"Mean cost of people by role and stage, {money_unit(cost, currency)}",
        made,
        ("Role", *stages, "Total"),
        table,
    )
