"""Strategy: the answers that decide which legal duties apply."""

from __future__ import annotations

from typing import Literal

from waybook.plan.part import Part, question


class Compliance(Part):
    """Answers by question id; a question without an answer is honestly unknown."""

    answers: dict[str, list[str]] = question(
        dict, "Answers", "Option ids chosen for each question. No entry means 'I don't know yet'"
    )
    start_stage: Literal["strategy", "engineering"] = question(
        "strategy",
        "Compliance work starts in",
        "Early, or after building has begun",
        items=("R6.12", "R6.13", "C.6"),
        labels={"strategy": "Strategy (early)", "engineering": "Engineering (late)"},
    )
    legal_rate: float | None = question(
        None,
        "Day rate of legal counsel",
        "Inside counsel with on-costs, or what the firm bills. Empty: a judged mix of both",
        unit="currency/day",
        ge=0,
        le=20_000,
    )
    purpose_text: str = question(
        "", "Intended purpose", "For the Article 6(3) note: what the system is for", max_length=2000
    )
    annex_text: str = question("", "Why Annex III", "Why the use is, or is close to, an Annex III use", max_length=2000)
    condition_text: str = question("", "Which condition", "Which Article 6(3) condition fits and why", max_length=2000)
    profiling_text: str = question("", "Why no profiling", "Why people are not profiled", max_length=2000)
    governance_owner: str = question(
        "", "Accountable for AI governance", "A named person", max_length=120, items=("I0.8", "R6.9", "PT.6")
    )
