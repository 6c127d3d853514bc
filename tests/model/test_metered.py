"""Charges by use: traces and index reads follow the requests and their growth, and the base charges cover the first."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model import Results, results
from waybook.model.load_steps import load_points
from waybook.plan import Plan
from waybook.plan.fields import replaced


def estimate(plan: Plan, **values: object) -> Results:
    for name, value in values.items():
        plan = replaced(plan, f"architecture.{name.replace('__', '.')}", value)
    return results(plan, draws=64)


def test_use_is_the_list_price_of_the_requests(worked: Plan) -> None:
    found = estimate(worked)
    requests = 60_000 * 0.6 * 4
    traces, index = (float(one) for one in found.likely.value("metered_used"))
    rate = found.inputs.scalar("exchange_rate")
    assert float(found.likely.value("requests")) == requests
    assert traces == pytest.approx(requests * 6 * 8 / 100_000 / rate)
    assert index == pytest.approx((requests * 5 * 16 / 1e6 + 0.33) / rate)
    paid = [float(one) for one in found.likely.value("metered_cost")]
    assert paid[0] == pytest.approx(traces - 8 / rate), "100,000 units are in the base charge"
    assert paid[1] == 0, "the minimum charge covers it"


def test_ten_times_the_requests_are_ten_times_the_use_and_more_on_top(worked: Plan) -> None:
    few, many = estimate(worked), estimate(worked, usage__conversations=600_000.0)
    used = [each.likely.value("metered_used") * each.inputs.scalar("exchange_rate") for each in (few, many)]
    stored = few.inputs["metered_standing"].values
    assert used[1] - stored == pytest.approx(10 * (used[0] - stored))
    assert (many.likely.value("metered_cost") > few.likely.value("metered_cost")).all()


def test_growth_raises_the_charge_of_a_month(worked: Plan) -> None:
    """The difference that charges by use make to a month, with growth and without."""
    quiet = {"human_review_share": 0.0, "usage__turns": 4.0}
    by_month = []
    for growth in (0.0, 1.0):
        found = estimate(worked, usage__growth=growth, **quiet)
        priced = {"unit_price": np.zeros_like(found.inputs["unit_price"].values)}
        free = Results(found.plan, found.reference, found.inputs.with_values(priced), found.draws)
        cost = np.squeeze(found.likely.value("run_month")) - np.squeeze(free.likely.value("run_month"))
        by_month.append((cost, float(found.likely.value("go_live"))))
    (still, live), (grown, _) = by_month
    used, month = float(found.likely.value("run_metered")), int(live) + 12
    assert grown[month] - still[month] == pytest.approx(used * (2 ** ((month + 1 - live) / 12) - 1), rel=0.02)


@pytest.mark.parametrize(
    ("approach", "traces", "index"), [("api", True, False), ("rag", True, True), ("rules", False, False)]
)
def test_only_what_the_approach_uses_is_charged(worked: Plan, approach: str, traces: bool, index: bool) -> None:
    found = estimate(worked, approach=approach)
    assert [bool(one > 0) for one in found.likely.value("metered_used")] == [traces, index]


def test_at_another_load_the_base_charges_cover_another_part(worked: Plan) -> None:
    found = estimate(worked)
    more = estimate(worked, usage__conversations=300_000.0, usage__users_launch=10_000)
    point = next(one for one in load_points(more) if one.users == 10_000)
    far = next(one for one in load_points(found) if one.users == 100_000)
    assert far.volume > point.volume
    parts = sum(float(np.sum(more.likely.value(key))) for key in ("run_review", "run_errors", "metered_cost"))
    assert point.volume == pytest.approx(parts + float(np.mean(more.likely.value("run_tokens"))))
