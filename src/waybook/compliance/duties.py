"""Duties as plan input: who does what, how long it takes, by when, and how far that was checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waybook.compliance.answers import Answers
from waybook.compliance.clock import CLOCK_LABELS, Clock, ClockStatus, EvidenceAge, applies_from
from waybook.compliance.evaluation import Evaluation, Status, evaluate
from waybook.compliance.rulebook import RuleBook
from waybook.compliance.rules import NOT_LAW, STAGES, Basis, Bucket, Rule, Stage, Verification
from waybook.reference.quantity import Grade


@dataclass(frozen=True, slots=True)
class Duty:
    """One row of the duty register.

    Effort in person-days, lead times in weeks, fees in GBP. `bucket` "engineering" means the build estimate already
    holds the days: show them, do not add them. `role` is the team plan's role id, or "DPO/legal". Where law is disputed
    `readings` has both; `reading_b_from` and `reading_b_clock` are there where the other reading moves the date.
    """

    id: str
    pack: str
    regime: str
    jurisdictions: tuple[str, ...]
    basis: Basis
    title: str
    conclusion: str
    article: str
    status: Status
    reason: str
    ask: tuple[str, ...]
    because: tuple[str, ...]
    obligations: str
    evidence: str
    stage: Stage
    owner: str
    role: str
    bucket: Bucket
    days_low: float
    days_high: float
    days_grade: Grade
    lead_weeks_low: float
    lead_weeks_high: float
    lead_grade: Grade
    fee_low: float
    fee_high: float
    fee_grade: Grade | None
    items: tuple[str, ...]
    penalty: str
    applies_from: date | None
    applies_note: str
    clock: ClockStatus
    evidence_date: str
    evidence_age: EvidenceAge
    verification: Verification
    source: tuple[str, ...]
    note: str
    readings: tuple[str, str] | None
    reading_b_from: date | None
    reading_b_clock: ClockStatus | None

    @property
    def when(self) -> str:
        """Where its date falls, in words; of guidance, standards and good practice, that they are not law."""
        since = f", from {self.applies_from:%d %b %Y}" if self.applies_from else ""
        return NOT_LAW.get(self.basis, CLOCK_LABELS[self.clock]) + since

    @property
    def effort(self) -> str:
        """Person-days and weeks of waiting in words; "in the build" where the build estimate already holds the days."""
        days = f"{_span(self.days_low, self.days_high)} days" + ("" if self.bucket == "compliance" else " in the build")
        wait = _span(self.lead_weeks_low, self.lead_weeks_high)
        return days + (f", wait {wait} weeks" if self.lead_weeks_high else "")


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def duties(
    answers: Answers,
    today: date,
    go_live: date | None = None,
    *,
    statuses: Iterable[Status] = ("applies", "unknown"),
    book: RuleBook | None = None,
) -> list[Duty]:
    """The duties of a plan, by stage and then in the table's order.

    Raises:
        AnswersRefused: a question or option that does not exist.
    """
    return duties_of(evaluate(answers, book), Clock(today, go_live), statuses)


def duties_of(evaluation: Evaluation, clock: Clock, statuses: Iterable[Status] = ("applies", "unknown")) -> list[Duty]:
    """The duties of an evaluation; see `duties`."""
    wanted = frozenset(statuses)
    found = [_duty(evaluation, clock, rule) for rule in chosen(evaluation, wanted)]
    return sorted(found, key=lambda duty: STAGES.index(duty.stage))


def chosen(evaluation: Evaluation, statuses: frozenset[Status]) -> list[Rule]:
    """The rules with one of these results, in the table's order."""
    return [evaluation.book.rules[rule] for rule, status in evaluation.statuses.items() if status in statuses]


def days(
    answers: Answers, *, bucket: Bucket | None = None, stage: Stage | None = None, book: RuleBook | None = None
) -> tuple[float, float]:
    """Person-days (low, high): low has the rules that surely apply, high those and every one that cannot be ruled out.

    Both cost buckets together unless one is named: only `compliance` days come on top of the build.
    """
    return days_of(evaluate(answers, book), bucket=bucket, stage=stage)


def days_of(evaluation: Evaluation, *, bucket: Bucket | None = None, stage: Stage | None = None) -> tuple[float, float]:
    """Person-days (low, high) of an evaluation; see `days`."""
    low = high = 0.0
    for rule, status in evaluation.statuses.items():
        row = evaluation.book.rules[rule]
        if status == "no" or (bucket and row.bucket != bucket) or (stage and row.stage != stage):
            continue
        high += row.days_high
        if status == "applies":
            low += row.days_low
    return low, high


def _duty(evaluation: Evaluation, clock: Clock, rule: Rule) -> Duty:
    finding = evaluation.finding(rule.id)
    owner = evaluation.book.owners[rule.owner]
    since, since_note = applies_from(rule, evaluation)
    return Duty(
        id=rule.id, pack=rule.pack, regime=rule.regime, jurisdictions=rule.jurisdiction, basis=rule.basis,
        title=rule.title, conclusion=rule.conclusion, article=rule.article,
        status=finding.status, reason=finding.sentence, ask=finding.ask, because=finding.because,
        obligations=rule.obligations, evidence=rule.evidence, stage=rule.stage, owner=owner.name, role=owner.role,
        bucket=rule.bucket, days_low=rule.days_low, days_high=rule.days_high, days_grade=rule.days_grade,
        lead_weeks_low=rule.lead_weeks_low, lead_weeks_high=rule.lead_weeks_high, lead_grade=rule.lead_grade,
        fee_low=rule.fee_low, fee_high=rule.fee_high, fee_grade=rule.fee_grade,
        items=rule.items, penalty=rule.penalty,
        applies_from=since, applies_note=since_note, clock=clock.status(since),
        evidence_date=rule.evidence_date, evidence_age=clock.evidence_age(rule.evidence_date),
        verification=rule.verification, source=rule.source, note=rule.note,
        readings=(rule.reading_a, rule.reading_b) if rule.disputed else None, reading_b_from=rule.reading_b_from,
        reading_b_clock=clock.status(rule.reading_b_from) if rule.reading_b_from else None,
    )  # fmt: skip
