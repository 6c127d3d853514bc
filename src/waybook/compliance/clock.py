"""The law's dates against the plan's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from waybook.compliance.evaluation import Evaluation
from waybook.compliance.logic import Tri
from waybook.compliance.packs import LegalDate
from waybook.compliance.rulebook import RuleBook, rule_book
from waybook.compliance.rules import Rule
from waybook.reference import first_day

ClockStatus = Literal["in_force", "before_go_live", "later", "dated"]

CLOCK_LABELS: dict[ClockStatus, str] = {
    "in_force": "In force",
    "before_go_live": "Due before go-live",
    "later": "Later than go-live; systems already in use and unchanged may be spared",
    "dated": "Applies from a later date; set a go-live date to place it",
}

EvidenceAge = Literal["fresh", "stale", "undated"]

EVIDENCE_LABELS: dict[EvidenceAge, str] = {
    "fresh": "at most 90 days old",
    "stale": "older than 90 days",
    "undated": "not dated",
}

STALE_AFTER = timedelta(days=90)
"""Evidence older than this is badged: in 2026 the law moved three times within a quarter."""


@dataclass(frozen=True, slots=True)
class Clock:
    """`today` and the plan's go-live; None where there is no date yet."""

    today: date
    go_live: date | None = None

    def status(self, applies_from: date | None) -> ClockStatus:
        """Where a duty's date falls. No date: it already applies."""
        if applies_from is None or applies_from <= self.today:
            return "in_force"
        if self.go_live is None:
            return "dated"
        return "before_go_live" if applies_from <= self.go_live else "later"

    def evidence_age(self, evidence_date: str) -> EvidenceAge:
        """Stale after 90 days. A year or month alone counts from its first day; no date at all is undated."""
        if not evidence_date:
            return "undated"
        return "stale" if self.today - first_day(evidence_date) > STALE_AFTER else "fresh"


def applies_from(rule: Rule, evaluation: Evaluation) -> tuple[date | None, str]:
    """A rule's date and what must be said beside it.

    Where the fact that brings a later date is not known, the earlier one is kept and both are named.
    """
    if rule.later_from is None:
        return rule.applies_from, rule.applies_note
    later = evaluation.fact(rule.later_if)
    if later == Tri.T:
        return rule.later_from, rule.applies_note
    if later == Tri.U and evaluation.status(rule.id) != "no":
        return rule.applies_from, f"Or {rule.later_from.isoformat()} if only the product makes it high-risk (Annex I)"
    return rule.applies_from, rule.applies_note


@dataclass(frozen=True, slots=True)
class ClockPoint:
    """A date of the legal timeline with its place beside the plan. `touches`: the rules it speaks of that apply to this
    plan or cannot be ruled out."""

    moment: LegalDate
    status: ClockStatus
    evidence: EvidenceAge
    touches: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the date means for this plan."""
        if not self.touches:
            return "No rule of yours"
        return "Announced only: nothing falls due" if self.moment.status == "expected" else CLOCK_LABELS[self.status]


def timeline(evaluation: Evaluation, clock: Clock) -> list[ClockPoint]:
    """The legal timeline, earliest first, for drawing the plan's go-live on."""
    return [
        ClockPoint(
            moment,
            clock.status(moment.date),
            clock.evidence_age(moment.evidence_date),
            tuple(rule for rule in moment.rules if _touches(moment.date, rule, evaluation)),
        )
        for moment in sorted(evaluation.book.timeline, key=lambda m: m.date)
    ]


def _touches(day: date, rule_id: str, evaluation: Evaluation) -> bool:
    """Whether the day is one of the rule's for this plan: of two dates (Annex III, Annex I) one may be ruled out."""
    rule = evaluation.book.rules.get(rule_id)
    if rule is None or evaluation.status(rule_id) == "no":
        return False
    if rule.later_from is None:
        return True
    later = evaluation.fact(rule.later_if)
    return not ((day == rule.applies_from and later == Tri.T) or (day == rule.later_from and later == Tri.F))


def stale_packs(clock: Clock, book: RuleBook | None = None) -> list[str]:
    """Ids of rule packs whose evidence is older than 90 days or undated."""
    return [
        pack.id for pack in (book or rule_book()).packs.values() if clock.evidence_age(pack.evidence_date) != "fresh"
    ]
