"""The native charts of the board pack. Each takes a slide and the story, and draws one chart that can be edited."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from typing import Any

import numpy as np
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)

from waybook.durations import DAYS_A_MONTH, date_in
from waybook.handouts import slide as s
from waybook.handouts.drawing import ACCENT, ACCENT2, FAR, INK, MUTED, NEUTRAL, PAPER, TINT, WARNING, nice, quantity
from waybook.handouts.story import Story, brief
from waybook.wording import SYMBOLS, percent

POINTS = 61
TOP = 7
EXCEL_EPOCH = dt.date(1899, 12, 30)


def cost_curve(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """S-curve of the build cost with P50, P80 and the budget."""
    samples, cost, budget = told.found.samples("build_cost"), told.found.cost, told.plan.economics.budget
    shares = np.linspace(0.002, 0.985, POINTS)
    amounts = np.quantile(samples, shares)
    low, high = float(amounts[0]), float(amounts[-1])
    if budget is not None and budget > FAR * high:
        budget = None  # the line would squeeze the curve; the title says what the budget buys
    if budget is not None:
        low, high = min(low, budget), max(high, budget)
    low, high, step = nice(low, high)
    data = s.point_data("#,##0")
    _points(data, "Chance that the cost stays below", amounts, shares)
    for name, x, y in (("P50", cost.p50, 0.5), ("P80", cost.p80, 0.8)):
        _points(data, name, [low, _room(low, x, budget), x, x], [y, y, y, 0.0])
    if budget is not None:
        _points(data, "Budget", [budget, budget], [0.0, 1.1])  # its name stands above the curve's
    made = s.chart(page, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, box, data, alt)
    s.axis(made.value_axis, "0%;;", 0, 1.18, 0.2)  # no 0% on top of the first amount
    s.axis(made.category_axis, money_format(told.plan.currency, step), low, high, step)
    curve, p50, p80 = (made.plots[0].series[n] for n in range(3))
    s.stroke(curve, ACCENT, 4)
    for name, one, amount in (("P50", p50, cost.p50), ("P80", p80, cost.p80)):
        s.stroke(one, NEUTRAL, 1.5, dotted=True)
        _dot(one, 2)
        s.label(one, 1, f"{name}\u00a0 {told.money(amount)}", ACCENT, XL_LABEL_POSITION.ABOVE, bold=True, size=s.BODY)
    if budget is not None:
        line = made.plots[0].series[3]
        s.stroke(line, WARNING, 3)
        held = percent(told.found.p_on_budget or 0.0)
        left = budget > low + 0.5 * (high - low)
        where = XL_LABEL_POSITION.LEFT if left else XL_LABEL_POSITION.RIGHT
        s.label(line, 1, f"Budget {told.money(budget)}: {held}", WARNING, where, bold=True)


def stages(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """The stages as bars from their median start to their P50 finish, and on to P80."""
    start, bars = told.plan.start, told.found.stages
    needed = told.plan.economics.target_months
    rows = [(one.label, one.start, one.finish_p50, one.finish_p80) for one in bars]
    ends = [row[3] for row in rows] + ([needed] if needed else [])
    end = max(ends, default=1.0) or 1.0
    if needed:
        rows.append(("Needed by", needed - end * 0.004, needed + end * 0.004, needed + end * 0.004))
    rows.reverse()  # charts draw the first category at the bottom
    data = s.bar_data("0")
    data.categories = [brief(row[0], 30) for row in rows] or ["No work in the plan"]
    first = float(serial(start.replace(day=1)))
    data.add_series("Starts", [float(serial(date_in(start, row[1]))) for row in rows] or [first])
    data.add_series("To P50 (days)", [_days(row[2] - row[1]) for row in rows] or [0])
    data.add_series("P50 to P80 (days)", [_days(row[3] - row[2]) for row in rows] or [0])
    data.add_series("Room for dates", [_days(end * 0.32)] * max(1, len(rows)))
    made = s.chart(page, XL_CHART_TYPE.BAR_STACKED, box, data, alt)
    made.plots[0].gap_width, made.plots[0].overlap = 45, 100
    s.names(made.category_axis)
    whole = _days(end * 1.32)
    s.axis(made.value_axis, "mmm yyyy", first, first + whole, month_step(whole / 5))
    for one, hexa in zip(made.plots[0].series, (None, ACCENT, TINT, None), strict=True):
        s.fill(one, hexa)
    dates = made.plots[0].series[3]
    for place, row in enumerate(rows):
        if row[0] == "Needed by" and place == 0 and needed:
            point = made.plots[0].series[1].points[place]
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = s.color(WARNING)
            words, hexa = f"{told.month(needed)}: holds in {percent(told.found.p_on_time or 0.0)}", WARNING
        else:
            words, hexa = f"P50 {told.month(row[2])}, P80 {told.month(row[3])}", INK
        s.label(dates, place, words, hexa, XL_LABEL_POSITION.INSIDE_BASE)


def cash(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """Net money so far, month by month: P10, median and P90."""
    fan, start = told.found.cash, told.plan.start
    days = [float(serial(date_in(start, float(m)))) for m in (0.0, *fan.month)]
    lines = {
        "P90": np.array([0.0, *fan.p90]),
        "P50": np.array([0.0, *fan.p50]),
        "P10": np.array([0.0, *fan.p10]),
    }
    low, high, step = nice(
        min(float(one.min()) for one in lines.values()), max(float(one.max()) for one in lines.values())
    )
    data = s.point_data("#,##0")
    for name, values in lines.items():
        _points(data, name, days, values)
    made = s.chart(page, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, box, data, alt)
    s.axis(made.value_axis, money_format(told.plan.currency, step), low, high, step, grid=True)
    first, years = float(serial(start.replace(day=1))), max(1, len(fan.month) // 12)
    dates = f'[<{first + 1:.0f}]"";mmm yyyy'  # the first would lie on the lowest amount
    s.axis(made.category_axis, dates, first, days[-1] + 0.2 * (days[-1] - first), 366.0 * max(1, years // 4))
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for one, hexa, width in zip(made.plots[0].series, (ACCENT2, ACCENT, ACCENT2), (2, 4, 2), strict=True):
        s.stroke(one, hexa, width)
        last = len(days) - 1
        words = f"{one.name}  {told.money(float(lines[one.name][-1]))}"
        s.label(one, last, words, ACCENT if one.name == "P50" else MUTED, bold=one.name == "P50")


def tornado(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """What each uncertain quantity does to the build cost by itself, at its P10 and P90; risks if they happen."""
    bars = list(reversed(told.bars[:TOP]))
    data = s.bar_data("#,##0")
    names = [quantity(told.found.reference, one, 64) for one in bars]
    data.categories = names or ["Nothing is uncertain"]
    data.add_series("At its P10", [one.low for one in bars] or [0])
    data.add_series("At its P90, or if it happens", [one.high for one in bars] or [0])
    made = s.chart(page, XL_CHART_TYPE.BAR_CLUSTERED, box, data, alt)
    made.plots[0].gap_width, made.plots[0].overlap = 45, 100
    s.names(made.category_axis)
    ends = [0.0, *(one.low for one in bars), *(one.high for one in bars)]
    longest = max((len(one) for one in names), default=0)
    pad = (0.22 + 0.004 * max(0, longest - 40)) * ((max(ends) - min(ends)) or 1.0)  # long names leave less for bars
    s.axis(made.value_axis, "0", min(ends) - (pad if min(ends) < 0 else 0), max(ends) + pad)
    made.value_axis.visible = False
    for one, key in zip(made.plots[0].series, ("low", "high"), strict=True):
        s.fill(one, ACCENT)
        one.invert_if_negative = False
        for place, bar in enumerate(bars):
            value = getattr(bar, key)
            if place < len(bars) - 3:
                point = one.points[place]
                point.format.fill.solid()
                point.format.fill.fore_color.rgb = s.color(NEUTRAL)
            if abs(value) > 1:
                words = ("+" if value > 0 else "") + told.money(value)
                s.label(one, place, words, INK, XL_LABEL_POSITION.OUTSIDE_END)


def duties(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """Duties by stage: those that apply, and those that cannot be ruled out."""
    stages_ = {one.id: one.name for one in told.found.reference.stages}
    order = list(reversed(range(len(told.law.stages))))
    data = s.bar_data("0")
    data.categories = [stages_[told.law.stages[n]] for n in order]
    counts = [(told.law.applies[n], told.law.possible[n]) for n in order]
    data.add_series("Apply", [sure for sure, _ in counts])
    if told.law.unknown:
        data.add_series("Cannot be ruled out", [open_ for _, open_ in counts])
    most = max((sum(one) for one in counts), default=0) or 1
    data.add_series("Room for numbers", [0.25 * most] * len(counts))
    made = s.chart(page, XL_CHART_TYPE.BAR_STACKED, box, data, alt)
    made.plots[0].gap_width, made.plots[0].overlap = 45, 100
    s.names(made.category_axis)
    s.axis(made.value_axis, "0", 0, 1.25 * most)
    made.value_axis.visible = False
    *bars, numbers = made.plots[0].series
    for one, hexa in zip(bars, (ACCENT, TINT), strict=False):
        s.fill(one, hexa)
    s.fill(numbers, None)
    for place, (sure, open_) in enumerate(counts):  # beside the bar: on a short one they would not be legible
        words = f"{sure} + {open_}" if told.law.unknown else f"{sure}"
        s.label(numbers, place, words, INK, XL_LABEL_POSITION.INSIDE_BASE, bold=True)


def amounts(page: Any, told: Story, box: s.Box, alt: str) -> None:
    """The plan's cost at P50 and P80 beside what is asked for and the budget."""
    found, budget = told.found, told.plan.economics.budget
    columns = [("Plan, P50", found.cost.p50, ACCENT2), ("Plan, P80", found.cost.p80, ACCENT2)]
    if told.advice.actual is not None:
        columns.append(("Spent", told.advice.actual.spent, ACCENT))
    if told.advice.ask == found.cost.p80:
        columns[1] = ("Asked: P80", found.cost.p80, ACCENT)
    elif told.advice.ask > 0:
        columns.append(("Asked now", told.advice.ask, ACCENT))
    if budget is not None:
        columns.append(("Budget", budget, WARNING))
    data = s.bar_data("#,##0")
    data.categories = [name for name, _, _ in columns]
    data.add_series("Build cost", [amount for _, amount, _ in columns])
    made = s.chart(page, XL_CHART_TYPE.COLUMN_CLUSTERED, box, data, alt)
    made.plots[0].gap_width = 55
    s.names(made.category_axis)
    s.axis(made.value_axis, "0", 0, max(amount for _, amount, _ in columns) * 1.15 or 1)
    made.value_axis.visible = False
    series = made.plots[0].series[0]
    for place, (_, amount, hexa) in enumerate(columns):
        point = series.points[place]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = s.color(hexa)
        s.label(series, place, told.money(amount), hexa if hexa != ACCENT2 else INK, XL_LABEL_POSITION.OUTSIDE_END,
                bold=True, size=s.BODY)  # fmt: skip


