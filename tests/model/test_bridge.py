"""The walk from the first guess to P80 adds up, and its causes are there."""

from __future__ import annotations

import pytest

from waybook.estimate import estimate
from waybook.model import Results
from waybook.model.bridge import CORE, KINDS, bridge, theme_of
from waybook.plan import Plan, read
from waybook.reference import data_folder, load


@pytest.fixture(scope="module")
def support() -> Results:
    return estimate(read((data_folder() / "examples/customer_support.json").read_bytes()), draws=1024)


@pytest.mark.parametrize("key", ["build_cost", "go_live"])
def test_every_total_is_the_sum_of_what_is_before_it(support: Results, key: str) -> None:
    reached = 0.0
    totals = {}
    for step in bridge(support, key):
        if step.total:
            if step.label != "First guess":
                assert step.value == pytest.approx(reached, rel=1e-9)
            reached = step.value
            totals[step.label] = step.value
        else:
            reached += step.value
    spread = support.spread(key)
    guess = support.plan.first_guess
    assert totals == {
        "First guess": guess.cost if key == "build_cost" else guess.months,
        "Likely plan": pytest.approx(spread.plan),
        "P50": pytest.approx(spread.p50),
        "P80": pytest.approx(spread.p80),
    }


def test_causes_of_cost_and_of_time_differ(support: Results) -> None:
    cost = {one.label: one.value for one in bridge(support, "build_cost")}
    time = {one.label: one.value for one in bridge(support, "go_live")}
    assert cost["Data preparation"] > 0
    assert cost["Compliance and security"] > 0
    assert 0 < cost["Prototype repeated"] < cost["Other risks"]
    assert "Waits for access and approval" not in cost  # nobody is paid for waiting
    assert time["Waits for access and approval"] > 0
    assert cost["A year of running"] == support.run_cost_year.p50
    assert "A year of running" not in time


def test_every_theme_is_walked_once() -> None:
    walked = [*CORE, *(theme for _, themes in KINDS for theme in themes)]
    assert sorted(walked) == sorted(one.id for one in load().themes)


def test_compliance_duties_count_as_compliance(support: Results) -> None:
    themes = theme_of(support)
    duties = [one for one in themes if one.startswith("LAW")]
    assert duties
    assert {themes[one] for one in duties} == {"compliance"}


def test_without_a_guess_the_walk_starts_with_the_product() -> None:
    steps = bridge(estimate(Plan(), draws=256), "build_cost")
    assert steps[0].label == "The product itself"
    assert not steps[0].total
    assert [one.label for one in steps if one.total] == ["Likely plan", "P50", "P80"]
