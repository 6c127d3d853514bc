"""From a plan and the reference data to the model's inputs, each adjustment with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.model.axes import Axis
from waybook.model.input_table import Table
from waybook.model.inputs import Adjustment, Input, InputSet
from waybook.model.problems import PlanProblem
from waybook.model.resolve_delivery import delivery
from waybook.model.resolve_money import money
from waybook.model.resolve_team import team
from waybook.model.work import Delivery, ExtraCost, ExtraWork
from waybook.plan import Plan
from waybook.plan.economics import Levers
from waybook.plan.fields import note
from waybook.reference import Reference

DIALS = {
    "dial_effort": "All efforts",
    "dial_wait": "All waits",
    "dial_rate": "All day rates",
    "dial_cost": "All bought things",
    "dial_run": "All running costs",
    "dial_benefit": "All benefits",
}


def resolve(plan: Plan, reference: Reference, extra: Sequence[ExtraWork | ExtraCost] = ()) -> InputSet:
    """Everything the model reads. `extra` is work and fees other parts of the product ask for: compliance duties.

    Raises:
        PlanProblem: the plan contradicts itself or names something that does not exist; every fault is listed.
    """
    table = Table(reference)
    problems: list[str] = []
    work = delivery(plan, reference, table, [one for one in extra if isinstance(one, ExtraWork)], problems)
    if problems:
        raise PlanProblem(problems)
    team(plan, reference, table, work, problems)
    money(plan, reference, table, work, [one for one in extra if isinstance(one, ExtraCost)], problems)
    if problems:
        raise PlanProblem(problems)
    for name in Levers.model_fields:
        path = f"economics.levers.{name}"
        field = note(path)
        table.number(
            f"lever_{name}", getattr(plan.economics.levers, name), f"{field.title}, more or less", "share", path=path,
            note=field.description, low=field.bounds["ge"], high=field.bounds["le"],
        )  # fmt: skip
    for key, label in DIALS.items():
        table.number(
            key,
            0.0,
            label,
            "standard deviations",
            source="What if: 0 is the likely value, 1.28 one in ten",
            low=-4,
            high=4,
        )
    for key in (
        "correlation",
        "focus",
        "units_per_person",
        "days_per_week",
        "days_per_month",
        "z90",
        "minutes_per_day",
        "tokens_per_price",
    ):
        if key != "focus" or plan.team.focus is None:
            table.parameter(key)
    if plan.team.focus is not None:
        table.number(
            "focus",
            plan.team.focus,
            "Share of time on the project",
            "share",
            path="team.focus",
            grade="own",
            low=0.1,
            high=1,
        )
    return InputSet(
        table.axes,
        table.inputs,
        work.after,
        tuple(work.adjustments),
        _leading_draws(reference),
        {"order": ";".join(work.order)},
    )


def _leading_draws(reference: Reference) -> tuple[str, ...]:
    """Names of the draws that carry most of the variance, the most telling first."""
    risks = [one.id for one in reference.reasons] + [one.id for one in reference.gate_risks]
    return (
        "effort_common",
        *(f"risk:{one}" for one in risks),
        "effect:1",
        "realisation",
        "cashable:1",
        "ramp",
        "token_use",
    )


__all__ = ["Adjustment", "Axis", "Delivery", "ExtraCost", "ExtraWork", "Input", "InputSet", "resolve"]
