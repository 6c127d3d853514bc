"""Numbers, dates and other people's text in the words of the screen. Nothing here knows Streamlit."""

from __future__ import annotations

import re

from waybook.wording import SYMBOLS, after, figures, money, months, percent, weeks

__all__ = [
    "SYMBOLS",
    "after",
    "figures",
    "is_share",
    "label",
    "money",
    "months",
    "percent",
    "plain",
    "unit",
    "weeks",
]
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&\"'=^])")


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
    return re.sub(r":(?=\S)", ":\u2060", escaped)
