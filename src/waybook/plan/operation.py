"""Optimisation: what it took and what it brought, who runs it, and which ranges are watched."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from waybook.plan.part import Part, question

SERIES = {
    "accuracy": "Accuracy",
    "run_cost": "Run cost",
    "users": "Active users",
    "tokens": "Tokens",
    "kpi": "First measure of success",
}


class Month(Part):
    """What one month really was. Empty cells are not known."""

    month: dt.date = question(..., "Month", "Any day of the month")
    spent: float | None = question(None, "Build spending", "Spent on building in this month", unit="currency", ge=0)
    run_cost: float | None = question(None, "Run cost", "Spent on running in this month", unit="currency", ge=0)
    kpi: float | None = question(None, "First measure", "Value of the first measure of success", unit="of the measure")
    accuracy: float | None = question(
        None, "Accuracy", "Share of sampled answers that were right", unit="share", ge=0, le=1, items=("F6.3",)
    )
    users: int | None = question(None, "Active users", "People who used it in the month", unit="users", ge=0)
    tokens: float | None = question(
        None, "Tokens", "Millions of tokens billed, all kinds together", unit="million tokens", ge=0, items=("F6.5",)
    )


class Progress(Part):
    """What one work package has taken."""

    package: str = question("", "Work package", "Its id", max_length=12)
    days: float = question(..., "Days so far", "Person-days it has taken, all roles together", unit="person-days", gt=0)
    left: float | None = question(
        None, "Days left", "Estimate of the people who do it; empty: finished", unit="person-days", gt=0
    )
    finished: dt.date | None = question(None, "Finished on", "When it was finished")


class Watch(Part):
    """A range that a series should stay in; leaving it raises an alert."""

    series: Literal["accuracy", "run_cost", "users", "tokens", "kpi"] = question(
        "accuracy", "Series", "Which monthly figure", labels=SERIES
    )
    low: float | None = question(None, "Not below", "Lowest value that needs no action")
    high: float | None = question(None, "Not above", "Highest value that needs no action")
    owner: str = question("", "Who acts", "Who is told, and acts", max_length=120)


class Duty(Part):
    """One of the seven optimisation activities in the run calendar."""

    owner: str = question("", "Owner", "Who does it", max_length=120)
    days: float | None = question(
        None, "Days a month", "Your own figure; empty: the default for the size", unit="person-days/month", ge=0, le=100
    )
    every: Literal["week", "month", "quarter"] | None = question(
        None,
        "How often",
        "Empty: as usual for the activity",
        labels={"week": "Every week", "month": "Every month", "quarter": "Every quarter"},
    )


class Baseline(Part):
    """The plan as it was when the team committed to it or kept it to compare, and what it came to on that day."""

    name: str = question("", "Name", "What this version is called", max_length=60)
    taken: dt.date = question(dt.date.today, "Taken on", "When")
    by: str = question("", "Taken by", "Who committed", max_length=120)
    plan: str = question("", "The plan then", "The whole plan as text", max_length=500_000)
    cost_p50: float | None = question(None, "Cost, P50", "Build cost as estimated then", unit="currency", ge=0)
    cost_p80: float | None = question(None, "Cost, P80", "Build cost as estimated then", unit="currency", ge=0)
    months_p50: float | None = question(None, "Go-live, P50", "As estimated then", unit="months", ge=0)
    months_p80: float | None = question(None, "Go-live, P80", "As estimated then", unit="months", ge=0)
    kept: float | None = question(
        None, "Date and budget kept", "Chance then of keeping the sponsor's date and budget", unit="share", ge=0, le=1
    )
    loss: float | None = question(None, "Chance of a loss", "As estimated then", unit="share", ge=0, le=1)


class Forecast(Part):
    """A finished plan: what was forecast at the start, and what came."""

    name: str = question("", "Project", "Which one", max_length=120)
    cost_p50: float | None = question(None, "Cost, P50", "Forecast at the start", unit="currency", gt=0)
    cost_p80: float | None = question(None, "Cost, P80", "Forecast at the start", unit="currency", gt=0)
    cost: float | None = question(None, "Cost, actual", "What it cost", unit="currency", gt=0)
    months_p50: float | None = question(None, "Months, P50", "Forecast at the start", unit="months", gt=0)
    months_p80: float | None = question(None, "Months, P80", "Forecast at the start", unit="months", gt=0)
    months: float | None = question(None, "Months, actual", "How long it took", unit="months", gt=0)


class Operation(Part):
    """Actuals, the run calendar, what is watched, and past forecasts."""

    as_of: dt.date | None = question(None, "As of", "Day up to which the actuals are complete")
    months: list[Month] = question(list, "Actuals by month", "One line a month", max_length=120)
    progress: list[Progress] = question(list, "Work done", "What packages have taken", max_length=200)
    live: dt.date | None = question(None, "Live since", "First day with real users")
    watches: list[Watch] = question(
        list, "Ranges", "Where accuracy, cost and use should stay", items=("F6.3", "F6.5", "PT.7"), max_length=20
    )
    activities: dict[str, Duty] = question(dict, "Run calendar", "The seven activities after go-live")
    baseline: Baseline | None = question(None, "Baseline", "The plan the team committed to")
    versions: list[Baseline] = question(
        list, "Kept versions", "Earlier baselines, and versions of the plan kept to compare", max_length=8
    )
    forecasts: list[Forecast] = question(
        list, "Finished plans", "What was forecast and what came, to check the P80s", max_length=200
    )
