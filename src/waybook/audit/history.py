"""How far back the records go, month by month: gaps, outdated records, dates ahead."""

from __future__ import annotations

import datetime as dt
import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from waybook.audit.report import Tier
from waybook.audit.rules import threshold

_CHANGED = re.compile(
    r"(?i)(^|[ _])(updated?|modified|changed?|last|verified|reviewed|seen|edited|touched|refreshed|amended)($|[ _])"
)
_NOT_RECORD = re.compile(
    r"(?i)(birth|dob|(^|[ _])(due|expir\w*|valid|end(s|ed)?|until|deadline|closes?|renewal|planned|target|review)"
    r"($|[ _]))"
)
_RECORD = re.compile(
    r"(?i)(^|[ _])(created?|order(ed)?|date|opened|registered|entered|start(ed)?|sign(ed)?|invoice|transaction|event|"
    r"at|on)($|[ _])"
)


@dataclass(frozen=True, slots=True)
class History:
    """Records by month (year * 100 + month) of a date column. `other`: values that are no date of a sane year."""

    column: str
    months: Mapping[int, int]
    other: int
    tier: Tier
    evidence: str

    @property
    def dated(self) -> int:
        return sum(self.months.values())

    @property
    def first(self) -> int | None:
        """The earliest month, past the thinnest 0.1% so that one mistyped year does not count as history."""
        return self._edge(sorted(self.months))

    @property
    def last(self) -> int | None:
        return self._edge(sorted(self.months, reverse=True))

    def _edge(self, ordered: Iterable[int]) -> int | None:
        seen, least = 0, self.dated / 1000
        for month in ordered:
            seen += self.months[month]
            if seen > least:
                return month
        return None

    @property
    def span(self) -> int:
        """Months from the first to the last, both counted."""
        return 0 if self.first is None or self.last is None else index(self.last) - index(self.first) + 1

    def gaps(self) -> tuple[tuple[int, int], ...]:
        """Runs of months (first, last) inside the history with far fewer records than a usual month."""
        if self.first is None or self.last is None or self.span < 6:
            return ()
        inside = [self.months.get(month_of(at), 0) for at in range(index(self.first), index(self.last) + 1)]
        usual = statistics.median(inside)
        if usual < 5:
            return ()
        runs: list[tuple[int, int]] = []
        for at, count in enumerate(inside[1:-1], start=index(self.first) + 1):
            if count < threshold("gap_share") * usual:
                month = month_of(at)
                if runs and index(runs[-1][1]) == at - 1:
                    runs[-1] = (runs[-1][0], month)
                else:
                    runs.append((month, month))
        return tuple(runs)

    def before(self, month: int) -> int:
        """Records of months before this one."""
        return sum(count for key, count in self.months.items() if key < month)

    def after(self, month: int) -> int:
        return sum(count for key, count in self.months.items() if key > month)

    def as_json(self) -> dict[str, Any]:
        """Months with fewer than 10 records are shown as 0 to 9 would be: not at all."""
        return {
            "column": self.column, "first": self.first, "last": self.last, "months": self.span,
            "records": {str(key): count for key, count in sorted(self.months.items()) if count >= 10},
            "evidence": self.evidence,
        }


def index(month: int) -> int:
    """Months since year 0 of year * 100 + month."""
    return month // 100 * 12 + month % 100 - 1


def month_of(at: int) -> int:
    """The inverse of `index`."""
    return at // 12 * 100 + at % 12 + 1


def this_month(today: dt.date) -> int:
    return today.year * 100 + today.month


def sane(counts: Iterable[tuple[Any, int]], today: dt.date) -> tuple[dict[int, int], int]:
    """Month keys of any engine as year * 100 + month, and how many values are none, or no sane year."""
    months: dict[int, int] = {}
    other = 0
    for key, count in counts:
        try:
            month = int(key)
        except (TypeError, ValueError):
            other += int(count)
            continue
        if 1 <= month % 100 <= 12 and 1901 <= month // 100 <= today.year + 100 and month // 100 < 9999:
            months[month] = months.get(month, 0) + int(count)
        else:
            other += int(count)
    return months, other


def changed_column(names: Iterable[str]) -> str | None:
    """The date that tells when a record was last touched, by its name."""
    named = (name for name in names if _CHANGED.search(_spaced(name)))
    return next((name for name in named if not _NOT_RECORD.search(_spaced(name))), None)


def record_column(names: Iterable[str]) -> str | None:
    """The date a record belongs to, by its name; the only candidate when the names say nothing."""
    candidates = [name for name in names if not _NOT_RECORD.search(_spaced(name))]
    plain = [name for name in candidates if not _CHANGED.search(_spaced(name))]
    named = [name for name in plain if _RECORD.search(_spaced(name))]
    return next(iter(named or plain or candidates), None)


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
