"""Nothing typed is lost: other screens, a refresh, two people, undo, refused values."""

import datetime as dt

import pytest

from tests.pages.conftest import Open, plan_id, plan_of, to, widget
from tests.pages.full_plan import full_plan
from waybook.plan import Plan, Range
from waybook.store import StoreError
from waybook.ui import desk


def test_the_first_answer_makes_a_plan_with_its_own_link(open_screen: Open) -> None:
    app = open_screen("objectives")
    assert "plan" not in app.query_params
    widget(app, "text_input", "Business process").input("Refunds").run()
    assert len(plan_id(app)) >= 16  # 96 bits
    assert plan_of(app).objectives.process == "Refunds"


def test_an_answer_survives_another_screen_and_a_refresh(open_screen: Open) -> None:
    app = open_screen("objectives", Plan())
    widget(app, "text_input", "Cases a month").set_value("2500").run()
    widget(app, "number_input", "Error rate (%)").set_value(7.0).run()
    assert plan_of(app).objectives.error_rate == 0.07
    to(to(app, "team"), "objectives")
    assert widget(app, "text_input", "Cases a month").value == "2,500"
    again = open_screen("objectives", plan_id=plan_id(app))
    assert widget(again, "number_input", "Error rate (%)").value == 7


def test_unknown_is_a_choice_and_can_be_taken_back(open_screen: Open) -> None:
    app = open_screen("objectives", Plan())
    budget = widget(app, "button_group", "Sponsor holds the budget")
    assert budget.value == "I don't know yet"
    budget.set_value("yes").run()
    assert plan_of(app).objectives.sponsor_has_budget == "yes"
    widget(app, "button_group", "Sponsor holds the budget").set_value("I don't know yet").run()
    assert plan_of(app).objectives.sponsor_has_budget is None


def test_two_people_edit_different_fields(open_screen: Open) -> None:
    ann = open_screen("objectives", Plan())
    ben = open_screen("objectives", plan_id=plan_id(ann))
    widget(ann, "text_input", "Business process").input("Refunds").run()
    widget(ben, "text_input", "Process owner").input("Ben").run()
    assert plan_of(ann).objectives.process == "Refunds"
    assert plan_of(ann).objectives.process_owner == "Ben"
    assert widget(ann.run(), "text_input", "Process owner").value == "Ben"
    assert widget(ben, "text_input", "Business process").value == "Refunds"


def test_undo_and_redo_redraw_the_field(open_screen: Open) -> None:
    app = open_screen("objectives", Plan())
    widget(app, "text_input", "Business process").input("Refunds").run()
    app.button("undo").click().run()
    assert widget(app, "text_input", "Business process").value == ""
    app.button("redo").click().run()
    assert widget(app, "text_input", "Business process").value == "Refunds"
    assert plan_of(app).objectives.process == "Refunds"


def test_a_range_is_saved_when_all_three_are_there(open_screen: Open) -> None:
    app = open_screen("architecture", Plan())
    label = "Cloud cost a month (£): "
    widget(app, "text_input", label + "low").set_value("400").run()
    assert plan_of(app).architecture.cloud_month is None
    assert "all there" in app.error[0].value
    to(to(app, "team"), "architecture")
    assert widget(app, "text_input", label + "low").value == "400"
    widget(app, "text_input", "likely").set_value("0.9k").run()
    widget(app, "text_input", "high").set_value("100").run()
    assert "must rise" in app.error[0].value
    widget(app, "text_input", "high").set_value("lots").run()
    assert app.error[0].value.startswith("Cloud cost a month: “lots” is not")
    widget(app, "text_input", "high").set_value("2,000").run()
    assert not app.error
    assert plan_of(app).architecture.cloud_month == Range(low=400, likely=900, high=2000)


def test_a_refused_value_stays_on_the_screen_and_the_plan_as_it_was(open_screen: Open) -> None:
    app = open_screen("objectives", Plan())
    widget(app, "number_input", "Needed by (months)").set_value(9.0).run()
    widget(app, "number_input", "Needed by (months)").set_value(0.0).run()
    assert plan_of(app).economics.target_months == 9
    assert "Needed by" in app.error[0].value
    to(to(app, "team"), "objectives")
    assert widget(app, "number_input", "Needed by (months)").value == 0


def test_an_unknown_plan_is_one_sentence(open_screen: Open) -> None:
    app = open_screen(plan_id="nobody")
    assert not app.exception
    assert "There is no plan" in app.error[0].value


def test_the_plan_is_dated_as_it_was_typed(open_screen: Open) -> None:
    app = open_screen("start", Plan())
    widget(app, "date_input", "Project start").set_value(dt.date(2027, 3, 1)).run()
    assert plan_of(app).start == dt.date(2027, 3, 1)


