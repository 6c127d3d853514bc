"""Every item of the framework does something: flipping what it drives changes a result, a gate or a finding.

The targets of `data/traceability.csv` are flipped one by one on real plans and the whole outcome is compared: simulated
numbers, findings, gates, traps, pairs, principles, verdict, run calendar.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from tests.readiness.conftest import in_order, plan_file, seen
from waybook.approaches import weigh
from waybook.compliance import rule_book
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.model.scenarios import variants, varied
from waybook.plan import Plan, Range, read, write
from waybook.plan.fields import get, note, replaced
from waybook.plan.readiness import REASONS
from waybook.readiness.actions import next_actions
from waybook.readiness.findings import findings
from waybook.readiness.gates import GATES, GateError, gate_state, gate_states, sign
from waybook.readiness.items import Dead, items_report, problem
from waybook.readiness.items import shown as shown_in
from waybook.readiness.pairs import pairs
from waybook.readiness.principles import principles
from waybook.readiness.rule import RULES
from waybook.readiness.run import calendar
from waybook.readiness.sight import Sight, changed
from waybook.readiness.starting import starting_plan, use_cases_of
from waybook.readiness.tables import Criterion, tables
from waybook.readiness.traps import traps
from waybook.readiness.verdict import decide
from waybook.reference import Reference, load
from waybook.xray import simulated

DRAWS = 16
TARGETS = sorted({target for trace in load().traceability for target in trace.targets})
WEIGHTS = "architecture.weights."


def of(kind: str) -> list[str]:
    """Names of all targets of a kind."""
    return [target.partition(":")[2] for target in TARGETS if target.startswith(f"{kind}:")]


REFUSED = ("refused",)


def outcome(plan: Plan, reference: Reference | None = None) -> tuple[Any, ...]:
    """Everything a plan leads to, as one comparable value: numbers, places and states, never words or names.

    A screen that merely repeats what was typed is no outcome, and neither is a plan that cannot be estimated.
    """
    return _outcome(write(plan)) if reference is None else _worked_out(plan, reference)


def _signable(see: Sight, number: int) -> bool:
    try:
        sign(see, number, "Ann", dt.date(2027, 1, 4))
    except GateError:
        return False
    return True


@cache
def _outcome(text: str) -> tuple[Any, ...]:
    return _worked_out(read(text), load())


def _worked_out(plan: Plan, reference: Reference) -> tuple[Any, ...]:
    try:
        found = estimate(plan, reference, DRAWS)
    except PlanProblem:
        return REFUSED
    numbers = simulated(found)
    worth = (*found.samples("npv"), *found.samples("build_cost"), *found.samples("go_live"))
    see = Sight(plan, reference, numbers)
    decision = decide(plan, numbers.p_gain)
    return (
        tuple(f"{one:.6g}" for one in worth),
        f"{numbers.run_p80:.6g} {numbers.p_on_time} {numbers.p_on_budget}",
        tuple((one.id, tuple(sorted(one.cure))) for one in findings(see)),
        tuple((gate.state, tuple((one.name, one.state) for one in gate.criteria)) for gate in gate_states(see)),
        tuple(one.closed for one in traps(see)),
        tuple(one.place for one in pairs(see)),
        tuple(one.shown for one in principles(see)),
        tuple((one.item, one.level) for one in next_actions(see)),
        (decision.advice, tuple(one.ruling for one in decision.verdicts)),
        tuple(_signable(Sight(changed(plan, {"gates.signed": []}), reference, numbers), number) for number in GATES),
        tuple((one.days, one.every) for one in calendar(plan, reference, dt.date(2027, 1, 4))),
    )


def bases() -> Iterator[Plan]:
    """Plans on which an answer may matter: in order, planned, naive, just begun, empty."""
    yield plan_file("examples/customer_support_live")
    yield changed(plan_file("examples/customer_support"), {f"readiness.{field}": None for field in REASONS.values()})
    yield plan_file("examples_naive/chatbot_by_friday")
    yield starting_plan("retail", "retail_search", dt.date(2027, 1, 4))
    yield Plan(start=dt.date(2027, 1, 4))
    other = {
        "objectives.handling_minutes": None,
        "objectives.steps": [{"name": "Answer", "minutes": 1.0}],
        "architecture.accepted_errors": 0.05,
        "architecture.error_cost": 2.0,
        "architecture.components": {
            one: {"state": "planned"} for one in ("security_controls", "disaster_recovery", "load_testing", "frontend")
        },
        "objectives.later": [{"wish": "Which LLM should we use?"}],
    }
    yield changed(plan_file("examples/customer_support_live"), other)


def flips(plan: Plan, path: str) -> Iterator[Any]:
    """Other values of a field, by its kind."""
    field, now = note(path), get(plan, path)
    kind = field.kind
    if get_origin(kind) is Literal:
        yield from (choice for choice in get_args(kind) if choice != now)
    elif kind is bool:
        yield not now
    elif kind in (int, float):
        top, bottom = field.bounds.get("le", 1e9), field.bounds.get("ge", 0 if "gt" not in field.bounds else 0.5)
        near = max(bottom, min(top, 1.0 if now is None else now / 6))
        for value in (bottom, near, top if top < 1e4 else 50_000, None if field.optional else bottom):
            if value != now:
                yield None if value is None else kind(value)
    elif kind is str:
        yield "" if now else "anthropic/claude-sonnet-4-5" if path == "architecture.model" else "Something 1"
    elif kind is Range:
        # A share cannot be as wide as days or money.
        yield from ([{"low": 1.0, "likely": 2.0, "high": 30_000.0}, {"low": 0.2, "likely": 0.4, "high": 0.6}]
                    if now is None else [None])  # fmt: skip
    elif kind is dt.date:
        yield "2031-01-06"
    elif now:
        yield type(now)()
    elif get_origin(kind) is dict:
        yield {"monitoring": {"state": "missing"}} if path == "architecture.components" else {"pdata": ["special"]}
    else:
        yield from ()


@pytest.mark.parametrize("path", [path for path in of("plan") if not path.startswith(WEIGHTS)])
def test_flipping_the_answer_changes_something(path):
    for base in bases():
        try:
            get(base, path)
        except KeyError:
            continue  # this plan has no such row
        before = outcome(base)
        if any(outcome(replaced(base, path, value)) not in (before, REFUSED) for value in flips(base, path)):
            return
    pytest.fail(f"no answer to {path} changes anything")


def test_words_and_names_are_no_outcome():
    """What the flips must not be satisfied by: a title, a comment, another name in the place of a name."""
    plan = in_order()
    for path in ("name", "organisation", "objectives.sponsor", "team.run_owner", "compliance.purpose_text"):
        assert outcome(replaced(plan, path, "Somebody else")) == outcome(plan), path


@pytest.mark.parametrize("name", [path.removeprefix(WEIGHTS) for path in of("plan") if path.startswith(WEIGHTS)])
def test_a_weight_moves_the_score_of_the_approaches(name):
    plan = plan_file("examples/customer_support")
    few, many = (weigh(replaced(plan, f"architecture.weights.{name}", weight), draws=DRAWS) for weight in (0, 5))
    assert [(one.approach, one.score) for one in few] != [(one.approach, one.score) for one in many]
    assert [one.scores for one in few if one.approach == "rag"] == [one.scores for one in many if one.approach == "rag"]


@pytest.mark.parametrize("name", of("scenario"))
def test_a_scenario_is_offered_and_is_another_plan(name, reference):
    for base in (plan_file("examples/customer_support"), plan_file("examples_naive/chatbot_by_friday")):
        way = next((one for one in variants(base, reference) if one.id == name), None)
        if way is not None:
            assert outcome(varied(base, way, reference)) not in (outcome(base), REFUSED)
            return
    pytest.fail(f"no plan is offered the scenario {name}")


@pytest.mark.parametrize("name", of("question"))
def test_a_question_of_the_law_changes_the_duties_and_their_work(name, reference):
    plan = plan_file("examples/financial_services")
    assert plan.compliance.answers[name]
    silent = {one: answer for one, answer in plan.compliance.answers.items() if one != name}
    assert outcome(changed(plan, {"compliance.answers": silent})) not in (outcome(plan), REFUSED)


def _criterion(name: str) -> Criterion:
    return next(one for one in tables().criteria if f"{one.gate}.{one.item}" == name)


@pytest.mark.parametrize("name", [one for one in of("gate") if "." in one])
def test_a_criterion_stands_and_falls(name):
    """Met on a plan in order, with its evidence; open on the naive plan, where nobody has shown anything."""
    criterion = _criterion(name)
    shown = {"state": "met", "owner": "Ann", "evidence": "Report of 3 May"}
    good = changed(in_order(), {f"gates.criteria.{criterion.id}": shown})
    no_answer = {
        "architecture.latency_seconds": None,
        "estimates.packages.E2.included": False,
        "objectives.later": [{"wish": "Which LLM should we use?"}],
    }
    bad = changed(plan_file("examples_naive/chatbot_by_friday"), no_answer)
    if criterion.industry:
        good = changed(good, {"industry": criterion.industry, "compliance.answers.sector": ["fca_firm"]})
        bad = changed(bad, {"industry": criterion.industry})
    states = [
        next((one.done for one in gate_state(seen(plan), criterion.gate).criteria if one.criterion == criterion), None)
        for plan in (good, bad)
    ]
    assert states == [True, False]


def test_pairs_traps_principles_and_verdicts_tell_plans_apart():
    good, bad = seen(in_order()), seen(plan_file("examples_naive/chatbot_by_friday"))
    places = [{one.pair.id: one.place for one in pairs(see)} for see in (good, bad)]
    assert all(places[0][name] > places[1][name] for name in of("pair"))
    closed = [{one.trap.id: one.closed for one in traps(see)} for see in (good, bad)]
    assert all(closed[0][name] is True and closed[1][name] is not True for name in of("trap"))
    shown = [{one.item: one.shown for one in principles(see)} for see in (good, bad)]
    assert all(shown[0][name] > (shown[1][name] or 0) for name in of("principle"))
    levels = [{one.item: one.level for one in next_actions(see)} for see in (good, bad)]
    assert all(levels[0][name] > levels[1][name] for name in of("next"))
    without = decide(changed(in_order(), {"prototype.outcomes": []}), None)
    rulings = {one.hypothesis.asks: one.ruling for one in decide(in_order(), 0.9).verdicts}
    undecided = {one.hypothesis.asks: one.ruling for one in without.verdicts}
    assert all(rulings[name] == "passed" != undecided[name] for name in of("verdict"))


@pytest.mark.parametrize("name", of("activity"))
def test_an_activity_stands_in_the_run_calendar(name, reference):
    days = {one.activity.id: one.days for one in calendar(in_order(), reference, dt.date(2027, 1, 4))}
    assert days[name] > 0


def test_stages_and_themes_have_work_and_kinds_of_tests_have_days(reference):
    numbers = {stage.id: stage.number for stage in reference.stages}
    worked = {one.stage for one in reference.packages}
    assert {numbers[name] for name in of("stage")} <= worked
    assert set(of("theme")) <= {one.theme for one in reference.packages}
    kinds = {one.id: one for one in reference.testing}
    effort = {one.id: one.effort["M"][1] for one in reference.packages}
    assert all(kinds[name].share * effort[kinds[name].package] > 0 for name in of("test"))


def _names_called(node: ast.AST) -> set[str]:
    """Every function that a piece of source calls: its name, or `module.name` for one taken from a module."""
    called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    return {one.id for one in called if isinstance(one, ast.Name)} | {
        f"{one.value.id}.{one.attr}"
        for one in called
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }


def test_every_picture_is_drawn_by_a_screen():
    """From the pages on, function by function: a picture that nothing calls shows nothing."""
    root = Path(__file__).parents[2]
    bodies: dict[str, set[str]] = {}
    for file in (root / "src/waybook/ui").glob("*.py"):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef):
                for name in (one.name, f"{file.stem}.{one.name}"):
                    bodies.setdefault(name, set()).update(_names_called(one))
    reached = {name for file in (root / "pages").glob("*.py") for name in _names_called(ast.parse(file.read_text()))}
    ready = list(reached)
    while ready:
        for name in bodies.get(ready.pop(), ()):
            if name not in reached:
                reached.add(name)
                ready.append(name)
    for target, where in shown_in().items():
        if target.startswith("chart:"):
            function = where.partition(":")[2]
            assert any(name.rpartition(".")[2] == function for name in reached), target
    assert "no_such_picture" not in reached


@pytest.mark.parametrize("name", of("component"))
def test_a_missing_component_changes_something(name, reference):
    part = next(one for one in reference.components if one.id == name)
    plan = changed(plan_file("examples/customer_support"), {"architecture.approach": part.needed_for[-1]})
    lost = changed(plan, {f"architecture.components.{name}": {"state": "missing", "reason": ""}})
    there = changed(plan, {f"architecture.components.{name}": {"state": "exists", "reason": "Platform"}})
    results = [estimate(one, reference, 64) for one in (there, plan, lost)]
    days = [float(one.draws.value("effort").sum(axis=0).mean()) for one in results]
    assert days[0] < days[1] < days[2]
    risks = [{one.reason: one.probability for one in each.maturities}[part.missing_raises] for each in results]
    assert risks[1] < risks[2]
    assert "parts_missing" in {one.id for one in findings(Sight(lost, reference, simulated(results[2])))}


@pytest.mark.parametrize("name", of("package"))
def test_a_work_package_costs_something(name, reference):
    plan = plan_file("examples/customer_support")
    package = next(one for one in reference.packages if one.id == name)
    if package.is_run:
        activity = next((one for one in reference.activities if one.package == name), None)
        if activity is None:  # upkeep of governance: no activity of its own, so without it the run is cheaper
            more = {**package.model_dump(), "M_likely": 9.0, "M_high": 9.0}
            others = [type(package)(**more) if one.id == name else one for one in reference.packages]
            assert outcome(plan, replace(reference, packages=tuple(others))) != outcome(plan)
            return
        more = changed(plan, {f"operation.activities.{activity.id.replace('.', '_')}": {"days": 30}})
    else:
        more = changed(plan, {f"estimates.packages.{name}.included": False})
    assert outcome(more)[:2] != outcome(plan)[:2]


@pytest.mark.parametrize("name", of("reason"))
def test_a_reason_moves_cost_and_date(name, reference):
    plan = plan_file("examples/customer_support")
    low, high = (estimate(replaced(plan, f"readiness.{REASONS[name]}", level), reference, 256) for level in (0, 4))
    assert low.cost.p80 > high.cost.p80
    assert low.months.p80 > high.months.p80


@pytest.mark.parametrize("name", of("role"))
def test_a_role_costs_what_its_day_costs(name):
    plan = plan_file("examples/customer_support")
    if name == "SME":
        dear = replaced(plan, "team.business_rate", 900.0)
    else:
        lines = [
            line.model_copy(update={"day_rate": 2000.0}) if line.role == name else line for line in plan.team.lines
        ]
        dear = changed(plan, {"team.lines": lines})
    assert estimate(dear, draws=DRAWS).cost.p50 > estimate(plan, draws=DRAWS).cost.p50


@pytest.mark.parametrize("name", of("rule"))
def test_a_rule_is_set_off_by_its_answer(name, reference):
    rule = next(one for one in reference.adjustments if one.id == name)
    plan = changed(plan_file("examples/customer_support"), {rule.field: rule.answer})
    found = estimate(plan, reference, DRAWS).adjustments
    assert any((one.field, one.because) == (rule.field, rule.because) for one in found)


@pytest.mark.parametrize("name", of("gate_risk"))
def test_a_gate_risk_multiplies_its_packages(name, reference):
    risk = next(one for one in reference.gate_risks if one.id == name)
    inputs = estimate(plan_file("examples/customer_support"), reference, DRAWS).inputs
    column = inputs.place("driver", name)
    exposed = {
        one for one, row in zip(inputs.axes["package"].ids, inputs["exposure"].values, strict=True) if row[column]
    }
    assert exposed == set(risk.packages)
    assert 0 < inputs["risk_probability"].values[column] < 1


@pytest.mark.parametrize("name", [*of("industry"), *of("use_case")])
def test_industries_and_use_cases_start_different_plans(name, reference):
    industries = {pack.id for pack in reference.industries}
    if name in industries:
        plan = starting_plan(name, use_cases_of(name)[0].id, dt.date(2027, 1, 4))
        other = "healthcare" if name != "healthcare" else "retail"
        assert outcome(plan) != outcome(starting_plan(other, use_cases_of(other)[0].id, dt.date(2027, 1, 4)))
    else:
        case = next(one for one in reference.use_cases if one.id == name)
        home = case.industry if case.industry in industries else "general"
        plan = starting_plan(home, name, dt.date(2027, 1, 4))
        assert plan.objectives.kpis[0].name == case.kpi
        assert plan.objectives.statement == case.objective


@pytest.mark.parametrize("name", of("price"))
def test_a_price_is_part_of_the_running_cost(name, reference):
    plan = changed(
        plan_file("examples/customer_support"),
        {"architecture.size": "M", "architecture.approach": "self_host"},
    )
    dearer = {**reference.prices}
    one = dearer[name]
    dearer[name] = type(one)(one.value * 3, one.low, one.high * 4, one.unit, one.source, one.date, one.grade)
    assert outcome(plan, replace(reference, prices=dearer)) != outcome(plan)


@pytest.mark.parametrize("name", of("finding"))
def test_a_finding_has_its_proof(name):
    from tests.readiness.test_findings import FAULTS

    assert name in RULES
    assert name in FAULTS


def test_the_others_exist(reference):
    flipped = ("plan", "component", "package", "reason", "role", "rule", "gate_risk", "industry", "use_case", "finding")
    for target in TARGETS:
        if target.partition(":")[0] not in (*flipped, "scenario", "question", "none"):
            assert problem(target, reference) == "", target


def test_every_item_but_the_advertising_is_live(reference):
    report = items_report(reference)
    assert report.dead == ()
    assert (report.live, report.total, report.unused) == (351, 352, ("X.1",))
    assert report.words == "351 of 352 framework items live; not used on purpose: X.1."


def test_a_dead_target_is_named(reference):
    for target, words in (
        ("plan:objectives.colour", "no such field"),
        ("chart:pie", "does not say where"),
        ("screen:lounge", "no such screen"),
        ("finding:M.99", "there is no finding"),
        ("moon:full", "nothing is called"),
    ):
        assert words in problem(target, reference)
    trace = reference.traceability[0].model_copy(update={"targets": ("finding:M.99",)})
    report = items_report(replace(reference, traceability=(trace, *reference.traceability[1:])))
    assert report.dead == (Dead(trace.item, "finding:M.99", "there is no finding 'M.99'"),)
    assert report.live == 350


def test_questions_of_the_law_are_questions_of_the_plan():
    assert set(in_order().compliance.answers) <= set(rule_book().questions)
