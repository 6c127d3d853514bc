"""The source card: every figure on a screen says whose numbers it rests on, with range, source, date and grade."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, view
from waybook.estimate import estimate
from waybook.model.rests_on import certain, everything, grades_of, inputs_of, supports
from waybook.plan import Plan, Range
from waybook.plan.team import TeamLine
from waybook.ui import desk, starting
from waybook.ui.presenting import SLIDES
from waybook.ui.provenance import GRADES, numbers
from waybook.ui.rests import RESTS
from waybook.ui.screens import SCREENS
from waybook.ui.whose import RESULTS

ROOT = Path(__file__).parents[2]
SCREEN_CODE = sorted([*(ROOT / "pages").glob("*.py"), *(ROOT / "src/waybook/ui").glob("*.py")])

ELEMENTS, BARE = {"table", "dataframe", "metric", "data_editor"}, {"draw", "rows", "table"}
"""What puts figures on a screen without a card; `show`, `beside`, `sourced` and `numbers` of charts bring theirs."""
SOURCED = {
    ("charts.py", "draw"): "drawn by show, and by the two below that offer a card",
    ("charts.py", "rows"): "drawn by sourced",
    ("charts.py", "numbers"): "offers its card",
    ("law_standing.py", "standing"): "duties",
    ("presenting.py", "present"): "the card of its slide",
    ("running.py", "forecast"): "forecast",
    ("measured.py", "_beside_beliefs"): "measured",
    ("measured.py", "measurements"): "measured",
    ("parts.py", "_number"): "top bar",
    ("parts.py", "_chances"): "top bar",
    ("sourcing.py", "rates"): "default rates",
}
"""Where figures are drawn bare, and the card that stands beside them."""
PARTS_OF_MEASURED = {"first_figures", "show", "_how_it_was_read", "findings", "scores", "difference"}
NO_FIGURES = {
    ("open_or_new.py", "wishes_put_off"): "words",
    ("verdicts.py", "pilot_traps"): "words",
    ("law_duties.py", "table"): "duties, with article, date and grade in the row",
    ("whose.py", "_table"): "the cards themselves",
    ("provenance.py", "table"): "the list of all cards",
    ("worth.py", "_answers"): "in the card of an answer's price",
    ("guidance.py", "_table"): "prices of answers, with rule and source in the row",
    ("guidance.py", "still_unknown"): "prices of answers, each of them with its card beside its question",
    ("table.py", "ask_table"): "typed by the team",
    ("entries.py", "ask_entries"): "typed by the team",
    ("overruling.py", "ask_rules"): "rules, with their source in the row",
    ("sources.py", "the page"): "the list of all cards",
    ("carrying.py", "_differences"): "changes in a workbook, old and new",
}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the name of the function around it."""
    tree = ast.parse(path.read_text())
    for top in tree.body:
        name = getattr(top, "name", "the page")
        for node in ast.walk(top):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                yield name, node


def bare(node: ast.Call) -> bool:
    """Whether a call draws figures without a card: `st.table`, `place.metric`, `charts.rows`, `plot`."""
    if isinstance(node.func, ast.Name):
        return node.func.id == "plot"
    assert isinstance(node.func, ast.Attribute)
    of, name = getattr(node.func.value, "id", ""), node.func.attr
    return name in ELEMENTS or (of == "charts" and name in BARE)


def test_figures_are_drawn_with_their_card_or_beside_one() -> None:
    drawn = {(path.name, around) for path in SCREEN_CODE for around, node in calls(path) if bare(node)}
    known = {*SOURCED, *NO_FIGURES, *(("measured.py", name) for name in PARTS_OF_MEASURED)}
    assert drawn - known == set(), "a figure without a card"
    assert known - drawn == set(), "no longer drawn: take the line out"


