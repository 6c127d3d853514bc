"""A number that knows its unit, its range and where it comes from."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import Literal, get_args

Grade = Literal["measured", "published", "vendor", "judgement"]
"""How far a number can be trusted: measured here or in open data, published by a named source, claimed by a vendor,
or judged by the authors."""

GRADES: tuple[str, ...] = get_args(Grade)

# A year, a month or a day; a source that names a tax year is dated by the month in which it began.
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def is_date(text: str) -> bool:
    """True for YYYY, YYYY-MM and YYYY-MM-DD.

    >>> is_date("2026-04"), is_date("2026/27")
    (True, False)
    """
    return _DATE.fullmatch(text) is not None


def date_text(text: str) -> str:
    """The text, if it is a date as `is_date` has it. Raises ValueError."""
    if not is_date(text):
        raise ValueError(f"date '{text}' is not YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def first_day(partial: str) -> dt.date:
    """The first day of a year, a month or a day written YYYY, YYYY-MM or YYYY-MM-DD.

    >>> first_day("2026-04")
    datetime.date(2026, 4, 1)
    """
    parts = [int(part) for part in partial.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    return dt.date(year, month, day)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in `unit`, likely between `low` and `high` (P10 and P90 where the source has them).

    `date` is when the source was published or checked: YYYY, YYYY-MM or YYYY-MM-DD.

    Raises:
        ValueError: not finite, low > value > high, or no unit, source, date or grade.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str
    date: str
    grade: Grade
    note: str = ""

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.low, self.value, self.high)):
            raise ValueError("a quantity is not a finite number")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"low {self.low:g}, value {self.value:g} and high {self.high:g} are not in this order")
        for name in ("unit", "source"):
            if not getattr(self, name).strip():
                raise ValueError(f"a quantity has no {name}")
        date_text(self.date)
        if self.grade not in GRADES:
            raise ValueError(f"grade '{self.grade}' is not one of {', '.join(GRADES)}")
