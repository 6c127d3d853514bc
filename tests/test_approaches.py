"""Weighing the approaches: every one is there, cost is the plan's own, weights decide."""

from __future__ import annotations

import pytest

from waybook.approaches import CRITERIA, weigh
from waybook.plan import read
from waybook.plan.architecture import APPROACHES
from waybook.plan.fields import replaced
from waybook.reference import data_folder

PLAN = read((data_folder() / "examples/customer_support.json").read_bytes())


def test_every_approach_is_weighed_and_the_best_comes_first() -> None:
    found = weigh(PLAN, draws=16)
    assert {one.approach for one in found} == set(APPROACHES)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(set(one.scores) == set(CRITERIA) and 0 < one.score <= 5 for one in found)
    cheapest = min(found, key=lambda one: one.run)
    assert cheapest.scores["cost"] == 5


def test_one_criterion_alone_decides_where_only_it_counts() -> None:
    plan = PLAN
    for name in CRITERIA:
        plan = replaced(plan, f"architecture.weights.{name}", 5 if name == "security" else 0)
    found = weigh(plan, draws=16)
    assert [one.score for one in found] == pytest.approx([one.brings * one.scores["security"] for one in found])
    assert {one.approach: one.brings for one in found}["no_ai"] < 0.5  # cheap and safe, and it brings little
    assert max(one.brings for one in found) == 1
    none = replaced(plan, "architecture.weights.security", 0)
    assert {one.score for one in weigh(none, draws=16)} == {0.0}


def test_a_plan_that_cannot_be_estimated_is_not_weighed() -> None:
    broken = replaced(PLAN, "architecture.usage.cached_tokens", 50_000.0)
    assert weigh(broken, draws=16) == ()
