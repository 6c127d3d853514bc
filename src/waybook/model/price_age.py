"""How old a price is: figures of money whose date lies more than `price_age_days` back are flagged."""

from __future__ import annotations

import datetime as dt

from waybook.reference import Reference, first_day


def is_old(date: str, today: dt.date, reference: Reference) -> bool:
    """Whether a price of this date (YYYY, YYYY-MM, YYYY-MM-DD) is too old to rely on; one without date is not judged.

    A year or a month alone counts from its first day.
    """
    return bool(date) and (today - first_day(date)).days > reference.parameters["price_age_days"].value


def is_price(unit: str) -> bool:
    """Whether a figure of this unit is an amount of money: `GBP/day`, `USD`, `EUR/month`; `USD/GBP` is a price too."""
    return unit[:3] in ("GBP", "EUR", "USD")
