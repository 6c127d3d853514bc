"""Plans that contradict themselves are refused with the field's name; every answer leaves a trace."""

import datetime as dt

import numpy as np
import pytest

from waybook.estimate import estimate
from waybook.model import PlanProblem, resolve, results
from waybook.model.plan_model import model
from waybook.model.worlds import Numbers
from waybook.plan import Plan
from waybook.plan.estimates import OwnPackage, PackageEstimate
from waybook.plan.fields import replaced
from waybook.plan.part import Range
from waybook.plan.team import Closure, TeamLine


def refused(plan: Plan) -> str:
    with pytest.raises(PlanProblem) as fault:
        estimate(plan)
    return "\n".join(fault.value.problems)


def test_a_dependency_that_points_nowhere(worked):
    worked.estimates.packages["E2"] = PackageEstimate(depends_on=["ZZ"])
    assert refused(worked) == "estimates.packages['E2'].depends_on: there is no work package 'ZZ'."


def test_dependencies_round_in_a_circle(worked):
    worked.estimates.packages["E2"] = PackageEstimate(depends_on=["E5"])
    assert "in a circle: E2 -> E5 -> E2" in refused(worked)


def test_a_package_that_waits_for_itself(worked):
    worked.estimates.packages["E2"] = PackageEstimate(depends_on=["E2"])
    assert "cannot wait for itself" in refused(worked)


def test_a_model_without_a_price(worked):
    worked.architecture.model = "nobody/none"
    assert "architecture.model" in refused(worked)
    assert "'nobody/none'" in refused(worked)


def test_an_own_price_needs_no_price_list(worked):
    worked.architecture.model = "nobody/none"
    changed = replaced(worked, "economics.price", {"input_mtok": 1, "output_mtok": 4, "source": "Offer"})
    assert estimate(changed).run_cost_year.p50 > 0


def test_zero_people_in_a_role_the_plan_needs(worked):
    worked.team.lines = [TeamLine(role="AIE", fte=0)]
    assert "team.lines: the plan needs the role AI engineer, and the team has 0 full-time" in refused(worked)


@pytest.mark.parametrize(
    ("path", "ends", "says"),
    [
        ("estimates.packages", (0, 1, 2), "estimates.packages['D1'].days.low: 0 is below 0.01 person-days."),
        ("estimates.packages", (1, 2, 1e6), "estimates.packages['D1'].days.high: 1,000,000 is above 100,000"),
        ("team.lines[0].wait_weeks", (-2, 1, 2), "team.lines[0].wait_weeks.low: -2 is below 0 weeks."),
        ("objectives.kpis[0].cashable", (0.5, 0.7, 70), "objectives.kpis[0].cashable.high: 70 is above 1 of the gain."),
        ("economics.realisation", (-1, 0.5, 1), "economics.realisation.low: -1 is below 0 of the benefit."),
        ("economics.ramp_months", (1, 2, 1e4), "economics.ramp_months.high: 10,000 is above 240 months."),
    ],
)
def test_a_range_that_cannot_be_names_its_end(worked, path, ends, says):
    own = dict(zip(("low", "likely", "high"), ends, strict=True))
    with pytest.raises(PlanProblem) as fault:
        estimate(replaced(worked, path, {"D1": {"days": own}} if path == "estimates.packages" else own))
    assert says in str(fault.value)


def test_no_more_than_the_whole_gain_becomes_cash(worked):
    model(run := Numbers(estimate(worked).inputs, 4096))
    assert run.value("kpi_cashable").max() == 1 > np.quantile(run.value("kpi_cashable"), 0.9)


def test_own_packages_are_checked_together(worked):
    days = Range(low=1, likely=2, high=3)
    worked.estimates.own_packages = [
        OwnPackage(id="E1", name="Again", days=days),
        OwnPackage(id="X1", name="Half", days=days, roles={"SWE": 0.5}),
        OwnPackage(id="X2", name="Wizard", days=days, roles={"MAGE": 1.0}),
        OwnPackage(id="X3", name="Free", days=Range(low=0, likely=2, high=3)),
    ]
    text = refused(worked)
    for part in (
        "own_packages[0].id",
        "own_packages[1].roles: the shares add up to 50%",
        "'MAGE' is not a role",
        "[3].days",
    ):
        assert part in text


def test_more_cached_than_sent(worked):
    worked.architecture.usage.cached_tokens = 9000
    assert "more tokens are cached than are sent" in refused(worked)


def test_a_wrong_compliance_answer(worked):
    worked.compliance.answers["market"] = ["mars"]
    assert "compliance.answers" in refused(worked)


def test_a_cap_of_two_hundred_packages(worked):
    before = estimate(worked)
    worked.estimates.own_packages = [
        OwnPackage(id=f"X{n}", name=f"Extra {n}", days=Range(low=0.5, likely=1, high=2), roles={"QA": 1.0}, stage=4)
        for n in range(160)
    ]
    found = estimate(worked, draws=512)
    assert found.months.p50 > before.months.p50
    assert len(found.packages) > 195


def test_a_plan_of_one_package(worked):
    for one in resolve(worked, estimate(worked, draws=2).reference).axes["package"].ids:
        worked.estimates.packages[one] = PackageEstimate(included=one == "E2")
    found = results(worked)
    assert [bar.id for bar in found.packages] == ["E2"]
    assert found.months.p50 > 0


def test_a_package_taken_out_holds_nobody(worked):
    """It would wait for its predecessors and keep people from others' work until then."""
    worked.architecture.approach = "no_ai"
    likely = results(worked).likely
    left_out = likely["package_included"].ravel() == 0
    assert left_out.any()
    assert likely.value("units_taken")[:, left_out].sum() == 0 < likely.value("units_taken")[:, ~left_out].sum()


