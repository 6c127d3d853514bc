"""The five gates: every criterion is met, not met and repaired; signing, blocking, reopening."""

import datetime as dt
from typing import Any

import pytest

from tests.readiness.conftest import DRAWS, in_order, seen
from waybook.plan import Plan
from waybook.readiness import gates
from waybook.readiness.gate_checks import CHECKS
from waybook.readiness.sight import changed
from waybook.readiness.tables import tables
from waybook.xray import sight

DAY = dt.date(2026, 11, 1)
MISSING = {"state": "missing", "reason": ""}

# For each check, a change that breaks it on a plan in order.
BREAKS: dict[str, dict[str, Any]] = {
    "process_owned": {"objectives.process_owner": ""},
    "result_first": {"objectives.statement": "Implement AI"},
    "kpi_complete": {"objectives.kpis[0].measured_by": ""},
    "volume_known": {"objectives.bottleneck": ""},
    "sources_owned": {"data.sources[1].owner": ""},
    "sponsor_pays": {"objectives.sponsor_has_budget": "no"},
    "alternative_known": {"objectives.alternative_cost": None},
    "approach_chosen": {"architecture.size": None},
    "decisions_serve": {"architecture.decisions[0].objective": ""},
    "wishes_decided": {"objectives.later": [{"wish": "Which LLM should we use?"}]},
    "systems_listed": {"architecture.integrations[0].owner": ""},
    "load_known": {"architecture.availability": None},
    "duties_known": {"compliance.answers.role": ["unknown"]},
    "governance_owned": {"compliance.governance_owner": ""},
    "team_filled": {"team.lines": [{"role": "SWE", "fte": 2}]},
    "contract_signed": {"prototype.signatures": []},
    "engineering_estimated": {"estimates.packages.E2.included": False},
    "verdict_problem": {"prototype.outcomes[0].successes": 10},
    "verdict_users": {"prototype.outcomes[1].successes": 10},
    "verdict_data": {"prototype.outcomes[2].successes": 10},
    "verdict_value": {"prototype.appetite": 0.99},
    "decision_made": {"prototype.decision": "kill"},
    "reuse_known": {"architecture.prototype_reuse": 0.8},
    "scale_answered": {"architecture.scale_answer": "Well"},
    "trap_architecture": {"architecture.decisions": []},
    "trap_engineers": {"team.lines": [{"role": "SWE", "fte": 2}]},
    "trap_integration": {"architecture.integrations[0].access": "asked"},
    "trap_run_cost": {"economics.run_budget_year": 1000},
    "trap_governance": {"compliance.governance_owner": ""},
    "trap_monitoring": {"team.run_owner": ""},
    "trap_kpis": {"objectives.kpis[0].target": None},
    "trap_sponsor": {"objectives.review_cadence": "none"},
    "groups_planned": {f"architecture.components.{one}": MISSING for one in ("monitoring", "logging", "observability")},
    "security_in_engineering": {"compliance.start_stage": "engineering"},
    "part_there": {"architecture.components.monitoring": MISSING},
    "checklist_objective": {"objectives.target_users": ""},
    "checklist_kpis": {"objectives.kpis[0].baseline": None},
    "checklist_data": {"readiness.data": 1},
    "checklist_cloud": {"architecture.components.load_testing": MISSING},
    "checklist_security": {"architecture.components.security_review": MISSING},
    "checklist_monitoring": {"architecture.components.logging": MISSING},
    "checklist_review": {"architecture.review_minutes": None},
    "checklist_cost": {"economics.run_budget_year": None},
    "checklist_recovery": {"estimates.packages.G7.included": False},
    "checklist_optimisation": {"team.run_owner": ""},
    "latency_set": {"architecture.latency_seconds": None},
    "accuracy_held": {"operation.months[12].accuracy": 0.4},
    "sector_answered": {"compliance.answers.sector": ["unknown"]},
}


