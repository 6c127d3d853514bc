"""What follows from the number of users: volume, growth and hosting."""

from __future__ import annotations

import pytest

from waybook.model import results
from waybook.model.usage import step_for, usual_conversations, usual_growth
from waybook.plan import Plan, read
from waybook.plan.fields import replaced
from waybook.reference import data_folder, load

SUPPORT = read((data_folder() / "examples/customer_support.json").read_bytes())


def used(plan: Plan, **values: object) -> Plan:
    for name, value in values.items():
        plan = replaced(plan, f"architecture.usage.{name}", value)
    return plan


def test_users_make_the_volume_while_it_is_empty() -> None:
    known = load()
    each = known.parameters["conversations_user"]
    assert usual_conversations(Plan(), known) == known.parameters["conversations_M"]
    assert usual_conversations(used(Plan(), users_launch=300), known).value == 300 * each.value
    plan = used(SUPPORT, conversations=None)
    few, many = (results(used(plan, users_launch=users), draws=64).run_cost_year.p50 for users in (100, 10_000))
    assert few < many
    stated = [results(used(SUPPORT, users_launch=users), draws=64).run_cost_year.p50 for users in (100, 10_000)]
    assert stated[0] == stated[1]


def test_users_a_year_on_make_the_growth_while_it_is_empty() -> None:
    assert usual_growth(Plan()) == 0
    assert usual_growth(used(Plan(), users_launch=100, users_year=150)) == pytest.approx(0.5)
    assert usual_growth(used(Plan(), users_launch=1, users_year=10**6)) == 10
    assert usual_growth(used(Plan(), users_launch=100, users_year=0)) == 0
    assert results(used(SUPPORT, growth=None), draws=16).inputs.scalar("growth_year") == pytest.approx(9000 / 4000 - 1)


def test_hosting_is_priced_for_the_busiest_hour() -> None:
    labels = {}
    for peak in (4, 100):
        found = results(used(SUPPORT, peak_factor=peak), draws=64)
        axis = found.inputs.axes["running"]
        cost = float(found.likely.value("running_cost")[..., 0].sum())
        labels[peak] = (axis.labels[0], found.run_cost_year.p50, cost)
    assert labels[4][0] == "Cloud hosting"
    assert labels[100][0] == "Cloud hosting, sized for the busiest hour"
    assert labels[4][1] < labels[100][1]
    own = replaced(SUPPORT, "architecture.cloud_month", {"low": 1.0, "likely": 2.0, "high": 3.0})
    assert results(used(own, peak_factor=100), draws=16).inputs.axes["running"].labels[0] == "Cloud hosting"


def test_a_load_that_nothing_carries_takes_the_last_step() -> None:
    steps = load().load_steps
    assert step_for(0, load()) == steps[0]
    assert step_for(1e9, load()) == steps[-1]


def test_wrong_answers_that_nobody_catches_cost_money() -> None:
    plan = replaced(replaced(SUPPORT, "architecture.accepted_errors", 0.05), "architecture.error_cost", 4.0)
    found = results(plan, draws=16)
    assert float(found.likely.value("run_errors")) == pytest.approx(60_000 * 0.6 * 0.05 * 0.98 * 4)
    checked = results(replaced(plan, "architecture.human_review_share", 1.0), draws=16)
    assert float(checked.likely.value("run_errors")) == 0
