"""After go-live: calendar, alerts, calibration, re-forecast, bridge, starting plans, facts."""

import datetime as dt

import pytest

from tests.readiness.conftest import DRAWS, in_order, plan_file, seen
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import Plan, read
from waybook.plan.operation import Forecast
from waybook.readiness.alerts import against_plan, alerts
from waybook.readiness.facts import citation, facts_on, places
from waybook.readiness.run import add_months, calendar, calibration, months_between
from waybook.readiness.sight import changed
from waybook.readiness.starting import industry, starting_plan, use_case, use_cases_of
from waybook.reforecast import baseline_of, bridge, planned_spending, reforecast, remaining, take_baseline

LIVE = dt.date(2026, 10, 5)


def begun() -> Plan:
    """The worked example with three finished packages and one under way."""
    plan = plan_file("examples/customer_support")
    progress = [
        {"package": "D1", "days": 14, "finished": "2027-01-25"},
        {"package": "D2", "days": 10, "finished": "2027-02-05"},
        {"package": "D3", "days": 20, "finished": "2027-02-26"},
        {"package": "S1", "days": 4, "left": 6},
    ]
    return changed(plan, {"operation.progress": progress, "operation.as_of": "2027-02-26"})


def test_the_calendar_has_seven_activities_with_owner_and_dates(reference):
    found = calendar(in_order(), reference, LIVE)
    assert [one.activity.id for one in found] == [f"F6.{number}" for number in range(1, 8)]
    by_id = {one.activity.id: one for one in found}
    assert (by_id["F6.6"].owner, by_id["F6.6"].days, by_id["F6.6"].own) == ("Knowledge manager", 2.0, True)
    assert len(by_id["F6.3"].dates) == 52
    assert len(by_id["F6.7"].dates) == 4
    assert by_id["F6.1"].dates[0] == dt.date(2026, 11, 5)


def test_own_days_in_the_calendar_move_the_run_cost():
    plan = plan_file("examples/customer_support")
    more = changed(plan, {"operation.activities.F6_3": {"owner": "QA", "days": 10}})
    none = changed(plan, {"operation.activities.F6_3": {"owner": "QA", "days": 0}})
    runs = [estimate(one, draws=DRAWS).run_cost_year.p50 for one in (none, plan, more)]
    assert runs[0] < runs[1] < runs[2]


def test_alerts_when_a_figure_leaves_its_range():
    assert alerts(in_order()) == []
    for change, words in (
        ({"operation.months[12].accuracy": 0.81}, "Accuracy was 81% in November 2026, below 90%"),
        ({"operation.months[12].run_cost": 13_000.0}, "Run cost was £13,000 in November 2026, above £12,000"),
        ({"operation.months[12].users": 900}, "Active users were 900 in November 2026, below 2,500"),
    ):
        found = alerts(changed(in_order(), change))
        assert [one.words for one in found] == [words]
        assert found[0].owner
    # Without a range of its own a figure is held against the plan.
    unwatched = changed(in_order(), {"operation.watches": [], "operation.months[12].users": 900})
    see = seen(changed(unwatched, {"operation.months[12].run_cost": 40_000.0}))
    words = [one.words for one in against_plan(see.plan, see.numbers)]
    assert words[0].startswith("Run cost was £40,000 in November 2026, above £1")
    assert words[1] == "Active users were 900 in November 2026, below 3,200"
    assert against_plan(in_order(), seen(in_order()).numbers) == []
    # Only the newest month counts.
    assert alerts(changed(in_order(), {"operation.months[11].accuracy": 0.5})) == []


def test_calibration_says_how_often_promises_held():
    plans = [Forecast(name=str(n), cost_p80=100, cost=90 if n < 4 else 150) for n in range(10)]
    found = calibration(plans)
    assert [one.words for one in found] == [
        "Your cost P80s held 40% of the time (4 of 10); 80% was promised, so they are too low"
    ]
    cautious = calibration([Forecast(name=str(n), months_p50=10, months=5) for n in range(12)])
    assert cautious[0].words.endswith("so they are higher than they need to be")
    assert "so few plans say little" in calibration([Forecast(cost_p80=100, cost=90)])[0].words
    assert calibration([]) == []


def test_nothing_done_means_no_new_forecast():
    assert reforecast(Plan(), draws=16) is None