def test_every_check_is_used_and_has_a_case():
    used = {one.check for one in tables().criteria if one.check}
    assert used == set(CHECKS) == set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_each_check_holds_and_breaks(name):
    criterion = next(one for one in tables().criteria if one.check == name)
    whole, broken = seen(in_order()), sight(changed(in_order(), BREAKS[name]), draws=DRAWS)
    assert CHECKS[name](whole, criterion) is True
    assert CHECKS[name](broken, criterion) is not True
    if criterion in gates.criteria_of(whole, criterion.gate):
        state = next(one for one in gates.gate_state(broken, criterion.gate).criteria if one.criterion is criterion)
        assert not state.done
        assert criterion.id in {one.criterion.id for one in gates.gate_state(broken, criterion.gate).lost}


def test_a_question_that_the_answers_skip_is_not_missing():
    criterion, plan = next(one for one in tables().criteria if one.check == "duties_known"), in_order()
    assert "annex3" not in plan.compliance.answers
    assert CHECKS["duties_known"](seen(plan), criterion) is True
    for change in ({"market": ["uk", "eu"]}, {"market": ["uk", "unknown"]}, {"estab": []}):
        asked = changed(plan, {f"compliance.answers.{name}": chosen for name, chosen in change.items()})
        assert CHECKS["duties_known"](seen(asked), criterion) is False


def test_the_checklist_is_the_last_gate(reference):
    last = {one.item for one in tables().criteria if one.gate == gates.LAST}
    assert {one.id for one in reference.checklist} <= last
    by_item = {one.item: one for one in tables().criteria if one.gate == gates.LAST}
    for row in reference.checklist:
        assert (by_item[row.id].name, by_item[row.id].role) == (row.name, row.owner)


def test_criteria_name_things_that_exist(reference):
    from waybook.plan.fields import note

    items, roles = {one.id for one in reference.items}, {one.id for one in reference.roles}
    components = {one.id for one in reference.components}
    for one in tables().criteria:
        assert one.item in items
        assert one.role in roles
        assert not one.component or one.component in components
        assert not one.place or note(one.place).path == one.place
        assert (one.check != "") == (one.proof != "evidence")
        assert one.id == f"g{one.gate}_{one.item.replace('.', '_')}"


def test_a_finished_example_passes_every_gate(good):
    assert [gate.state for gate in gates.gate_states(seen(good))] == ["signed"] * 5


def test_an_empty_plan_passes_none():
    states = gates.gate_states(seen(Plan()))
    assert [gate.state for gate in states] == ["open"] * 5
    assert all(gate.open for gate in states)


def without_signatures(plan: Plan, **more: Any) -> Plan:
    return changed(plan, {"gates.signed": [], "gates.reopened": [], **more})


def evidence(**fields: Any) -> dict[str, Any]:
    return {"gates.criteria.g4_R8_2": {"state": "met", "owner": "Ann", "evidence": "Dashboard", **fields}}


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({}, "passed", "Dashboard"),
        ({"state": "open"}, "open", "Asked for"),
        ({"evidence": ""}, "open", "without evidence"),
        ({"owner": ""}, "open", "without an owner"),
        ({"state": "failed", "note": "No alarm came"}, "failed", "No alarm came"),
        ({"state": "waived", "note": "Bought service"}, "waived", "Bought service"),
        ({"state": "waived"}, "open", "without a reason"),
    ],
)
def test_what_counts_as_evidence(good, fields, state, words):
    found = gates.gate_state(sight(changed(good, evidence(**fields)), draws=DRAWS), 4)
    one = next(each for each in found.criteria if each.criterion.item == "R8.2")
    assert one.state == state
    assert words in one.words


def test_evidence_does_not_outvote_the_plan(good):
    plan = changed(good, {**evidence(), "architecture.components.monitoring": MISSING})
    one = next(each for each in gates.gate_state(seen(plan), 4).criteria if each.criterion.item == "R8.2")
    assert (one.state, "although it is marked as met" in one.words) == ("failed", True)


