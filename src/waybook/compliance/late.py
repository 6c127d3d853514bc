"""What it costs to begin compliance with Engineering instead of before it (failure reason R6).

Every number is a judged range in late.csv. Two effects: the parts that duties shape are built twice, and lead times
that would have run beside other work stand on the critical path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybook.compliance.evaluation import Evaluation
from waybook.compliance.rules import STAGES, Bucket, Rule

Range = tuple[float, float, float]
"""Low, likely, high."""

_ENGINEERING = STAGES.index("engineering")


@dataclass(frozen=True, slots=True)
class LateCompliance:
    """The price of starting late, for the duties that surely apply; `*_unknown_high` is what those that cannot be ruled
    out would add to the high end.

    `surely_late`, `possibly_late`: rules due before Engineering that apply, or cannot be ruled out.
    `early_days_low/high`: person-days of the compliance bucket among the sure ones. `rework_factor`: multiplier on the
    parts that duties shape (the range of driver R6: use it *or* `rework_days`, not both). `rework_days`: person-days on
    top. `wait_early_weeks`, `wait_late_weeks`: how much of the longest lead time stands on the critical path.
    `delay_weeks`: rework and additional waiting together.
    """

    surely_late: tuple[str, ...]
    possibly_late: tuple[str, ...]
    early_days_low: float
    early_days_high: float
    rework_factor: Range
    rework_days: Range
    rework_weeks: Range
    wait_early_weeks: Range
    wait_late_weeks: Range
    delay_weeks: Range
    delay_weeks_unknown_high: float
    basis: str


def late_compliance(evaluation: Evaluation) -> LateCompliance:
    """The price of moving compliance from Strategy to Engineering.

    Low has each duty's low days and the mild end of every parameter, high the severe ends, likely the middles.
    """
    rules = evaluation.book.rules
    sure = [rules[rule] for rule, status in evaluation.statuses.items() if status == "applies"]
    every = [rules[rule] for rule, status in evaluation.statuses.items() if status != "no"]
    known, worst = _price(sure, evaluation), _price(every, evaluation)
    early_sure = [rule for rule in sure if _early(rule)]
    paper_low, _, paper_high = _days(early_sure, "compliance")
    return LateCompliance(
        surely_late=tuple(rule.id for rule in early_sure),
        possibly_late=tuple(rule.id for rule in every if _early(rule) and rule not in early_sure),
        early_days_low=paper_low,
        early_days_high=paper_high,
        rework_factor=_parameter(evaluation, "rework"),
        rework_days=known.rework_days,
        rework_weeks=known.rework_weeks,
        wait_early_weeks=known.wait_early,
        wait_late_weeks=known.wait_late,
        delay_weeks=known.delay,
        delay_weeks_unknown_high=worst.delay[2] - known.delay[2],
        basis=evaluation.book.late["rework"].source,
    )


@dataclass(frozen=True, slots=True)
class _Price:
    rework_days: Range
    rework_weeks: Range
    wait_early: Range
    wait_late: Range
    delay: Range


def _price(rules: list[Rule], evaluation: Evaluation) -> _Price:
    early = [rule for rule in rules if _early(rule)]
    shaped, paper = _days(rules, "engineering"), _days(early, "compliance")
    lead_low = max((rule.lead_weeks_low for rule in early), default=0.0)
    lead_high = max((rule.lead_weeks_high for rule in early), default=0.0)
    lead = (lead_low, (lead_low + lead_high) / 2, lead_high)
    factor, recheck = _parameter(evaluation, "rework"), _parameter(evaluation, "recheck")
    overlap = _parameter(evaluation, "overlap")
    days_a_week = _parameter(evaluation, "rework_people")[1] * _parameter(evaluation, "days_per_week")[1]
    rework = _range(lambda k: shaped[k] * (factor[k] - 1) + paper[k] * recheck[k])
    weeks = _range(lambda k: rework[k] / days_a_week)
    return _Price(
        rework,
        weeks,
        # What is left of a wait is shortest where the overlap is longest.
        _range(lambda k: lead[k] * (1 - overlap[2 - k])),
        lead,
        _range(lambda k: weeks[k] + lead[k] * overlap[k]),
    )


def _days(rules: list[Rule], bucket: Bucket) -> Range:
    low = sum(rule.days_low for rule in rules if rule.bucket == bucket)
    high = sum(rule.days_high for rule in rules if rule.bucket == bucket)
    return low, (low + high) / 2, high


def _parameter(evaluation: Evaluation, name: str) -> Range:
    row = evaluation.book.late[name]
    return row.value_low, row.value_likely, row.value_high


def _early(rule: Rule) -> bool:
    return STAGES.index(rule.stage) < _ENGINEERING


def _range(value: Callable[[int], float]) -> Range:
    return value(0), value(1), value(2)
