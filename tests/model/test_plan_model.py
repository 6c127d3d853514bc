"""The model as a whole: the worked example, the two worlds, and what ought to move it."""

import numpy as np
import pytest

from tests.model.conftest import NAMES, example
from waybook.estimate import compliance_work, estimate
from waybook.model import Results, results
from waybook.model.expression import leaves
from waybook.model.plan_model import model
from waybook.model.resolve import resolve
from waybook.model.worlds import Numbers, Symbols
from waybook.plan import Plan, Range
from waybook.plan.economics import OneOff
from waybook.plan.estimates import PackageEstimate
from waybook.plan.fields import replaced

# reference/estimation.md section 7: kGBP and months of the worked example, 20,000 runs of an independent prototype.
TABLE = {"cost": (210e3, 183e3, 268e3, 351e3, 405e3), "months": (8.1, 8.3, 12.0, 15.6, 17.9)}


@pytest.mark.parametrize("quantity", TABLE)
def test_the_worked_example_agrees_with_the_published_table(worked, quantity):
    found = getattr(estimate(worked), quantity)
    assert [found.plan, found.p10, found.p50, found.p80, found.p90] == pytest.approx(TABLE[quantity], rel=0.15)


def test_without_compliance_and_gate_risks_the_agreement_is_close(worked, reference):
    """What the prototype had: no duties, no rework at the gate, no answers that move efforts."""
    plain = Plan(name="Prototype", readiness=worked.readiness, start=worked.start)
    plain.architecture = worked.architecture.model_copy(deep=True)
    plain.architecture.integrations = []
    plain.architecture.residency = None
    plain.team = worked.team.model_copy(deep=True)
    for field in ("completeness", "timeliness", "uniqueness", "structure", "documentation"):
        setattr(plain.data, field, "fair")
    inputs = resolve(plain, reference)
    quiet = inputs.inputs["risk_probability"].values.copy()
    quiet[-2:] = 0
    numbers = Numbers(inputs.with_values({"risk_probability": quiet}), 8192)
    model(numbers)
    cost, date = (np.quantile(numbers.value(key), (0.1, 0.5, 0.8, 0.9)) for key in ("build_cost", "go_live"))
    assert cost == pytest.approx(TABLE["cost"][1:], rel=0.05)
    # The prototype walked the packages in the order of its file; a levelled base plan is some 7% shorter.
    assert (date < TABLE["months"][1:]).all()
    assert date == pytest.approx(TABLE["months"][1:], rel=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_results(name):
    found = estimate(example(name))
    assert found.cost.p10 < found.cost.p50 < found.cost.p80 < found.cost.p90
    assert found.months.p10 < found.months.p50 < found.months.p80 < found.months.p90
    assert found.p_both is not None
    assert found.p_both <= min(found.p_on_budget, found.p_on_time)
    assert sum(found.grades.values()) == pytest.approx(1)
    assert sum(bar.critical for bar in found.stages) == pytest.approx(1)
    assert found.cost_by_role_and_stage.sum() == pytest.approx(float(found.draws.value("labour_cost").mean()), rel=0.02)


def test_an_empty_plan_has_a_wide_honest_range():
    empty = estimate(Plan(name="Nothing answered"))
    assert empty.cost.p90 / empty.cost.p10 > 3
    assert not empty.benefit_counted
    assert empty.p_on_budget is None


@pytest.mark.parametrize("name", NAMES)
def test_symbols_and_numbers_make_the_same_lines(name, reference):
    inputs = resolve(example(name), reference)
    numbers, symbols = Numbers(inputs), Symbols(inputs)
    model(numbers)
    model(symbols)
    assert list(numbers.lines) == list(symbols.lines)
    for key, line in symbols.lines.items():
        varies = [size for size in numbers.lines[key].value.shape if size > 1]
        assert len(varies) <= len(line.value.dims), key


def test_every_input_is_used(worked, reference):
    """A number that no formula reads would be a question asked for nothing."""
    inputs = resolve(worked, reference)
    symbols = Symbols(inputs)
    model(symbols)
    read = set().union(*(leaves(line.value) for line in symbols.lines.values()))
    drawn_only = {"risk_probability", "risk_low", "risk_high"}  # the workbook's what-if column stands for these
    assert set(inputs.inputs) - read == drawn_only


@pytest.mark.parametrize(
    ("path", "value", "moves"),
    [
        ("architecture.size", "L", "up"),
        ("architecture.approach", "buy", "down"),
        ("readiness.data", 4, "down"),
        ("readiness.production", 0, "up"),
        ("data.completeness", "poor", "up"),
        ("architecture.availability", "99.9", "up"),
        ("team.experience", "shipped", "down"),
        ("compliance.start_stage", "engineering", "up"),
        ("data.systems_per_entity", 6, "up"),
        ("architecture.integrations", [], "up"),
    ],
)
def test_answers_move_cost_and_date_the_way_they_should(worked, path, value, moves):
    before, after = estimate(worked), estimate(replaced(worked, path, value))
    sign = 1 if moves == "up" else -1
    assert sign * (after.cost.p80 - before.cost.p80) > 0
    assert sign * (after.months.p80 - before.months.p80) > 0


def test_kept_random_numbers_give_the_sign_of_a_small_step(worked):
    """Half a per cent more effort in one package: every draw costs at least as much."""
    before = estimate(worked)
    changed = replaced(worked, "estimates.packages", {"E1": {"days": {"low": 15.075, "likely": 30.15, "high": 66.33}}})
    changed.estimates.widening = 1.0
    after = estimate(changed)
    assert (after.samples("build_cost") >= before.samples("build_cost") - 1e-6).all()
    assert after.cost.p80 > before.cost.p80


def test_no_benefit_without_a_baseline(worked):
    worked.objectives.kpis[0].baseline = None
    found = estimate(worked)
    assert not found.benefit_counted
    assert found.benefit_year.p90 == 0
    assert found.p_loss == 1


def test_a_person_more_never_makes_it_later(worked):
    before = estimate(worked).samples("go_live")
    worked.team.lines[0].fte += 1
    assert (estimate(worked).samples("go_live") <= before + 1e-9).all()


@pytest.mark.parametrize("fte", [0.1, 0.5])
@pytest.mark.parametrize(
    "more",
    [
        {"sourcing": "contract"},
        {"sourcing": "contract", "available": "hire"},
        {"sourcing": "agency", "available": "hire", "wait_weeks": {"low": 1, "likely": 3, "high": 40}},
        {"sourcing": "agency", "available": "hire", "wait_weeks": {"low": 20, "likely": 30, "high": 60}},
    ],
    ids=["at once", "hire", "who may come late", "late"],
)
def test_one_more_line_never_makes_it_later_in_any_draw(worked, more, fte):
    """Where all others of the role have still to be found, as late as they come."""
    usual = {"low": 4, "likely": 10, "high": 18}
    for line in worked.team.lines:
        line.available = "hire"
    worked = replaced(worked, "team.lines", [one.model_dump() | {"wait_weeks": usual} for one in worked.team.lines])
    before = estimate(worked).samples("go_live")
    for role in ("AIE", "SWE", "PM"):
        lines = [*(one.model_dump() for one in worked.team.lines), {"role": role, "fte": fte, **more}]
        assert (estimate(replaced(worked, "team.lines", lines)).samples("go_live") <= before + 1e-9).all(), role


def test_a_line_with_nobody_in_it_lets_no_role_begin(worked):
    """A line of 0 people had made the role ready on the first day."""
    lines = [one.model_dump() | {"available": "hire"} for one in worked.team.lines]
    before = estimate(replaced(worked, "team.lines", lines)).samples("go_live")
    nobody = {"role": "AIE", "fte": 0, "sourcing": "contract"}
    assert estimate(replaced(worked, "team.lines", [*lines, nobody])).samples("go_live") == pytest.approx(before)


@pytest.mark.parametrize("crew", [0.7, 1.2, 2.7])
def test_more_people_never_make_it_later_whatever_fits_on_a_package(worked, crew):
    """A crew that is no multiple of the unit in which people are booked."""
    worked = replaced(worked, "estimates.packages", {one: {"crew": crew} for one in ("E1", "E2", "E3", "E7", "E11")})
    before = None
    for people in np.arange(0.7, 3.6, 0.4):
        for line in worked.team.lines:
            if line.role in ("AIE", "SWE"):
                line.fte = float(people) / 2
        now = estimate(worked, draws=128).samples("go_live")
        assert before is None or (now <= before + 1e-9).all(), f"{people:.1f} people"
        before = now


@pytest.mark.parametrize("years", [1, 2])
def test_a_year_of_running_costs_something_even_if_go_live_is_beyond_the_years_counted(worked, years):
    usual = estimate(worked).samples("run_year")
    found = estimate(replaced(worked, "economics.horizon_years", years))
    late = found.samples("go_live") >= 12 * years
    assert late.any()
    assert found.samples("run_year")[late] == pytest.approx(12 * found.samples("run_launch")[late])
    assert (found.samples("run_year") / usual).min() > 0.3
    assert found.run_cost_year.p50 == pytest.approx(np.median(usual), rel=0.1)


def test_own_history_shifts_the_estimate(worked):
    before = estimate(worked).cost
    row = {"name": "Last", "estimated_days": 100, "actual_days": 150}
    after = estimate(replaced(worked, "estimates.past_projects", [row] * 10)).cost
    labour_share = 0.9
    assert after.p50 / before.p50 == pytest.approx(1.5**0.5, rel=1 - labour_share)


def test_p80_is_stable_in_the_number_of_draws(worked):
    few, many = estimate(worked), estimate(worked, draws=65536)
    assert few.cost.p80 == pytest.approx(many.cost.p80, rel=0.01)
    assert few.months.p80 == pytest.approx(many.months.p80, rel=0.01)


def test_the_same_plan_gives_the_same_numbers(worked):
    assert estimate(worked).cost == estimate(worked).cost


def test_monthly_money_adds_up(worked, reference):
    found: Results = results(worked, reference, compliance_work(worked, reference))
    plan = found.likely
    assert plan.value("build_month").sum() == pytest.approx(float(plan.value("build_cost")))
    assert plan.value("net_month") == pytest.approx(
        plan.value("benefit_month") - plan.value("run_month") - plan.value("build_month")
    )
    assert plan.value("net_by_year").sum() == pytest.approx(plan.value("net_month").sum())
    assert plan.value("cumulative")[-1] == pytest.approx(plan.value("net_month").sum())
    rate = inputs_rate = found.inputs.scalar("discount_rate")
    months = np.arange(1, len(plan.value("net_month")) + 1)
    assert float(plan.value("npv")) == pytest.approx((plan.value("net_month") * (1 + rate) ** (-months / 12)).sum())
    assert inputs_rate == 0.1


@pytest.mark.parametrize("stages", [(1, 2, 3), (4, 5), (3,)])
def test_what_a_plan_without_some_stages_costs_is_all_in_its_cash_flow(worked, reference, stages):
    """Without the work of a phase its purchases are still paid; without a gate package the gate is where work is."""
    for package in reference.packages:
        if not package.is_run and package.stage in stages:
            worked.estimates.packages[package.id] = PackageEstimate(included=False)
    worked.economics.one_offs = [
        OneOff(name=phase, amount=Range(low=5e4, likely=6e4, high=8e4), phase=phase) for phase in ("prototype", "build")
    ]
    worked.compliance.answers = {}
    for found in (results(worked, reference, draws=64), estimate(worked, draws=64)):
        model(run := Numbers(found.inputs, 64))
        for world in (run, found.likely):
            assert world.value("build_month").sum(axis=0) == pytest.approx(world.value("build_cost"))
        assert run.value("gate").max() <= run.value("go_live").max()


def test_volume_grows_from_launch_and_not_from_the_start(worked):
    """The volume asked for is that at launch: a project that takes longer does not begin with a larger one."""
    growing = worked.model_copy(deep=True)
    growing.architecture.usage.growth = 1.0
    still, grown = results(worked, draws=64), results(growing, draws=64)
    live = float(still.likely.value("go_live"))
    month = int(live) + 1  # the first whole month
    for key in ("tokens_month", "volume_month"):
        scale = grown.likely.value("launch") if key == "tokens_month" else 1.0
        one, other = (np.squeeze(each.likely.value(key) * size) for each, size in ((still, 1.0), (grown, scale)))
        factor = np.broadcast_to(other, 60)[month] / np.broadcast_to(one, 60)[month]
        assert factor == pytest.approx(2 ** ((month + 1 - live) / 12))
    benefit = [np.squeeze(each.likely.value("benefit_month")) for each in (still, grown)]
    assert benefit[1][month] / benefit[0][month] == pytest.approx(2 ** ((month + 1 - live) / 12))
