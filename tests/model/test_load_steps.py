"""How it scales: the steps against the plan's own running cost."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from waybook.model import results
from waybook.model.load_steps import calls_a_minute, load_points, self_hosting_from
from waybook.plan import Plan, read
from waybook.reference import data_folder, load

PLAN = read((data_folder() / "examples/customer_support.json").read_bytes())


def test_at_the_plans_own_load_the_month_is_the_plans_own() -> None:
    found = results(PLAN, draws=64)
    point = next(one for one in load_points(found) if one.users == PLAN.architecture.usage.users_launch)
    assert point.step.size == PLAN.architecture.size == "M"
    likely = found.likely
    month = sum(
        float(np.sum(likely.value(key))) for key in ("run_people", "run_services", "run_review", "metered_cost")
    )
    assert point.month == pytest.approx(month + float(np.mean(likely.value("run_tokens"))), rel=1e-9)
    assert point.conversations == PLAN.architecture.usage.conversations


def test_more_users_cost_more_and_less_each() -> None:
    points = load_points(results(PLAN, draws=64))
    assert [one.users for one in points] == [15, 100, 1000, 4000, 9000, 100_000]
    assert [one.month for one in points] == sorted(one.month for one in points)
    for before, after in pairwise(points):
        if before.step == after.step:  # a new step of hosting may cost more than the users it was built for bring
            assert before.each > after.each
    assert points[0].each > points[-1].each
    few = PLAN.model_copy(deep=True)
    few.architecture.usage.users_launch = few.architecture.usage.users_year = 80
    assert [one.users for one in load_points(results(few, draws=64))] == [15, 80, 1000]
    assert points[0].step.id == "one"
    assert points[0].calls < points[-1].calls


def test_calls_in_the_busiest_hour() -> None:
    found = results(PLAN, draws=64)
    usage = PLAN.architecture.usage
    calls = float(np.sum(found.likely.value("calls")))
    assert usage.peak_factor == 4
    assert calls_a_minute(found) == pytest.approx(calls / (260 / 12 * 450) * 4, rel=1e-3)


def test_without_users_the_load_goes_by_conversations() -> None:
    points = load_points(results(Plan(), draws=64))
    assert all(one.users is None for one in points)
    assert [one.conversations for one in points] == sorted(one.conversations for one in points)


def test_steps_are_in_order_and_end_above_any_example() -> None:
    steps = load().load_steps
    assert [one.calls_to for one in steps] == sorted(one.calls_to for one in steps)
    heavy = PLAN.model_copy(deep=True)
    heavy.architecture.usage.conversations = 1e9
    assert load_points(results(heavy, draws=64))[-1].beyond
    assert not load_points(results(PLAN, draws=64))[-1].beyond


def test_self_hosting_pays_where_the_bill_is_that_of_a_gpu() -> None:
    found = results(PLAN, draws=64)
    volume = self_hosting_from(found)
    assert volume is not None
    more = PLAN.model_copy(deep=True)
    more.architecture.usage.conversations = volume
    gpu = 3.99 * 730 / found.inputs.scalar("exchange_rate")
    assert float(np.mean(results(more, draws=64).likely.value("run_tokens"))) == pytest.approx(gpu, rel=1e-6)
    rules = PLAN.model_copy(deep=True)
    rules.architecture.approach = "rules"
    assert self_hosting_from(results(rules, draws=64)) is None
