"""Measures of success: what their change is worth, how much of it comes as cash, and when."""

from __future__ import annotations

from collections.abc import Mapping

from waybook.model.given import asked, own_ends, usual_ends
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.problems import outside
from waybook.model.work import Delivery
from waybook.plan import Plan
from waybook.plan.objectives import Kpi
from waybook.plan.part import ENDS
from waybook.reference import Quantity, Reference

MOST_REALISED, MOST_RAMP = 2, 240
"""What a typed share of the benefit (the default's P90 is above 1) and typed months of ramp can be at most."""


def benefit(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """A measure counts only with baseline, change, volume and value; realisation, ramp and discount rate."""
    known, economics = reference.parameters, plan.economics
    kpis = list(enumerate(plan.objectives.kpis)) or [(0, Kpi(name="No measure of success yet"))]
    table.axis("kpi", [(str(place + 1), one.name or f"Measure {place + 1}") for place, one in kpis])
    names = ("volume", "eligible", "unit_value", *(f"{name}_{end}" for name in ("effect", "cashable") for end in ENDS))
    counted: list[Cell] = []
    cells: dict[str, list[Cell]] = {name: [] for name in names}
    for place, one in kpis:
        path = f"objectives.kpis[{place}]"
        effect = _effect(one, path, known)
        complete = (
            one.baseline is not None and effect is not None and one.unit_value is not None and one.volume is not None
        )
        counted.append(Cell(float(complete), "Counted only with baseline, change, volume and value", grade=OWN))
        cells["volume"].append(Cell(one.volume or 0.0, "The plan", grade=OWN, path=f"{path}.volume"))
        cells["eligible"].append(Cell(one.eligible_share, "The plan", grade=OWN, path=f"{path}.eligible_share"))
        cells["unit_value"].append(Cell(one.unit_value or 0.0, "The plan", grade=OWN, path=f"{path}.unit_value"))
        share = own_ends(one.cashable, f"{path}.cashable") if one.cashable else usual_ends(known["cashable"], 1.0)
        for end in ENDS:
            cells[f"effect_{end}"].append(effect[end] if effect else Cell(0.0, "Not given"))
            cells[f"cashable_{end}"].append(share[end])
    table.column("kpi_counted", "kpi", counted, "Counted", "1 or 0", low=0, high=1)
    units = {"volume": "cases/month", "eligible": "share", "unit_value": f"{plan.currency}/case"}
    labels = {"volume": "Volume", "eligible": "Eligible share", "unit_value": "Value of one unit"}
    for name in ("volume", "eligible", "unit_value"):
        table.column(f"kpi_{name}", "kpi", cells[name], labels[name], units[name])
    for end in ENDS:
        table.column(f"effect_{end}", "kpi", cells[f"effect_{end}"], f"Change, {end}", "units of the measure")
        table.column(f"cashable_{end}", "kpi", cells[f"cashable_{end}"], f"Cashable share, {end}", "share")
    for key, own, usual, label, field in (
        ("realisation", economics.realisation, known["realisation"], "Realised share", "economics.realisation"),
        ("ramp", economics.ramp_months, known["ramp_months"], "Months to half of the benefit", "economics.ramp_months"),
    ):
        three = own_ends(own, field) if own else usual_ends(usual, work.factor(key))
        for end in ENDS:
            one_cell = three[end]
            table.number(
                f"{key}_{end}",
                max(one_cell.value, 1e-6),
                f"{label}, {end}",
                usual.unit,
                source=one_cell.source,
                date=one_cell.date,
                grade=one_cell.grade,
                path=one_cell.path,
                low=0,
            )
    rate = known["discount_public" if economics.sector == "public" else "discount_private"]
    asked(
        table, "discount_rate", economics.discount_rate, rate, "Discount rate", "economics.discount_rate", low=0, high=1
    )


def unlikely_benefit(plan: Plan) -> list[str]:
    """Figures of the benefit that nobody can count with."""
    problems: list[str] = []
    for place, kpi in enumerate(plan.objectives.kpis):
        problems += outside(f"objectives.kpis[{place}].cashable", kpi.cashable, "of the gain", most=1)
    counted = plan.economics
    problems += outside("economics.realisation", counted.realisation, "of the benefit", most=MOST_REALISED)
    problems += outside("economics.ramp_months", counted.ramp_months, "months", most=MOST_RAMP)
    return problems


def _effect(one: Kpi, path: str, known: Mapping[str, Quantity]) -> dict[str, Cell] | None:
    if one.effect is not None:
        return own_ends(one.effect, f"{path}.effect")
    if one.baseline is None or one.target is None:
        return None
    change = abs(one.target - one.baseline)
    low, high = known["effect_low"], known["effect_high"]
    words = f"From baseline to target; {low.source}"
    return {
        "low": Cell(change * low.value, words, low.date, low.grade),
        "likely": Cell(change, "From baseline to target", grade=OWN, path=f"{path}.target"),
        "high": Cell(change * high.value, words, high.date, high.grade),
    }
