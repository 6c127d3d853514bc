"""The run after go-live: a calendar of the seven activities, and how often past P80s held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from waybook.plan import Plan
from waybook.plan.operation import Duty, Forecast
from waybook.readiness.tables import tables
from waybook.readiness.verdict import wilson
from waybook.reference import Reference
from waybook.reference.framework import Activity

STEP = {"week": dt.timedelta(days=7)}
MONTHS = {"month": 1, "quarter": 3}
EVERY = {"week": "Every week", "month": "Every month", "quarter": "Every quarter"}


@dataclass(frozen=True)
class RunActivity:
    """One of the seven activities: who does it, how often, days a month, and when it is next due."""

    activity: Activity
    owner: str
    every: str
    days: float
    own: bool
    dates: tuple[dt.date, ...]

    def due(self, today: dt.date) -> dt.date | None:
        """The first date that is not past."""
        return next((one for one in self.dates if one >= today), None)


def months_between(first: dt.date, last: dt.date) -> int:
    """Whole calendar months from one day's month to another's; 0 when that lies before."""
    return max(0, 12 * (last.year - first.year) + last.month - first.month)


def calendar(plan: Plan, reference: Reference, live: dt.date, months: int = 12) -> list[RunActivity]:
    """The run calendar for the months after go-live, in the order of the framework."""
    packages = {one.id: one for one in reference.packages}
    size = plan.architecture.size or "M"
    found = []
    for activity in reference.activities:
        own = plan.operation.activities.get(key(activity), Duty())
        usual = packages[activity.package].effort[size][1] * activity.share
        every = own.every or activity.every
        days = usual if own.days is None else own.days
        found.append(RunActivity(activity, own.owner, every, days, own.days is not None, _dates(live, every, months)))
    return found


def key(activity: Activity) -> str:
    """The activity's entry in the plan."""
    return activity.id.replace(".", "_")


def _dates(live: dt.date, every: str, months: int) -> tuple[dt.date, ...]:
    end = add_months(live, months)
    if every in STEP:
        number = (end - live) // STEP[every]
        return tuple(live + STEP[every] * step for step in range(1, number + 1))
    return tuple(add_months(live, step) for step in range(MONTHS[every], months + 1, MONTHS[every]))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or the month's last day; the last day there is, where it is further away.

    >>> add_months(dt.date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year >= dt.MAXYEAR:
        return dt.date.max
    after = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return dt.date(year, month + 1, min(day.day, (after - dt.timedelta(days=1)).day))


@dataclass(frozen=True)
class Calibration:
    """How often a promise held: count, finished plans, share with its 90% interval, and one sentence."""

    what: str
    promised: float
    held: int
    plans: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of finished plans that stayed within it."""
        return self.held / self.plans

    @property
    def words(self) -> str:
        """`Your cost P80s held 40% of the time (2 of 5); 80% was promised`, and what that says."""
        name = f"{self.what} P{self.promised * 100:.0f}s"
        words = f"Your {name} held {self.share:.0%} of the time ({self.held} of {self.plans})"
        if self.low <= self.promised <= self.high:
            few = ", but so few plans say little" if self.plans < tables().threshold("calibration_enough") else ""
            return f"{words}; that is compatible with the {self.promised:.0%} promised{few}"
        side = "too low" if self.high < self.promised else "higher than they need to be"
        return f"{words}; {self.promised:.0%} was promised, so they are {side}"


def calibration(finished: Sequence[Forecast]) -> list[Calibration]:
    """How the forecasts of finished plans held: cost and months, P50 and P80. A line only where there is a plan."""
    found = []
    for what, quantity in (("cost", "cost"), ("date", "months")):
        for promised, name in ((0.5, "p50"), (0.8, "p80")):
            pairs = [(getattr(one, quantity), getattr(one, f"{quantity}_{name}")) for one in finished]
            known = [(actual, forecast) for actual, forecast in pairs if actual is not None and forecast is not None]
            if known:
                held = sum(actual <= forecast for actual, forecast in known)
                low, high = wilson(held, len(known), 0.9)
                found.append(Calibration(what, promised, held, len(known), low, high))
    return found
