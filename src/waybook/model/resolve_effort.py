"""Efforts of the work packages: catalogue, own figures, measured data work, and the team's history."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from waybook.model.input_table import OWN, Cell, Table
from waybook.model.inputs import Adjustment
from waybook.model.work import HALF, UNTOUCHED, ExtraWork, three
from waybook.plan import Plan
from waybook.plan.part import ENDS
from waybook.reference import Reference, Size, WorkPackage


def efforts(
    plan: Plan,
    reference: Reference,
    table: Table,
    ordered: Sequence[str],
    by_id: dict[str, WorkPackage],
    more: dict[str, ExtraWork],
    applied: Sequence[Adjustment],
    size: Size,
) -> None:
    """Fill the table with efforts, widening and what is in the plan."""
    widening = plan.estimates.widening
    k = reference.parameters["widening"].value if widening is None else widening
    unknown = 1.0 if plan.architecture.size else reference.parameters["unknown_size"].value
    widened = reference.parameters["widening"].date
    taken = max((one.taken[:10] for one in plan.data.measurements), default="")
    put_on: dict[str, list[Adjustment]] = {}
    for a in applied:
        put_on.setdefault(a.target, []).append(a)
    cells: dict[str, list[Cell]] = {"low": [], "likely": [], "high": [], "wide": [], "in": []}
    for one in ordered:
        estimate = plan.estimates.packages.get(one, UNTOUCHED)
        measured = _measured(plan, by_id[one].effort[size]) if one == "E1" else None
        if one in more:
            extra = more[one]
            days, source, date, grade, path = extra.effort, extra.source, extra.date, extra.grade, extra.path
        elif estimate.days is not None:
            days, source, date, grade = three(estimate.days), "The plan", "", OWN
            path = f"estimates.packages['{one}'].days"
        elif measured is not None:
            days, source, date, grade, path = measured, "Findings of the data audit", taken, "measured", ""
        else:
            days, source, date, grade = by_id[one].effort[size], by_id[one].source, by_id[one].date, by_id[one].grade
            path = ""
        for end, number in zip(ENDS, days, strict=True):
            cells[end].append(Cell(number, source, date, grade, f"{path}.{end}" if path else ""))
        wide = k if grade == OWN else unknown
        wide *= math.prod(a.value for a in put_on.get(one, ()) if a.operation == "widen")
        cells["wide"].append(Cell(wide, "Own ranges are too narrow; unanswered questions add doubt", widened))
        out = not estimate.included or any(a.operation == "drop" for a in put_on.get(one, ()))
        cells["in"].append(
            Cell(0.0 if out else 1.0, "The plan", grade=OWN, path=f"estimates.packages['{one}'].included")
        )
    for end in ENDS:
        table.column(f"effort_base_{end}", "package", cells[end], f"Effort, {end}", "person-days", low=0)
    table.column("effort_widening", "package", cells["wide"], "Widening", "times", low=0)
    table.column("package_included", "package", cells["in"], "In the plan", "1 or 0", low=0, high=1)
    _history(plan, reference, table)


def _history(plan: Plan, reference: Reference, table: Table) -> None:
    """A team's own estimates and actuals shift and scale the doubt, with weight n / (n + 10)."""
    logs = np.array([math.log(one.actual_days / one.estimated_days) for one in plan.estimates.past_projects])
    number = len(logs)
    weight = number / (number + reference.parameters["history_weight"].value)
    usual = reference.parameters["shared_history_sd"].value
    scale = 1.0 if number < 2 else (1 - weight) + weight * float(logs.std(ddof=1)) / usual
    source = f"{number} past projects in the plan" if number else "No past projects in the plan"
    shift = math.exp(weight * float(logs.mean())) if number else 1.0
    table.number("history_factor", shift, "Own history: shift", "times", source=source, low=0)
    table.number("history_spread", scale, "Own history: doubt", "times", source=source, low=0)


def _measured(plan: Plan, usual: Sequence[float]) -> tuple[float, float, float] | None:
    """Days of preparation: what was measured of the sources, and for those of the inventory that were not, their share
    of the usual days. The last measurement of each source counts."""
    last = {one.source: one.days for one in plan.data.measurements if one.days is not None}
    if not last:
        return None
    listed = last.keys() | {one.name for one in plan.data.sources if one.name}
    rest = 1 - len(last) / len(listed)
    low, likely, high = (
        max(HALF, sum(getattr(days, end) for days in last.values()) + rest * days_usual)
        for end, days_usual in zip(ENDS, usual, strict=True)
    )
    return low, likely, high
