"""The estimator's own figures: efforts, waits, and past projects."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waybook.plan.part import Part, Range, question


class PackageEstimate(Part):
    """Own figures for one work package; what is empty stays at its default."""

    days: Range | None = question(None, "Effort", "Person-days, all roles together", unit="person-days")
    wait_weeks: Range | None = question(None, "Wait", "Weeks nobody can shorten by working harder", unit="weeks")
    included: bool = question(True, "In the plan", "Taken out when off")
    crew: float | None = question(
        None, "People at once", "Most people of one role that can work on it together", unit="FTE", ge=0.5, le=20
    )
    depends_on: list[str] | None = question(None, "After", "Ids of the packages that have to be finished first")


class OwnPackage(Part):
    """A work package the catalogue does not have."""

    id: str = question("", "Id", "Short and unique", max_length=12, pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    name: str = question("", "Work package", "What gets done", max_length=120)
    stage: int = question(4, "Stage", "1 Discovery to 5 Production deployment", ge=1, le=5)
    roles: dict[str, float] = question(dict, "Roles", "Share of the effort by role id; shares add up to 1")
    days: Range = question(..., "Effort", "Person-days, all roles together", unit="person-days")
    depends_on: list[str] = question(list, "After", "Ids of the packages that have to be finished first")


class PastProject(Part):
    """What was estimated and what it took, from the team's own history."""

    name: str = question("", "Project", "Which one", max_length=120)
    estimated_days: float = question(..., "Estimated", "Effort estimated at the start", unit="person-days", ge=0.01)
    actual_days: float = question(..., "Actual", "Effort it took", unit="person-days", ge=0.01)


class Estimates(Part):
    """Where the team knows better than the defaults."""

    packages: dict[str, PackageEstimate] = question(dict, "Work packages", "Own figures by work package id")
    own_packages: list[OwnPackage] = question(
        list, "Extra work packages", "What the catalogue does not have", max_length=160
    )
    widening: float | None = question(
        None,
        "Widen typed ranges by",
        "People's ranges are too narrow: own ranges of effort are stretched by this factor; 1 leaves them",
        unit="times",
        ge=1,
        le=4,
    )
    overruled: dict[str, Annotated[float, Field(ge=0, le=50)]] = question(
        dict,
        "Rules you disagree with",
        "Your own factor or weeks, by the id of the rule in data/adjustments.csv; your own chance from 0 to 1, by the "
        "id of the reason for failure",
    )
    past_projects: list[PastProject] = question(
        list, "Past projects", "Estimated and actual effort of finished projects", max_length=200
    )
    order: list[str] = question(list, "Start order", "Order of the levelled base plan; empty: levelled when needed")