def test_every_card_is_that_of_a_figure() -> None:
    words = {
        node.value
        for path in SCREEN_CODE if path.name != "rests.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    series = {"accuracy", "users", "tokens", "kpi", "run_cost"}
    assert set(RESTS) - series <= words
    assert set(SLIDES) <= set(RESTS)


@pytest.fixture(scope="module")
def live() -> Plan:
    return starting.example("customer_support_live")


@pytest.mark.parametrize("key", RESTS)
def test_every_card_names_numbers_with_source_date_and_grade(
    key: str, live: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = estimate(live, draws=64)
    monkeypatch.setattr(desk, "plan", lambda: live)
    monkeypatch.setattr(desk, "results_or_none", lambda: found)
    rests = RESTS[key]
    assert set(rests.inputs) <= set(found.inputs.inputs)
    stated = [*rests.stated(found), *(one for line in rests.lines for one in everything(found, line))]
    assert stated
    computed = ("The plan", "There from the start", "Not answered", "Duties of the compliance", "In the build")
    for one in stated:
        assert one.source, one
        assert one.grade in GRADES, one
        assert one.low is None or one.low <= one.value <= (one.high or 0), one
        dated = bool(one.date) or one.grade == "own" or one.source.startswith(computed)
        assert dated or ". Days judged" in one.source, one


SHOWS = {"cost_benefit": 12, "risk": 8, "timeline": 6, "outside_view": 3, "bridge": 5, "scenarios": 3, "actuals": 6}
"""Screens with views, and how many figures they show at least."""


@pytest.mark.parametrize("screen", [one.file for one in SCREENS if not one.whole])
def test_every_figure_on_the_screens_has_its_button(screen: str, open_screen: Open) -> None:
    app = open_screen(screen, starting.example("customer_support_live"))
    figures: set[str] = set()
    offers: set[str] = set()
    for key, name in views(app):
        if name:
            view(app, key, name)
        assert not app.exception
        drawn, offered = keys(app, "figure "), keys(app, "whose icon ") | keys(app, "whose ")
        assert drawn - {"days of duties", "class interval"} <= offered
        figures |= drawn
        offers |= offered
    assert "top bar" in offers
    assert len(figures) >= SHOWS.get(screen, 0)


def views(app: AppTest) -> list[tuple[str, str]]:
    found = [each for each in app.button_group if (each.key or "").startswith("view ")]
    return [(str(each.key).removeprefix("view "), name) for each in found for name in each.options] or [("", "")]


def keys(app: AppTest, prefix: str) -> set[str]:
    """Keys of the elements that begin so; elements that AppTest does not know tell theirs in their id."""
    found = {str(each.key) for each in app.button if each.key}
    found |= {each.proto.id for each in app.get("bidi_component")}
    return {one.rpartition(prefix)[2] for one in found if prefix in one}


def test_the_drawer_opens_on_the_figure_and_goes_to_the_others(open_screen: Open) -> None:
    app = view(open_screen("cost_benefit", starting.example("customer_support")), "cost", "Running it")
    assert not app.table
    app.button("whose icon running").click().run()
    assert not app.exception
    assert any("Cloud hosting" in one.value.to_string() for one in app.table)
    chosen = app.selectbox[0]
    assert len(chosen.options) == 3
    app.button("whose icon load").click().run()
    assert any("busiest hour" in one.value.to_string() for one in app.table)
    app.button("whose top bar").click().run()
    assert any("Shared estimating bias" in one.value.to_string() for one in app.table)


def test_the_drawer_keeps_the_estimate_to_itself_before_the_first_guess(open_screen: Open) -> None:
    assert "whose top bar" not in [each.key for each in open_screen("start", Plan()).button]
    guessed = Plan()
    guessed.first_guess.months, guessed.first_guess.cost = 6, 100_000
    assert "whose top bar" in [each.key for each in open_screen("start", guessed).button]


def test_the_slide_has_its_card(open_screen: Open) -> None:
    app = open_screen("present", starting.example("customer_support"))
    app.button("whose walk").click().run()
    assert not app.exception
    assert any("Whose" in one.value.columns for one in app.table)


@pytest.mark.parametrize("key", RESULTS)
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


def test_the_rate_of_a_role_is_that_of_all_its_lines() -> None:
    plan = starting.example("customer_support")
    plan.team.lines = [
        TeamLine(role="SWE", fte=1, day_rate=500),
        TeamLine(role="SWE", fte=3, sourcing="contract"),
        TeamLine(role="AIE", fte=1),
    ]
    found = estimate(plan, draws=64)
    card = next(one for one in supports(found, "build_cost") if "mean of 2 lines" in one.label)
    rates, people = found.inputs["line_rate_likely"].values[:2], (1, 3)
    assert card.value == pytest.approx(sum(rates * people) / 4)
    assert card.low is not None
    assert card.low < card.value
    assert card.source.startswith("The plan; ITJobsWatch")


def test_what_a_result_does_not_read_is_not_on_its_card() -> None:
    found = estimate(starting.example("customer_support"), draws=64)
    assert any(one.label == "Discount rate" for one in certain(found, "npv"))
    assert not any(one.label == "Discount rate" for one in certain(found, "build_cost"))
    assert "discount_rate" not in inputs_of(found, "build_cost")
    assert not any(one.what == "Discount rate" for one in everything(found, "build_cost"))


def test_shares_are_shown_in_per_cent() -> None:
    rows = list(numbers(estimate(starting.example("customer_support"), draws=64).inputs, "GBP"))
    share = next(row for row in rows if row["What"] == "Share the AI handles")
    assert (share["Value"], share["Unit"]) == (60, "%")
