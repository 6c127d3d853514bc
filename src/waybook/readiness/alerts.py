"""Alerts: the last month's figures against the ranges that are watched."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.plan import Plan
from waybook.plan.operation import SERIES, Month, Watch
from waybook.readiness.sight import Simulated
from waybook.readiness.tables import tables
from waybook.wording import SYMBOLS


@dataclass(frozen=True)
class Alert:
    """A figure outside its range, with who acts."""

    series: str
    value: float
    words: str
    owner: str


def alerts(plan: Plan) -> list[Alert]:
    """Every watched series whose newest figure lies outside its range."""
    found = []
    for watch in plan.operation.watches:
        month = newest(plan, watch.series)
        if month is None:
            continue
        value = float(getattr(month, watch.series))
        if watch.low is not None and value < watch.low:
            found.append(_alert(plan, watch, month, value, "below", watch.low))
        elif watch.high is not None and value > watch.high:
            found.append(_alert(plan, watch, month, value, "above", watch.high))
    return found


def against_plan(plan: Plan, numbers: Simulated | None) -> list[Alert]:
    """Figures without a range of their own that leave what the plan expects by more than the usual doubt."""
    doubt = tables().threshold("alert_doubt")
    own = {one.series for one in plan.operation.watches if one.low is not None or one.high is not None}
    found = []
    month = newest(plan, "run_cost")
    if "run_cost" not in own and month is not None and numbers is not None:
        limit = numbers.run_p80 / 12 * (1 + doubt)
        if (month.run_cost or 0.0) > limit:
            found.append(_alert(plan, Watch(series="run_cost"), month, month.run_cost or 0.0, "above", round(limit)))
    month, launch = newest(plan, "users"), plan.architecture.usage.users_launch
    if "users" not in own and month is not None and launch:
        limit = launch * (1 - doubt)
        if (month.users or 0) < limit:
            found.append(_alert(plan, Watch(series="users"), month, float(month.users or 0), "below", round(limit)))
    return found


def newest(plan: Plan, series: str) -> Month | None:
    """The newest month with a figure for the series."""
    known = [one for one in plan.operation.months if getattr(one, series) is not None]
    return max(known, key=lambda one: one.month, default=None)


def _alert(plan: Plan, watch: Watch, month: Month, value: float, side: str, limit: float) -> Alert:
    number, edge = (with_unit(plan, watch.series, one) for one in (value, limit))
    was = "were" if watch.series in ("users", "tokens") else "was"
    words = f"{SERIES[watch.series]} {was} {number} in {month.month:%B %Y}, {side} {edge}"
    return Alert(watch.series, value, words, watch.owner)


def with_unit(plan: Plan, series: str, number: float) -> str:
    """A monthly figure as it was typed, with its unit; that of the first measure is the measure's own."""
    figures = f"{number:,.6g}"
    if series == "accuracy":
        return f"{number * 100:.1f}%".replace(".0%", "%")
    if series == "run_cost":
        return f"{SYMBOLS.get(plan.currency, plan.currency + ' ')}{figures}"
    return f"{figures} million" if series == "tokens" else figures
