"""Pictures of the build cost: how sure an amount is, and where the money goes."""

from __future__ import annotations

from typing import Any

import numpy as np

from waybook.model import Results
from waybook.plan.team import ROLE_NAMES
from waybook.ui import wording
from waybook.ui.picture import (
    LIGHT, Look, Picture, axis, curve, figure, folded, hidden, money_ticks, month_ticks, note, rule, safe, thin,
)  # fmt: skip

NEAR = 0.3
"""Part of the width of an S-curve within which a label would touch the line of the budget."""


def cost_curve(found: Results, look: Look = LIGHT) -> Picture:
    """S-curve of the build cost with P50, P80 and the sponsor's budget."""
    currency, spread, budget = found.plan.currency, found.cost, found.plan.economics.budget
    p80 = wording.money(spread.p80, currency)
    if budget is None or found.p_on_budget is None:
        title = f"{p80} buys 80 % confidence"
    else:
        title = f"{p80} buys 80 % confidence; {wording.money(budget, currency)} buys {wording.percent(found.p_on_budget)}"
    return _s_curve(
        look, found.samples("build_cost"), budget, lambda x: wording.money(x, currency), title,
        f"Chance that the build costs at most this much ({found.draws.count:,} draws)",
        "Budget", lambda low, high: money_ticks(low, high, currency, 5), "Build cost",
    )  # fmt: skip


def date_curve(found: Results, look: Look = LIGHT) -> Picture:
    """S-curve of the go-live date with P50, P80 and the date the sponsor needs."""
    plan, spread, needed = found.plan, found.months, found.plan.economics.target_months
    p80 = wording.after(plan.start, spread.p80)
    if needed is None or found.p_on_time is None:
        title = f"{p80} holds in 80 % of simulated projects"
    else:
        title = f"{p80} holds in 80 %; {wording.after(plan.start, needed)} in {wording.percent(found.p_on_time)}"
    return _s_curve(
        look, found.samples("go_live"), needed, lambda x: wording.after(plan.start, x), title,
        f"Chance of being live by then ({found.draws.count:,} draws)",
        "Needed", lambda low, high: month_ticks(plan.start, low, high, 4), "", bottom=46,
    )  # fmt: skip


