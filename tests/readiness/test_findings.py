"""Each finding of the X-ray: it fires, it stays quiet on a plan in order, and its cure silences it."""

from typing import Any

import pytest

from tests.readiness.conftest import DRAWS, in_order, seen
from waybook.plan import Plan
from waybook.readiness import contract
from waybook.readiness.findings import findings
from waybook.readiness.rule import RULES
from waybook.readiness.sight import changed
from waybook.readiness.tables import finding_rules
from waybook.xray import sight

MISSING = {"state": "missing", "reason": ""}
KPI = {"name": "Contacts resolved without a person", "unit": "share"}


def lacking(*components: str) -> dict[str, Any]:
    return {f"architecture.components.{one}": MISSING for one in components}


def out(*packages: str) -> dict[str, Any]:
    return {f"estimates.packages.{one}.included": False for one in packages}


FAULTS: dict[str, dict[str, Any]] = {
    "M.1": {"objectives.target_users": ""},
    "M.2": out("E1", "E2", "E3", "E4", "E5", "E6", "E7"),
    "M.3": {"estimates.packages.E1.days": {"low": 2, "likely": 4, "high": 8}},
    "M.4": lacking("backend", "frontend", "sign_in"),
    "M.5": {
        "architecture.usage": {"users_now": 15, "users_year": 9000, "conversations": None},
        "architecture.availability": None,
    },
    "M.6": {"compliance.start_stage": "engineering"},
    "M.7": {"objectives.kpis": [KPI]},
    "M.8": {"team.run_owner": "", **lacking("monitoring")},
    "wish_undecided": {"objectives.later": [{"wish": "Which LLM should we use?"}]},
    "technology_first": {"objectives.statement": "Which LLM should we use?"},
    "objective_unfinished": {"objectives.statement": "Cut the time of [task] from [x] to [y] minutes a case"},
    "decision_without_objective": {"architecture.decisions": [{"choice": "Use a queue"}]},
    "no_sponsor": {"objectives.sponsor": ""},
    "sponsor_without_budget": {"objectives.sponsor_has_budget": "no"},
    "no_process_owner": {"objectives.process_owner": ""},
    "no_users": {"objectives.target_users": ""},
    "no_volume": {"objectives.kpis": [{**KPI, "baseline": 0.0, "target": 0.3}]},
    "no_alternative": {"objectives.alternative": ""},
    "largest_obstacle": {"readiness.data": 0},
    "data_unmeasured": {"data.measurements": []},
    "source_without_owner": {"data.sources[0].owner": ""},
    "rights_refused": {"data.sources[0].rights": "refused"},
    "history_short": {"data.history_needed_months": 60},
    "parts_missing": lacking("prompt_management"),
    "missing_group": lacking("monitoring", "logging", "observability"),
    "reason_missing": {"architecture.components.guardrails": {"state": "not_needed", "reason": ""}},
    "system_without_access": {"architecture.integrations[0].access": "no"},
    "heavy_approach": {"architecture.approach": "self_host", "architecture.size": "S"},
    "one_discipline": {"team.lines": [{"role": "AIE", "fte": 2}, {"role": "SWE", "fte": 2}]},
    "one_person": {"team.lines": [{"role": role, "fte": 0.5, "name": "Sam"} for role in ("AIE", "SWE", "PM", "DEV")]},
    "no_load_test": lacking("load_testing"),
    "slow_answers": {"architecture.latency_seconds": 1.0, **lacking("performance")},
    "no_recovery": out("G7"),
    "run_cost_zero": {"economics.run_budget_year": 0, "architecture.usage.turns": 0},
    "run_cost_over_budget": {"economics.run_budget_year": 40_000},
    "no_governance_owner": {"compliance.governance_owner": ""},
    "personal_data_unanswered": {"compliance.answers.pdata": ["none"]},
    "residency_open": {"architecture.residency": None},
    "no_human_review": {"architecture.human_review_share": 0},
    "no_evaluation": lacking("evaluation_set"),
    "no_user_test": out("P4"),
    "benefit_before_adoption": {"economics.ramp_months": {"low": 0.1, "likely": 0.3, "high": 1}},
    "certain_benefit": {"objectives.kpis[0].effect": {"low": 0.3, "likely": 0.3, "high": 0.3}},
    "no_training": lacking("change_training"),
    "guesses_apart": {"first_guess.months": 3, "first_guess.engineers_months": 9},
    "date_out_of_reach": {"economics.target_months": 1},
    "budget_out_of_reach": {"economics.budget": 10_000},
    "loss_likely": {"objectives.kpis[0].volume": 20_000},
    "years_short": {"economics.horizon_years": 1},
    "more_than_process": {"objectives.handling_minutes": 1},
    "guess_far": {"first_guess.months": 2},
    "ranges_as_typed": {
        "estimates.widening": 1,
        "estimates.packages.D1.days": {"low": 5, "likely": 7, "high": 9},
    },
    "points_on_model": {"readiness.points.model": 70},
    "prototype_is_product": {"architecture.prototype_reuse": 0.9},
    "no_scale_answer": {"architecture.scale_answer": "It will be fine"},
    "no_contract": {"prototype.signatures": [], "gates.signed": []},
    "moved_goalposts": {"prototype.hypotheses[0].threshold": 0.2},
    "no_run_budget": {"economics.run_budget_year": None},
    "bitten_before": {"readiness.bitten": ["R8"], "readiness.production": 1},
    "gate_order": {"gates.signed": [{"gate": 3, "by": "Ann", "on": "2026-01-01"}]},
    "gate_slipped": {"compliance.governance_owner": ""},
    "live_unwatched": {"operation.watches": []},
    "overrated": {"readiness.pairs.c6": 5, "compliance.start_stage": "engineering"},
    "off_range": {"operation.months[12].accuracy": 0.5},
}


