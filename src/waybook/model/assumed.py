"""What the model takes for a question nobody has answered: value, range and source."""

from __future__ import annotations

from waybook.model.usage import usual_conversations
from waybook.plan import Plan
from waybook.reference import Quantity, Reference

_PARAMETERS = {
    "team.focus": "focus",
    "team.business_rate": "business_rate",
    "economics.realisation": "realisation",
    "economics.ramp_months": "ramp_months",
    "economics.discount_rate": "discount_{sector}",
    "estimates.widening": "widening",
    "architecture.usage.turns": "turns",
    "architecture.usage.input_tokens": "input_tokens",
    "architecture.usage.cached_tokens": "cached_tokens",
    "architecture.usage.output_tokens": "output_tokens",
    "architecture.human_review_share": "review_share",
    "architecture.review_minutes": "review_minutes",
}
"""Field to parameter. Braces are filled from the plan."""
_PRICES = {
    "economics.trend.price": "price_trend_year",
    "economics.trend.tokens": "tokens_per_call_growth",
    "economics.trend.years": "trend_years",
}


def assumed(path: str, plan: Plan, reference: Reference) -> Quantity | None:
    """What the model takes for the field at `path` while it is empty; None where it takes nothing that can be shown."""
    if path == "architecture.usage.conversations":
        return usual_conversations(plan, reference)
    if path in _PRICES:
        return reference.prices[_PRICES[path]]
    name = _PARAMETERS.get(path, "").format(size=plan.architecture.size or "M", sector=plan.economics.sector)
    found = reference.parameters.get(name)
    if found is not None and "GBP" in found.unit and plan.currency != "GBP":
        return None  # converted in the model, at its own rate
    return found
