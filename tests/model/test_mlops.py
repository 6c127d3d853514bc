"""The level of MLOps: what its answers make, and what each level does to the cost of running and to R8."""

from __future__ import annotations

import pytest

from tests.readiness.conftest import plan_file
from waybook.estimate import estimate
from waybook.model.answers import maturity
from waybook.model.facts import mlops_level
from waybook.model.resolve import resolve
from waybook.plan import Plan
from waybook.plan.readiness import MLOps
from waybook.readiness.sight import changed
from waybook.reference import Reference

DRAWS = 64
PRACTICES = tuple(MLOps.model_fields)


def with_practices(*answers: str | None) -> Plan:
    """The worked example, its level of R8 left open, with these answers; the last one is repeated."""
    five = (*answers, *[answers[-1]] * (len(PRACTICES) - len(answers)))
    practices = {f"readiness.mlops.{name}": answer for name, answer in zip(PRACTICES, five, strict=True)}
    return changed(plan_file("examples/customer_support"), {"readiness.production": None, **practices})


AT_LEVEL = (
    with_practices("none"),
    with_practices("none", "none", "partly"),
    with_practices("partly"),
    with_practices("done", "done", "done", "partly"),
    with_practices("done"),
)


def running(plan: Plan) -> float:
    return float(estimate(plan, draws=DRAWS).samples("run_year").mean())


def test_the_answers_make_a_level_and_open_ones_are_left_out():
    assert [mlops_level(plan) for plan in AT_LEVEL] == [0, 1, 2, 3, 4]
    assert mlops_level(Plan()) is None
    assert mlops_level(with_practices("none", None)) == 0
    assert mlops_level(with_practices("none", "partly", None)) == 1
    assert mlops_level(with_practices("done", "done", "done", "done", "partly")) == 3


def test_each_level_makes_running_cheaper():
    costs = [running(plan) for plan in AT_LEVEL]
    assert costs == sorted(set(costs), reverse=True)


def test_each_level_makes_an_unplanned_production_less_likely(reference: Reference):
    production = next(one for one in reference.reasons if one.id == "R8")
    chances = [maturity(plan, reference, production).probability for plan in AT_LEVEL]
    assert chances == sorted(set(chances), reverse=True)


@pytest.mark.parametrize("package", ["O2", "O3", "O5"])
def test_the_days_of_the_activities_that_it_concerns_move(package: str, reference: Reference):
    days = []
    for plan in (*AT_LEVEL, with_practices(None)):
        inputs = resolve(plan, reference)
        days.append(float(inputs["activity_likely"].values[inputs.place("activity", package)]))
    *levels, unanswered = days
    assert levels == sorted(set(levels), reverse=True)
    assert levels[2] == unanswered