def test_every_rule_has_a_condition_a_row_and_a_case(reference):
    assert set(RULES) == set(finding_rules(reference)) == set(FAULTS)
    assert len(RULES) >= 25


def test_an_approach_is_called_what_the_screen_calls_it():
    plan = Plan.model_validate({"architecture": {"approach": "rag"}})
    found = next(one for one in findings(sight(plan)) if one.id == "M.1")
    assert "Model with our documents (RAG)" in found.words


def test_a_plan_in_order_has_no_findings():
    assert [one.id for one in findings(seen(in_order()))] == []


@pytest.mark.parametrize("name", FAULTS)
def test_fires_and_is_silenced(name):
    bad = changed(in_order(), FAULTS[name])
    found = {one.id: one for one in findings(sight(bad, draws=DRAWS))}
    assert name in found, f"seen instead: {sorted(found)}"
    one = found[name]
    assert one.words
    assert one.words[0] == one.words[0].upper()
    assert one.cure, "nothing silences it"
    cured = changed(bad, one.cure)
    assert RULES[name](sight(cured, draws=DRAWS)) is None


@pytest.mark.parametrize("name", FAULTS)
def test_an_empty_plan_is_not_accused(name):
    assert RULES[name](seen(Plan())) is None


def test_repairs_only_write_what_nobody_else_has_to_know():
    """Names, baselines, results and access are answers of people: no repair invents them."""
    only_people = (
        "no_sponsor", "no_process_owner", "no_users", "M.7", "no_volume", "no_alternative", "no_governance_owner",
        "source_without_owner", "system_without_access", "data_unmeasured", "sponsor_without_budget", "no_contract",
        "loss_likely", "guesses_apart", "residency_open", "largest_obstacle", "history_short", "off_range",
        "live_unwatched", "bitten_before", "gate_order", "gate_slipped", "overrated", "no_scale_answer",
        "points_on_model", "guess_far", "wish_undecided",
    )  # fmt: skip
    for name in only_people:
        bad = changed(in_order(), FAULTS[name])
        seen_ = RULES[name](sight(bad, draws=DRAWS))
        assert seen_ is not None
        assert not seen_.repair, name


def test_places_are_fields_of_the_plan(reference):
    from waybook.plan.fields import note

    reasons = {reason.id for reason in reference.reasons}
    items = {item.id for item in reference.items}
    for row in finding_rules(reference).values():
        assert note(row.place).path == row.place
        assert row.reason in reasons
        assert set(row.items) <= items


def test_a_loss_that_comes_from_counting_too_few_years_is_not_held_against_the_project():
    short = {one.id for one in findings(seen(changed(in_order(), {"economics.horizon_years": 1})))}
    assert "years_short" in short
    assert "loss_likely" not in short


def test_a_second_signature_under_moved_terms_does_not_hide_the_move(good):
    import datetime as dt

    moved = changed(good, {"prototype.hypotheses[0].threshold": 0.2})
    again = contract.sign(moved, "Ann", dt.date(2026, 3, 1))
    assert contract.signed(again)
    assert any("threshold" in line for line in contract.moved(again))


@pytest.mark.parametrize(
    ("name", "part", "state", "reason"),
    [("parts_missing", "prompt_management", "missing", "The old one was switched off"),
     ("reason_missing", "guardrails", "not_needed", ""), ("slow_answers", "performance", "not_needed", "Few users")],
)  # fmt: skip
def test_putting_a_part_into_the_plan_keeps_what_was_said_of_it(name, part, state, reason):
    said = {"state": state, "reason": reason, "reliable": "weak", "scalable": "strong"}
    bad = changed(in_order(), {"architecture.latency_seconds": 1.0, f"architecture.components.{part}": said})
    found = RULES[name](sight(bad, draws=DRAWS))
    assert found is not None
    repaired = changed(bad, found.repair).architecture.components[part].model_dump()
    assert {field: repaired[field] for field in said} == {**said, "state": "planned"}
