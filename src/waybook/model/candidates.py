"""Models to choose from, priced for this plan: same load, same tokens, the price list's price in every month."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from waybook.model.once import once
from waybook.model.prices import PRICE_LIST, TokenPrice, month_date, token_price
from waybook.model.results import Results
from waybook.plan.economics import PriceOverride
from waybook.reference import first_day

YEAR = 12


@dataclass(frozen=True)
class Change:
    """Another price from `month` on (its first day): `factor` times what a call cost before."""

    month: dt.date
    factor: float


@dataclass(frozen=True)
class Offer:
    """One model for this plan, in the plan's currency at likely values.

    `price` is what a million tokens cost at go-live (US dollars), `call` one call then, `year` the calls of the first
    twelve months in production with the plan's growth and its trend of prices and tokens. `changes` are all that the
    price list knows from the day it was checked to the last month counted. `chosen` marks the plan's model, `own` a
    price the plan brings itself.
    """

    id: str
    label: str
    klass: str
    note: str
    source: str
    checked: str
    price: TokenPrice
    call: float
    year: float
    changes: tuple[Change, ...]
    chosen: bool
    own: bool


@once
def offers(found: Results) -> tuple[Offer, ...]:
    """The candidates of `data/prices/models.csv` and the plan's own model, the cheapest first; empty without calls.

    All are compared at the same number of tokens and calls, and with the plan's surcharge for its region.
    """
    calls = float(np.sum(found.likely.value("calls")))
    if not calls:
        return ()
    plan, known = found.plan, {one.id: one for one in found.reference.models if one.klass != "embedding"}
    chosen = plan.architecture.model or found.reference.models[0].id
    surcharge = math.prod(
        one.value for one in found.adjustments if one.target == "price" and one.operation == "multiply"
    )
    live, end = int(float(found.likely.value("go_live"))), len(found.inputs.axes["month"])
    growth = 1 + found.inputs.scalar("growth_year")
    change, lasts = float(found.likely.value("token_change")), YEAR * found.inputs.scalar("trend_years")
    scale = [
        calls * growth ** (month / YEAR) * math.exp(min(month, lasts) * change) for month in range(1, YEAR + 1)
    ]
    made = []
    for name in dict.fromkeys([*known, chosen]):
        row, own = known.get(name), plan.economics.price if name == chosen else None
        checked = row.checked if row else found.reference.models[0].checked
        price = _own(own) if own else _listed(found, name, surcharge)
        since = min(0, _months(plan.start, first_day(checked)))
        months = () if own else _changes(lambda month, price=price: _call(found, price(month)), since, max(end, live))  # type: ignore[misc]
        each = [_call(found, price(live))] * YEAR
        if any(live < month < live + YEAR for month in months):
            each = [_call(found, price(live + month)) for month in range(YEAR)]
        made.append(
            Offer(
                name,
                row.label if row else name,
                row.klass if row else "",
                row.note if row else "",
                (own.source or "Your own, without a source") if own else PRICE_LIST,
                (own.date.isoformat() if own.date else "") if own else checked,
                price(live),
                each[0],
                sum(size * one for size, one in zip(scale, each, strict=True)),
                tuple(
                    Change(
                        month_date(plan.start, month),
                        _call(found, price(month)) / max(_call(found, price(month - 1)), 1e-12),
                    )
                    for month in months
                ),
                name == chosen,
                own is not None,
            )
        )
    return tuple(sorted(made, key=lambda one: (one.year, not one.chosen)))


def _listed(found: Results, name: str, surcharge: float) -> Callable[[int], TokenPrice]:
    sent, returned = int(found.inputs.scalar("input_tokens")), int(found.inputs.scalar("output_tokens"))

    def price(month: int) -> TokenPrice:
        one = token_price(name, month_date(found.plan.start, month), sent, returned)
        return TokenPrice(surcharge * one.input, surcharge * one.cached, surcharge * one.output)

    return price


def _own(own: PriceOverride) -> Callable[[int], TokenPrice]:
    cached = own.input_mtok if own.cached_mtok is None else own.cached_mtok
    price = TokenPrice(own.input_mtok, cached, own.output_mtok)
    return lambda _: price


def _changes(call: Callable[[int], float], low: int, high: int) -> tuple[int, ...]:
    """Months after `low` up to `high` in which a call costs another amount than the month before.

    Halves the span as long as its ends or its middle differ, so a price that goes up and comes back unseen by all three
    is missed; asking for every month would take twenty times as long.
    """
    if high - low <= 1:
        return (high,) if high > low and not math.isclose(call(low), call(high)) else ()
    middle = (low + high) // 2
    if math.isclose(call(low), call(middle)) and math.isclose(call(middle), call(high)):
        return ()
    return (*_changes(call, low, middle), *_changes(call, middle, high))


def _months(start: dt.date, day: dt.date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month


def _call(found: Results, price: TokenPrice) -> float:
    inputs = found.inputs
    sent, cached = inputs.scalar("input_tokens"), inputs.scalar("cached_tokens")
    dollars = (sent - cached) * price.input + cached * price.cached + inputs.scalar("output_tokens") * price.output
    own = 1 + inputs.scalar("lever_tokens")
    return dollars / inputs.scalar("tokens_per_price") / inputs.scalar("exchange_rate") * own
