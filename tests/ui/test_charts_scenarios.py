"""Ways side by side: what the title says of them."""

from waybook.estimate import estimate
from waybook.model.scenarios import compare
from waybook.plan import Plan
from waybook.ui.charts_scenarios import side_by_side
from waybook.ui.picture import LIGHT


def test_without_a_benefit_no_way_is_said_to_pay_off_or_not() -> None:
    small, large = (estimate(Plan.model_validate({"architecture": {"size": size}}), draws=64) for size in "SM")
    ways = [("As planned", large), ("Start smaller", small)]
    shown = side_by_side(ways, compare([large, small]), LIGHT)
    assert shown.title == "No benefit is counted yet; start smaller costs least"
