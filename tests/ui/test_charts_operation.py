"""The monthly figures after go-live beside what the plan expected of them."""

import pytest

from tests.readiness.conftest import plan_file
from waybook.ui.charts_operation import series_chart


def test_run_cost_stands_before_the_plans_own_band():
    plan = plan_file("examples/customer_support_live")
    bare, beside = (series_chart(plan, "run_cost", planned=planned) for planned in (None, (10_700.0, 12_900.0)))
    (band,) = [one for one in beside.figure["data"] if one.get("fill") == "toself"]
    assert sorted(set(band["y"])) == [10_700.0, 12_900.0]
    assert beside.figure["data"][0] is band  # behind the actuals
    assert "£11k to £13k (P50 to P80)" in beside.subtitle
    assert not [one for one in bare.figure["data"] if one.get("fill")]
    low, high = beside.figure["layout"]["yaxis"]["range"]
    assert low < 10_700 < 12_900 < high


@pytest.mark.parametrize("series", ["accuracy", "users"])
def test_what_the_plan_does_not_simulate_has_no_band(series):
    picture = series_chart(plan_file("examples/customer_support_live"), series)
    assert "P80" not in picture.subtitle
