"""Closed days of a plan as dates: closures of every year return in each year from the project's start on."""

from __future__ import annotations

import datetime as dt

from waybook.plan import Plan

Closed = tuple[str, dt.date, dt.date]
"""What it is closed for, first and last day."""


def closed_days(plan: Plan, years: int) -> list[Closed]:
    """The closures from the project's start until `years` later, in the order in which they begin."""
    start = plan.start
    until = _moved(start, years)
    found: list[Closed] = []
    for one in plan.team.closures:
        # The year before counts too: a closure over New Year that began then may last into the project.
        shifts = range(start.year - one.first.year - 1, until.year - one.first.year + 1) if one.every_year else (0,)
        for shift in shifts:
            first, last = max(_moved(one.first, shift), start), min(_moved(one.last, shift), until)
            if first <= last:
                found.append((one.name or "Closed", first, last))
    return sorted(found, key=lambda span: span[1:])


def _moved(day: dt.date, years: int) -> dt.date:
    """The same day in another year; of the 29th of February the 28th, and no day beyond the last there is."""
    year = min(max(day.year + years, dt.MINYEAR), dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
