"""The money: bought things and the calendar of the cash flow; use, running and benefit have files of their own."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.model.currency import from_pounds
from waybook.model.given import own_ends, usual_ends
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.problems import PlanProblem
from waybook.model.resolve_benefit import benefit, unlikely_benefit
from waybook.model.resolve_running import activities, metered, running
from waybook.model.resolve_usage import tokens, usage
from waybook.model.work import Delivery, ExtraCost
from waybook.plan import Plan
from waybook.plan.part import ENDS
from waybook.reference import Reference

MINUTES_AN_HOUR = 60
NO_LIMIT = 1e6
AT_ONCE = 0.001
"""Months in which the purchases of a phase without work are paid: not 0, which nothing can be divided by."""


def money(
    plan: Plan, reference: Reference, table: Table, work: Delivery, fees: Sequence[ExtraCost], problems: list[str]
) -> None:
    """Fill the table with everything that is money but not day rates. Faults are added to `problems`."""
    problems += unlikely_benefit(plan)
    _bought(plan, reference, table, work, fees)
    activities(reference, table, work)
    usage(plan, reference, table, work)
    running(plan, reference, table, work)
    metered(plan, reference, table, work)
    _calendar(plan, table)
    try:
        tokens(plan, reference, table, work)
    except PlanProblem as fault:
        problems.extend(fault.problems)
    benefit(plan, reference, table, work)


def _bought(plan: Plan, reference: Reference, table: Table, work: Delivery, fees: Sequence[ExtraCost]) -> None:
    rows = [
        (
            one.name or f"Bought {place + 1}",
            own_ends(one.amount, f"economics.one_offs[{place}].amount"),
            1.0 if one.phase == "prototype" else 2.0,
        )
        for place, one in enumerate(plan.economics.one_offs)
    ]
    if not rows:
        usual = reference.parameters[f"tools_{work.size}"]
        rows = [("Licences and penetration test", usual_ends(usual, from_pounds(plan, reference)), 2.0)]
    for fee in fees:
        ends = {end: Cell(one, fee.source, fee.date, fee.grade) for end, one in zip(ENDS, fee.amount, strict=True)}
        rows.append((fee.name, ends, 1.0 if fee.before_gate else 2.0))
    if (training := _training(plan, reference, table)) is not None:
        rows.append(("Users' time in training", training, 2.0))
    table.axis("one_off", [(str(place + 1), row[0]) for place, row in enumerate(rows)])
    for end in ENDS:
        table.column(f"one_off_{end}", "one_off", [row[1][end] for row in rows], f"Cost, {end}", plan.currency)
    table.column(
        "one_off_phase", "one_off", [Cell(row[2], "The plan", grade=OWN) for row in rows], "Phase", "row", codes="phase"
    )


def _training(plan: Plan, reference: Reference, table: Table) -> dict[str, Cell] | None:
    """What users' hours of training cost: users at launch x hours / hours of a day x day rate of business people.

    None while one of the two answers is open, or nobody is trained.
    """
    users, hours = plan.architecture.usage.users_launch, plan.objectives.training_hours
    if not users or not hours:
        return None
    days = users * hours * MINUTES_AN_HOUR / reference.parameters["minutes_per_day"].value
    words = f"{users:,} users at launch x {hours:g} hours, at the day rate of business people"
    grade = reference.parameters["business_rate"].grade if plan.team.business_rate is None else OWN
    return {end: Cell(days * float(table.inputs[f"business_rate_{end}"].values), words, grade=grade) for end in ENDS}


def _calendar(plan: Plan, table: Table) -> None:
    months = plan.economics.horizon_years * 12
    table.axis("month", [(str(month), str(month)) for month in range(1, months + 1)])
    table.axis("year", [(str(year), f"Year {year}") for year in range(1, plan.economics.horizon_years + 1)])
    count = range(1, months + 1)
    for key, label, values, codes in (
        ("month", "Month", [float(m) for m in count], ""),
        ("month_from", "Begins after month", [float(m - 1) for m in count], ""),
        (
            "month_to",
            "Ends with month (the last takes what comes after)",
            [*[float(m) for m in count][:-1], NO_LIMIT],
            "",
        ),
        ("month_last", "Last month", [0.0] * (months - 1) + [1.0], ""),
        ("month_year", "Year", [float((m - 1) // 12 + 1) for m in count], "year"),
    ):
        table.plain(key, "month", values, label, "number", source="Calendar", codes=codes, grade="measured")
    table.number(
        "at_once", AT_ONCE, "What a phase without work takes", "months", source="Calendar", grade="measured", low=0
    )
    table.plain("phase_second", "phase", [0.0, 1.0], "After the gate", "1 or 0", source="Framework", grade="published")