def test_blocking_refuses_and_warning_records(good):
    open_ = without_signatures(good, **{"objectives.process_owner": "", "gates.strictness": "block"})
    with pytest.raises(gates.GateError, match="Gate 1 has 1 open criteria; the first is 'Problem and process'"):
        gates.sign(seen(open_), 1, "Ann", DAY)
    warned = gates.sign(seen(changed(open_, {"gates.strictness": "warn"})), 1, "Ann", DAY)
    assert warned.gates.signed[0].still_open == ["g1_F1_1"]
    assert gates.gate_state(seen(warned), 1).state == "signed"


def test_blocking_keeps_the_order(good):
    plan = without_signatures(good, **{"gates.strictness": "block"})
    with pytest.raises(gates.GateError, match="Gate 1 comes first"):
        gates.sign(seen(plan), 2, "Ann", DAY)
    plan = gates.sign(seen(plan), 1, "Ann", DAY)
    assert gates.gate_state(seen(gates.sign(seen(plan), 2, "Ann", DAY)), 2).state == "signed"


def test_a_signature_needs_a_name_and_is_given_once(good):
    with pytest.raises(gates.GateError, match="who signs"):
        gates.sign(seen(without_signatures(good)), 1, " ", DAY)
    with pytest.raises(gates.GateError, match="signed already"):
        gates.sign(seen(good), 1, "Ann", DAY)


def test_reopening_needs_a_name_and_a_reason(good):
    for by, reason, words in (("", "x", "who reopens"), ("Ann", " ", "needs a reason")):
        with pytest.raises(gates.GateError, match=words):
            gates.reopen(good, 5, by, reason, DAY)
    opened = gates.reopen(good, 5, "Ann", "Accuracy fell below 90%", DAY)
    state = gates.gate_state(seen(opened), 5)
    assert state.signed is None
    assert state.reopened is not None
    assert state.reopened.reason == "Accuracy fell below 90%"
    with pytest.raises(gates.GateError, match="not signed"):
        gates.reopen(opened, 5, "Ann", "again", DAY)
    again = gates.sign(seen(opened), 5, "Ann", DAY)
    assert gates.gate_state(seen(again), 5).state == "signed"


def test_a_reopened_gate_that_is_not_ready_says_so(good):
    opened = gates.reopen(good, 4, "Ann", "Monitoring was switched off", DAY)
    broken = changed(opened, {"gates.criteria.g4_R8_2.state": "open"})
    assert gates.gate_state(seen(broken), 4).state == "reopened"


def test_a_signed_gate_that_slips_is_seen(good):
    slipped = gates.gate_state(seen(changed(good, {"gates.criteria.g5_CL_9.state": "failed"})), 5)
    assert slipped.state == "slipped"
    assert [one.criterion.item for one in slipped.lost] == ["CL.9"]


def test_criteria_follow_industry_and_parts(good):
    here = {one.item for one in gates.criteria_of(seen(good), 5)}
    there = {one.item for one in gates.criteria_of(seen(changed(good, {"industry": "healthcare"})), 5)}
    assert there - here == {"IN3.5", "IN3.6"}
    bought = changed(good, {"architecture.components.performance": {"state": "not_needed", "reason": "No hurry"}})
    assert "R8.7" not in {one.item for one in gates.criteria_of(seen(bought), 4)}


def test_there_is_no_sixth_gate(good):
    with pytest.raises(KeyError):
        gates.gate_state(seen(good), 6)


def test_annex_3_is_asked_for_only_where_it_can_be_answered(good):
    def duties(**answers: list[str]) -> str:
        plan = changed(good, {f"compliance.answers.{name}": value for name, value in answers.items()})
        return next(one.state for one in gates.gate_state(seen(plan), 2).criteria if one.criterion.item == "F2.4")

    assert "annex3" not in good.compliance.answers
    assert duties() == "passed"
    assert duties(market=["uk", "eu"]) != "passed"
    assert duties(market=["uk", "eu"], annex3=["none"]) == "passed"


def test_a_form_that_nobody_filled_in_is_no_objective(good):
    plan = changed(good, {"objectives.statement": "Cut the time of [task] from [x] to [y] minutes a case by [date]"})
    states = {one.criterion.item: one.state for n in (1, 5) for one in gates.gate_state(seen(plan), n).criteria}
    assert states["F1.2"] == states["CL.1"] == "failed"
