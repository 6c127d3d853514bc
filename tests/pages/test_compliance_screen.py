"""Compliance on screen: unknown by default, the newest of two contradicting choices wins, usual answers by a click."""

from tests.pages.conftest import Open, plan_of, widget
from waybook.compliance import rule_book
from waybook.plan import Plan
from waybook.ui.law_questions import consistent, most_deciding
from waybook.ui.wording import plain


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


def test_answers_that_are_not_understood_are_named_and_can_be_left_out(open_screen: Open) -> None:
    answers = {"markt": ["eu"], "market": ["uk", "mars"], "ai": ["infers", "military"]}
    app = open_screen("compliance", Plan(compliance={"answers": answers}))
    assert not app.exception
    words = " ".join(one.value.replace("\\", "") for one in app.warning)
    for part in ("'markt' is not a question", "'mars' is not one of its options", "'ai' takes one option but has 2"):
        assert part in words
    next(one for one in app.button if one.label == "Leave out what is not understood").click().run()
    assert plan_of(app).compliance.answers == {"market": ["uk"], "ai": ["infers", "military"]}
    assert "'markt'" not in " ".join(one.value for one in app.warning)


def test_an_answer_may_be_incomplete(open_screen: Open) -> None:
    question = rule_book().questions["market"]
    assert consistent(question, [], ["unknown"]) == [], "perhaps more alone says nothing"
    assert consistent(question, ["uk"], ["uk", "unknown"]) == ["uk", "unknown"]
    assert consistent(rule_book().questions["pdata"], ["none"], ["none", "unknown"]) == []
    app = open_screen("compliance", Plan(compliance={"answers": {"market": ["uk"], "estab": ["uk"]}}))
    shown = [one.value for one in app.metric if one.label == "Person-days on top of the build"]
    widget(app, "multiselect", question.text).set_value(["uk", "unknown"]).run()
    assert not app.exception
    assert plan_of(app).compliance.answers["market"] == ["uk", "unknown"]
    assert any("It is not known whether the AI Act applies" in one.value for one in app.markdown)
    assert [one.value for one in app.metric if one.label == "Person-days on top of the build"] == shown


def test_one_duty_in_full(open_screen: Open) -> None:
    app = open_screen("compliance", Plan(compliance={"answers": {"market": ["uk"], "pdata": ["ordinary"]}}))
    widget(app, "selectbox", "One duty in full").set_value("DP-01").run()
    assert not app.exception
    words = " ".join(one.value for one in app.markdown)
    for part in (rule_book().rules["DP-01"].evidence, "What to do", "Penalty", "Checked against"):
        assert plain(part) in words


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
