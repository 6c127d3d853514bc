"""Compliance in the numbers that the estimate needs."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.compliance.answers import Answers
from waybook.compliance.evaluation import Evaluation, evaluate
from waybook.compliance.late import LateCompliance, late_compliance
from waybook.compliance.rulebook import RuleBook
from waybook.compliance.rules import STAGES, Rule, Stage
from waybook.compliance.tier import Tier


@dataclass(frozen=True, slots=True)
class StageLoad:
    """What falls due in one stage. Person-days, weeks and GBP.

    `low` to `high` is the range of the duties that surely apply; `unknown_high` is what every duty that cannot be ruled
    out would add to `high`. Days are of the compliance bucket only; `lead_weeks` is the longest, not the sum.
    """

    days_low: float = 0.0
    days_high: float = 0.0
    days_unknown_high: float = 0.0
    lead_weeks_low: float = 0.0
    lead_weeks_high: float = 0.0
    lead_weeks_unknown_high: float = 0.0
    fee_low: float = 0.0
    fee_high: float = 0.0
    fee_unknown_high: float = 0.0
    rules_sure: int = 0
    rules_unknown: int = 0


@dataclass(frozen=True, slots=True)
class ComplianceLoad:
    """Compliance as plan input.

    Totals like `StageLoad`'s; `by_stage` and `by_role` split them (role ids of the team plan, and "DPO/legal").
    `engineering_days_*` are already in the build: show, never add. `longest` is the surely applying rule with the
    longest lead time, `late` what beginning with Engineering would cost.
    """

    days_low: float
    days_high: float
    days_unknown_high: float
    lead_weeks_low: float
    lead_weeks_high: float
    lead_weeks_unknown_high: float
    fee_low: float
    fee_high: float
    fee_unknown_high: float
    rules_sure: int
    rules_unknown: int
    engineering_days_low: float
    engineering_days_high: float
    engineering_days_unknown_high: float
    by_stage: dict[Stage, StageLoad]
    by_role: dict[str, StageLoad]
    longest: str | None
    tier: Tier
    late: LateCompliance


def summary(answers: Answers, *, start: Stage = "discovery", book: RuleBook | None = None) -> ComplianceLoad:
    """The load of a plan's answers.

    Args:
        start: the stage in which compliance begins; duties of earlier stages fall into it. The days do not change:
            what starting late costs on top is `late`.

    Raises:
        AnswersRefused: a question or option that does not exist.
    """
    return summary_of(evaluate(answers, book), start=start)


def summary_of(evaluation: Evaluation, *, start: Stage = "discovery") -> ComplianceLoad:
    """The load of an evaluation; see `summary`."""
    rules = evaluation.book.rules
    sure = [rules[rule] for rule, status in evaluation.statuses.items() if status == "applies"]
    unknown = [rules[rule] for rule, status in evaluation.statuses.items() if status == "unknown"]

    def stage_of(rule: Rule) -> Stage:
        return STAGES[max(STAGES.index(rule.stage), STAGES.index(start))]

    def role_of(rule: Rule) -> str:
        return evaluation.book.owners[rule.owner].role

    by_stage = {
        stage: _load([r for r in sure if stage_of(r) == stage], [r for r in unknown if stage_of(r) == stage])
        for stage in STAGES
    }
    roles = sorted({role_of(rule) for rule in (*sure, *unknown)})
    by_role = {
        role: _load([r for r in sure if role_of(r) == role], [r for r in unknown if role_of(r) == role])
        for role in roles
    }
    all_ = _load(sure, unknown)
    longest = max(sure, key=lambda r: (r.lead_weeks_high, r.lead_weeks_low), default=None)
    return ComplianceLoad(
        days_low=all_.days_low, days_high=all_.days_high, days_unknown_high=all_.days_unknown_high,
        lead_weeks_low=all_.lead_weeks_low, lead_weeks_high=all_.lead_weeks_high,
        lead_weeks_unknown_high=all_.lead_weeks_unknown_high,
        fee_low=all_.fee_low, fee_high=all_.fee_high, fee_unknown_high=all_.fee_unknown_high,
        rules_sure=all_.rules_sure, rules_unknown=all_.rules_unknown,
        engineering_days_low=sum(r.days_low for r in sure if r.bucket == "engineering"),
        engineering_days_high=sum(r.days_high for r in sure if r.bucket == "engineering"),
        engineering_days_unknown_high=sum(r.days_high for r in unknown if r.bucket == "engineering"),
        by_stage=by_stage, by_role=by_role,
        longest=longest.id if longest else None, tier=evaluation.tier, late=late_compliance(evaluation),
    )  # fmt: skip


def _load(sure: list[Rule], unknown: list[Rule]) -> StageLoad:
    """Sums over rules. Lead times run side by side, so the longest counts; `unknown_high` is what it adds."""
    lead_high = max((r.lead_weeks_high for r in sure), default=0.0)
    lead_every = max((r.lead_weeks_high for r in (*sure, *unknown)), default=0.0)
    return StageLoad(
        days_low=sum(r.days_low for r in sure if r.bucket == "compliance"),
        days_high=sum(r.days_high for r in sure if r.bucket == "compliance"),
        days_unknown_high=sum(r.days_high for r in unknown if r.bucket == "compliance"),
        lead_weeks_low=max((r.lead_weeks_low for r in sure), default=0.0),
        lead_weeks_high=lead_high,
        lead_weeks_unknown_high=lead_every - lead_high,
        fee_low=sum(r.fee_low for r in sure),
        fee_high=sum(r.fee_high for r in sure),
        fee_unknown_high=sum(r.fee_high for r in unknown),
        rules_sure=len(sure),
        rules_unknown=len(unknown),
    )
