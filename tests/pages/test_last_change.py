"""The bar says what the last change moved, against the numbers before it, and nothing where nothing moved."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plan_id, plan_of, to, widget
from waybook.durations import WEEKS_A_MONTH
from waybook.estimate import estimate
from waybook.plan import Plan
from waybook.price import Price
from waybook.store import Stored
from waybook.ui import desk, guidance, starting, wording


def lines(app: AppTest) -> list[AppTest]:
    """The line in the bar as elements: none or one."""
    return [one for one in app.caption if one.value.startswith(("Last ", "Undo: ", "Redo: ")) and "**" in one.value]


def told(app: AppTest) -> str:
    """What the bar says of the last change."""
    return " ".join(one.value.replace("*", "") for one in lines(app))


def moved(now: Plan, before: Plan) -> str:
    """The same difference from two estimates of its own."""
    one, other = estimate(now), estimate(before)
    price = Price(
        (one.months.p80 - other.months.p80) * WEEKS_A_MONTH,
        one.cost.p80 - other.cost.p80,
        one.run_cost_year.p80 - other.run_cost_year.p80,
    )
    return ", ".join(guidance.short_parts(price)[:2])


def answered(app: AppTest, label: str, value: str) -> Plan:
    widget(app, "button_group", label).set_value(value).run()
    return plan_of(app)


def elsewhere(app: AppTest, **economics: object) -> Stored:
    """Another person's answer."""
    changes = {f"economics.{name}": value for name, value in economics.items()}
    return desk.store().edit(plan_id(app), changes, "From elsewhere")


@pytest.fixture
def audit(open_screen: Open) -> AppTest:
    """The screen of the data audit of an example."""
    return open_screen("data_audit", starting.example("customer_support"))


def test_an_answer_is_compared_with_the_numbers_before_it(audit: AppTest) -> None:
    assert told(audit) == ""
    plans = [plan_of(audit), answered(audit, "Structured", "poor"), answered(audit, "Documented", "good")]
    assert told(audit) == f"Last change: {moved(plans[2], plans[1])}"
    assert moved(plans[2], plans[1]) != moved(plans[2], plans[0])
    assert "**Documented**" in lines(audit)[0].help
    to(audit, "team")
    assert told(audit) == f"Last change: {moved(plans[2], plans[1])}"  # it is still the last one


def test_undo_and_redo_say_what_they_moved(audit: AppTest) -> None:
    before, after = plan_of(audit), answered(audit, "Structured", "poor")
    audit.button("undo").click().run()
    assert told(audit) == f"Undo: {moved(before, after)}"
    audit.button("redo").click().run()
    assert told(audit) == f"Redo: {moved(after, before)}"


def test_what_moves_nothing_says_nothing(open_screen: Open) -> None:
    app = open_screen("data_audit", starting.example("customer_support"))
    answered(app, "Structured", "poor")
    assert told(app)
    widget(to(app, "objectives"), "text_input", "Process owner").input("Ann").run()
    assert told(app) == ""


def test_a_word_that_is_typed_is_one_change(open_screen: Open) -> None:
    app = open_screen("architecture", starting.example("customer_support"))
    before = plan_of(app)
    for typed in ("9", "90", "90000"):
        widget(app, "text_input", "Conversations a month").set_value(typed).run()
    assert told(app) == f"Last change: {moved(plan_of(app), before)}"


def test_a_budget_moves_the_chance_alone(open_screen: Open) -> None:
    app = open_screen("objectives", starting.example("customer_support"))
    before = estimate(plan_of(app)).p_both
    elsewhere(app, budget=600_000.0)
    app.run()
    now = estimate(plan_of(app)).p_both
    assert before is not None
    assert now is not None
    said = f"{wording.percent(before)} → {wording.percent(now)} keep the date and budget"
    assert told(app) == f"Last change: {said}"


def test_what_others_changed_in_the_meantime_is_counted(audit: AppTest) -> None:
    before = plan_of(audit)
    elsewhere(audit, budget=600_000.0)
    desk.store().edit(plan_id(audit), {"data.structure": "poor"}, "Structured")
    audit.run()
    assert told(audit) == f"Last 2 changes: {moved(plan_of(audit), before)}"


def test_a_plan_taken_from_a_file_is_compared_and_another_plan_is_not(audit: AppTest) -> None:
    before = plan_of(audit)
    other = starting.example("retail").model_copy(update={"currency": before.currency, "start": before.start})
    desk.store().replace(plan_id(audit), other.model_dump(mode="json"), "From plan.xlsx: 3")
    audit.run()
    assert told(audit) == f"Last change: {moved(plan_of(audit), before)}"
    assert "From plan" in lines(audit)[0].help
    audit.query_params["plan"] = desk.store().create(before.model_dump(mode="json")).id
    audit.run()
    assert told(audit) == ""
    answered(audit, "Structured", "poor")
    assert told(audit) == f"Last change: {moved(plan_of(audit), before)}"


def test_the_first_answer_is_compared_with_the_typical_project(open_screen: Open) -> None:
    app = open_screen("ten_minutes")
    before = Plan()
    assert told(app) == ""
    widget(app, "selectbox", "Size").set_value("L").run()
    assert told(app) == f"Last change: {moved(plan_of(app), before)}"
    assert plan_of(app) != before


def test_another_currency_is_no_difference_and_a_later_start_is(audit: AppTest) -> None:
    start = plan_of(audit).start
    desk.store().edit(plan_id(audit), {"start": str(start + dt.timedelta(weeks=4))}, "Start")
    audit.run()
    assert told(audit).startswith("Last change: +4.0 weeks")
    desk.store().edit(plan_id(audit), {"currency": "EUR"}, "Currency")
    audit.run()
    assert told(audit) == ""
