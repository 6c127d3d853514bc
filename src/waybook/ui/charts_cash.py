"""Pictures of money over time: the fan of net cash, the quarters, and when it has paid for itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.flows import flows
from waybook.ui import wording
from waybook.ui.marks import band, columns, line, note, rule
from waybook.ui.picture import LIGHT, Array, Look, Picture, axis, figure, money_ticks, month_ticks, thin

HOW_TO_COUNT = "To count benefit, give a measure baseline, volume and worth"
FAN = ("p10", "p25", "p50", "p75", "p90")


def cash_fan(found: Results, look: Look = LIGHT) -> Picture:
    """Net money so far, month by month: median, middle half and middle 80% of the simulated projects."""
    cash, currency = found.cash, found.plan.currency
    month, last = [0.0, *thin(cash.month)], int(cash.month[-1])
    fan = {name: [0.0, *thin(getattr(cash, name))] for name in FAN}
    low, high = min(fan["p10"]), max(0.0, *fan["p90"])
    span = (high - low) or 1.0
    deepest = int(np.argmin(cash.p50))
    x, y = float(cash.month[deepest]), float(cash.p50[deepest])
    shapes, notes = [rule(0, last, 0, 0, look.ink, 1.2)], _ends(look, found, span)
    lift = max(0.5 * high, 0.1 * span)  # above the fan, which has only just begun to open there
    turns = 0.08 * last < x < 0.86 * last and y < low * 0.25
    if turns:
        words = f"deepest {wording.money(y, currency)}<br>in month {x:.0f}"
        notes.append(note(look, x, lift, words, align="left", xanchor="left", yanchor="bottom", xshift=-8))
        shapes.append(rule(x, x, y, lift, look.ink, 1))
    top = max(high, lift + 0.16 * span if turns else 0.0, -low * 0.06)
    says = [wording.money(float(one), currency) for one in (0.0, *cash.p50)]
    made = figure(
        look,
        [
            band(month, fan["p10"], fan["p90"], look.pale),
            band(month, fan["p25"], fan["p75"], look.tint),
            line(month, fan["p50"], look.accent, hover="Month %{x:.0f}: median %{text}", text=says),
        ],
        margin=(66, 128, 10, 52),
        xaxis=axis(look, range=[0, last], showline=False, **month_ticks(found.plan.start, 0, last, 3)),
        yaxis=axis(look, showline=False, range=[low * 1.06, top * 1.06], **money_ticks(low, high, currency, 5)),
        shapes=shapes,
        annotations=notes,
    )
    if found.benefit_counted:
        title = f"{wording.percent(float(cash.paid_back[-1]))} chance of having paid back by month {last}"
        subtitle = "Net money so far: median, and the middle 50% and 80%"
    else:
        title = (
            f"With no benefit counted it costs {wording.money(-float(cash.p50[-1]), currency)} in {last // 12} years"
        )
        subtitle = HOW_TO_COUNT
    rows = tuple(
        (
            f"{int(cash.month[m])}",
            *(wording.money(float(getattr(cash, name)[m]), currency) for name in FAN),
            wording.percent(float(cash.paid_back[m])),
        )
        for m in range(5, len(cash.month), 6)
    )
    return Picture(title, subtitle, made, ("Month", "P10", "P25", "P50", "P75", "P90", "Paid back"), rows)


def monthly_cash(found: Results, look: Look = LIGHT) -> Picture:
    """What goes out and comes in, on average, by quarter."""
    currency, months, parts = found.plan.currency, len(found.cash.month), flows(found)
    build, run, benefit = (_quarters(one) for one in (parts.build_month, parts.run_month, parts.benefit_month))
    net, out = benefit - run - build, build + run
    at = [3.0 * number + 1.5 for number in range(len(net))]
    low, high = -1.22 * float(out.max()), 1.22 * max(float(benefit.max()), float(out.max()) * 0.12)
    first, late = int(build.argmax()), len(at) - 1
    ends: dict[str, Any] = {"xanchor": "right", "xshift": 14}
    notes = [
        note(look, at[first] - 1.3, -float(out[first]), "building", look.muted, yanchor="top", xanchor="left"),
        note(look, at[late], -float(out[late]), "running", look.muted, yanchor="top", **ends),
    ]
    if found.benefit_counted:
        notes.append(note(look, at[late], float(benefit[late]), "benefit", look.accent, yanchor="bottom", **ends))
    made = figure(
        look,
        [
            columns(at, thin(-build), look.neutral, 2.6, "Building %{y:,.0f}"),
            columns(at, thin(-run), look.accent2, 2.6, "Running %{y:,.0f}"),
            columns(at, thin(benefit), look.accent, 2.6, "Benefit %{y:,.0f}"),
            line(at, thin(net), look.paper, 6),
            line(at, thin(net), look.ink, 2.5, "Net %{y:,.0f}"),
        ],
        margin=(66, 16, 14, 52),
        barmode="relative",
        xaxis=axis(look, range=[0, months], showline=False, **month_ticks(found.plan.start, 0, months, 4)),
        yaxis=axis(look, showline=False, range=[low, high], **money_ticks(low, high, currency, 5)),
        shapes=[rule(0, months, 0, 0, look.ink, 1.2)],
        annotations=notes,
    )
    ahead = [n for n in range(len(net)) if net[n:].min() > 0]
    if not found.benefit_counted:
        title = f"Running it costs {wording.money(found.run_cost_year.mean, currency)} a year"
    elif ahead:
        title = f"From month {3 * ahead[0] + 1} it brings in more than it costs"
    else:
        title = "It never brings in more than it costs"
    rows = tuple(
        (f"{3 * n + 1} to {3 * n + 3}", *(wording.money(float(one[n]), currency) for one in (build, run, benefit, net)))
        for n in range(len(net))
    )
    subtitle = "Mean of the simulated projects by quarter; the line is the net"
    return Picture(title, subtitle, made, ("Months", "Building", "Running", "Benefit", "Net"), rows)


def payback(found: Results, look: Look = LIGHT) -> Picture:
    """Chance of having paid for itself, by month."""
    cash, share, last = found.cash, found.cash.paid_back, int(found.cash.month[-1])
    even = next((int(m) for m, p in zip(cash.month, share, strict=True) if p >= 0.5), None)
    if not found.benefit_counted:
        title = "No payback: no benefit is counted yet"
    elif even:
        title = f"Even odds of having paid back by month {even}"
    else:
        title = f"No even odds of paying back within {last // 12} years"
    shapes = [rule(0, last, 0.5, 0.5, look.neutral, 1, "dot")]
    if even:
        shapes.append(rule(even, even, 0, 0.5, look.neutral, 1, "dot"))
    words = f"<b>{wording.percent(float(share[-1]))}</b>"
    x, y = [0.0, *thin(cash.month)], [0.0, *thin(share)]
    quarters = [0, 0.25, 0.5, 0.75, 1]
    made = figure(
        look,
        [line(x, y, look.accent, hover="Month %{x:.0f}: %{y:.0%}", fill="tozeroy", fillcolor=look.pale)],
        margin=(54, 56, 8, 52),
        xaxis=axis(look, range=[0, last], **month_ticks(found.plan.start, 0, last, 4)),
        yaxis=axis(
            look, showline=False, range=[0, 1.03], tickvals=quarters, ticktext=[f"{q * 100:.0f}%" for q in quarters]
        ),
        shapes=shapes,
        annotations=[note(look, last, float(share[-1]), words, look.accent, xanchor="left", xshift=6)],
    )
    some = zip(cash.month[5::6], share[5::6], strict=True)
    rows = tuple((f"{int(m)}", wording.percent(float(p))) for m, p in some)
    subtitle = "Share of simulated projects that have paid back for good"
    return Picture(title, subtitle, made, ("Month", "Paid back"), rows)


def _quarters(months: Array) -> Array:
    quarters: Array = months.reshape(-1, 3).sum(axis=1)
    return quarters


def _ends(look: Look, found: Results, span: float) -> list[dict[str, Any]]:
    """Labels where the lines end, moved apart so that none touches the next."""
    cash, last = found.cash, int(found.cash.month[-1])
    best, median, worst = float(cash.p90[-1]), float(cash.p50[-1]), float(cash.p10[-1])
    least = 0.075 * span
    words = f"<b>median {wording.money(median, found.plan.currency)}</b>"
    return [
        note(look, last, max(best, median + least), "best 10%", look.muted, xanchor="left", xshift=8),
        note(look, last, median, words, look.accent, xanchor="left", xshift=8),
        note(look, last, min(worst, median - least), "worst 10%", look.muted, xanchor="left", xshift=8),
    ]
