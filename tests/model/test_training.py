"""What changes in people's work: days of the roll-out, a slower benefit, and paid hours of training."""

from __future__ import annotations

import pytest

from tests.readiness.conftest import plan_file
from waybook.estimate import estimate
from waybook.model import Results
from waybook.readiness.sight import changed

DRAWS = 64


def with_answers(**answers: object) -> Results:
    plan = plan_file("examples/customer_support")
    return estimate(changed(plan, {f"objectives.{name}": value for name, value in answers.items()}), draws=DRAWS)


def roll_out(found: Results) -> float:
    return float(found.draws.value("effort").mean(axis=1)[found.inputs.place("package", "G8")])


def test_more_changed_steps_take_more_days_and_bring_the_benefit_later():
    none, few, several, many = (with_answers(steps_changed=steps) for steps in (0, 2, 6, 20))
    assert roll_out(none) < roll_out(few) < roll_out(several) < roll_out(many)
    ramps = [float(one.inputs["ramp_likely"].values) for one in (none, few, several, many)]
    assert ramps == sorted(set(ramps))
    assert ramps[1] == float(with_answers(steps_changed=None).inputs["ramp_likely"].values)


def test_own_months_of_the_ramp_stand_whatever_changes():
    own = {"economics.ramp_months": {"low": 1, "likely": 2, "high": 3}}
    plan = changed(plan_file("examples/customer_support"), {**own, "objectives.steps_changed": 20})
    assert float(estimate(plan, draws=DRAWS).inputs["ramp_likely"].values) == 2


def test_training_costs_users_times_hours_at_the_rate_of_business_people():
    base = {"architecture.usage.users_launch": 300, "team.business_rate": 400.0}
    plan = changed(plan_file("examples/customer_support"), {**base, "objectives.training_hours": 0})
    trained = changed(plan, {"objectives.training_hours": 3})
    bought = [float(estimate(one, draws=DRAWS).samples("bought_cost").mean()) for one in (plan, trained)]
    assert bought[1] - bought[0] == pytest.approx(300 * 3 / 7.5 * 400)


def test_long_training_is_prepared():
    assert roll_out(with_answers(training_hours=8)) > roll_out(with_answers(training_hours=4))
