"""Numbers and dates as people say them: rounded, with their unit, never surer than they are. No screen needed."""

from __future__ import annotations

import datetime as dt
import math

from waybook.durations import date_in

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def money(amount: float, currency: str = "GBP") -> str:
    """An amount to two significant figures.

    >>> money(268_400), money(1_234_567, "EUR"), money(-947), money(0)
    ('£270k', '€1.2m', '−£950', '£0')
    """
    sign, size = ("−" if amount < 0 else ""), abs(amount)
    words, suffix = figures(size), ""
    for scale, letters in ((1e3, "k"), (1e6, "m"), (1e9, "bn")):
        if float(words.replace(",", "")) < 1000:  # of the rounded figure: 999,600 is £1.0m, not £1000k
            break
        words, suffix = figures(size / scale), letters
    return f"{sign}{SYMBOLS.get(currency, currency + ' ')}{words}{suffix}"


def figures(number: float, count: int = 2) -> str:
    """A number to `count` significant figures, without exponent; whole numbers above are rounded, not cut.

    >>> figures(12.04), figures(9.36), figures(0.0312), figures(12_345), figures(0), figures(3.0)
    ('12', '9.4', '0.031', '12,000', '0', '3.0')
    """
    if not number or not math.isfinite(number):
        return "0" if number == 0 else "–"
    digits = count - 1 - math.floor(math.log10(abs(number)))
    rounded = round(number, digits)
    digits = count - 1 - math.floor(math.log10(abs(rounded)))
    return f"{rounded:,.{max(0, digits)}f}"


def months(number: float) -> str:
    """A duration in months.

    >>> months(12.04), months(9.36), months(1)
    ('12 months', '9.4 months', '1 month')
    """
    if number == 1:
        return "1 month"
    return f"{figures(number).removesuffix('.0')} months"


def weeks(number: float) -> str:
    """A duration in weeks, signed words left to the caller.

    >>> weeks(3.14), weeks(1)
    ('3.1 weeks', '1 week')
    """
    words = figures(number).removesuffix(".0")
    return f"{words} week{'' if words == '1' else 's'}"


def percent(share: float) -> str:
    """A share as a percentage that never claims certainty it does not have.

    >>> percent(0.342), percent(0.004), percent(0.9999), percent(0), percent(1)
    ('34%', '< 1%', '> 99%', '0%', '100%')
    """
    if 0 < share < 0.01:
        return "< 1%"
    if 0.99 < share < 1:
        return "> 99%"
    return f"{share * 100:.0f}%"


def after(start: dt.date, number: float) -> str:
    """The calendar month that many months after a start.

    >>> after(dt.date(2026, 11, 23), 12.0)
    'Nov 2027'
    """
    day = date_in(start, number)
    return "after 9999" if day == dt.date.max else day.strftime("%b %Y")