def test_another_plan_in_the_address_is_opened(open_screen: Open) -> None:
    app = open_screen("start", Plan(name="One"))
    other = desk.store().create(Plan(name="Two").model_dump(mode="json")).id
    app.query_params["plan"] = other
    app.run()
    assert widget(app, "text_input", "Project").value == "Two"


def test_what_makes_an_estimate_impossible_is_one_sentence_and_a_way_there(open_screen: Open) -> None:
    app = open_screen("team", Plan.model_validate({"architecture": {"model": "nobody/nothing"}}))
    assert app.warning[0].value.startswith("No estimate\\. Model: the price list")
    assert plan_of(app).architecture.model == "nobody/nothing"
    circle = {"D1": {"depends_on": ["D2"]}, "D2": {"depends_on": ["D1"]}}
    app = open_screen("start", Plan.model_validate({"estimates": {"packages": circle}}))
    assert "circle" in app.warning[0].value


def test_a_click_that_cannot_be_done_is_said_once(open_screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_screen("objectives", Plan())
    widget(app, "text_input", "Business process").input("Refunds").run()

    def busy(*_: object) -> None:
        raise StoreError("The database is busy.")

    with monkeypatch.context() as patched:
        patched.setattr(desk.store(), "undo", busy)
        app.button("undo").click().run()
    assert not app.exception
    assert app.error[0].value.startswith("The database is busy")
    assert plan_of(app).objectives.process == "Refunds"
    assert not app.run().error


def test_a_number_beyond_its_bounds_is_answered_in_the_units_of_the_screen(open_screen: Open) -> None:
    app = open_screen("team", Plan())
    widget(app, "number_input", "Share of time on the project (%)").set_value(150.0).run()
    assert app.error[0].value.startswith("Share of time on the project: 150 does not count")
    assert "at most 100" in app.error[0].value
    assert plan_of(app).team.focus is None


def test_an_amount_is_taken_as_people_type_it_or_refused_in_words(open_screen: Open) -> None:
    app, budget = open_screen("objectives", Plan()), "Budget to go-live (£)"
    widget(app, "text_input", budget).set_value("£0.3m").run()
    assert plan_of(app).economics.budget == 300_000
    assert widget(app, "text_input", budget).value == "300,000"
    for typed, words in (
        ("abc", "not a number"),
        ("1.250,00", "two ways"),
        ("$5", "another currency"),
        ("-5", "least 0"),
    ):
        widget(app, "text_input", budget).set_value(typed).run()
        assert app.error[0].value.startswith("Budget to go\\-live: ")
        assert words in app.error[0].value
        assert widget(app, "text_input", budget).value == typed
        assert plan_of(app).economics.budget == 300_000
    widget(app, "text_input", budget).set_value("").run()
    assert not app.error
    assert plan_of(app).economics.budget is None


def test_the_objective_says_which_change_counts_as_gain(open_screen: Open) -> None:
    kpi = {"name": "Handling time", "unit": "minutes", "baseline": 12, "target": 9, "volume": 100, "unit_value": 1}
    words = [
        one.value for one in open_screen("objectives", Plan.model_validate({"objectives": {"kpis": [kpi]}})).caption
    ]
    assert any("a fall from 12 to 9 minutes counts as gain" in one.replace("\u2060", "") for one in words)


def test_the_first_guess_is_asked_before_an_estimate_is_seen(open_screen: Open) -> None:
    app = open_screen("start", Plan())
    assert not app.metric
    assert len(to(app, "ten_minutes").metric) == 4
    to(app, "start")
    widget(app, "number_input", "How long? (months)").set_value(4.0).run()
    assert not app.metric
    widget(app, "text_input", "How much? (£)").set_value("£90k").run()
    assert len(app.metric) == 4


def test_ten_minutes_end_with_a_range_in_plain_words(open_screen: Open) -> None:
    app = open_screen("ten_minutes", Plan())
    assert app.info[0].value.startswith("**A typical project of medium size")
    widget(app, "selectbox", "Size").set_value("S").run()
    words = app.info[0].value
    assert words.startswith("As likely as not real users have it by")
    assert "P80" not in words


def test_the_present_view_of_a_plan_without_estimate_says_why_and_can_be_left(open_screen: Open) -> None:
    circle = {"D1": {"depends_on": ["D2"]}, "D2": {"depends_on": ["D1"]}}
    app = open_screen("present", Plan.model_validate({"estimates": {"packages": circle}}))
    assert "circle" in app.warning[0].value
    widget(app, "button", "Leave").click().run()
    assert app.title[0].value == "Timeline"


def test_ten_minutes_say_when_nothing_is_open(open_screen: Open) -> None:
    app = open_screen("ten_minutes", full_plan())
    assert any(one.value.startswith("None is open") for one in app.caption)