def test_ten_years_and_negative_benefit(worked):
    worked.economics.horizon_years = 10
    worked.objectives.kpis[0].effect = Range(low=-0.3, likely=-0.1, high=-0.05)
    assert estimate(worked).npv.p90 < 0


def test_all_estimates_equal(worked):
    worked.estimates.packages = {
        one: PackageEstimate(days=Range(low=5, likely=5, high=5)) for one in ("E1", "E2", "E3", "P1", "D1", "G9")
    }
    assert estimate(worked).cost.p10 < estimate(worked).cost.p90


def test_every_adjustment_says_why_and_whose_it_is(worked, reference):
    found = resolve(worked, reference).adjustments
    assert {"E3", "G7"} & {one.target for one in found}
    assert all(one.because and one.field and one.source and one.grade for one in found)


def test_an_unfilled_role_is_looked_for_and_delays_its_work(worked):
    before = estimate(worked)
    worked.team.lines = [line for line in worked.team.lines if line.role != "PM"]
    after = estimate(worked)
    assert any(one.target == "role:PM" for one in after.adjustments)
    assert after.months.p50 > before.months.p50


def test_measured_data_replaces_the_default(worked):
    worked.data.sources = worked.data.sources[:1]
    worked.data.sources[0].name = "Tickets"
    before = estimate(worked)
    row = {"source": "Tickets", "days": {"low": 40, "likely": 60, "high": 110}}
    after = estimate(replaced(worked, "data.measurements", [row]))
    place = after.inputs.place("package", "E1")
    assert after.inputs["effort_base_likely"].values[place] == 60
    assert after.inputs["effort_base_likely"].grade(place) == "measured"
    assert after.cost.p50 > before.cost.p50


def test_a_source_that_nobody_measured_keeps_its_share_of_the_usual_days(worked):
    place = estimate(worked).inputs.place("package", "E1")
    usual = estimate(worked).inputs["effort_base_likely"].values[place]
    worked.data.sources = [worked.data.sources[0].model_copy(update={"name": name}) for name in ("A", "B", "C", "D")]
    row = {"source": "A", "days": {"low": 4, "likely": 6, "high": 11}}
    after = estimate(replaced(worked, "data.measurements", [row]))
    assert after.inputs["effort_base_likely"].values[place] == pytest.approx(6 + 0.75 * usual)


def test_the_start_order_stands_still_while_estimates_move(worked, reference):
    before = resolve(worked, reference).axes["package"].ids
    worked.estimates.packages["E4"] = PackageEstimate(days=Range(low=50, likely=90, high=200))
    assert resolve(worked, reference).axes["package"].ids == before


def test_an_order_of_ones_own_is_followed_as_far_as_it_can_be(worked, reference):
    usual = resolve(worked, reference).axes["package"].ids
    worked.estimates.order = ["G9", "E13", *usual]
    found = resolve(worked, reference).axes["package"].ids
    assert set(found) == set(usual)
    assert found.index("E13") < found.index("E1")
    assert found.index("G2") < found.index("G9")


def test_closed_days_push_the_date_and_not_the_cost(worked):
    before = estimate(worked)
    worked.team.closures = [Closure(name="Christmas", first=dt.date(2027, 12, 20), last=dt.date(2028, 1, 2))]
    after = estimate(worked)
    assert after.cost == before.cost
    later = after.samples("go_live") - before.samples("go_live")
    assert (later >= -1e-12).all()
    passed = before.samples("go_live") > 12
    assert later[passed].min() * after.inputs.scalar("days_per_month") >= 10 - 1e-9
    assert later[before.samples("go_live") < 11].max() == 0


def test_a_closure_is_counted_in_working_days_from_the_start(worked, reference):
    worked.start = dt.date(2027, 1, 4)  # a Monday
    worked.team.closures = [
        Closure(name="Easter", first=dt.date(2027, 3, 26), last=dt.date(2027, 3, 29), every_year=False),
        Closure(name="Again", first=dt.date(2027, 3, 29), last=dt.date(2027, 3, 30), every_year=False),
        Closure(name="Gone", first=dt.date(2026, 12, 24), last=dt.date(2026, 12, 31), every_year=False),
    ]
    found = resolve(worked, reference)
    assert found["closure_days"].values.tolist() == [2, 1]  # Good Friday and Easter Monday, then the Tuesday
    assert found["closure_after"].values.tolist() == [59, 59]


def test_a_rule_one_disagrees_with_is_ones_own(worked, reference):
    rule = next(rule for rule in reference.adjustments if rule.field == "data.documentation" and rule.answer == "poor")
    before = estimate(worked)
    worked.estimates.overruled[rule.id] = 1.0
    after = estimate(worked)
    assert after.cost.p80 < before.cost.p80
    assert [one.grade for one in after.adjustments if one.rule == rule.id] == ["own"] * len(rule.target)


def test_a_rule_that_does_not_exist_cannot_be_overruled(worked):
    worked.estimates.overruled["A999"] = 1.0
    assert "estimates.overruled['A999']: there is no rule 'A999'" in refused(worked)


def test_compliance_answers_narrow_the_range(worked):
    """Nothing answered is the widest state in money; in time none is wider, as lawyers work beside the team."""
    full, empty = dict(worked.compliance.answers), {}
    spreads = []
    for answers in (empty, {name: full[name] for name in ("ai", "market", "estab", "role")}, full):
        worked.compliance.answers = answers
        found = estimate(worked)
        spreads.append((found.cost.p90 - found.cost.p10, found.months.p90 - found.months.p10))
    for money, time in spreads[1:]:
        assert money < spreads[0][0]
        assert time <= spreads[0][1] + 1e-9
