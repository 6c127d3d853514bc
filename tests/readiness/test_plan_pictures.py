"""Pilot traps, pairs, the iceberg, next actions: what the answers place."""

import pytest

from tests.readiness.conftest import in_order, plan_file, seen
from waybook.model.component_states import state_of
from waybook.plan import Plan
from waybook.readiness.actions import next_actions
from waybook.readiness.components import below_water, iceberg, open_parts
from waybook.readiness.pairs import PLACES, pairs
from waybook.readiness.sight import changed
from waybook.readiness.traps import CHECKS, traps
from waybook.xray import axes, sight, weakest

MISSING = {"state": "missing", "reason": ""}
OPENS = {
    "PT.2": {"architecture.decisions": []},
    "PT.3": {"team.lines": [{"role": "SWE", "fte": 2}]},
    "PT.4": {"architecture.integrations[0].owner": ""},
    "PT.5": {"economics.run_budget_year": 1000},
    "PT.6": {"compliance.governance_owner": ""},
    "PT.7": {"architecture.components.monitoring": MISSING},
    "PT.8": {"objectives.kpis[0].baseline": None},
    "PT.9": {"objectives.sponsor": ""},
}
FAILS = {
    "C.1": {"objectives.statement": "Implement AI"},
    "C.2": {"objectives.kpis[0].baseline": None},
    "C.3": {"data.completeness": "poor", "data.uniqueness": "poor", "data.structure": "poor"},
    "C.4": {f"architecture.components.{one}": MISSING for one in ("backend", "frontend", "sign_in", "monitoring")},
    "C.5": {f"architecture.components.{one}": MISSING for one in ("monitoring", "logging")},
    "C.6": {"compliance.start_stage": "engineering"},
    "C.7": {"architecture.production_from_start": "no"},
    "C.8": {"team.run_owner": "", "economics.run_budget_year": None, "operation.activities": {}},
}


def test_all_eight_traps_and_pairs_are_there(reference):
    assert {one.id for one in reference.traps} == set(CHECKS) == set(OPENS)
    assert {one.id for one in reference.pairs} == set(PLACES) == set(FAILS)


def test_a_plan_in_order_has_closed_all_traps():
    assert [one.trap.id for one in traps(seen(in_order())) if one.closed is not True] == []


@pytest.mark.parametrize("name", OPENS)
def test_each_trap_opens(name):
    found = {one.trap.id: one for one in traps(seen(changed(in_order(), OPENS[name])))}
    assert found[name].closed is False
    assert found[name].words


def test_an_empty_plan_does_not_claim_to_be_safe():
    assert not any(one.closed for one in traps(seen(Plan())))


@pytest.mark.parametrize("name", FAILS)
def test_each_pair_moves_towards_failure(name):
    good = {one.pair.id: one.place for one in pairs(seen(in_order()))}
    bad = {one.pair.id: one.place for one in pairs(seen(changed(in_order(), FAILS[name])))}
    assert good[name] is not None
    assert bad[name] is not None
    assert 1 <= bad[name] < good[name] <= 5
    assert {one.pair.id: one.believed for one in pairs(seen(in_order()))}["C.1"] == 2


def test_pairs_of_an_empty_plan_are_not_placed():
    assert [one.place for one in pairs(seen(Plan()))] == [None] * 8


def test_the_iceberg_adds_up_and_most_of_it_is_below_water():
    see = seen(in_order())
    assert see.numbers is not None
    layers = iceberg(see, see.numbers.days)
    assert sum(one.share for one in layers) == pytest.approx(1)
    assert sum(one.days for one in layers) == pytest.approx(sum(see.numbers.days.values()))
    assert len(layers) == 1 + 11 + 5
    assert all(one.days >= 0 for one in layers)
    assert 0.5 < below_water(layers) < 0.95


def test_a_part_that_exists_leaves_the_iceberg():
    see = seen(changed(in_order(), {"architecture.components.backend": {"state": "exists", "reason": "Platform"}}))
    assert see.numbers is not None
    part = next(one for one in iceberg(see, see.numbers.days) if one.id == "backend")
    assert (part.days, part.state) == (0, "exists")
    assert iceberg(see, {}) == []


def test_components_are_sorted_by_state():
    found = open_parts(seen(plan_file("examples_naive/chatbot_by_friday")))
    assert "monitoring" in found["missing"]
    assert "backend" in found["planned"]


@pytest.mark.parametrize("name", ["examples/customer_support_live", "examples_naive/chatbot_by_friday"])
def test_the_model_and_the_rules_agree_on_components(name, reference):
    plan = plan_file(name)
    see = sight(plan, draws=2)
    for part in reference.components:
        assert state_of(plan, part) == see.state(part.id)


def test_the_weakest_axis_says_what_it_costs():
    plan = changed(in_order(), {"readiness.engineering": 0})
    found = axes(plan, draws=256)
    lowest = weakest(found)
    assert lowest is not None
    assert (lowest.reason, lowest.level, lowest.given) == ("R3", 0, True)
    assert lowest.price is not None
    assert lowest.price.cost > 0
    assert lowest.price.weeks > 0
    assert len(found) == 8
    assert weakest(axes(Plan(), draws=16)) is None or weakest(axes(Plan(), draws=16)).level is not None  # type: ignore[union-attr]


def test_next_actions_begin_where_least_is_known():
    actions = next_actions(seen(changed(in_order(), {"readiness.infrastructure": 0})))
    assert actions[0].item == "Q.13"
    assert {one.item for one in actions} == {f"Q.{number}" for number in range(10, 17)}
    assert all(one.open for one in next_actions(seen(Plan())))
