"""The plan's work packages as tasks: dates at likely values, links with lags for waits, people by role."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.handouts.story import clean
from waybook.model import ExtraWork, Results
from waybook.model.closed_days import closed_days
from waybook.plan import Plan
from waybook.plan.team import ROLE_NAMES

Array = NDArray[np.float64]
HOURS_A_DAY = 8
MINUTES_A_DAY = 60 * HOURS_A_DAY
SHIFTS = ((8, 12), (13, 17))
WEEKDAYS = 5
GATE, LIVE = "GATE", "LIVE"
BUSINESS = "SME"


@dataclass(frozen=True)
class Link:
    """Finish to start: the id that comes first, and the wait after it in working days."""

    before: str
    lag: float = 0.0


@dataclass(frozen=True)
class Task:
    """A work package at likely values. `start`, `finish` and `length` in working days from the start of the project;
    `effort` in person-days of the team, `people` in person-days by role id, business people included. `delay` is how
    long it waits for people after its links let it go, in working days. `own` is the place among the plan's own
    packages, None for one of the catalogue; `derived` comes from the compliance answers and has no field in the plan.
    """

    id: str
    name: str
    stage: int
    start: float
    finish: float
    effort: float
    people: dict[str, float]
    links: tuple[Link, ...]
    delay: float
    own: int | None
    derived: bool

    @property
    def length(self) -> float:
        """Working days from start to finish."""
        return self.finish - self.start


@dataclass(frozen=True)
class Schedule:
    """All tasks in the order of the levelled plan; milestones hold what they wait for; people by role id with rate."""

    plan: Plan
    tasks: tuple[Task, ...]
    stages: tuple[tuple[int, str], ...]
    gate: tuple[Link, ...]
    live: tuple[Link, ...]
    gate_at: float
    live_at: float
    people: dict[str, tuple[str, float, float]]
    """Name, full-time equivalents and day rate."""


def schedule(found: Results) -> Schedule:
    """The tasks of a simulated plan. Packages taken out are bridged: what waited for them waits for what they waited
    for."""
    inputs, likely, plan = found.inputs, found.likely, found.plan
    axis = inputs.axes["package"]
    start, finish, through, wait, effort = (
        column(found, key) for key in ("start", "finish", "through", "wait", "effort")
    )
    included = inputs["package_included"].values > 0
    share, sme = inputs["share"].values, inputs["sme"].values
    stage = inputs["package_stage"].values.astype(int)
    own = {one.id: place for place, one in enumerate(plan.estimates.own_packages)}
    derived = {one.id for one in found.extra if isinstance(one, ExtraWork)}
    roles = inputs.axes["role"].ids
    after = _bridged(inputs.after, included)
    tasks = []
    for p in (int(one) for one in np.flatnonzero(included)):
        people = {role: float(share[r, p] * effort[p]) for r, role in enumerate(roles) if share[r, p] > 0}
        if sme[p] > 0:
            people[BUSINESS] = float(sme[p] * effort[p])
        free = max((float(through[q]) for q in after[p]), default=0.0)
        tasks.append(
            Task(
                axis.ids[p],
                clean(axis.labels[p]) or axis.ids[p],
                int(stage[p]),
                float(start[p]),
                float(finish[p]),
                float(effort[p]),
                people,
                tuple(Link(axis.ids[q], float(wait[q])) for q in after[p]),
                max(0.0, float(start[p]) - free),
                own.get(axis.ids[p]),
                axis.ids[p] in derived,
            )
        )
    followed = {link.before for task in tasks for link in task.links}
    at_gate = [int(p) for p in np.flatnonzero(inputs["package_at_gate"].values * included)]
    last = [int(p) for p in np.flatnonzero(included) if axis.ids[int(p)] not in followed]
    rates = np.broadcast_to(np.asarray(likely.value("role_rate"), dtype=float).reshape(-1), (len(roles),))
    fte = np.broadcast_to(np.asarray(likely.value("role_people"), dtype=float).reshape(-1), (len(roles),))
    crowd: dict[str, tuple[str, float, float]] = {
        role: (ROLE_NAMES[role], float(fte[r]), float(rates[r]))
        for r, role in enumerate(roles)
        if any(role in task.people for task in tasks)
    }
    if any(BUSINESS in task.people for task in tasks):
        crowd[BUSINESS] = (ROLE_NAMES["SME"], 1.0, float(likely.value("business_rate")))
    names = [(one.number, one.name) for one in found.reference.stages if one.number in {task.stage for task in tasks}]
    return Schedule(
        plan,
        tuple(tasks),
        tuple(names),
        tuple(Link(axis.ids[p], float(wait[p])) for p in at_gate),
        tuple(Link(axis.ids[p], float(wait[p])) for p in last),
        max((float(through[p]) for p in at_gate), default=0.0),
        max((float(through[p]) for p in last), default=0.0),
        crowd,
    )


def column(found: Results, key: str) -> Array:
    size = len(found.inputs.axes["package"])
    return np.broadcast_to(np.asarray(found.likely.value(key), dtype=float).reshape(-1), (size,))


def _bridged(after: Sequence[Sequence[int]], included: NDArray[np.bool_]) -> list[tuple[int, ...]]:
    """What each package waits for among those in the plan. Packages stand behind all that they wait for."""
    found: list[tuple[int, ...]] = []
    for before in after:
        chain: dict[int, None] = {}
        for one in before:
            chain.update({one: None} if included[one] else dict.fromkeys(found[one]))
        found.append(tuple(chain))
    return found


@dataclass(frozen=True)
class Calendar:
    """Working time: Monday to Friday, eight hours, without the plan's closed days."""

    start: dt.date
    closed: tuple[tuple[str, dt.date, dt.date], ...]

    def moment(self, days: float, ending: bool = False) -> dt.datetime:
        """The moment so many working days after the start. `ending`: the evening before rather than the morning after.

        >>> Calendar(dt.date(2026, 11, 20), ()).moment(1.25)
        datetime.datetime(2026, 11, 23, 10, 0)
        >>> Calendar(dt.date(2026, 11, 20), ()).moment(1, ending=True)
        datetime.datetime(2026, 11, 20, 17, 0)
        """
        minutes = round(days * MINUTES_A_DAY)
        whole, rest = divmod(minutes, MINUTES_A_DAY)
        if ending and rest == 0 and whole > 0:
            whole, rest = whole - 1, MINUTES_A_DAY
        day = self._working_day(whole)
        for first, last in SHIFTS:
            length = (last - first) * 60
            if rest < length or (rest == length and (ending or last == SHIFTS[-1][1])):
                return dt.datetime.combine(day, dt.time(first)) + dt.timedelta(minutes=rest)
            rest -= length
        raise AssertionError("a day has two shifts")

    def _working_day(self, number: int) -> dt.date:
        holidays = [day for _, first, last in self.closed for day in _days(first, last)]
        try:
            found = np.busday_offset(self.start, number, roll="forward", holidays=holidays)
            day: dt.date = found.astype(dt.date)
            return day
        except (ValueError, OverflowError):
            return dt.date.max


def calendar(plan: Plan, days: float) -> Calendar:
    """The working calendar of a plan, with closures repeated for as many years as `days` of work can last."""
    years = math.ceil(days / 200) + 2
    closed = tuple((clean(name) or "Closed", first, last) for name, first, last in closed_days(plan, years))
    return Calendar(plan.start, closed)


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(day) for day in range((last - first).days + 1)]
