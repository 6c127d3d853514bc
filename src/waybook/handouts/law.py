"""The compliance answers in the few facts that a board reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from waybook.compliance import AnswersRefused, Duty, disclaimer, duties, evaluate, summary
from waybook.compliance.rules import STAGES
from waybook.plan import Plan


@dataclass(frozen=True)
class Law:
    """`applies` and `possible` count duties by stage id, in `stages` order. Weeks are of the longest lead time among
    duties that apply; `answered` is False while no question has an answer."""

    answered: bool
    tier: str
    duties: tuple[Duty, ...]
    stages: tuple[str, ...]
    applies: tuple[int, ...]
    possible: tuple[int, ...]
    lead_title: str
    lead_weeks: tuple[float, float]
    days: tuple[float, float]
    days_possible: float
    disclaimer: str

    @property
    def sure(self) -> int:
        """How many duties apply."""
        return sum(self.applies)

    @property
    def unknown(self) -> int:
        """How many cannot be ruled out."""
        return sum(self.possible)


def law(plan: Plan, go_live: dt.date | None) -> Law:
    """The duties of a plan; answers that are not understood count as no answers, and the page says so."""
    given = {question: chosen for question, chosen in plan.compliance.answers.items() if set(chosen) - {"unknown"}}
    try:
        evaluation = evaluate(given)
    except AnswersRefused:
        given, evaluation = {}, evaluate({})
    load = summary(given)
    found = duties(given, plan.start, go_live)
    longest = next((one for one in found if one.id == load.longest), None)
    counts = {
        status: tuple(sum(one.stage == stage and one.status == status for one in found) for stage in STAGES)
        for status in ("applies", "unknown")
    }
    return Law(
        bool(given),
        evaluation.tier.headline(),
        tuple(found),
        STAGES,
        counts["applies"],
        counts["unknown"],
        longest.title if longest and load.lead_weeks_high > 0 else "",
        (load.lead_weeks_low, load.lead_weeks_high),
        (load.days_low, load.days_high),
        load.days_unknown_high,
        disclaimer(),
    )
