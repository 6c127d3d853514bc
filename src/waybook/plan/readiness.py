"""How ready the organisation is: maturity in the eight reasons for failure, and the pairs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from waybook.plan.part import Part, question

Maturity = Annotated[int, Field(ge=0, le=4)]
Pair = Annotated[int, Field(ge=1, le=5)]


def _maturity(title: str, description: str, reason: str) -> Maturity | None:
    value: Maturity | None = question(None, title, description, unit="level 0-4", items=(f"{reason}.0",))
    return value


class Pairs(Part):
    """Where the room sees itself between failed (1) and successful (5) projects, before any other question."""

    c1: Pair | None = question(
        None, "Technology or business first", "1 technology first, 5 business first", unit="level 1-5", items=("C.1",)
    )
    c2: Pair | None = question(
        None, "Measures of success", "1 none, 5 clearly defined", unit="level 1-5", items=("C.2",)
    )
    c3: Pair | None = question(
        None, "Data", "1 poor or scattered, 5 clean and structured", unit="level 1-5", items=("C.3",)
    )
    c4: Pair | None = question(
        None, "Architecture", "1 a simple API call, 5 an architecture that scales", unit="level 1-5", items=("C.4",)
    )
    c5: Pair | None = question(None, "Monitoring", "1 none, 5 continuous", unit="level 1-5", items=("C.5",))
    c6: Pair | None = question(
        None, "Security", "1 added later, 5 built into the design", unit="level 1-5", items=("C.6",)
    )
    c7: Pair | None = question(
        None, "Road to production", "1 only a prototype, 5 planned from day one", unit="level 1-5", items=("C.7",)
    )
    c8: Pair | None = question(
        None, "After launch", "1 one-off, 5 continuous improvement", unit="level 1-5", items=("C.8",)
    )


class Points(Part):
    """A hundred points of effort, shared out before the plan; compared with the plan's own split afterwards."""

    model: int | None = question(None, "The model", "Choosing, prompting, tuning", unit="points", ge=0, le=100)
    data: int | None = question(None, "Data", "Finding, cleaning, connecting", unit="points", ge=0, le=100)
    engineering: int | None = question(
        None, "Engineering", "Software, platform, testing", unit="points", ge=0, le=100, items=("R0.1",)
    )
    governance: int | None = question(
        None, "People and governance", "Objectives, security, compliance, change", unit="points", ge=0, le=100
    )


Practice = Literal["none", "partly", "done"]


def _practice(title: str, description: str) -> Practice | None:
    labels = {"none": "Not yet", "partly": "Partly", "done": "In place"}
    value: Practice | None = question(None, title, description, items=("D4.7",), labels=labels)
    return value


class MLOps(Part):
    """Five practices that keep a running product accurate, reliable and at its cost. Together a level from 0 to 4."""

    versions: Practice | None = _practice(
        "Versions", "Prompts, models and data carry versions: any answer is traced, any state brought back"
    )
    evaluation: Practice | None = _practice(
        "Evaluation before release", "Nothing goes live before it passed the evaluation cases, which run by themselves"
    )
    deployment: Practice | None = _practice(
        "Release and roll-back", "A change goes live, and is taken back, in one tried and automatic step"
    )
    monitoring: Practice | None = _practice(
        "Monitoring", "Quality, drift and cost are measured all the time, and an alarm reaches a person"
    )
    refresh: Practice | None = _practice(
        "Refresh", "Knowledge, prompts and models are renewed on fixed days or on an alarm"
    )


class Readiness(Part):
    """Answers that set the probability of each risk driver. Empty means unknown."""

    objective: Maturity | None = _maturity("Clear objective", "How clear and measured the objective is", "R1")
    data: Maturity | None = _maturity("Data quality", "How fit the data is", "R2")
    engineering: Maturity | None = _maturity(
        "More than an API call", "How much of the product around the model is planned", "R3"
    )
    expertise: Maturity | None = _maturity("Expertise", "How experienced and stable the team is", "R4")
    infrastructure: Maturity | None = _maturity("Infrastructure", "How well infrastructure and scale are planned", "R5")
    compliance: Maturity | None = _maturity("Security and compliance", "How early and owned they are", "R6")
    expectations: Maturity | None = _maturity("Expectations", "How realistic sponsor and users are", "R7")
    production: Maturity | None = _maturity("Production from day one", "How early production is planned", "R8")
    bitten: list[str] = question(
        list, "Bitten before", "Reasons for failure that hit an earlier project of yours", items=("I0.4",), max_length=8
    )
    myth: Literal["agree", "unsure", "disagree"] | None = question(
        None,
        "AI means connecting an application to a model",
        "Everybody votes before the plan is made",
        items=("F0.1",),
        labels={"agree": "Mostly agree", "unsure": "Split", "disagree": "Mostly disagree"},
    )
    mlops: MLOps = question(MLOps, "MLOps", "What keeps it accurate, reliable and at its cost after go-live")
    points: Points = question(Points, "A hundred points", "Where the room would put the effort")
    pairs: Pairs = question(Pairs, "Failed or successful", "Where the room sees itself before the plan")


REASONS = {
    "R1": "objective",
    "R2": "data",
    "R3": "engineering",
    "R4": "expertise",
    "R5": "infrastructure",
    "R6": "compliance",
    "R7": "expectations",
    "R8": "production",
}
"""Reason id of the framework to the field of Readiness that answers it."""