def test_slow_work_raises_the_forecast_of_what_is_left():
    slow = reforecast(begun(), draws=DRAWS)
    assert slow is not None
    quick_plan = changed(begun(), {f"operation.progress[{n}].days": days for n, days in enumerate((3, 2, 4))})
    quick = reforecast(quick_plan, draws=DRAWS)
    assert quick is not None
    assert quick.observed < 1 < slow.observed
    # Shrunk towards 1: three packages do not outweigh the whole plan.
    assert 1 < slow.ratio < slow.observed
    assert quick.cost_p80 < slow.cost_p80
    assert quick.months_p80 < slow.months_p80
    assert slow.finished == 3
    assert not slow.spent_known


def test_finished_work_takes_doubt_away():
    """The same ratio seen in more packages: the shared bias is better known, so what is left is less uncertain."""
    plan = begun()
    few = reforecast(changed(plan, {"operation.progress": plan.operation.progress[:1]}), draws=4096)
    more = reforecast(plan, draws=4096)
    assert few is not None
    assert few.left is not None
    assert more is not None
    assert more.left is not None
    assert more.left.cost.p90 / more.left.cost.p10 < few.left.cost.p90 / few.left.cost.p10
    assert more.left.inputs.scalar("correlation") < few.left.inputs.scalar("correlation") < 0.3


def test_what_is_done_is_fixed():
    found = reforecast(begun(), draws=DRAWS)
    assert found is not None
    assert found.left is not None
    assert not {"D1", "D2", "D3"} & {bar.id for bar in found.left.packages}
    # The people who do it said six days are left: that is the likely value, whatever the plan thought.
    place = found.left.inputs.place("package", "S1")
    assert float(found.left.likely.value("effort_likely")[place]) == pytest.approx(6)
    assert found.elapsed == pytest.approx((dt.date(2027, 2, 26) - dt.date(2027, 1, 4)).days / 30.4375)


def test_recorded_spending_counts_as_it_is():
    months = [{"month": "2027-01-31", "spent": 30_000.0}, {"month": "2027-02-26", "spent": 25_000.0}]
    found = reforecast(changed(begun(), {"operation.months": months}), draws=DRAWS)
    assert found is not None
    assert (found.spent, found.spent_known) == (55_000, True)
    assert found.left is not None
    assert found.cost_p80 == pytest.approx(55_000 + found.left.cost.p80)


def test_people_who_are_there_need_not_be_found_again():
    plan = changed(begun(), {"team.lines[0].available": "hire"})
    assert {line.available for line in remaining(plan, {"D1"}).team.lines} == {"now"}


def test_a_live_product_has_no_doubt_left():
    found = reforecast(in_order(), draws=DRAWS)
    assert found is not None
    assert found.left is None
    assert found.cost_p50 == found.cost_p80 == 286_000
    assert found.months_p80 == pytest.approx((LIVE - dt.date(2025, 11, 3)).days / 30.4375)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"operation.progress[0].package": "Z9"}, r"operation\.progress\[0\]\.package: there is no work package 'Z9'"),
        ({"operation.as_of": "2026-01-01"}, "before the start"),
    ],
)
def test_actuals_that_cannot_be_are_named(change, words):
    with pytest.raises(PlanProblem, match=words):
        reforecast(changed(begun(), change), draws=16)


def test_duties_that_went_with_an_answer_break_neither_plan_nor_forecast():
    """Work packages of compliance come and go with the answers; what was said of one waits."""
    progress = [*begun().model_dump(mode="json")["operation"]["progress"], {"package": "LAW4", "days": 5}]
    worked = changed(begun(), {"operation.progress": progress, "estimates.packages": {"LAW4": {"crew": 2}}})
    answers = {**worked.compliance.answers, "pdata": ["none"], "estab": ["other"], "market": ["other"]}
    gone = changed(worked, {"compliance.answers": answers})
    assert "LAW4" in estimate(worked, draws=16).inputs.axes["package"].ids
    assert "LAW4" not in estimate(gone, draws=16).inputs.axes["package"].ids
    without = reforecast(changed(gone, {"operation.progress": progress[:-1]}), draws=64)
    with_it = reforecast(gone, draws=64)
    assert with_it.spent > without.spent


