"""What the numbers advise, held against the numbers themselves."""

import doctest

import pytest

from waybook import advice
from waybook.advice import advise
from waybook.estimate import estimate
from waybook.handouts import backlog, drawing, pictures, story, tasks
from waybook.handouts.project import ranges, schema
from waybook.handouts.steps import next_steps
from waybook.plan import Plan
from waybook.plan.fields import replaced
from waybook.reforecast import reforecast


@pytest.mark.parametrize("module", [advice, backlog, drawing, pictures, ranges, schema, story, tasks])
def test_examples_in_the_docstrings(module):
    assert doctest.testmod(module).failed == 0


def test_a_plan_without_benefit_is_told_to_measure_first(found):
    told = advise(found("empty"))
    assert told.kind == "measure"
    assert 0 < told.ask < found("empty").cost.p10


def test_a_sure_loss_that_nothing_cures_is_told_not_to_build(found):
    results = found("healthcare")
    told = advise(results)
    assert results.p_loss > 0.8
    assert told.kind == "stop"
    assert told.ask == 0
    assert told.sentence.startswith("Do not build")


def test_a_smaller_start_is_advised_where_it_is_worth_more(found):
    results = found("manufacturing")
    told = advise(results)
    assert told.kind == "smaller"
    assert told.sentence.startswith("Start smaller")
    assert told.ask < results.cost.p80


def test_a_plan_that_gains_as_often_as_asked_goes_ahead(found):
    plan = replaced(found("manufacturing").plan, "prototype.appetite", 0.5)
    results = estimate(plan, draws=1024)
    told = advise(results)
    assert told.kind == "go"
    assert told.ask == pytest.approx(results.cost.p80)
    assert told.until == pytest.approx(results.months.p80)
    strict = estimate(replaced(plan, "prototype.appetite", 0.95), draws=1024)
    assert advise(strict).kind != "go"


def test_work_that_has_begun_is_told_from_its_actuals(found):
    plan = found("customer_support_live").plan.model_copy(deep=True)
    plan.operation.live = None
    plan.operation.progress = plan.operation.progress[:12]
    plan.operation.months = [one for one in plan.operation.months if one.spent is not None][:5]
    plan.operation.as_of = plan.operation.months[-1].month
    results = estimate(plan, draws=1024)
    actual = reforecast(plan, results.reference)
    told = advise(results)
    assert told.kind == "go"
    assert told.actual.spent == pytest.approx(15500 + 17200 + 21900 + 24800 + 26400)
    assert told.ask == pytest.approx(actual.cost_p80 - actual.spent)
    assert told.sentence.startswith("Carry on: ")
    assert told.reasons[0].startswith("Spent £110k by 31 Mar 2026; as the work goes")
    plan.objectives.kpis = []
    told = advise(estimate(plan, draws=1024))
    assert (told.kind, told.ask, told.until) == ("measure", 0, 0)  # what Discovery takes is spent
    assert told.sentence == "Measure before more is spent: £110k is, and no benefit is counted"
    plan.operation.progress[0].package = "NOWHERE"
    assert advise(estimate(plan, draws=1024)).actual is None  # actuals that fit no package cannot be forecast from


def test_small_and_even_odds_buy_the_prototype_only(found):
    plan = found("manufacturing").plan.model_copy(deep=True)
    plan.architecture.size = "S"  # nothing smaller is left to try
    plan.prototype.appetite = 0.99
    for kpi in plan.objectives.kpis:
        kpi.unit_value = (kpi.unit_value or 0) * 0.55
    results = estimate(plan, draws=1024)
    told = advise(results)
    assert 0.2 < results.p_loss < 0.8
    assert told.kind in ("prove", "other")
    if told.kind == "prove":
        assert told.ask == pytest.approx(results.sunk_at_gate.p80)


def test_every_step_has_an_owner_and_findings_come_first(found):
    for name in ("empty", "healthcare"):
        steps = next_steps(found(name))
        assert len(steps) == 5
        assert all(step.what and step.why and step.owner for step in steps)
        assert len({step.what for step in steps}) == 5
    plan = found("healthcare").plan
    first = next_steps(found("healthcare"))[0]
    assert "loss" in first.why
    assert first.owner in (plan.objectives.sponsor, plan.objectives.process_owner)


def test_an_empty_plan_asks_for_the_first_gate():
    assert all("Gate 1" in step.why for step in next_steps(estimate(Plan(), draws=256)))
