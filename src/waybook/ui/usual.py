"""What is assumed where an answer is missing: value, range and source, for the question that could replace it."""

from __future__ import annotations

from waybook.plan import Plan
from waybook.reference import Quantity, load
from waybook.ui import wording

_PARAMETERS = {
    "team.focus": "focus",
    "team.business_rate": "business_rate",
    "economics.realisation": "realisation",
    "economics.ramp_months": "ramp_months",
    "economics.discount_rate": "discount_{sector}",
    "estimates.widening": "widening",
    "architecture.usage.conversations": "conversations_{size}",
    "architecture.usage.turns": "turns",
    "architecture.usage.input_tokens": "input_tokens",
    "architecture.usage.cached_tokens": "cached_tokens",
    "architecture.usage.output_tokens": "output_tokens",
    "architecture.human_review_share": "review_share",
    "architecture.review_minutes": "review_minutes",
}
"""Field to parameter. Braces are filled from the plan."""


def usual(path: str, plan: Plan) -> Quantity | None:
    """What the model takes for the field at `path` while it is empty; None where it takes nothing that can be shown."""
    name = _PARAMETERS.get(path, "").format(size=plan.architecture.size or "M", sector=plan.economics.sector)
    found = load().parameters.get(name)
    if found is not None and "GBP" in found.unit and plan.currency != "GBP":
        return None  # converted in the model, at its own rate
    return found


def source_card(quantity: Quantity, currency: str = "GBP") -> str:
    """Value, range, source, date and grade as one line of Markdown.

    >>> from waybook.reference import Quantity
    >>> source_card(Quantity(0.8, 0.6, 0.9, "share of a day", "Judged by the authors", "2026-11-23", "judgement"))
    'Without an answer: 80 % (60 to 90). Source: Judged by the authors, 2026\\\\-11\\\\-23; judgement\\\\.'
    """
    share = quantity.unit.startswith("share")
    factor = 100 if share else 1
    low, value, high = (f"{number * factor:,.10g}" for number in (quantity.low, quantity.value, quantity.high))
    unit = "%" if share else wording.unit(quantity.unit.replace("GBP", "currency"), currency)
    words = f"Without an answer: {value} {unit} ({low} to {high}). Source: "
    return words.replace("$", "\\$") + wording.plain(f"{quantity.source}, {quantity.date}; {quantity.grade}.")
