"""An amount as somebody types it: `300k`, `£1.2m`, `300,000`. A browser's number field makes 300 of the first."""

from __future__ import annotations

import re
from decimal import Decimal

from waybook.wording import SYMBOLS

_SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_FORM = re.compile(
    r"(?P<sign>[-+−]?)(?P<before>[£€$]|GBP|EUR|USD|)(?P<after>[-+−]?)"
    r"(?P<number>[0-9]+(\.[0-9]+)?|\.[0-9]+|[0-9]{1,3}([, ’'][0-9]{3})+(\.[0-9]+)?)"
    rf"(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?P<behind>[£€$]|GBP|EUR|USD|)",
    re.IGNORECASE,
)
_POINT_OR_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COUNTED = ("users", "cases", "cases/month", "conversations/month", "records", "tokens/call")
"""Units besides money whose numbers grow large. A measure of success has no unit of its own, and may be money."""
MOST_LETTERS = 40
"""Of an amount, with its signs and words."""


def is_amount(unit: str) -> bool:
    """Whether a field of the schema holds amounts that people write with a k or with separators."""
    return bool(sign_of(unit, "GBP")) or unit in _COUNTED


def sign_of(unit: str, currency: str) -> str:
    """The currency whose sign a number of this unit may carry in a plan of `currency`; none if it is no money.

    >>> sign_of("currency/case", "GBP"), sign_of("USD/million tokens", "GBP"), sign_of("users", "GBP")
    ('GBP', 'USD', '')
    """
    if unit.startswith("currency") or not unit:
        return currency
    return "USD" if unit.startswith("USD/") else ""


def amount_of(text: str, unit: str, currency: str) -> float | None:
    """The number that `text` says, in the field's unit; None for an empty one. A `unit` of money may carry a sign:
    see `sign_of`.

    Raises ValueError, with a clause for the screen: no number, one that could be read two ways, another currency.

    >>> amount_of("£1.2m", "currency", "GBP"), amount_of("300 k", "users", "GBP"), amount_of("12,500.50", "cases", "")
    (1200000.0, 300000.0, 12500.5)
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    found = _FORM.fullmatch(re.sub(r"(?<![0-9]) | (?![0-9])", "", typed))
    if found is None and re.fullmatch(r"[^0-9]*[0-9][0-9., ]*[.,][0-9., ]*[^0-9]*", typed):
        raise ValueError("can be read in two ways; write thousands with a comma, decimals with a point: 12,500.50")
    if found is None:
        raise ValueError("is not a number it can take; write one number, such as 12,500 or 12.5k or 1.2m")
    sign, after, number, scale = found["sign"], found["after"], found["number"], found["scale"].lower()
    if not scale and _POINT_OR_GROUP.fullmatch(number):
        raise ValueError(f"can be read in two ways; write {number.replace('.', ',')} or {float(number):g}")
    for mark in filter(None, (found["before"], found["behind"])):
        own = sign_of(unit, currency)
        if not own:
            raise ValueError("carries the sign of a currency, and this is no amount of money")
        if mark.upper() not in (own, SYMBOLS.get(own)):
            counts = "this plan counts" if own == currency else "this price is"
            raise ValueError(f"is in another currency; {counts} in {SYMBOLS.get(own, own)}")
    if sign and after:
        raise ValueError("has two signs")
    size = float(Decimal(re.sub("[, ’']", "", number)).scaleb(_SCALES[scale]))
    return -size if (sign or after) in ("-", "−") else size
