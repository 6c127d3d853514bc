"""The X-ray of whole plans: a naive one, finished ones, and what each finding costs."""

import json
from functools import cache

import pytest

from tests.readiness.conftest import DATA, DRAWS, plan_file
from waybook.cli import main
from waybook.estimate import estimate
from waybook.plan import Plan, read, write
from waybook.readiness.findings import findings
from waybook.readiness.sight import changed
from waybook.xray import Priced, sight, x_ray

EXAMPLES = ("customer_support", "customer_support_live", "financial_services", "healthcare", "manufacturing", "retail")

# Why each finding on the naive plan is true: what the plan itself holds, said without the rules.
TRUE_BECAUSE = {
    "M.1": lambda p: p.architecture.model and not p.objectives.process,
    "M.3": lambda p: p.estimates.packages["E1"].days.likely <= 1,
    "M.4": lambda p: {p.architecture.components[c].state for c in ("monitoring", "logging", "test_suite")}
    == {"missing"},
    "M.6": lambda p: p.compliance.start_stage == "engineering",
    "M.7": lambda p: p.objectives.kpis[0].baseline is None,
    "M.8": lambda p: not p.team.run_owner,
    "technology_first": lambda p: "ChatGPT" in p.objectives.statement,
    "decision_without_objective": lambda p: not p.architecture.decisions[0].objective,
    "no_sponsor": lambda p: not p.objectives.sponsor,
    "sponsor_without_budget": lambda p: p.objectives.sponsor_has_budget == "no",
    "no_process_owner": lambda p: not p.objectives.process_owner,
    "no_users": lambda p: not p.objectives.target_users,
    "no_volume": lambda p: p.objectives.kpis[0].volume is None,
    "no_alternative": lambda p: not p.objectives.alternative,
    "largest_obstacle": lambda p: p.data.completeness == p.data.structure == "poor",
    "data_unmeasured": lambda p: not p.data.measurements,
    "source_without_owner": lambda p: not p.data.sources[0].owner,
    "history_short": lambda p: p.data.history_months < p.data.history_needed_months,
    "parts_missing": lambda p: "missing" in {c.state for c in p.architecture.components.values()},
    "missing_group": lambda p: {p.architecture.components[c].state for c in ("monitoring", "logging", "observability")}
    == {"missing"},
    "system_without_access": lambda p: p.architecture.integrations[0].access == "no",
    "one_discipline": lambda p: {line.role for line in p.team.lines} == {"AIE", "SWE", "DEV"},
    "one_person": lambda p: {line.name for line in p.team.lines} == {"Sam"},
    "no_load_test": lambda p: p.architecture.usage.users_launch == 5000,
    "slow_answers": lambda p: p.architecture.latency_seconds <= 1,
    "no_recovery": lambda p: p.architecture.components["disaster_recovery"].state == "missing",
    "run_cost_zero": lambda p: p.architecture.cloud_month.high == 0,
    "no_governance_owner": lambda p: not p.compliance.governance_owner,
    "personal_data_unanswered": lambda p: p.data.sources[0].sensitivity == "personal"
    and p.compliance.answers["pdata"] == ["none"],
    "residency_open": lambda p: p.architecture.residency is None,
    "no_human_review": lambda p: p.architecture.human_review_share == 0,
    "no_evaluation": lambda p: p.architecture.components["evaluation_set"].state == "missing",
    "no_user_test": lambda p: not p.estimates.packages["P4"].included,
    "benefit_before_adoption": lambda p: p.economics.ramp_months.likely < 0.5,
    "no_training": lambda p: p.architecture.components["change_training"].state == "missing",
    "guesses_apart": lambda p: p.first_guess.engineers_months >= 2 * p.first_guess.months,
    "guess_far": lambda p: p.first_guess.cost <= 5000,
    "date_out_of_reach": lambda p: p.economics.target_months < 1,
    "budget_out_of_reach": lambda p: p.economics.budget <= 5000,
    "ranges_as_typed": lambda p: p.estimates.widening == 1 and not p.estimates.past_projects,
    "points_on_model": lambda p: p.readiness.points.model == 80,
    "prototype_is_product": lambda p: p.architecture.prototype_reuse == 1,
    "no_scale_answer": lambda p: not p.architecture.scale_answer,
    "no_contract": lambda p: not p.prototype.signatures,
    "bitten_before": lambda p: p.readiness.bitten == ["R8"] and p.architecture.production_from_start == "no",
    "overrated": lambda p: p.readiness.pairs.c1 == 4,
}  # fmt: skip