def _s_curve(
    look: Look, samples: Any, limit: float | None, words: Any, title: str, subtitle: str, limit_name: str, ticks: Any,
    axis_title: str, bottom: int = 48,
) -> Picture:  # fmt: skip
    values, share = curve(samples)
    p50, p80 = float(np.quantile(samples, 0.5)), float(np.quantile(samples, 0.8))
    low, high = float(values[0]), float(np.quantile(samples, 0.985))
    low, high = (low - 0.05 * low, high + 0.05 * low) if high <= low else (low, high)
    if limit is not None:
        low, high = max(0.0, min(low, limit - 0.05 * (high - low))), max(high, limit + 0.05 * (high - low))
    inside = (values >= low) & (values <= high)
    width = high - low
    annotations: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for name, x, y in (("P50", p50, 0.5), ("P80", p80, 0.8)):
        shapes += [rule(low, x, y, y, look.neutral, 1, "dot"), rule(x, x, 0, y, look.neutral, 1, "dot")]
        crowded = limit is not None and 0 <= limit - x < NEAR * width
        side = {"xanchor": "right", "yanchor": "bottom", "xshift": -10, "yshift": 1} if crowded else {
            "xanchor": "left", "yanchor": "top", "xshift": 10, "yshift": 4}  # fmt: skip
        annotations.append(note(look, x, y, f"<b>{name}</b>  {words(x)}", color=look.accent, size=look.text + 1, **side))
    if limit is not None:
        shapes.append(rule(limit, limit, 0, 1.04, look.warning, 2.5))
        held = float((np.asarray(samples) <= limit).mean())
        right = limit > low + 0.5 * width
        annotations.append(
            note(look, limit, 1.04, f"{limit_name} {words(limit)}: {wording.percent(held)}", color=look.warning,
                 xanchor="right" if right else "left", yanchor="bottom", xshift=4 if right else -4)
        )  # fmt: skip
    data = [
        {"type": "scatter", "mode": "lines", "x": thin(values[inside]), "y": thin(share[inside]), "line": {"color": look.accent, "width": 3},
         "text": [words(x) for x in values[inside]], "hovertemplate": "%{y:.0%}: %{text}<extra></extra>"},
        {"type": "scatter", "mode": "markers", "x": [p50, p80], "y": [0.5, 0.8],
         "marker": {"color": look.accent, "size": 10, "line": {"color": look.paper, "width": 2}}, "hoverinfo": "skip"},
    ]  # fmt: skip
    made = figure(
        look, data, margin=(52, 12, 8, bottom),
        xaxis=axis(look, axis_title, range=[low, high], **ticks(low, high)),
        yaxis=axis(look, showline=False, range=[0, 1.14], tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1],
                   ticktext=["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        shapes=shapes, annotations=annotations,
    )  # fmt: skip
    table = [("P10", 0.1), ("P50", 0.5), ("P80", 0.8), ("P90", 0.9)]
    rows = [(name, words(float(np.quantile(samples, q)))) for name, q in table]
    rows.append(("Mean", words(float(np.mean(samples)))))
    if limit is not None:
        rows.append((f"{limit_name}, and its chance", f"{words(limit)}, {wording.percent(float((np.asarray(samples) <= limit).mean()))}"))
    return Picture(title, subtitle, made, ("Confidence", axis_title or "Go-live"), tuple(rows))


def cost_histogram(found: Results, look: Look = LIGHT) -> Picture:
    """Share of simulated projects by build cost; what lies within P80 is dark."""
    currency, spread, samples = found.plan.currency, found.cost, found.samples("build_cost")
    low, high = np.quantile(samples, (0.002, 0.985))
    if high <= low:
        low, high = low * 0.95, high * 1.05 + 1
    edges = np.linspace(low, high, 25)
    counts, _ = np.histogram(samples, edges)
    share = counts / len(samples)
    middle = (edges[:-1] + edges[1:]) / 2
    half = [wording.money(float(q), currency) for q in np.quantile(samples, (0.25, 0.75))]
    inside = middle <= spread.p80
    data = [
        {"type": "bar", "x": thin(middle), "y": thin(share), "width": float(edges[1] - edges[0]) * 0.92,
         "marker": {"color": [look.accent if one else look.accent2 for one in inside]},
         "hovertemplate": "%{y:.1%}<extra></extra>"}
    ]  # fmt: skip
    top = float(share.max())
    made = figure(
        look, data, margin=(48, 12, 8, 48),
        xaxis=axis(look, "Build cost", range=[float(low), float(high)], **money_ticks(float(low), float(high), currency, 4)),
        yaxis=axis(look, showline=False, tickformat=".0%", nticks=5, range=[0, top * 1.12]),
        shapes=[rule(spread.p80, spread.p80, 0, top * 1.08, look.ink, 1.5)],
        annotations=[note(look, spread.p80, top * 1.08, f"<b>P80</b>  {wording.money(spread.p80, currency)}", xanchor="left", xshift=6, yanchor="top")],
    )  # fmt: skip
    rows = tuple(
        (f"{wording.money(float(a), currency)} to {wording.money(float(b), currency)}", wording.percent(float(s)))
        for a, b, s in zip(edges[:-1], edges[1:], share, strict=True)
    )
    return Picture(
        f"Half of the outcomes fall between {half[0]} and {half[1]}",
        "Share of simulated projects by build cost; dark is within 80 % confidence", made, ("Build cost", "Share"), rows,
    )  # fmt: skip


def role_and_stage(found: Results, look: Look = LIGHT) -> Picture:
    """People's cost by role and stage, as a table whose dark cells are where the money goes."""
    currency, cost = found.plan.currency, found.cost_by_role_and_stage
    roles = [*found.inputs.axes["role"].labels, ROLE_NAMES["SME"]]
    stages = list(found.inputs.axes["stage"].labels)
    order = np.argsort(cost.sum(axis=1), kind="stable")[::-1]
    order = np.array([row for row in order if cost[row].sum() > 0], dtype=int)
    cost, roles = cost[order], [roles[row] for row in order]
    row, column = np.unravel_index(int(cost.argmax()), cost.shape) if cost.size else (0, 0)
    largest = float(cost.max(initial=0.0))
    factor, unit = (1e6, "million") if largest >= 2e7 else (1e3, "thousand") if largest >= 2e3 else (1.0, "")
    symbol = wording.SYMBOLS.get(currency, currency)
    total_cost = float(cost.sum())
    dark = cost > 0.55 * largest
    texts: list[dict[str, Any]] = []
    for chosen, color in ((dark, look.on_accent), (~dark, look.ink)):
        places = np.argwhere(chosen)
        texts.append(
            {"type": "scatter", "mode": "text", "x": [int(c) for _, c in places], "y": [int(r) for r, _ in places],
             "text": [_cell(cost[r, c] / factor) for r, c in places], "textfont": {"color": color}, "hoverinfo": "skip"}
        )  # fmt: skip
    rows, columns = cost.shape
    texts.append(
        {"type": "scatter", "mode": "text", "x": [columns] * rows + list(range(columns + 1)), "y": list(range(rows)) + [rows] * (columns + 1),
         "text": [f"<b>{_cell(one / factor)}</b>" for one in (*cost.sum(axis=1), *cost.sum(axis=0), total_cost)],
         "textfont": {"color": look.ink}, "hoverinfo": "skip"}
    )  # fmt: skip
    heat = {
        "type": "heatmap", "z": [thin(one) for one in cost / factor], "x": list(range(columns)), "y": list(range(rows)),
        "xgap": 2, "ygap": 2, "showscale": False, "zmin": 0, "zmax": max(largest / factor, 1e-9), "hoverinfo": "skip",
        "colorscale": [[0, look.grey], [0.12, look.pale], [0.5, look.tint], [0.56, look.accent2], [1, look.accent]],
    }  # fmt: skip
    names = [folded(one, 11) for one in stages]
    made = figure(
        look, [heat, *texts], height=max(look.height, 60 + 29 * (rows + 2)), margin=(8, 8, 48, 8),
        xaxis=hidden(range=[-0.5, columns + 0.5]) | {"visible": True, "side": "top", "showline": False, "showgrid": False, "zeroline": False,
              "tickvals": list(range(columns + 1)), "ticktext": [*names, "<b>Total</b>"], "tickfont": {"color": look.ink, "size": look.text - 1}},
        yaxis={"fixedrange": True, "autorange": False, "range": [rows + 0.5, -0.5], "showgrid": False, "zeroline": False, "automargin": True,
               "tickvals": list(range(rows + 1)), "ticktext": [*map(safe, roles), "<b>Total</b>"], "ticks": ""},
    )  # fmt: skip
    where = f"{roles[int(row)]}s in {stages[int(column)]}" if cost.size else ""
    title = f"{where} are the largest cost: {wording.money(largest, currency)}" if cost.size else "No people's cost yet"
    title = title.replace("Business peoples", "Business people")
    table = tuple(
        (roles[r], *(wording.money(float(x), currency) if x > 0 else "–" for x in cost[r]), wording.money(float(cost[r].sum()), currency))
        for r in range(rows)
    )
    return Picture(
        title, f"Mean cost of people by role and stage, {symbol} {unit}".strip(), made, ("Role", *stages, "Total"), table,
    )  # fmt: skip


def _cell(number: float) -> str:
    return "–" if number < 0.05 else f"{number:.1f}" if number < 1 else f"{number:,.0f}"
