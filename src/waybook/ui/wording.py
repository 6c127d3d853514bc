"""Numbers, dates and other people's text in the words of the screen. Nothing here knows Streamlit."""

from __future__ import annotations

import datetime as dt
import math
import re

SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}

_DAYS_A_MONTH = 365.25 / 12
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&\"'=^])")


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
    ('34 %', '< 1 %', '> 99 %', '0 %', '100 %')
    """
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return f"{share * 100:.0f} %"


def after(start: dt.date, number: float) -> str:
    """The calendar month that many months after a start.

    >>> after(dt.date(2026, 11, 23), 12.0)
    'Nov 2027'
    """
    try:
        return (start + dt.timedelta(days=number * _DAYS_A_MONTH)).strftime("%b %Y")
    except OverflowError:
        return "after 9999"


def unit(unit: str, currency: str = "GBP") -> str:
    """A unit of the schema as people say it.

    >>> unit("share"), unit("currency/month"), unit("minutes/case"), unit("currency", "EUR")
    ('%', '£ a month', 'minutes a case', '€')
    """
    words = unit.replace("currency", SYMBOLS.get(currency, currency)).replace("share", "%").replace("USD", "$")
    return words.replace("/million", " a million").replace("/", " a ").replace("a hour", "an hour")


def label(title: str, unit_of_field: str, currency: str = "GBP") -> str:
    """A field's title with its unit, unless the title says it already.

    >>> label("Cases a month", "cases/month"), label("Handling time", "minutes/case"), label("Budget", "currency")
    ('Cases a month', 'Handling time (minutes a case)', 'Budget (£)')
    """
    words = unit(unit_of_field, currency)
    if " a " in words and title.endswith(words[words.index(" a ") :]):
        words = words[: words.index(" a ")]  # "Growth a year (%)", not "(% a year)"
    if not words or words.lower() in title.lower() or unit_of_field.startswith("level"):
        return title
    if words == "of the measure":
        return title
    if words in ("times", "users", "systems", "calls"):
        return title if words != "times" else f"{title} (times)"
    return f"{title} ({words.replace('$', chr(92) + '$')})"


def is_share(unit_of_field: str) -> bool:
    """Whether the field holds a share, which the screen shows as a percentage."""
    return unit_of_field == "share" or unit_of_field.startswith("share/")


def plain(text: str) -> str:
    """Other people's text, safe inside Markdown: it looks as typed and does nothing.

    >>> plain("**bold** :red[x] $5")
    '\\\\*\\\\*bold\\\\*\\\\* :\\u2060red\\\\[x\\\\] \\\\$5'
    """
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
    # Colour, icon and emoji codes begin with a colon; a word joiner behind it, invisible, breaks them.
    return escaped.replace(":", ":\u2060")
