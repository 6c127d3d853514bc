"""Intervals, verdicts and what the measured values do to the plan."""

import pytest

from tests.readiness.conftest import DRAWS, in_order
from waybook.plan import Plan
from waybook.plan.prototype import Hypothesis, Outcome
from waybook.readiness.sight import changed
from waybook.readiness.verdict import (
    cases_needed,
    decide,
    interval,
    measured,
    ruling,
    sample_advice,
    sample_size,
    t_quantile,
    verdict,
    wilson,
)
from waybook.xray import trial


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3 without continuity correction, 95%.
@pytest.mark.parametrize(
    ("successes", "sample", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_agrees_with_the_published_table(successes, sample, low, high):
    assert wilson(successes, sample, 0.95) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("share", "freedom", "value"), [(0.95, 4, 2.132), (0.95, 10, 1.812), (0.975, 30, 2.042)])
def test_t_quantiles_agree_with_the_tables(share, freedom, value):
    assert t_quantile(share, freedom) == pytest.approx(value, rel=0.01)


def test_an_impossible_share_is_refused():
    with pytest.raises(ValueError, match="12 good cases of 10"):
        wilson(12, 10, 0.9)


def shares(threshold, successes, sample, at="least", if_failed="pivot", asks="problem"):
    return (
        Hypothesis(asks=asks, claim="x", metric="y", at=at, threshold=threshold, sample=sample, if_failed=if_failed),
        Outcome(asks=asks, successes=successes, sample=sample),
    )


@pytest.mark.parametrize(
    ("threshold", "successes", "at", "expected"),
    [
        (0.6, 80, "least", "passed"),
        (0.9, 80, "least", "failed"),
        (0.78, 80, "least", "undecided"),
        (0.9, 80, "most", "passed"),
        (0.6, 80, "most", "failed"),
        (0.82, 80, "most", "undecided"),
    ],
)
def test_a_share_is_judged_by_its_whole_interval(threshold, successes, at, expected):
    hypothesis, outcome = shares(threshold, successes, 100, at)
    plan = changed(Plan(), {"prototype.hypotheses": [hypothesis], "prototype.outcomes": [outcome]})
    found = verdict(hypothesis, plan)
    assert found.ruling == expected
    assert (found.needed is not None) == (expected == "undecided")


def test_the_cases_needed_are_just_enough():
    hypothesis, outcome = shares(0.78, 80, 100)
    needed = cases_needed(hypothesis, outcome, 0.9)
    assert needed is not None
    for number, decided in ((needed, True), (needed - 1, False)):
        supposed = Outcome(asks="problem", successes=0.8 * number, sample=number)
        found = interval(hypothesis, supposed, 0.9)
        assert found is not None
        assert (ruling("least", 0.78, found) != "undecided") == decided


def test_no_number_of_cases_decides_a_result_on_the_threshold():
    assert cases_needed(*shares(0.8, 80, 100), 0.9) is None


def test_means_are_judged_too():
    hypothesis = Hypothesis(asks="users", claim="x", metric="minutes", kind="mean", at="most", threshold=5.0, sample=30)
    for mean, expected in ((4.0, "passed"), (4.9, "undecided"), (6.0, "failed")):
        outcome = Outcome(asks="users", mean=mean, deviation=1.0, sample=30)
        plan = changed(Plan(), {"prototype.hypotheses": [hypothesis], "prototype.outcomes": [outcome]})
        assert verdict(hypothesis, plan).ruling == expected


def test_figures_that_contradict_each_other_decide_nothing():
    hypothesis, _ = shares(0.5, 0, 100)
    outcome = Outcome(asks="problem", successes=120, sample=100)
    plan = changed(Plan(), {"prototype.hypotheses": [hypothesis], "prototype.outcomes": [outcome]})
    assert verdict(hypothesis, plan).ruling == "open"


def test_a_planned_sample_sees_what_it_should():
    needed = sample_size(0.80, 0.87, 0.9, 0.8)
    assert needed == 181
    assert sample_size(0.8, 0.8, 0.9, 0.8) is None


def decided(rows, p_gain=0.9, **more):
    hypotheses, outcomes = zip(*rows, strict=True)
    plan = changed(Plan(), {"prototype.hypotheses": list(hypotheses), "prototype.outcomes": [o for o in outcomes if o]})
    return decide(plan, p_gain)


def test_the_agreed_cases_are_held_against_what_the_plan_hopes_for():
    plan = in_order()
    assert sample_advice(plan) == []
    small = changed(plan, {"prototype.hypotheses[0].sample": 40})
    assert "needs 192 cases to show 33% against 25%" in sample_advice(small)[0]
    same = changed(plan, {"prototype.hypotheses[0].threshold": 0.33})
    assert "no sample can tell them apart" in sample_advice(same)[0]


def test_the_rule_of_the_contract():
    good, doubtful = shares(0.6, 80, 100), shares(0.78, 80, 100, asks="users")
    bad, fatal = shares(0.9, 80, 100, asks="data"), shares(0.9, 80, 100, asks="data", if_failed="kill")
    assert decided([good]).advice == "continue"
    assert decided([good, doubtful]).advice == "extend"
    assert decided([good, doubtful, bad]).advice == "pivot"
    assert decided([good, bad, fatal]).advice == "kill"
    assert decided([good, (shares(0.5, 1, 2, asks="users")[0], None)]).advice == "wait"
    assert decide(Plan()).advice == "wait"


def test_value_is_answered_by_the_simulation():
    value = Hypothesis(asks="value", claim="worth it", threshold=0.7, if_failed="kill")
    good = shares(0.6, 80, 100)
    assert decided([good, (value, None)], p_gain=0.75).advice == "continue"
    assert decided([good, (value, None)], p_gain=0.6).advice == "kill"
    assert decided([good, (value, None)], p_gain=None).advice == "wait"


def test_measured_values_replace_what_was_hoped_for():
    before = changed(in_order(), {"objectives.kpis[0].effect": {"low": 0.15, "likely": 0.33, "high": 0.5}})
    after = measured(before).objectives.kpis[0].effect
    assert after is not None
    assert after.likely == pytest.approx(156 / 380)
    assert 0.33 < after.low < after.likely < after.high < 0.5


def test_a_change_the_wrong_way_counts_as_none():
    plan = changed(in_order(), {"objectives.kpis[0].baseline": 0.9, "objectives.kpis[0].target": 0.99})
    effect = measured(plan).objectives.kpis[0].effect
    assert effect is not None
    assert (effect.low, effect.high) == (0.0, 0.0)


def test_the_plan_is_simulated_again_with_the_result():
    hoped = {"objectives.kpis[0].effect": {"low": 0.15, "likely": 0.33, "high": 0.5}}
    found = trial(changed(in_order(), hoped), draws=DRAWS)
    assert found.decision.advice == "continue"
    assert found.before is not None
    assert found.after is not None
    assert found.after.p_gain > found.before.p_gain
    worse = changed(in_order(), {**hoped, "prototype.outcomes[0].successes": 60})
    assert trial(worse, draws=DRAWS).decision.advice == "kill"


def test_fewer_cases_than_agreed_are_said():
    plan = changed(in_order(), {"prototype.outcomes[0].sample": 200, "prototype.outcomes[0].successes": 100})
    assert "200 of the 380 cases agreed" in verdict(plan.prototype.hypotheses[0], plan).words
