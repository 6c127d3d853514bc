"""The price of an answer, and what an open question could still change."""

from tests.pages.conftest import Open
from waybook import answer_prices as prices
from waybook.estimate import estimate
from waybook.plan import Plan
from waybook.plan.fields import replaced
from waybook.ui import starting


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


def test_without_empties_every_kind_of_field() -> None:
    plan = starting.example("customer_support")
    bare = prices.without(
        plan, ["objectives.statement", "data.sources", "economics.budget", "compliance.answers.market"]
    )
    assert (bare.objectives.statement, bare.data.sources, bare.economics.budget) == ("", [], None)
    assert bare.compliance.answers["market"] == []


def test_every_screen_names_its_open_questions(open_screen: Open) -> None:
    app = open_screen("readiness", Plan())
    assert "Still unknown here: 8 questions" in [box.label for box in app.expander]
    app = open_screen("readiness", starting.example("customer_support"))
    assert "What your answers here changed" in [box.label for box in app.expander]
