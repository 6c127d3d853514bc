"""What it costs to begin compliance with Engineering instead of before it (failure reason R6).

Every number is a judged range in late.csv. Two effects: the parts that duties shape are built twice, and lead times
that would have run beside other work stand on the critical path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waybook.compliance.evaluation import Evaluation
from waybook.compliance.rules import STAGES, Rule

Range = tuple[float, float, float]
"""Low, likely, high."""

_ENGINEERING = STAGES.index("engineering")


@dataclass(frozen=True, slots=True)
class LateCompliance:
    """The price of starting late.

    `surely_late`, `possibly_late`: rules due before Engineering that apply, or cannot be ruled out.
    `early_days_low/high`: their compliance person-days. `rework_factor`: multiplier on the parts that duties shape (the
    range of driver R6: use it *or* `rework_days`, not both). `rework_days`: person-days on top. `wait_early_weeks`,
    `wait_late_weeks`: how much of the longest lead time stands on the critical path. `delay_weeks`: rework and extra
    waiting together.
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
    basis: str


def late_compliance(evaluation: Evaluation) -> LateCompliance:
    """The price of moving compliance from Strategy to Engineering.

    Low uses the duties that surely apply and the mild end of every parameter; high adds every duty that cannot be ruled
    out and the severe end; likely is the middle of the sure duties, or of all where none is sure.
    """
    book = evaluation.book
    parameter = {name: (p.value_low, p.value_likely, p.value_high) for name, p in book.late.items()}
    alive = [(book.rules[rule], status) for rule, status in evaluation.statuses.items() if status != "no"]
    sure = [rule for rule, status in alive if status == "applies"]
    every = [rule for rule, _ in alive]
    early_sure, early_every = [r for r in sure if _early(r)], [r for r in every if _early(r)]

    def days(rules: list[Rule], bucket: str) -> tuple[float, float]:
        return (
            sum(r.days_low for r in rules if r.bucket == bucket),
            sum(r.days_high for r in rules if r.bucket == bucket),
        )

    shaped_low, shaped_sure_high = days(sure, "engineering")
    shaped = (shaped_low, (shaped_low + shaped_sure_high) / 2, days(every, "engineering")[1])
    paper_low, paper_sure_high = days(early_sure, "compliance")
    paper = (paper_low, (paper_low + paper_sure_high) / 2, days(early_every, "compliance")[1])
    lead_low = max((r.lead_weeks_low for r in early_sure), default=0.0)
    lead_sure_high = max((r.lead_weeks_high for r in early_sure), default=0.0)
    lead = (lead_low, (lead_low + lead_sure_high) / 2, max((r.lead_weeks_high for r in early_every), default=0.0))

    factor, recheck, overlap = parameter["rework"], parameter["recheck"], parameter["overlap"]
    per_week = parameter["days_per_week"][1]
    people = parameter["rework_people"]
    rework = _range(lambda k: shaped[k] * (factor[k] - 1) + paper[k] * recheck[k])
    weeks = _range(lambda k: rework[k] / (people[2 - k] * per_week))
    hidden = _range(lambda k: lead[k] * overlap[k])
    return LateCompliance(
        surely_late=tuple(r.id for r in early_sure),
        possibly_late=tuple(r.id for r in early_every if r not in early_sure),
        early_days_low=paper[0],
        early_days_high=paper[2],
        rework_factor=factor,
        rework_days=rework,
        rework_weeks=weeks,
        wait_early_weeks=_range(lambda k: lead[k] - hidden[k]),
        wait_late_weeks=lead,
        delay_weeks=_range(lambda k: weeks[k] + hidden[k]),
        basis=book.late["rework"].source,
    )


def _early(rule: Rule) -> bool:
    return STAGES.index(rule.stage) < _ENGINEERING


def _range(value: Callable[[int], float]) -> Range:
    return value(0), value(1), value(2)
