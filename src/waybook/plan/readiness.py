"""How ready the organisation is: maturity in the eight reasons for failure, and the pairs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waybook.plan.part import Part, question

Maturity = Annotated[int, Field(ge=0, le=4)]
Pair = Annotated[int, Field(ge=1, le=5)]


def _maturity(title: str, description: str, reason: str) -> Maturity | None:
    value: Maturity | None = question(None, title, description, unit="level 0-4", items=(f"{reason}.0",))
    return value


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
