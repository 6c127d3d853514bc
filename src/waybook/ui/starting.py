"""What a plan can start from: an example, what is usual in an industry, a kind of objective, a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waybook.plan import Plan, read
from waybook.reference import Industry, UseCase, data_folder, load


def examples() -> dict[str, str]:
    """File stem to name of the finished plans in `data/examples`."""
    return {path.stem: read(path.read_bytes()).name for path in sorted((data_folder() / "examples").glob("*.json"))}


def example(stem: str) -> Plan:
    """A finished plan. Raises KeyError for a name that is not there."""
    if stem not in examples():
        raise KeyError(stem)
    return read((data_folder() / "examples" / f"{stem}.json").read_bytes())


def industry(industry_id: str) -> Industry:
    """The pack of an industry. Raises StopIteration when there is none."""
    return next(pack for pack in load().industries if pack.id == industry_id)


def usual_answers(plan: Plan, pack: Industry) -> dict[str, Any]:
    """Choices, data sources and systems that are usual in an industry, for the fields that are still empty.

    Usual numbers are not among them: a number that nobody in the room gave would pass for the team's own.
    """
    found: dict[str, Any] = {}
    if not plan.data.sources:
        found["data.sources"] = [
            {"name": row.name, "kind": row.kind, "system": row.system, "sensitivity": row.sensitivity}
            for row in pack.data_sources
        ]
    if not plan.architecture.integrations:
        found["architecture.integrations"] = [
            {"system": row.system, "quality": row.quality} for row in pack.integrations
        ]
    raw = plan.model_dump(mode="json")
    for answer in pack.answers:
        if answer.choice is not None and _at(raw, answer.field) is None:
            found[answer.field] = answer.choice
    return found


def objectives_for(plan: Plan) -> list[UseCase]:
    """The kinds of objective that fit the plan's industry, its own first."""
    fits = [case for case in load().use_cases if case.industry in (plan.industry, "general")]
    return sorted(fits, key=lambda case: case.industry != plan.industry)


def from_objective(plan: Plan, case: UseCase) -> dict[str, Any]:
    """The sentence to complete and the measure to count. Baseline and worth stay empty: the team measures them."""
    found: dict[str, Any] = {"objectives.preset": case.id}
    if not plan.objectives.statement:
        found["objectives.statement"] = case.objective
    if case.kpi not in {kpi.name for kpi in plan.objectives.kpis}:
        rows = [kpi.model_dump(mode="json") for kpi in plan.objectives.kpis]
        found["objectives.kpis"] = [*rows, {"name": case.kpi, "unit": case.kpi_unit}]
    return found


def _at(document: Mapping[str, Any], path: str) -> Any:
    value: Any = document
    for step in path.split("."):
        value = value[step]
    return value