def _room(low: float, amount: float, budget: float | None) -> float:
    """The middle of the widest free part of the line from the axis to an amount; the budget's line may cross it."""
    stops = [low, budget, amount] if budget is not None and low < budget < amount else [low, amount]
    return max((right - left, (left + right) / 2) for left, right in pairwise(stops))[1]


def month_step(days: float) -> float:
    """The distance of marks on an axis of dates from the first of a month: no month is named twice or missed by a day.

    >>> month_step(20.0), month_step(150.0), month_step(500.0)
    (31.0, 124.0, 732.0)
    """
    months = days / DAYS_A_MONTH
    step = next((one for one in (1, 2, 3, 4, 6) if one >= 0.8 * months), None)
    return 31.0 * step if step else 366.0 * math.ceil(months / 12)


def money_format(currency: str, step: float) -> str:
    """The number format of an axis of money with this step.

    >>> money_format("GBP", 100_000), money_format("EUR", 500_000), money_format("USD", 50)
    ('"£"#,##0,"k";−"£"#,##0,"k";0', '"€"0.0,,"m";−"€"0.0,,"m";0', '"$"#,##0')
    """
    sign = f'"{SYMBOLS.get(currency, currency)}"'
    if step >= 200_000:
        one = f'{sign}0.0,,"m"'
    elif step >= 1000:
        one = f'{sign}#,##0,"k"'
    else:
        return f"{sign}#,##0"
    return f"{one};−{one};0"


def serial(day: dt.date) -> int:
    """A day as a spreadsheet counts it."""
    return (day - EXCEL_EPOCH).days


def _days(months: float) -> float:
    return round(months * DAYS_A_MONTH, 1)


def _points(data: Any, name: str, xs: Any, ys: Any) -> None:
    series = data.add_series(name)
    for x, y in zip(xs, ys, strict=True):
        series.add_data_point(float(x), float(y))


def _dot(series: Any, place: int) -> None:
    marker = series.points[place].marker
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 12
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = s.color(ACCENT)
    marker.format.line.color.rgb = s.color(PAPER)


__all__ = ["amounts", "cash", "cost_curve", "duties", "money_format", "month_step", "serial", "stages", "tornado"]
