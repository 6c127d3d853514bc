"""Prototype: the contract signed before it starts, and the results entered after it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from waybook.plan.part import Part, question

QUESTIONS = {
    "problem": "Is the AI solving the intended problem?",
    "users": "Do users find it valuable?",
    "data": "Is the data sufficient?",
    "value": "Is the business case viable?",
}
"""The four questions of the framework (F3.3 to F3.6)."""


class Hypothesis(Part):
    """What has to be true, how it is measured, and what happens if it is not."""

    asks: Literal["problem", "users", "data", "value"] = question(
        "problem", "Question", "Which of the four questions it answers", labels=QUESTIONS
    )
    claim: str = question("", "Hypothesis", "What has to be true, in one sentence", max_length=300)
    metric: str = question("", "Measured by", "What is counted, on which cases", max_length=160)
    kind: Literal["share", "mean"] = question(
        "share",
        "Kind",
        "A share of the cases, or the mean of a figure",
        labels={"share": "Share of cases", "mean": "Mean of a figure"},
    )
    at: Literal["least", "most"] = question(
        "least", "At", "Which side of the threshold is good", labels={"least": "At least", "most": "At most"}
    )
    threshold: float | None = question(
        None,
        "Threshold",
        "Fixed before the prototype; 0.8 is 80% of the cases",
        unit="of the measure",
        items=("F3.3", "F3.4", "F3.5", "F3.6"),
    )
    sample: int | None = question(
        None,
        "Cases",
        "How many cases, users or records will be tried",
        unit="cases",
        ge=1,
        le=1_000_000,
        items=("QA.8",),
    )
    kpi: str = question(
        "", "Same as measure", "The measure of success whose expected change this result will replace", max_length=120
    )
    if_failed: Literal["kill", "pivot"] = question(
        "pivot", "If it fails", "What a clear failure means", labels={"kill": "Stop", "pivot": "Change course"}
    )


class Outcome(Part):
    """What the prototype showed for one of the four questions."""

    asks: Literal["problem", "users", "data", "value"] = question(
        "problem", "Question", "Which of the four questions it answers", labels=QUESTIONS
    )
    successes: float | None = question(None, "Good cases", "Cases that met the aim", unit="cases", ge=0)
    sample: int | None = question(None, "Cases tried", "All cases that were tried", unit="cases", ge=1)
    mean: float | None = question(None, "Mean", "Only for a figure: its mean", unit="of the measure")
    deviation: float | None = question(
        None, "Standard deviation", "Only for a figure: spread between cases", unit="of the measure", ge=0
    )
    evidence: str = question("", "Evidence", "Where the result can be looked up", max_length=200)


class Signature(Part):
    """The contract as it was signed. `text` is what was agreed, `digest` its SHA-256."""

    by: str = question("", "Signed by", "Who signed", max_length=120)
    on: dt.date = question(dt.date.today, "Signed on", "When")
    text: str = question("", "Signed text", "The hypotheses, caps and rules as agreed", max_length=20_000)
    digest: str = question("", "Digest", "SHA-256 of the signed text", max_length=64)


class Prototype(Part):
    """The contract of the prototype and its outcome."""

    hypotheses: list[Hypothesis] = question(
        list, "Hypotheses", "One for each of the four questions", items=("F3.3", "F3.4", "F3.5", "F3.6"), max_length=12
    )
    budget_cap: float | None = question(
        None, "Budget cap", "Most that the prototype may cost", unit="currency", ge=0, items=("F3.1",)
    )
    stop_date: dt.date | None = question(None, "Stop date", "The prototype ends on this day, whatever its state")
    rule: str = question(
        "",
        "Stop, change or go on",
        "When the project is stopped, when it changes course, when it goes on",
        max_length=600,
        items=("PT.10",),
    )
    appetite: float | None = question(
        None,
        "Chance of a gain asked for",
        "Smallest chance of a positive net present value the sponsor accepts",
        unit="share",
        ge=0,
        le=1,
        items=("F3.6",),
    )
    signatures: list[Signature] = question(list, "Signatures", "The contract as signed, oldest first", max_length=20)
    outcomes: list[Outcome] = question(list, "Results", "What the prototype showed", max_length=12)
    spent: float | None = question(
        None, "Spent", "All the prototype has cost so far, people included; held against its cap", unit="currency", ge=0
    )
    ended: dt.date | None = question(None, "Ended on", "When the last result was taken")
    decision: Literal["continue", "pivot", "kill"] | None = question(
        None,
        "Decision",
        "What was decided",
        labels={"continue": "Go on", "pivot": "Change course", "kill": "Stop"},
    )
    decision_reason: str = question("", "Because", "Needed where the decision differs from the rule", max_length=400)
