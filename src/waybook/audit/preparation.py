"""From findings to working days of data preparation, with reasons; and what a re-audit changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from waybook.audit.report import NO_DAYS, Days, Finding
from waybook.audit.rules import fixes, label, threshold


class HasFindings(Protocol):
    """Any report with findings: of a table, a collection of documents ..."""

    @property
    def name(self) -> str: ...

    @property
    def findings(self) -> tuple[Finding, ...]: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding's part in the days: shown beside the figure, and carried to the workbook."""

    source: str
    kind: str
    column: str | None
    days: Days
    fix: str
    why: str
    evidence: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Preparation:
    """days: working days of effort, low, likely, high. wait: the longest calendar wait in working days, not added.

    testing: the part of `days` that is tests and gates. reasons: the largest first.
    """

    days: Days
    wait: Days
    testing: Days
    reasons: tuple[Reason, ...]

    @property
    def sentence(self) -> str:
        low, likely, high = self.days
        said = f"{likely:.1f} working days of data preparation ({low:.1f} to {high:.1f})"
        return f"{said}, and a wait of {self.wait[1]:.0f} working days." if self.wait[1] else f"{said}."


def data_preparation_days(reports: Iterable[HasFindings]) -> Preparation:
    """The days that all sources ask for: to connect each and agree its meaning, and to put right what was found.

    The likely days add up. Low and high do not: errors of different findings partly cancel, with the correlation of
    data/audit/thresholds.csv, so that the range is narrower than the sum of all lows and all highs. Tests and gates
    come on top as a share. Waits run side by side: the longest counts.
    """
    reasons: list[Reason] = []
    for report in reports:
        reasons.append(connecting(report.name))
        for found in report.findings:
            if found.days != NO_DAYS:
                reasons.append(
                    Reason(
                        report.name, found.kind, found.column, found.days, found.fix, found.why, found.evidence,
                        found.waits,
                    )
                )
    worked = [reason.days for reason in reasons if not reason.waits]
    waits = [reason.days for reason in reasons if reason.waits]
    effort = together(worked)
    share = threshold("testing_share")
    testing = (effort[0] * share, effort[1] * share, effort[2] * share)
    total: Days = (effort[0] + testing[0], effort[1] + testing[1], effort[2] + testing[2])
    wait = max(waits, key=lambda days: days[1], default=NO_DAYS)
    ordered = sorted(reasons, key=lambda reason: (-reason.days[1], reason.source, reason.kind, reason.column or ""))
    return Preparation(total, wait, testing, tuple(ordered))


def connecting(source: str) -> Reason:
    """What a source takes even when nothing is wrong with it."""
    fix = fixes()["connect"]
    days: Days = (fix.low, fix.likely, fix.high)
    return Reason(source, fix.kind, None, days, f"{fix.fix}.", f"{fix.why}.", "each source, whatever it holds")


def together(days: Sequence[Days]) -> Days:
    """The sum of uncertain days with a common correlation: half-widths add as (1 - r) sum of squares + r square of sum.

    >>> together([(1.0, 2.0, 4.0)])
    (1.0, 2.0, 4.0)
    """
    likely = sum(item[1] for item in days)
    correlation = threshold("work_correlation")

    def half(widths: Sequence[float]) -> float:
        return math.sqrt((1 - correlation) * sum(w * w for w in widths) + correlation * sum(widths) ** 2)

    low = likely - half([item[1] - item[0] for item in days])
    high = likely + half([item[2] - item[1] for item in days])
    return (round(max(low, 0.0), 3), round(likely, 3), round(high, 3))


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of finding in one place before and after; None where it is not found."""

    source: str
    kind: str
    label: str
    column: str | None
    before: Finding | None
    after: Finding | None

    @property
    def state(self) -> str:
        if self.after is None:
            return "gone"
        if self.before is None:
            return "new"
        if self.after.share < self.before.share:
            return "better"
        return "worse" if self.after.share > self.before.share else "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """A re-audit against the audit before. `days` is after less before: negative is work done."""

    changes: tuple[Change, ...]
    before: Preparation
    after: Preparation

    @property
    def days(self) -> Days:
        """The change of low, likely and high."""
        pairs = zip(self.before.days, self.after.days, strict=True)
        low, likely, high = (round(b - a, 3) for a, b in pairs)
        return (low, likely, high)


def compare(before: Iterable[HasFindings], after: Iterable[HasFindings]) -> Difference:
    """What cleaning changed, source by source (matched by name) and finding by finding."""
    first, second = list(before), list(after)
    old, new = _by_place(first), _by_place(second)
    changes = []
    for place in dict.fromkeys([*old, *new]):
        source, kind, column = place
        changes.append(Change(source, kind, label(kind), column, old.get(place), new.get(place)))
    return Difference(tuple(changes), data_preparation_days(first), data_preparation_days(second))


def _by_place(reports: Iterable[HasFindings]) -> dict[tuple[str, str, str | None], Finding]:
    return {(report.name, found.kind, found.column): found for report in reports for found in report.findings}
