"""Pictures of money over time: the fan of net cash, the months, and when it has paid for itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from waybook.model import Results
from waybook.ui import wording
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, money_ticks, month_ticks, note, rule, thin

NO_BENEFIT = "To count benefit, give a measure baseline, volume and worth"


def cash_fan(found: Results, look: Look = LIGHT) -> Picture:
    """Net money so far, month by month: median, middle half and middle 80 % of the simulated projects."""
    cash, currency = found.cash, found.plan.currency
    month = [0.0, *thin(cash.month)]
    fan = {name: [0.0, *thin(getattr(cash, name))] for name in ("p10", "p25", "p50", "p75", "p90")}
    last = int(cash.month[-1])
    if found.benefit_counted:
        title = f"{wording.percent(float(cash.paid_back[-1]))} chance of having paid back by month {last}"
    else:
        title = f"Without a counted benefit it costs {wording.money(-float(cash.p50[-1]), currency)} in {last // 12} years"
    deepest = int(np.argmin(cash.p50))
    low, high = min(fan["p10"]), max(0.0, *fan["p90"])
    ticks = money_ticks(low, high, currency, 5)
    money = [wording.money(x, currency) for x in cash.p50]
    data: list[dict[str, Any]] = [
        _band(month, fan["p10"], fan["p90"], look.pale),
        _band(month, fan["p25"], fan["p75"], look.tint),
        {"type": "scatter", "mode": "lines", "x": month, "y": fan["p50"], "line": {"color": look.accent, "width": 3},
         "text": [wording.money(0, currency), *money], "hovertemplate": "Month %{x:.0f}: median %{text}<extra></extra>"},
    ]  # fmt: skip
    x, y = float(cash.month[deepest]), float(cash.p50[deepest])
    lift = max(0.5 * high, 0.1 * (high - low))  # above the fan, which has only just begun to open there
    shapes = [rule(0, last, 0, 0, look.ink, 1.2)]
    turns = 0.08 * last < x < 0.86 * last and y < low * 0.25
    ends = _apart([(fan["p90"][-1], "best 10 %", look.muted), (fan["p50"][-1], f"<b>median {wording.money(cash.p50[-1], currency)}</b>", look.accent),
                   (fan["p10"][-1], "worst 10 %", look.muted)], (high - low) or 1.0)  # fmt: skip
    annotations = [note(look, last, at, text, color=color, xanchor="left", xshift=8) for at, text, color in ends]
    if turns:
        annotations.append(
            note(look, x, lift, f"deepest {wording.money(y, currency)}<br>in month {x:.0f}", align="left", xanchor="left", yanchor="bottom", xshift=-8)
        )  # fmt: skip
        shapes.append(rule(x, x, y, lift, look.ink, 1))
    top = max(high, lift + 0.16 * (high - low) if turns else 0.0, -low * 0.06)
    made = figure(
        look, data, margin=(66, 128, 10, 44),
        xaxis=axis(look, range=[0, last], showline=False, **month_ticks(found.plan.start, 0, last, 3)),
        yaxis=axis(look, showline=False, range=[low * 1.06 if low < 0 else 0, top * 1.06], **ticks),
        shapes=shapes, annotations=annotations,
    )  # fmt: skip
    rows = tuple(
        (f"{int(cash.month[m])}", *(wording.money(float(getattr(cash, name)[m]), currency) for name in fan), wording.percent(float(cash.paid_back[m])))
        for m in range(5, len(cash.month), 6)
    )
    subtitle = "Net money so far: median, and the middle 50 % and 80 %"
    return Picture(title, subtitle if found.benefit_counted else NO_BENEFIT, made, ("Month", "P10", "P25", "P50", "P75", "P90", "Paid back"), rows)


def monthly_cash(found: Results, look: Look = LIGHT) -> Picture:
    """What goes out and comes in, on average, by quarter."""
    currency = found.plan.currency
    months = len(found.cash.month)
    flows = {name: found.draws.value(f"{name}_month").mean(axis=1).reshape(-1, 3).sum(axis=1) for name in ("build", "run", "benefit")}
    quarter = [3.0 * number + 1.5 for number in range(months // 3)]
    peak = float((flows["build"] + flows["run"]).max())
    data: list[dict[str, Any]] = []
    for name, sign, color in (("build", -1, look.neutral), ("run", -1, look.accent2), ("benefit", 1, look.accent)):
        data.append(
            {"type": "bar", "x": quarter, "y": thin(sign * flows[name]), "width": 2.6, "marker": {"color": color},
             "hovertemplate": f"{name.capitalize()} %{{y:,.0f}}<extra></extra>"}
        )  # fmt: skip
    net = flows["benefit"] - flows["run"] - flows["build"]
    data.append({"type": "scatter", "mode": "lines", "x": quarter, "y": thin(net), "line": {"color": look.ink, "width": 2}, "hoverinfo": "skip"})
    high = max(float(flows["benefit"].max()), peak * 0.12)
    annotations = []
    build, late = int(flows["build"].argmax()), len(quarter) - 1
    annotations.append(note(look, quarter[build], -float((flows["build"] + flows["run"])[build]), "building", color=look.muted, yanchor="top"))
    annotations.append(note(look, quarter[late], -float((flows["build"] + flows["run"])[late]), "running", color=look.muted, yanchor="top", xanchor="right", xshift=14))
    if found.benefit_counted:
        annotations.append(note(look, quarter[late], float(flows["benefit"][late]), "benefit", color=look.accent, yanchor="bottom", xanchor="right", xshift=14))
    crosses = [n for n in range(len(net)) if net[n:].min() > 0]
    if crosses and found.benefit_counted:
        title = f"From month {3 * crosses[0] + 1} it brings in more than it costs"
    elif found.benefit_counted:
        title = "In no quarter does it bring in more than it costs"
    else:
        title = f"Running it costs {wording.money(found.run_cost_year.mean, currency)} a year; no benefit is counted yet"
    made = figure(
        look, data, margin=(66, 16, 14, 44), barmode="relative",
        xaxis=axis(look, range=[0, months], showline=False, **month_ticks(found.plan.start, 0, months, 4)),
        yaxis=axis(look, showline=False, range=[-peak * 1.22, high * 1.22], **money_ticks(-peak * 1.15, high * 1.2, currency, 5)),
        shapes=[rule(0, months, 0, 0, look.ink, 1.2)], annotations=annotations,
    )  # fmt: skip
    rows = tuple(
        (f"{3 * n + 1} to {3 * n + 3}", *(wording.money(float(flows[name][n]), currency) for name in flows), wording.money(float(net[n]), currency))
        for n in range(len(net))
    )
    return Picture(
        title, "Mean of the simulated projects by quarter; the line is the net", made, ("Months", "Building", "Running", "Benefit", "Net"), rows
    )


def payback(found: Results, look: Look = LIGHT) -> Picture:
    """Chance of having paid for itself, by month."""
    cash = found.cash
    share, last = cash.paid_back, int(cash.month[-1])
    even = [int(m) for m, p in zip(cash.month, share, strict=True) if p >= 0.5]
    if not found.benefit_counted:
        title = "It does not pay for itself: no benefit is counted yet"
    elif even:
        title = f"Even odds of having paid back by month {even[0]}"
    else:
        title = f"It never reaches even odds of paying back within {last // 12} years"
    data = [
        {"type": "scatter", "mode": "lines", "x": [0.0, *thin(cash.month)], "y": [0.0, *thin(share)], "fill": "tozeroy", "fillcolor": look.pale,
         "line": {"color": look.accent, "width": 3}, "hovertemplate": "Month %{x:.0f}: %{y:.0%}<extra></extra>"}
    ]  # fmt: skip
    annotations = [note(look, last, float(share[-1]), f"<b>{wording.percent(float(share[-1]))}</b>", color=look.accent, xanchor="left", xshift=6)]
    shapes = [rule(0, last, 0.5, 0.5, look.neutral, 1, "dot")]
    if even:
        shapes.append(rule(even[0], even[0], 0, 0.5, look.neutral, 1, "dot"))
    made = figure(
        look, data, margin=(54, 56, 8, 44),
        xaxis=axis(look, range=[0, last], **month_ticks(found.plan.start, 0, last, 4)),
        yaxis=axis(look, showline=False, range=[0, 1.03], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"]),
        shapes=shapes, annotations=annotations,
    )  # fmt: skip
    rows = tuple((f"{int(m)}", wording.percent(float(p))) for m, p in zip(cash.month[5::6], share[5::6], strict=True))
    return Picture(title, "Share of simulated projects that have paid back for good by then", made, ("Month", "Paid back"), rows)


def _band(x: list[float], low: list[float], high: list[float], color: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "lines", "x": [*x, *x[::-1]], "y": [*low, *high[::-1]], "fill": "toself", "fillcolor": color,
        "line": {"width": 0}, "hoverinfo": "skip",
    }  # fmt: skip


def _apart(labels: list[tuple[float, str, str]], span: float) -> list[tuple[float, str, str]]:
    """Labels at the end of lines, highest first, moved so that none touches the next."""
    least = 0.075 * span
    placed = [labels[1]]  # the middle one stays where its line ends
    placed.insert(0, (max(labels[0][0], labels[1][0] + least), *labels[0][1:]))
    placed.append((min(labels[2][0], labels[1][0] - least), *labels[2][1:]))
    return placed
