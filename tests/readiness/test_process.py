"""What the process costs today, and what that makes of the benefit."""

from __future__ import annotations

import pytest

from tests.readiness.conftest import plan_file, seen
from waybook.plan import Plan
from waybook.readiness.process import case_minutes, counted_month, process_cost
from waybook.readiness.sight import changed

SUPPORT = plan_file("examples/customer_support")


def test_cases_minutes_and_mistakes_make_the_cost() -> None:
    cost = process_cost(seen(SUPPORT))
    assert cost is not None
    # 60,000 cases of 6 minutes, 4% of them twice, at 220 a day of 450 minutes
    assert cost.hours == pytest.approx(60_000 * 6 * 1.04 / 60)
    assert cost.month == pytest.approx(60_000 * 6 * 1.04 / 450 * 220)
    assert cost.case == pytest.approx(6 * 1.04 / 450 * 220)
    assert cost.minute == pytest.approx(220 / 450)


def test_the_rate_is_the_plans_own_where_it_has_one() -> None:
    usual, own = (process_cost(seen(changed(SUPPORT, {"team.business_rate": rate}))) for rate in (None, 440.0))
    assert usual is not None
    assert own is not None
    assert own.month == pytest.approx(2 * usual.month)


def test_steps_make_the_handling_time_where_it_is_empty_and_show_the_bottleneck() -> None:
    steps = [
        {"name": "Read", "minutes": 2.0},
        {"name": "Look up", "minutes": 10.0, "share": 0.5},
        {"name": "Not timed"},
    ]
    plan = changed(SUPPORT, {"objectives.steps": steps})
    assert case_minutes(plan) == 6
    plan = changed(plan, {"objectives.handling_minutes": None})
    assert case_minutes(plan) == 7
    cost = process_cost(seen(plan))
    assert cost is not None
    assert [one.name for one in cost.steps] == ["Look up", "Read"]
    assert sum(one.share for one in cost.steps) == pytest.approx(1)


def test_nothing_is_said_without_figures() -> None:
    assert process_cost(seen(Plan())) is None
    assert process_cost(seen(changed(SUPPORT, {"objectives.volume": None}))) is None
    assert process_cost(seen(changed(SUPPORT, {"objectives.handling_minutes": 0}))) is None
    assert counted_month(Plan()) == 0


def test_what_is_counted_is_what_the_measures_hope_for() -> None:
    assert counted_month(SUPPORT) == pytest.approx(60_000 * 0.6 * 0.33 * 3.2)
    assert counted_month(changed(SUPPORT, {"objectives.kpis[0].baseline": None})) == 0
