"""Exchange: default figures are kept in the currency of their source."""

from __future__ import annotations

from waybook.plan import Plan
from waybook.reference import Reference


def from_pounds(plan: Plan, reference: Reference, currency: str = "") -> float:
    """How many units of a currency (the plan's when none is named) one pound is."""
    name = currency or plan.currency
    if name == "GBP":
        return 1.0
    if name == "EUR":
        return reference.prices["eur_per_gbp"].value
    if name == "USD":
        return reference.prices["usd_per_gbp"].value
    raise KeyError(f"no exchange rate for '{name}'")


def dollars_for_one(plan: Plan, reference: Reference) -> float:
    """US dollars for one unit of the plan's currency: the plan's own rate, else the reference's."""
    if plan.economics.exchange_rate is not None:
        return plan.economics.exchange_rate
    return reference.prices["usd_per_gbp"].value / from_pounds(plan, reference)
