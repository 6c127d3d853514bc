"""Compliance on screen: unknown by default, the newest of two contradicting choices wins, usual answers by a click."""

from tests.pages.conftest import Open, plan_of, widget
from waybook.compliance import rule_book
from waybook.plan import Plan
from waybook.ui.duties import consistent, most_deciding


def test_nothing_is_answered_until_somebody_does(open_screen: Open) -> None:
    app = open_screen("compliance", Plan(industry="retail"))
    assert plan_of(app).compliance.answers == {}
    usual = next(one for one in app.button if one.label.startswith("Take what is usual"))
    usual.click().run()
    assert not app.exception
    assert plan_of(app).compliance.answers == {"sector": ["retail_online"], "consumer": ["b2c"]}
    app.button("undo").click().run()
    assert plan_of(app).compliance.answers == {}


def test_an_answer_and_back_to_unknown(open_screen: Open) -> None:
    app = open_screen("compliance", Plan())
    label = rule_book().questions["ai"].text
    widget(app, "selectbox", label).set_value("infers").run()
    assert plan_of(app).compliance.answers["ai"] == ["infers"]
    widget(app, "selectbox", label).set_value("unknown").run()
    assert plan_of(app).compliance.answers["ai"] == []


def test_the_newest_choice_wins_over_what_it_excludes() -> None:
    question = rule_book().questions["pdata"]
    none = next(option.id for option in question.options if option.exclusive)
    other = next(option.id for option in question.options if not option.exclusive)
    assert consistent(question, [other], [other, none]) == [none]
    assert consistent(question, [none], [none, other]) == [other]
    assert consistent(question, [other, none], [other]) == [other]


def test_the_five_are_those_that_are_not_skipped() -> None:
    from waybook.compliance import evaluate, visibility

    evaluation = evaluate({"market": ["uk"], "estab": ["uk"]})
    first, rest = most_deciding(evaluation, 5)
    shown = visibility(evaluation)
    assert len(first) == 5
    assert all(shown[question] != "skipped" for question in (*first, *rest))
    assert not set(first) & set(rest)


def test_the_disclaimer_is_on_the_screen(open_screen: Open) -> None:
    app = open_screen("compliance", Plan())
    assert any("not legal advice" in each.value.replace("\\", "") for each in app.caption)
