"""A starting plan from an industry and a use case: what is usual, and nothing that only the team can know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from waybook.plan import Plan
from waybook.readiness.sight import changed
from waybook.reference import Industry, Reference, UseCase, load


def industry(industry_id: str, reference: Reference | None = None) -> Industry:
    """The pack of an industry. Raises KeyError when there is none."""
    for pack in (reference or load()).industries:
        if pack.id == industry_id:
            return pack
    raise KeyError(f"there is no industry '{industry_id}'")


def use_case(case_id: str, reference: Reference | None = None) -> UseCase:
    """A use case by id. Raises KeyError when there is none."""
    for case in (reference or load()).use_cases:
        if case.id == case_id:
            return case
    raise KeyError(f"there is no use case '{case_id}'")


def use_cases_of(industry_id: str, reference: Reference | None = None) -> list[UseCase]:
    """The use cases of an industry: its pack's own first, then those that fit everywhere. Raises KeyError."""
    known = reference or load()
    own = [use_case(one, known) for one in industry(industry_id, known).use_cases]
    names = {case.id for case in own}
    return own + [case for case in known.use_cases if case.industry == "general" and case.id not in names]


def starting_plan(
    industry_id: str, use_case_id: str, start: dt.date | None = None, reference: Reference | None = None
) -> Plan:
    """A plan with the usual sources, systems, components and choices of an industry, and the measure of a use case.

    Baseline, volume and value of a unit stay empty, and so do all other numbers: they would pass for the team's own.

    Raises:
        KeyError: no such industry or use case.
    """
    known = reference or load()
    pack, case = industry(industry_id, known), use_case(use_case_id, known)
    blank = Plan.model_validate({"industry": pack.id, "name": case.name, "start": start or dt.date.today()})
    plan = changed(blank, usual_answers(blank, pack))
    plan = changed(plan, {"architecture.approach": case.approach})
    plan = changed(plan, from_objective(plan, case))
    stressed = {
        f"architecture.components.{one.id}": {"state": "planned", "reason": one.because} for one in pack.components
    }
    return changed(plan, stressed)


def usual_answers(plan: Plan, pack: Industry) -> dict[str, Any]:
    """Choices, data sources and systems that are usual in an industry, for the fields that are still empty."""
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
