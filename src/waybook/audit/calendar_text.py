"""Dates written as text: the order of day and month, and where the year and month stand."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from waybook.audit.values import Looks, pattern, shape

Order = Literal["year first", "day first", "month first", "day or month first", "both", "named month"]

_SLASHED = re.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateReading:
    """order: of the numbers. impossible: share of dates that no calendar has.

    place: where a text of the commonest format has its year, its month (from 1), and its least length; None when these
    are not at fixed places. placed: share of the values that have that format.
    """

    order: Order
    impossible: float
    place: tuple[int, int, int] | None
    placed: float
    months: Mapping[int, int]


_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = {name: at + 1 for at, name in enumerate(_SHORT)}


def read_dates(values: Mapping[str, int], found: Looks) -> DateReading:
    """How the dates among the values read. `found` are the looks of the same values."""
    first_large = second_large = either = year_first = named = 0
    impossible = total = 0
    slashed: Counter[tuple[int, int, int]] = Counter()
    months: Counter[int] = Counter()
    for text, count in values.items():
        stripped = text.strip()
        if match := _ISO.match(stripped):
            total += count
            year_first += count
            if _valid(int(match[1]), int(match[2]), int(match[3])):
                months[int(match[1]) * 100 + int(match[2])] += count
            else:
                impossible += count
        elif match := _SLASHED.match(stripped):
            total += count
            first, second = int(match[1]), int(match[2])
            year = int(match[3]) if len(match[3]) == 4 else 2000 + int(match[3])
            slashed[year, first, second] += count
            if not (_valid(year, first, second) or _valid(year, second, first)):
                impossible += count
            elif first > 12:
                first_large += count
            elif second > 12:
                second_large += count
            else:
                either += count
        elif shape(pattern(stripped)).type in {"date", "datetime"}:
            total += count
            named += count
            name, year_found = re.search(r"[A-Za-z]{3}", stripped), re.search(r"\d{4}", stripped)
            if name and year_found and name[0].lower() in _NAMES:
                months[int(year_found[0]) * 100 + _NAMES[name[0].lower()]] += count
    order: Order
    if first_large and second_large and min(first_large, second_large) > 0.01 * (first_large + second_large):
        order = "both"
    elif first_large or second_large:
        order = "day first" if first_large >= second_large else "month first"
    elif either:
        order = "day or month first"
    else:
        order = "year first" if year_first >= named else "named month"
    for (year, first, second), count in slashed.items():
        month = first if order == "month first" or (order == "both" and second > 12) else second
        if 1 <= month <= 12:
            months[year * 100 + month] += count
    place, placed = _place(found, order)
    return DateReading(order, impossible / total if total else 0.0, place, placed, months)


def _valid(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _place(found: Looks, order: Order) -> tuple[tuple[int, int, int] | None, float]:
    """By the commonest format, when its numbers have fixed widths."""
    for form, (share, mask, kind) in found.forms.items():
        if kind not in {"date", "datetime"}:
            continue
        if form.startswith(("9999-99-99", "9999/99/99", "9999.99.99")) and mask[5:7] == "99":
            return (1, 6, 10), share
        if re.match(r"99([/\-.])99\1(9999)", mask) and order in {"day first", "month first"}:
            return ((7, 4, 10) if order == "day first" else (7, 1, 10)), share
        return None, share
    return None, 0.0
