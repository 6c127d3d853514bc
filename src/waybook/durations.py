"""How long a month is, wherever months, weeks and days are turned into each other."""

from __future__ import annotations

import datetime as dt

DAYS_A_MONTH = 365.25 / 12
WEEKS_A_MONTH = DAYS_A_MONTH / 7


def date_in(start: dt.date, months: float) -> dt.date:
    """The day that many months after a start; the last day there is, where it is further away.

    >>> date_in(dt.date(2026, 11, 23), 12.0)
    datetime.date(2027, 11, 23)
    """
    try:
        return start + dt.timedelta(days=months * DAYS_A_MONTH)
    except OverflowError:
        return dt.date.max
