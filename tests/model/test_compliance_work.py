"""Compliance in the estimate: its days are those of the register, no more, whoever does them."""

import pytest

from tests.compliance.worked import cases
from waybook.compliance import summary
from waybook.estimate import BUILDING, DEPLOYING, EARLY, compliance_work, estimate
from waybook.model import ExtraCost, ExtraWork
from waybook.plan import Plan
from waybook.reference import load

CASES = {case.id: case.answers for case in cases()}
STAGES = {"LAW2": (EARLY, "S3"), "LAW4": (BUILDING, ""), "LAW5": (DEPLOYING, "G5")}


@pytest.mark.parametrize("story", [case for case in CASES if case.startswith("story-") and not case.endswith("-open")])
def test_team_and_lawyers_together_have_the_days_of_the_register(story):
    reference = load()
    plan = Plan(compliance={"answers": CASES[story]}, architecture={"size": "M"})
    load_ = summary(CASES[story])
    packages = {one.id: one for one in reference.packages}
    work = [one for one in compliance_work(plan, reference) if isinstance(one, ExtraWork)]
    assert work
    for one in work:
        stages, held = STAGES[one.id]
        high = sum(load_.by_stage[stage].days_high for stage in stages)
        low = sum(load_.by_stage[stage].days_low for stage in stages)
        there = packages[held].effort["M"][1] if held else 0.0
        all_ = [days * (1 + one.sme) for days in one.effort]
        assert all_[2] == pytest.approx(max(high - there, 0.5), rel=0.02)
        assert all_[0] <= max(low, 0.5) + 0.5
        assert sum(one.roles.values()) == pytest.approx(1)


def test_what_is_the_lawyers_does_not_queue_before_the_team():
    """A class IIa device: years of paper, of which the team does a small part; the wait is what moves the date."""
    device = {"market": ["eu"], "estab": ["uk"], "ai": ["infers"], "role": ["provider_market"], "product": ["medical"]}
    before = {question: options for question, options in device.items() if question != "product"}
    without, with_ = (estimate(Plan(compliance={"answers": one}), draws=256) for one in (before, device))
    load_ = summary(device)
    weeks = (with_.months.p50 - without.months.p50) * 52 / 12
    assert weeks < load_.lead_weeks_high
    dearer = with_.cost.p50 - without.cost.p50
    days = load_.days_high + load_.days_unknown_high
    assert 0 < dearer < load_.fee_high + load_.fee_unknown_high + days * 600


def test_counsel_costs_what_counsel_costs():
    """The days of counsel are in the packages at the rate of business people; the rest of their price is bought."""
    answers = CASES["story-shop"]

    def bought(**more):
        plan = Plan(compliance={"answers": answers, **more}, team={"business_rate": 300})
        found = compliance_work(plan, load())
        return sum(one.amount[1] for one in found if isinstance(one, ExtraCost) and one.name.startswith("Legal"))

    assert bought() > 0
    assert bought(legal_rate=1300) == pytest.approx(2 * bought(legal_rate=800))
    assert bought(legal_rate=300) == bought(legal_rate=0) == 0
