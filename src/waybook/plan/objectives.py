"""Discovery: the business objective, its measures and the people who own it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from waybook.plan.part import Part, Range, question


class Kpi(Part):
    """One measure of success and what a unit of it is worth."""

    name: str = question("", "Measure", "What you count, in business words", max_length=120, items=("F1.5", "D1.3"))
    unit: str = question("", "Unit", "What one step of the measure is, for example 'share of contacts'", max_length=40)
    baseline: float | None = question(
        None, "Baseline today", "The measured value now. Without it no benefit is counted", items=("M.7", "PT.8")
    )
    target: float | None = question(None, "Target", "The value that would make the project worth it")
    measured_by: str = question("", "Measured by", "System or report the baseline comes from", max_length=120)
    volume: float | None = question(
        None, "Volume a month", "How many cases a month the measure applies to at launch", unit="cases/month", ge=0
    )
    eligible_share: float = question(
        1.0, "Eligible share", "Share of those cases that the AI could touch at all", unit="share", ge=0, le=1
    )
    unit_value: float | None = question(
        None, "Value of one unit", "Money gained when the measure moves by one unit in one case", unit="currency/case"
    )
    effect: Range | None = question(
        None,
        "Expected change",
        "Low, likely and high change of the measure from the baseline. Empty: from baseline to target, with the "
        "default doubt about reaching it",
    )
    cashable: Range | None = question(
        None,
        "Cashable share",
        "Share of the gain that becomes money in the budget: time saved is not cash",
        unit="share",
    )


class Step(Part):
    """A step of the process today, and what it takes."""

    name: str = question("", "Step", "What is done", max_length=120)
    minutes: float | None = question(
        None, "Minutes", "Working time of the step, when it is done", unit="minutes", ge=0, le=1e5
    )
    share: float = question(1.0, "In how many cases", "Share of the cases that need it", unit="share", ge=0, le=1)


class Wish(Part):
    """A technology or feature that somebody asked for before its turn: kept, and decided at its stage."""

    wish: str = question("", "Wish", "As it was said", max_length=600, items=("R1.2", "R1.3"))
    noted: dt.date | None = question(None, "Noted on", "When it was put off")
    stage: Literal["strategy", "prototype", "engineering", "production", "optimisation"] = question(
        "strategy",
        "Returns in",
        "The stage in which it is decided",
        labels={
            "strategy": "Strategy",
            "prototype": "Prototype",
            "engineering": "Engineering",
            "production": "Production",
            "optimisation": "Optimisation",
        },
    )
    decided: str = question("", "Decided", "What was decided, and why. Empty: still open", max_length=300)


class Objectives(Part):
    """What the project is for."""

    statement: str = question(
        "",
        "Objective",
        "One sentence: which business result changes, for whom, by how much. Not which technology",
        max_length=600,
        items=("F1.1", "F1.2", "C.1"),
    )
    later: list[Wish] = question(
        list,
        "Decide later",
        "Technologies and features that were asked for before the result was known",
        items=("R1.2", "R1.3"),
        max_length=60,
    )
    preset: str = question("", "Kind of objective", "The objective preset you started from", max_length=60)
    process: str = question(
        "",
        "Business process",
        "The whole process that should improve, in the words of those who work in it",
        max_length=200,
        items=("F1.3",),
    )
    process_owner: str = question("", "Process owner", "Who answers for the process today", max_length=120)
    bottleneck: str = question(
        "", "Bottleneck", "Where the process loses most time or money", max_length=400, items=("F1.4",)
    )
    volume: float | None = question(
        None, "Cases a month", "How often the process runs", unit="cases/month", ge=0, le=1e9
    )
    handling_minutes: float | None = question(
        None, "Handling time", "Minutes a person spends on one case", unit="minutes/case", ge=0, le=1e5, items=("F1.3",)
    )
    error_rate: float | None = question(
        None, "Error rate", "Share of cases that go wrong today", unit="share", ge=0, le=1
    )
    steps: list[Step] = question(
        list,
        "Steps of the process",
        "What is done in a case. Their minutes make the handling time where it is empty, and show the bottleneck",
        items=("F1.4",),
        max_length=40,
    )
    target_users: str = question(
        "", "Target users", "Who will use it, in which situation", max_length=300, items=("D1.2",)
    )
    steps_changed: int | None = question(
        None,
        "Steps done differently",
        "Steps of their work that users have to do in another way than today",
        unit="steps",
        ge=0,
        le=100,
        items=("P.8",),
    )
    training_hours: float | None = question(
        None,
        "Training for each user",
        "Paid hours in which a user learns it before go-live; 0 for customers of yours",
        unit="hours/user",
        ge=0,
        le=200,
        items=("P.8",),
    )
    sponsor: str = question(
        "",
        "Executive sponsor",
        "The named person who wants the result and can pay for it",
        max_length=120,
        items=("PT.9",),
    )
    sponsor_has_budget: Literal["yes", "no"] | None = question(
        None,
        "Sponsor holds the budget",
        "Can the sponsor release the money alone?",
        items=("PT.9",),
        labels={"yes": "Yes", "no": "No"},
    )
    review_cadence: Literal["none", "quarterly", "monthly"] | None = question(
        None,
        "Sponsor reviews progress",
        "How often the sponsor looks at the measures",
        labels={"none": "Not planned", "quarterly": "Every quarter", "monthly": "Every month"},
    )
    alternative: str = question(
        "",
        "Without AI",
        "What you would do instead without AI, and what it would cost",
        max_length=400,
        items=("R1.10",),
    )
    alternative_cost: float | None = question(
        None, "Cost of the alternative", "One-off cost of doing it without AI", unit="currency", ge=0
    )
    kpis: list[Kpi] = question(list, "Measures of success", "What will be counted before and after", max_length=20)
