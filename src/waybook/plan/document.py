"""The Plan: one document that holds everything a team has answered."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from waybook.plan.architecture import Architecture
from waybook.plan.compliance import Compliance
from waybook.plan.data_audit import DataAudit
from waybook.plan.economics import Economics
from waybook.plan.estimates import Estimates
from waybook.plan.gates import Gates
from waybook.plan.objectives import Objectives
from waybook.plan.operation import Operation
from waybook.plan.part import Part, question
from waybook.plan.prototype import Prototype
from waybook.plan.readiness import Readiness
from waybook.plan.team import Team

SCHEMA_VERSION = 1

INDUSTRIES = {
    "general": "Other or several",
    "retail": "Retail",
    "financial_services": "Financial services",
    "healthcare": "Healthcare",
    "manufacturing": "Manufacturing",
}


class FirstGuess(Part):
    """What the room thought before answering anything. Kept for the end."""

    months: float | None = question(None, "How long?", "Months until real users have it", unit="months", gt=0, le=240)
    cost: float | None = question(None, "How much?", "Money until real users have it", unit="currency", ge=0)
    engineers_months: float | None = question(
        None,
        "The engineers' guess",
        "Months, guessed by those who build it",
        unit="months",
        gt=0,
        le=240,
        items=("R7.1",),
    )


class Plan(Part):
    """Everything a team knows about its AI project. Empty fields are honest unknowns."""

    schema_version: Literal[1] = question(1, "Schema", "Version of this document's form")
    name: str = question("", "Project", "Stands on every page and file that leaves here", max_length=120)
    organisation: str = question(
        "", "Organisation", "Stands on the workbook, the board pack and the summary", max_length=120
    )
    industry: Literal["general", "retail", "financial_services", "healthcare", "manufacturing"] = question(
        "general", "Industry", "Sets typical use cases, measures and rules", labels=INDUSTRIES
    )
    currency: Literal["GBP", "EUR", "USD"] = question("GBP", "Currency", "Of every amount in the plan")
    start: dt.date = question(dt.date.today, "Project start", "First working day")
    first_guess: FirstGuess = question(FirstGuess, "First guess", "Before any question")
    objectives: Objectives = question(Objectives, "Objectives", "What it is for")
    data: DataAudit = question(DataAudit, "Data", "What it learns from or looks up")
    architecture: Architecture = question(Architecture, "Architecture", "How it is built")
    compliance: Compliance = question(Compliance, "Compliance", "Which duties apply")
    team: Team = question(Team, "Team", "Who builds and runs it")
    readiness: Readiness = question(Readiness, "Readiness", "How ready the organisation is")
    prototype: Prototype = question(Prototype, "Prototype", "What it has to prove, and what it showed")
    gates: Gates = question(Gates, "Gates", "What has to be true before the next stage")
    operation: Operation = question(Operation, "Operation", "What it took, and how it is run")
    estimates: Estimates = question(Estimates, "Estimates", "Own figures")
    economics: Economics = question(Economics, "Economics", "Money")
    seed: int = question(1, "Seed", "Which fixed set of draws is used", ge=0, le=2**31 - 1)
