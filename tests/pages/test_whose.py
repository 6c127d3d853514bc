"""The source card: what a result rests on, with range, source, date and grade, on every chart of a result."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.pages.conftest import Open, view
from waybook.estimate import estimate
from waybook.model.rests_on import certain, grades_of, inputs_of, supports
from waybook.plan import Range
from waybook.ui import starting
from waybook.ui.provenance import GRADES, numbers
from waybook.ui.whose import LINES, RESTS

PAGES = Path(__file__).parents[2] / "pages"
RESULTS = ("cost_benefit", "risk", "timeline", "scenarios", "bridge", "outside_view")
NO_RESULT = {"back-test"}


@pytest.mark.parametrize("key", LINES)
def test_what_moves_a_result_is_told_with_its_source_and_grade(key: str) -> None:
    found = estimate(starting.example("customer_support"), draws=64)
    ranged, fixed = supports(found, key), certain(found, key)
    for one in (*ranged, *fixed):
        assert one.source
        assert one.grade in GRADES
        assert one.moves > 0
        assert one.low is None or one.low <= one.value <= (one.high or 0)
    assert [one.moves for one in ranged] == sorted((one.moves for one in ranged), reverse=True)
    assert sum(grades_of(found, key).values()) == pytest.approx(1)


def test_a_number_of_ones_own_is_told_as_such() -> None:
    plan = starting.example("customer_support")
    before = {one.label: one.grade for one in supports(estimate(plan, draws=64), "run_year")}
    plan.architecture.cloud_month = Range(low=100, likely=900, high=5000)
    card = {one.label: one for one in supports(estimate(plan, draws=64), "run_year")}
    name = next(label for label in card if label.startswith("Cloud hosting"))
    assert (before[name], card[name].grade) == ("judgement", "own")
    assert (card[name].low, card[name].value, card[name].high) == (100, 900, 5000)


def test_what_a_result_does_not_read_is_not_on_its_card() -> None:
    found = estimate(starting.example("customer_support"), draws=64)
    assert any(one.label == "Discount rate" for one in certain(found, "npv"))
    assert not any(one.label == "Discount rate" for one in certain(found, "build_cost"))
    assert "discount_rate" not in inputs_of(found, "build_cost")


def test_every_chart_of_a_result_has_the_card() -> None:
    keys = set()
    for name in RESULTS:
        for node in ast.walk(ast.parse((PAGES / f"{name}.py").read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "show":
                    keys.add(node.args[1].value)  # type: ignore[attr-defined]
                elif node.func.attr == "beside":
                    keys |= {pair.elts[0].value for pair in node.args}  # type: ignore[attr-defined]
    assert len(keys) > 20
    assert keys - NO_RESULT <= set(RESTS)
    assert {line for lines in RESTS.values() for line in lines} <= set(LINES)


def test_the_card_is_drawn_when_it_is_opened(open_screen: Open) -> None:
    app = view(open_screen("cost_benefit", starting.example("customer_support")), "cost", "Running it")
    assert not app.table
    app.session_state["whose running"] = True
    app.run()
    assert not app.exception
    assert any("Price of a token, year by year" in str(one.value) for one in app.table)


def test_shares_are_shown_in_per_cent() -> None:
    rows = list(numbers(estimate(starting.example("customer_support"), draws=64).inputs, "GBP"))
    share = next(row for row in rows if row["What"] == "Share the AI handles")
    assert (share["Value"], share["Unit"]) == (60, "%")
