"""What is assumed where an answer is missing, in the words of the question that could replace it."""

from __future__ import annotations

from waybook.reference import Quantity
from waybook.ui import wording


def source_card(quantity: Quantity, currency: str = "GBP") -> str:
    """Value, range, source, date and grade as one line of Markdown.

    >>> from waybook.reference import Quantity
    >>> source_card(Quantity(0.8, 0.6, 0.9, "share of a day", "Judged by the authors", "2026-11-23", "judgement"))
    'Without an answer: 80% (60 to 90). Source: Judged by the authors, 2026\\\\-11\\\\-23; judgement\\\\.'
    """
    share = quantity.unit.startswith("share")
    factor = 100 if share else 1
    low, value, high = (f"{number * factor:,.10g}" for number in (quantity.low, quantity.value, quantity.high))
    unit = "%" if share else " " + wording.unit(quantity.unit.replace("GBP", "currency"), currency)
    words = f"Without an answer: {value}{unit} ({low} to {high}). Source: "
    return words.replace("$", "\\$") + wording.plain(f"{quantity.source}, {quantity.date}; {quantity.grade}.")
