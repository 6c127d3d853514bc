"""Weak components cost days and raise the risk they endanger; good, strong and unknown ones change nothing."""

from __future__ import annotations

import math

import pytest

from tests.readiness.conftest import plan_file
from waybook.estimate import estimate
from waybook.model import Results
from waybook.plan.architecture import QUALITIES
from waybook.readiness.sight import changed
from waybook.reference import load

DRAWS = 64
PART = next(one for one in load().components if one.id == "frontend")


def rated(state: str = "planned", **ratings: str | None) -> Results:
    entry = {"state": state, "reason": "The platform has it", **ratings}
    plan = changed(plan_file("examples/customer_support"), {f"architecture.components.{PART.id}": entry})
    return estimate(plan, draws=DRAWS)


def days(found: Results) -> float:
    return float(found.draws.value("effort").mean(axis=1)[found.inputs.place("package", PART.package)])


def factor(found: Results) -> float:
    """What states and ratings of parts do to the days of the package, before risks."""
    applied = (one.value for one in found.adjustments if one.field == "architecture.components")
    return math.prod(applied)


def chance(found: Results) -> float:
    return next(one.probability for one in found.maturities if one.reason == PART.missing_raises)


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("state", ["planned", "exists"])
def test_a_weak_rating_costs_a_share_of_the_parts_days_and_raises_its_risk(state, quality):
    plain, weak = rated(state), rated(state, **{quality: "weak"})
    share = PART.share * load().parameters["weak_rework"].value
    assert factor(weak) - factor(plain) == pytest.approx(share)
    assert days(weak) > days(plain)
    assert chance(weak) > chance(plain)


@pytest.mark.parametrize("rating", ["good", "strong", None])
def test_no_other_rating_changes_anything(rating):
    plain, other = rated(), rated(**dict.fromkeys(QUALITIES, rating))
    assert (days(other), chance(other)) == (days(plain), chance(plain))


def test_every_weak_rating_costs_as_much_again():
    one, four = rated(secure="weak"), rated(**dict.fromkeys(QUALITIES, "weak"))
    assert factor(four) - 1 == pytest.approx(4 * (factor(one) - 1))
    assert days(four) > days(one)
    assert chance(four) > chance(one)


@pytest.mark.parametrize("state", ["not_needed", "missing"])
def test_a_part_that_is_not_there_has_no_quality(state):
    assert days(rated(state, secure="weak")) == days(rated(state))
    assert chance(rated(state, secure="weak")) == chance(rated(state))