def test_the_bridge_since_the_baseline_adds_up():
    plan = take_baseline(plan_file("examples/customer_support"), "Ann", dt.date(2027, 1, 4))
    later = changed(begun(), {"operation.baseline": plan.operation.baseline, "readiness.data": 3})
    later = changed(later, {"architecture.availability": "99.9"})
    steps = bridge(later, draws=DRAWS)
    assert [one.label for one in steps] == ["Baseline", "Architecture", "Readiness", "What the work has shown"]
    now = reforecast(later, draws=DRAWS)
    assert now is not None
    assert sum(one.cost for one in steps) == pytest.approx(now.cost_p80)
    assert sum(one.months for one in steps) == pytest.approx(now.months_p80)
    assert steps[1].cost > 0 > steps[2].cost


def test_a_baseline_is_the_plan_without_its_actuals():
    taken = take_baseline(begun(), "Ann", dt.date(2027, 3, 1))
    then = baseline_of(taken)
    assert then is not None
    assert then.operation.progress == []
    assert baseline_of(take_baseline(taken, "Ben", dt.date(2027, 4, 1))) == then
    assert baseline_of(Plan()) is None
    assert bridge(Plan(), draws=16) == []
    broken = changed(taken, {"operation.baseline.plan": "not a plan"})
    assert baseline_of(broken) is None


def test_planned_spending_rises_to_the_plans_cost():
    found = estimate(plan_file("examples/customer_support"), draws=DRAWS)
    spending = planned_spending(found)
    amounts = [amount for _, amount in spending]
    assert amounts == sorted(amounts)
    assert amounts[-1] == pytest.approx(float(found.draws.value("labour_cost").mean()), rel=0.02)


def test_every_industry_and_use_case_starts_a_plan_that_can_be_estimated(reference):
    for pack in reference.industries:
        cases = use_cases_of(pack.id)
        assert cases
        plan = starting_plan(pack.id, cases[0].id, dt.date(2027, 1, 4))
        assert plan.industry == pack.id
        assert plan.objectives.kpis[0].name == cases[0].kpi
        assert plan.objectives.kpis[0].baseline is None
        assert plan.architecture.approach == cases[0].approach
        assert len(plan.data.sources) == len(pack.data_sources)
        assert set(plan.architecture.components) == {one.id for one in pack.components}
        assert estimate(plan, reference, draws=8).cost.p50 > 0


def test_unknown_beginnings_are_refused():
    for call in (lambda: industry("space"), lambda: use_case("magic"), lambda: starting_plan("retail", "magic")):
        with pytest.raises(KeyError):
            call()


def test_every_fact_is_shown_somewhere(reference):
    shown = {one.fact for one in places()}
    assert shown == {fact.id for fact in reference.facts}
    for fact in reference.facts:
        assert fact.source in citation(fact)
    assert [fact.id for fact in facts_on("components", reference)] == ["sculley_2015"]


def test_what_is_due_next_is_not_past(reference):
    live, today = dt.date(2026, 10, 5), dt.date(2027, 12, 20)
    found = calendar(in_order(), reference, live, 12 + months_between(live, today))
    for one in found:
        day = one.due(today)
        assert day is not None
        assert today <= day <= add_months(today, 3)
    assert months_between(today, live) == 0
    assert calendar(in_order(), reference, live)[0].due(today) is None


def test_an_alert_says_its_unit():
    plan = changed(in_order(), {"currency": "EUR", "operation.months[12].run_cost": 12_400.0})
    assert [one.words for one in alerts(plan)] == ["Run cost was €12,400 in November 2026, above €12,000"]
    low = changed(in_order(), {"operation.months[12].accuracy": 0.401})
    assert "was 40.1% in" in alerts(low)[0].words


def test_a_baseline_keeps_its_date_cost_and_risk_and_the_one_before_it() -> None:
    plan = plan_file("examples/customer_support")
    found = estimate(plan)
    first = take_baseline(plan, "Ann", dt.date(2027, 1, 4))
    taken = first.operation.baseline
    assert taken is not None
    assert (taken.cost_p50, taken.cost_p80) == found.at("build_cost", 0.5, 0.8)
    assert (taken.months_p50, taken.months_p80) == found.at("go_live", 0.5, 0.8)
    assert (taken.kept, taken.loss) == (found.p_both, found.p_loss)
    again = take_baseline(first, "Ben", dt.date(2027, 4, 1)).operation
    assert [(one.name, one.cost_p80) for one in again.versions] == [("Baseline of 04 January 2027", taken.cost_p80)]
    assert again.baseline is not None
    assert again.baseline.by == "Ben"
    assert baseline_of(first) == read(again.versions[0].plan)
