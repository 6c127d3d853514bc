"""Strategy: who does the work, where they come from and when they are there."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import model_validator

from waybook.plan.part import Part, Range, question

RoleId = Literal["AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX", "SME"]
ROLE_NAMES = {
    "AIE": "AI engineer",
    "SWE": "Software developer",
    "PM": "Product manager",
    "CA": "Cloud architect",
    "DEV": "DevOps engineer",
    "SEC": "Security specialist",
    "QA": "QA engineer",
    "UX": "UX designer",
    "SME": "Business people",
}
SOURCINGS = {
    "permanent": "Own staff",
    "contract": "Contractor",
    "agency": "Partner or agency",
    "nearshore": "Nearshore partner",
    "offshore": "Offshore partner",
}


class TeamLine(Part):
    """Some capacity in one role from one source."""

    role: RoleId = question("AIE", "Role", "Which of the eight roles, or business people", labels=ROLE_NAMES)
    name: str = question("", "Who", "A name or a team, if known", max_length=120)
    fte: float = question(1.0, "Full-time people", "1 = one person all week", unit="FTE", ge=0, le=100)
    sourcing: Literal["permanent", "contract", "agency", "nearshore", "offshore"] = question(
        "permanent", "Source", "Where they come from", labels=SOURCINGS
    )
    day_rate: float | None = question(
        None, "Day rate", "Your own figure; empty: the default for role and source", unit="currency/day", ge=0, le=20000
    )
    available: Literal["now", "hire"] = question(
        "now", "There", "Already there, or still to be found", labels={"now": "Now", "hire": "To be found"}
    )
    wait_weeks: Range | None = question(
        None, "Weeks until there", "Only for people still to be found; empty: the default", unit="weeks"
    )


class Closure(Part):
    """Days on which nobody works: public holidays, a shutdown, a freeze."""

    name: str = question("", "Closed for", "Holidays, shutdown, change freeze", max_length=80)
    first: dt.date = question(..., "From", "First day")
    last: dt.date = question(..., "To", "Last day, included")
    every_year: bool = question(True, "Every year", "On the same dates each year")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"a closure cannot end ({self.last}) before it begins ({self.first})")
        return self


class Team(Part):
    """The team and how it is sourced."""

    market: Literal["uk", "us", "eu"] = question(
        "uk",
        "Market",
        "Whose day rates apply by default",
        labels={"uk": "United Kingdom", "us": "United States", "eu": "European Union"},
    )
    lines: list[TeamLine] = question(list, "Team", "Who is on it", max_length=60)
    focus: float | None = question(
        None,
        "Share of time on the project",
        "What is left of a working day after meetings, leave and other duties",
        unit="share",
        ge=0.1,
        le=1,
    )
    closures: list[Closure] = question(
        list, "Closed days", "Days on which nobody works; leave of single people is in the share of time", max_length=60
    )
    experience: Literal["none", "some", "shipped"] | None = question(
        None,
        "Experience with AI in production",
        "Has this team put an AI product into production before?",
        items=("R4.0", "P.6"),
        labels={"none": "None", "some": "Some members", "shipped": "Shipped together"},
    )
    business_rate: float | None = question(
        None,
        "Day rate of business people",
        "Cost of a day of the people who know the process",
        unit="currency/day",
        ge=0,
        le=20000,
    )
    run_owner: str = question(
        "", "Who runs it after go-live", "Named owner of the running product", max_length=120, items=("F6.8", "M.8")
    )
