"""Pictures after the start: spending against the plan, monthly figures in their range, the bridge since then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from waybook.durations import DAYS_A_MONTH
from waybook.plan import Plan
from waybook.plan.operation import SERIES
from waybook.readiness.alerts import alerts, with_unit
from waybook.reforecast import Reforecast, Step
from waybook.ui import wording
from waybook.ui.marks import band, columns, dots, line, note, rule
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, money_ticks, safe


def spending_chart(
    plan: Plan, planned: Sequence[tuple[int, float]], now: Reforecast | None, look: Look = LIGHT
) -> Picture:
    """Spending so far against the plan, month by month, and where the forecast ends."""
    currency = plan.currency
    spent = sorted((one.month, one.spent) for one in plan.operation.months if one.spent is not None)
    actual, total = [], 0.0
    for day, amount in spent:
        total += amount
        actual.append(((day - plan.start).days / DAYS_A_MONTH, total))
    top = max([amount for _, amount in planned] + [amount for _, amount in actual] + [now.cost_p80 if now else 1.0])
    data = [line([0, *(m for m, _ in planned)], [0, *(a for _, a in planned)], look.neutral, 2)]
    if actual:
        data.append(line([0, *(m for m, _ in actual)], [0, *(a for _, a in actual)], look.accent, 4))
    notes = []
    if now is not None:
        data.append(line([now.months_p50, now.months_p80], [now.cost_p50, now.cost_p80], look.warning, 3))
        data.append(dots([now.months_p50, now.months_p80], [now.cost_p50, now.cost_p80], look.warning, 10))
        notes.append(note(look, now.months_p80, now.cost_p80, "forecast now", look.warning, yshift=14, xanchor="right"))
    if planned:
        notes.append(note(look, planned[-1][0], planned[-1][1], "plan", look.muted, yshift=-14, xanchor="right"))
    last = max([m for m, _ in planned] + [m for m, _ in actual] + [now.months_p80 if now else 1.0])
    made = figure(
        look,
        data,
        margin=(60, 12, 10, 46),
        annotations=notes,
        xaxis=axis(look, "Months from the start", range=[0, last * 1.05]),
        yaxis=axis(look, showline=False, range=[0, top * 1.12], **money_ticks(0, top, currency)),
    )
    if not actual:
        title = "No spending is entered yet"
    else:
        month, so_far = actual[-1]
        before = [amount for m, amount in planned if m <= month + 0.5]
        due = before[-1] if before else 0.0
        title = f"{wording.money(so_far, currency)} spent; the plan had {wording.money(due, currency)} by then"
    table = tuple((f"{day:%B %Y}", wording.money(amount, currency)) for day, amount in spent)
    return Picture(title, "Blue: spent so far; grey: expected by the plan", made, ("Month", "Spent"), table)


def series_chart(
    plan: Plan, series: str, look: Look = LIGHT, planned: tuple[float, float] | None = None
) -> Picture:
    """One monthly figure with the range in which it needs no action, and P50 and P80 of the plan where it has them."""
    known = sorted((one.month, float(getattr(one, series))) for one in plan.operation.months
                   if getattr(one, series) is not None)  # fmt: skip
    name = SERIES[series]
    watch = next((one for one in plan.operation.watches if one.series == series), None)
    if not known:
        return Picture(f"{name}: nothing entered yet", "Enter it under Actuals by month", figure(look, [], height=80),
                       ("Month", name), ())  # fmt: skip
    limits = [limit for limit in ((watch.low, watch.high) if watch else ()) if limit is not None]
    out = {alert.series for alert in alerts(plan)}
    days = [month for month, _ in known]
    values = [value for _, value in known]
    low, high = min([*values, *limits, *(planned or ())]), max([*values, *limits, *(planned or ())])
    room = (high - low) * 0.25 or abs(high) * 0.25 or 1.0
    start, end = min(days) - dt.timedelta(days=15), max(days) + dt.timedelta(days=15)
    data = [] if planned is None else [band([str(start), str(end)], [planned[0]] * 2, [planned[1]] * 2, look.pale)]
    data += [
        line([str(day) for day in days], values, look.accent, 3),
        dots([str(day) for day in days], values,
             [look.warning if _outside(value, watch.low if watch else None, watch.high if watch else None)
              else look.accent for value in values], 11),
    ]  # fmt: skip
    made = figure(
        look,
        data,
        margin=(64, 12, 10, 34),
        shapes=[rule(str(start), str(end), limit, limit, look.warning, 2, "dash") for limit in limits],
        xaxis=axis(look, range=[str(start), str(end)], tickvals=[str(day) for day in days],
                   ticktext=[f"{day:%b %y}" for day in days]),
        yaxis=axis(look, showline=False, range=[low - room, high + room],
                   tickformat=".0%" if series == "accuracy" else ",.0f" if high >= 100 else ".2~f"),
    )  # fmt: skip
    last = with_unit(plan, series, values[-1])
    state = "out of its range" if series in out else "in its range" if limits else "no range set"
    table = tuple((f"{day:%B %Y}", with_unit(plan, series, value)) for day, value in known)
    said = {"run_cost": f"{wording.SYMBOLS.get(plan.currency, plan.currency)} a month", "tokens": "Millions a month"}
    parts = [said.get(series, ""), "dashed: the range that needs no action" if limits else ""]
    if planned is not None:
        ends = " to ".join(wording.money(one, plan.currency) for one in planned)
        parts.append(f"band: the plan, {ends} (P50 to P80)")
    subtitle = "; ".join(one for one in parts if one) or "Month by month"
    return Picture(f"{name}: {last}, {state}", subtitle[0].upper() + subtitle[1:], made, ("Month", name), table)


def _seen(step: Step) -> bool:
    """Whether a step moves money by one, or the date by a twentieth of a month: less is no figure anybody reads."""
    return abs(step.cost) >= 1 or abs(step.months) >= 0.05


def bridge_chart(steps: Sequence[Step], currency: str, look: Look = LIGHT) -> Picture:
    """P80 of the build cost from the baseline to today, step by step."""
    if not steps:
        return Picture("No baseline yet", "Take the plan as baseline first", figure(look, [], height=80), ("Step",), ())
    steps = [one for number, one in enumerate(steps) if not number or _seen(one)]
    base, data, at = [], [], 0.0
    colors = []
    heights = []
    for number, one in enumerate(steps):
        start = 0.0 if number == 0 else at
        base.append(start)
        heights.append(one.cost)
        at = one.cost if number == 0 else at + one.cost
        colors.append(look.neutral if number == 0 else look.warning if one.cost > 0 else look.accent2)
    labels = [*(safe(one.label) for one in steps), "Today"]
    base.append(0.0)
    heights.append(at)
    colors.append(look.accent)
    places = [float(n) for n in range(len(labels))]
    data = [columns(places, heights, colors, 0.7, base=base)]
    tops = [max(b, b + h) for b, h in zip(base, heights, strict=True)]
    signs = [wording.money(steps[0].cost, currency), *(_signed(one.cost, currency) for one in steps[1:]),
             wording.money(at, currency)]  # fmt: skip
    made = figure(
        look,
        data,
        margin=(8, 8, 26, 46),
        annotations=[
            note(look, place, top, text, yshift=12) for place, top, text in zip(places, tops, signs, strict=True)
        ],
        xaxis=axis(look, tickvals=places, ticktext=labels, showline=False),
        yaxis={"visible": False, "fixedrange": True, "range": [0, max(tops) * 1.15]},
    )
    moved = at - steps[0].cost
    biggest = max(steps[1:], key=lambda one: abs(one.cost), default=None)
    title = f"P80 has moved by {_signed(moved, currency)} since the baseline"
    subtitle = f"Most of it: {biggest.label}" if biggest and abs(moved) > 0 else "Nothing has changed"
    table = tuple((one.label, _signed(one.cost, currency), f"{one.months:+.1f}") for one in steps)
    return Picture(title, subtitle, made, ("Step", "Build cost, P80", "Months, P80"), table)


def _outside(value: float, low: float | None, high: float | None) -> bool:
    return (low is not None and value < low) or (high is not None and value > high)


def _signed(amount: float, currency: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else "±"
    return f"{sign}{wording.money(abs(amount), currency)}"
