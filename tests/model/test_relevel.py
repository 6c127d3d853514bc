"""Levelling again with today's figures."""

from __future__ import annotations

from waybook.estimate import estimate
from waybook.model.relevel import relevelled
from waybook.plan import Range, read
from waybook.plan.estimates import PackageEstimate
from waybook.reference import data_folder

PLAN = read((data_folder() / "examples/customer_support.json").read_bytes())


def test_the_new_order_has_every_package_after_those_it_waits_for() -> None:
    found = estimate(PLAN, draws=64)
    order = relevelled(found)
    ids = found.inputs.axes["package"].ids
    assert sorted(order) == sorted(ids)
    place = {one: n for n, one in enumerate(order)}
    for p, one in enumerate(ids):
        assert all(place[ids[before]] < place[one] for before in found.inputs.after[p])


def test_it_is_no_worse_on_the_likely_plan_and_helps_where_the_work_has_changed() -> None:
    plan = PLAN.model_copy(deep=True)
    for one, days in (("E4", 60), ("E8", 70), ("E6", 2), ("E1", 3)):
        plan.estimates.packages[one] = PackageEstimate(days=Range(low=days, likely=days, high=days))
    before = estimate(plan, draws=64)
    plan.estimates.order = list(relevelled(before))
    after = estimate(plan, draws=64)
    assert after.months.plan <= before.months.plan + 1e-9
