"""Token prices for each month of a plan, from the price list or from the plan's own offer."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import genai_prices
from genai_prices import Usage as Tokens

from waybook.model.problems import PlanProblem


@dataclass(frozen=True)
class TokenPrice:
    """US dollars for a million tokens: uncached input, cached input, output."""

    input: float
    cached: float
    output: float


PRICE_LIST = f"genai-prices {genai_prices.__version__}"


def month_date(start: dt.date, month: int) -> dt.date:
    """The first day of the month that lies `month` months after the start's month.

    >>> month_date(dt.date(2026, 11, 23), 2)
    datetime.date(2027, 1, 1)
    """
    years, left = divmod(start.year * 12 + start.month - 1 + month, 12)
    return dt.date(years, left + 1, 1)


@lru_cache(maxsize=4096)
def token_price(model: str, day: dt.date, input_tokens: int, output_tokens: int) -> TokenPrice:
    """The price of one call of this size on this day, by token.

    One call is priced, never a month's tokens at once: that would reach the price tier of very long prompts.

    Raises:
        PlanProblem: the price list does not know the model.
    """
    provider, _, name = model.partition("/")
    when = dt.datetime(day.year, day.month, calendar.monthrange(day.year, day.month)[1], tzinfo=dt.UTC)
    size, answer = max(1, input_tokens), max(1, output_tokens)
    try:
        plain = genai_prices.calc_price(
            Tokens(input_tokens=size, output_tokens=answer), name, provider_id=provider, genai_request_timestamp=when
        )
        cached = genai_prices.calc_price(
            Tokens(input_tokens=size, cache_read_tokens=size, output_tokens=answer),
            name,
            provider_id=provider,
            genai_request_timestamp=when,
        )
    except (LookupError, ValueError):
        raise PlanProblem([f"architecture.model: the price list ({PRICE_LIST}) does not know '{model}'."]) from None
    return TokenPrice(
        float(plain.input_price) / size * 1e6,
        float(cached.input_price) / size * 1e6,
        float(plain.output_price) / answer * 1e6,
    )