def found(plan: Plan) -> dict[str, Priced]:
    return {one.finding.id: one for one in _found(write(plan))}


@cache
def _found(text: str) -> list[Priced]:
    return x_ray(read(text), draws=DRAWS)


def test_a_chatbot_by_friday_shows_many_findings_and_none_is_false(naive):
    ids = list(found(naive))
    assert len(ids) >= 15
    for name in ids:
        assert name in TRUE_BECAUSE, f"no reason is given why {name} is true"
        assert TRUE_BECAUSE[name](naive), name


def test_clicking_every_repair_leaves_only_what_people_have_to_answer(naive):
    plan = naive
    for _ in range(60):
        repair = next((one for one in findings(sight(plan, draws=16)) if one.repair), None)
        if repair is None:
            break
        plan = changed(plan, repair.repair)
    left = findings(sight(plan, draws=16))
    assert not [one.id for one in left if one.repair]
    assert len(left) < len(findings(sight(naive, draws=16))) - 15


def test_one_click_is_enough_for_each_repair(naive):
    for one in findings(sight(naive, draws=16)):
        if one.repair:
            left = {again.id for again in findings(sight(changed(naive, one.repair), draws=16))}
            assert one.id not in left, one.id


@pytest.mark.parametrize("name", EXAMPLES)
def test_finished_examples_have_few_findings(name):
    ids = list(found(plan_file(f"examples/{name}")))
    assert 1 <= len(ids) <= 9, ids


def test_examples_have_different_findings():
    sets = {name: frozenset(found(plan_file(f"examples/{name}"))) for name in EXAMPLES}
    assert len(set(sets.values())) == len(EXAMPLES)


def test_errors_come_first_and_the_dearest_first_among_them(naive):
    order = list(found(naive).values())
    ranks = [("error", "warning", "note").index(one.finding.rule.severity) for one in order]
    assert ranks == sorted(ranks)
    errors = [
        one.price.cost
        for one in order
        if one.finding.rule.severity == "error" and one.price and not one.finding.rule.terms
    ]
    assert errors == sorted(errors, reverse=True)


def test_terms_that_cannot_be_kept_stand_before_what_has_a_price(naive):
    order = list(found(changed(naive, {"economics.run_budget_year": 1.0})).values())
    terms = {"error": ["date_out_of_reach", "budget_out_of_reach"], "warning": ["run_cost_over_budget"]}
    for severity, wanted in terms.items():
        first = [one for one in order if one.finding.rule.severity == severity]
        assert [one.finding.id for one in first[: len(wanted)]] == wanted
        assert not any(one.price.moves for one in first[: len(wanted)])
        assert first[len(wanted)].price.cost > 1000


def test_the_price_is_the_difference_to_the_repaired_plan(naive):
    one = found(naive)["M.6"]
    now = estimate(naive, draws=DRAWS)
    then = estimate(changed(naive, one.finding.repair), draws=DRAWS)
    assert one.price is not None
    assert one.price.cost == pytest.approx(now.cost.p80 - then.cost.p80)
    assert one.price.run == pytest.approx(now.run_cost_year.p80 - then.run_cost_year.p80)
    assert one.price.weeks > 4


def test_a_plan_that_cannot_be_estimated_is_still_examined(naive):
    broken = changed(naive, {"estimates.packages.E2.depends_on": ["E2"]})
    ids = {one.finding.id: one.price for one in x_ray(broken, draws=16)}
    assert "technology_first" in ids
    assert set(ids.values()) == {None}


NAIVE = str(DATA / "examples_naive/chatbot_by_friday.json")


def test_the_command_line_says_it_too(capsys):
    assert main(["xray", NAIVE, "--strict"]) == 1
    words = capsys.readouterr().out
    assert "ERROR M.6: Security and compliance added at the end [+" in words
    assert "Gate 1, Discovery to Strategy: open" in words
    assert "Pilot traps closed: 0 of 8" in words
    assert main(["xray", str(DATA / "examples/customer_support_live.json"), "--strict", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [gate["state"] for gate in document["gates"]] == ["signed"] * 5


def test_a_file_that_is_no_plan_is_one_sentence(tmp_path, capsys):
    (tmp_path / "odd.json").write_text("[]")
    assert main(["xray", str(tmp_path / "odd.json")]) == 1
    assert "not a Waybook plan" in capsys.readouterr().err
