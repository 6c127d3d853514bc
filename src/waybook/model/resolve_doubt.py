"""Waits, risks and the effects of answers on the work packages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waybook.model.answers import maturity
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.inputs import Adjustment
from waybook.model.work import HALF, UNTOUCHED, ExtraWork, three
from waybook.plan import Plan
from waybook.plan.part import ENDS
from waybook.reference import Reference, WorkPackage


def waits(
    plan: Plan,
    table: Table,
    ordered: Sequence[str],
    by_id: dict[str, WorkPackage],
    more: dict[str, ExtraWork],
    applied: Sequence[Adjustment],
) -> None:
    """Fill the table with the waits after the work, lengthened by answers."""
    cells: dict[str, list[Cell]] = {"low": [], "likely": [], "high": []}
    has: list[float] = []
    lengthened = {a.target for a in applied if a.operation in ("wait_add", "wait_to")}
    for one in ordered:
        own = plan.estimates.packages.get(one, UNTOUCHED).wait_weeks
        package = by_id.get(one)
        weeks = more[one].wait_weeks if package is None else package.wait_weeks
        source = package.source if package else more[one].source
        date, grade, path = package.date if package else "", str(package.grade) if package else "judgement", ""
        if own is not None:
            weeks, source, date, grade, path = (
                three(own),
                "The plan",
                "",
                OWN,
                f"estimates.packages['{one}'].wait_weeks",
            )
        elif one in lengthened:
            added = sum(a.value for a in applied if a.target == one and a.operation == "wait_add")
            asked = max((a.value for a in applied if a.target == one and a.operation == "wait_to"), default=0.0)
            low, likely, high = weeks or (0.0, 0.0, 0.0)
            grow = max(likely + added, asked) - likely
            if grow > 0:
                weeks = (low + grow * HALF, likely + grow, high + grow * (1 + HALF))
                source = f"{source}; lengthened by {grow:g} weeks by answers"
        has.append(float(weeks is not None and weeks[2] > 0))
        smallest = 1 / 7  # a day: the doubt is a ratio and needs something to multiply
        low, likely, high = weeks or (1.0, 1.0, 1.0)
        low, likely, high = (max(x, smallest) for x in (low, likely, high))
        for end, number in zip(ENDS, (low, likely, high), strict=True):
            cells[end].append(Cell(number, source, date, grade, f"{path}.{end}" if path else ""))
    table.plain("package_waits", "package", has, "Has a wait", "1 or 0", source="Work package catalogue and answers")
    for end in ENDS:
        table.column(f"wait_{end}", "package", cells[end], f"Wait, {end}", "weeks", low=0)


def risks(
    plan: Plan,
    reference: Reference,
    table: Table,
    ordered: Sequence[str],
    by_id: dict[str, WorkPackage],
    more: dict[str, ExtraWork],
) -> None:
    """Fill the table with the risk drivers, their probability and factor, and who is exposed."""
    found = [maturity(plan, reference, reason) for reason in reference.reasons]
    table.axis("driver", [(r.id, r.name) for r in reference.reasons] + [(g.id, g.name) for g in reference.gate_risks])
    chance = []
    for reason, one in zip(reference.reasons, found, strict=True):
        if one.overruled:
            path = f"estimates.overruled['{reason.id}']"
            chance.append(Cell(one.probability, "The plan, overruling the default", grade=OWN, path=path))
            continue
        level = "unknown" if one.level is None else f"maturity {one.level:.1f} of 4"
        words = f"{level}; {reason.probability_source}"
        chance.append(Cell(one.probability, words, reason.probability_date, reason.probability_grade))
    chance += [Cell(g.probability, g.source, g.date, g.grade) for g in reference.gate_risks]
    table.column("risk_probability", "driver", chance, "Probability", "probability", low=0, high=1)
    for place, end in enumerate(ENDS):
        factors = [Cell(r.multiplier[place], r.source, r.date, r.grade) for r in reference.reasons]
        factors += [Cell(getattr(g, f"multiplier_{end}"), g.source, g.date, g.grade) for g in reference.gate_risks]
        table.column(f"risk_{end}", "driver", factors, f"Factor, {end}", "times", low=0)
    table.plain(
        "risk_happens", "driver", [0.0] * len(chance), "What if it happens", "1 or 0", source="What if", grade=OWN
    )
    exposed = [
        [float(r.id in (by_id[one].drivers if one in by_id else more[one].drivers)) for one in ordered]
        for r in reference.reasons
    ] + [[float(one in g.packages) for one in ordered] for g in reference.gate_risks]
    values = np.array(exposed).T
    table.block(
        "exposure",
        ("package", "driver"),
        values.tolist(),
        "Exposed to the risk",
        "1 or 0",
        source="Work package catalogue",
    )


def effects(table: Table, applied: Sequence[Adjustment], place: dict[str, int]) -> None:
    """Fill the table with the factors that answers put on work packages."""
    rows = [(f"{one.target}: {one.because}", one.value, place[one.target] + 1, one) for one in applied]
    table.axis("adjustment", [(str(number + 1), row[0]) for number, row in enumerate(rows)] or [("1", "None")])
    values = [Cell(row[1], row[3].source, row[3].date, row[3].grade) for row in rows] or [Cell(1.0, "No adjustment")]
    table.column("adjustment_factor", "adjustment", values, "Factor", "times", low=0)
    days = [Cell(0.0, "The plan")] * max(1, len(rows))
    table.column("adjustment_days", "adjustment", days, "Days", "person-days")
    codes = [Cell(float(row[2]), "Answers") for row in rows] or [Cell(1.0, "No adjustment")]
    table.column("adjustment_package", "adjustment", codes, "Work package", "row", codes="package")
