"""A technology asked for before the result is put off, not lost, and is due again at its stage."""

import datetime as dt

import pytest

from tests.readiness.conftest import in_order, seen
from waybook.plan import Plan
from waybook.readiness.gates import gate_state
from waybook.readiness.sight import changed
from waybook.readiness.wishes import due, put_off
from waybook.readiness.wording import technology_first

ASKED = "Should we integrate ChatGPT?"
TODAY = dt.date(2027, 1, 4)


def asked() -> Plan:
    plan = changed(Plan(), {"objectives.statement": ASKED})
    caught = technology_first(ASKED, plan)
    assert caught is not None
    return changed(plan, put_off(plan, caught, TODAY))


def test_the_sentence_is_kept_with_its_day_and_its_stage():
    plan = asked()
    (wish,) = plan.objectives.later
    assert (wish.wish, wish.noted, wish.stage, wish.decided) == (ASKED, TODAY, "strategy", "")
    assert technology_first(plan.objectives.statement) is None


def test_the_same_sentence_is_kept_once():
    again = changed(asked(), {"objectives.statement": ASKED})
    caught = technology_first(ASKED, again)
    assert caught is not None
    assert len(changed(again, put_off(again, caught, TODAY)).objectives.later) == 1


def test_it_is_due_once_an_approach_is_chosen():
    assert due(seen(asked())) == []
    assert [one.wish for one in due(seen(asked(), architecture__approach="rag"))] == [ASKED]


@pytest.mark.parametrize(("stage", "come"), [("strategy", True), ("production", True), ("optimisation", False)])
def test_a_later_stage_comes_with_the_gate_before_it(stage, come):
    wish = {"wish": ASKED, "stage": stage}
    signed = [{"gate": gate, "by": "Ann", "on": "2027-01-04"} for gate in (1, 2, 3, 4)]
    plan = changed(in_order(), {"objectives.later": [wish], "gates.signed": signed})
    assert bool(due(seen(plan))) is come
    decided = changed(plan, {"objectives.later[0].decided": "No"})
    assert due(seen(decided)) == []


@pytest.mark.parametrize(("stage", "decided", "met"), [
    ("strategy", "", False), ("strategy", "No: it gains nothing", True), ("optimisation", "", True),
])  # fmt: skip
def test_strategy_is_not_left_with_a_wish_undecided(stage, decided, met):
    plan = changed(in_order(), {"objectives.later": [{"wish": ASKED, "stage": stage, "decided": decided}]})
    criteria = {one.criterion.id: one.done for one in gate_state(seen(plan), 2).criteria}
    assert criteria["g2_R1_2"] is met
