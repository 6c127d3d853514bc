"""The price of an answer, and what an open question could still change."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plan_of
from waybook import answer_prices as prices
from waybook.answer_effects import effects
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.model.results import quantiles
from waybook.plan import Plan, Range
from waybook.plan.estimates import PastProject
from waybook.plan.fields import replaced
from waybook.reference import load
from waybook.ui import guidance, starting, wording


def test_the_price_is_the_difference_of_two_estimates() -> None:
    plan = starting.example("customer_support")
    worth = prices.price(plan, ["readiness.data"])
    assert worth is not None
    with_it = estimate(plan, draws=prices.DRAWS)
    without = estimate(replaced(plan, "readiness.data", None), draws=prices.DRAWS)
    assert worth.cost == with_it.cost.p80 - without.cost.p80


def test_an_answer_that_moves_nothing_costs_nothing() -> None:
    plan = starting.example("customer_support")
    worth = prices.price(plan, ["objectives.sponsor"])
    assert worth is not None
    assert not worth.moves or abs(worth.cost) < 1e6


def test_an_open_question_reaches_from_its_best_to_its_worst_answer() -> None:
    found = prices.reach(Plan(), "readiness.data")
    assert found is not None
    best = estimate(replaced(Plan(), "readiness.data", 4), draws=prices.DRAWS).cost.p80
    now = estimate(Plan(), draws=prices.DRAWS).cost.p80
    assert found.low.cost == best - now < 0 < found.high.cost
    assert found.width > 0


def test_an_answer_that_is_what_was_assumed_says_so(open_screen: Open) -> None:
    """Given as assumed it is worth nothing, but the others would be: the place says so and lists them."""
    usual = load().parameters["focus"].value
    plan = replaced(starting.example("customer_support"), "team.focus", usual)
    app = open_screen("team", plan)
    app.session_state["behind team.focus"] = True
    app.run()
    assert not app.exception
    place = next(each for each in app.get("popover") if "behind team.focus" in each.proto.popover.id)
    assert place.proto.popover.label.replace("\u2060", "") == "±0 at P80, as assumed"
    instead = next(each.value for each in app.table if "Instead" in each.value.columns)
    assert set(instead["Weeks"]) != {"–"}
    plan = replaced(plan, "team.focus", usual / 2)
    app = open_screen("team", plan)
    place = next(each for each in app.get("popover") if "behind team.focus" in each.proto.popover.id)
    assert place.proto.popover.label.startswith("+")


def test_an_open_range_is_ranked_by_its_ends() -> None:
    plan = Plan()
    found = prices.reach(plan, "economics.trend.price")
    assert found is not None
    usual = load().prices["price_trend_year"]
    ends = [Range(low=end, likely=end, high=end) for end in (usual.low, usual.high)]
    now, low, high = (
        estimate(one, draws=prices.DRAWS).at("run_year", 0.8)[0]
        for one in (plan, *(replaced(plan, "economics.trend.price", end) for end in ends))
    )
    assert found.low.run == pytest.approx(low - now)
    assert found.high.run == pytest.approx(max(0, high - now))


def test_of_questions_that_move_the_same_one_is_asked() -> None:
    found = prices.most_telling(Plan(), 20)
    assert len({(one.low, one.high) for one in found}) == len(found)
    assert sum(one.path.startswith("readiness.mlops.") for one in found) == 1
    assert not any(one.path.startswith("economics.trend.") for one in found)


def test_without_empties_every_kind_of_field() -> None:
    plan = starting.example("customer_support")
    bare = prices.without(
        plan, ["objectives.statement", "data.sources", "economics.budget", "compliance.answers.market"]
    )
    assert (bare.objectives.statement, bare.data.sources, bare.economics.budget) == ("", [], None)
    assert bare.compliance.answers["market"] == []


def test_every_screen_names_its_open_questions(open_screen: Open) -> None:
    app = open_screen("readiness", Plan())
    assert "Still unknown here: 13 questions" in [box.label for box in app.expander]
    app = open_screen("readiness", starting.example("customer_support"))
    assert "What your answers here changed" in [box.label for box in app.expander]


def test_every_answer_that_moves_the_estimate_says_so_beside_its_question(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    worth = prices.price(plan, ["data.documentation"])
    assert worth is not None
    app = open_screen("data_audit", plan)
    assert f"{guidance.short(worth)} at P80" in labels(app)
    app = open_screen("readiness", Plan())
    assert len([label for label in labels(app) if label.startswith("Open: ")]) == 13


def test_answers_about_benefit_are_priced_by_what_the_plan_is_worth(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    app = open_screen("objectives", plan)
    assert any(label.startswith("+£") and label.endswith("net present value at P80") for label in labels(app))
    bare = replaced(plan, "objectives.kpis", [])
    safe = [quantiles(estimate(one, draws=prices.DRAWS).samples("npv"), [0.2])[0] for one in (plan, bare)]
    assert prices.worth(plan, "objectives.kpis") == pytest.approx(safe[0] - safe[1])


def labels(app: AppTest) -> list[str]:
    """What the places beside the questions say."""
    return [each.proto.popover.label.replace("\u2060", "") for each in app.get("popover")]


def test_behind_the_price_is_the_rule_and_the_way_to_disagree(open_screen: Open) -> None:
    app = open_screen("data_audit", starting.example("customer_support"))
    app.session_state["behind data.documentation"] = True
    app.run()
    own = next(each for each in app.number_input if each.label.startswith("Documents without owner"))
    assert own.placeholder == "ours: 1.15"
    own.set_value(1.6).run()
    assert plan_of(app).estimates.overruled == {"A080": 1.6}
    assert estimate(plan_of(app)).cost.p80 > estimate(starting.example("customer_support")).cost.p80


def test_a_chance_of_ones_own_stands_whatever_the_level() -> None:
    plan = starting.example("customer_support")
    plan.estimates.overruled["R2"] = 0.9
    found = effects(plan, "readiness.data", load()).chances
    assert [(one.reason.id, one.now.probability) for one in found] == [("R2", 0.9)]
    assert estimate(plan).cost.p80 > estimate(starting.example("customer_support")).cost.p80
    plan.estimates.overruled["R2"] = 3
    with pytest.raises(PlanProblem, match="not a chance from 0 to 1"):
        estimate(plan)


def test_the_ten_minutes_end_in_words_anybody_understands(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    found = estimate(plan)
    date, money = wording.after(plan.start, found.months.p80), wording.money(found.cost.p80)
    said = open_screen("ten_minutes", plan).info[0].value
    assert f"right four times in five, say **{date}** or **{money}**: both together hold in " in said


def test_terms_that_nobody_keeps_are_refused_with_the_nearest_way(open_screen: Open) -> None:
    def told(budget: float | None) -> str:
        plan = Plan.model_validate({"architecture": {"size": "M"}, "economics": {"budget": budget}})
        return " ".join(one.value for one in open_screen("ten_minutes", plan).warning)

    smaller = prices.p80(Plan.model_validate({"architecture": {"size": "S"}}))
    assert smaller is not None
    assert "do not start building" in told(10_000)
    assert "keep the budget of £10k" in told(10_000)
    assert "start with that" in told(smaller[1] + 1)
    assert "Out of reach" not in told(None) + told(5_000_000)


def test_a_plan_from_an_industry_waits_for_the_guess_before_it_shows_numbers(open_screen: Open) -> None:
    plan = starting.starting_plan("general", starting.use_cases_of("general")[0].id)
    app = open_screen("start", plan)
    assert not app.metric
    plan.first_guess.months = 4
    assert open_screen("start", plan).metric
    assert open_screen("ten_minutes", plan).metric


def test_the_team_beside_own_staff_and_a_partner(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    plan.estimates.past_projects = [PastProject(estimated_days=100, actual_days=140)]
    app = open_screen("team", plan)
    assert "If others built it" in [each.value for each in app.subheader]
    assert any("1 finished project counts for 9%" in each.value for each in app.caption)
    assert "Default day rates, waits and what a source adds" in [box.label for box in app.expander]


def test_ranges_taken_as_they_are_come_with_a_warning(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    assert not open_screen("work", plan).warning
    plan.estimates.widening = 1
    assert "nobody in the room is overconfident" in open_screen("work", plan).warning[0].value
