"""The outcome screens on empty, example and full plans, in every view: they open, and say what the core says."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open, plan_of
from tests.pages.full_plan import full_plan
from waybook.estimate import estimate
from waybook.plan import Plan, read
from waybook.reference import data_folder, load
from waybook.ui import charts_cost, charts_risk
from waybook.ui.picture import LIGHT
from waybook.ui.presenting import SLIDES
from waybook.ui.screens import SCREENS

SCREENS_WITH_VIEWS = ("timeline", "cost_benefit", "risk", "scenarios", "bridge", "outside_view")


def _example() -> Plan:
    return read((data_folder() / "examples/customer_support.json").read_bytes())


def _views(app: AppTest) -> list[str]:
    return list(next(each for each in app.segmented_control if each.label == "View").options)


def _show(app: AppTest, view: str) -> AppTest:
    next(each for each in app.segmented_control if each.label == "View").set_value(view).run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


def _findings(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "").replace("\u2060", "") for each in app.subheader]


@pytest.mark.parametrize("plan", [Plan(), _example(), full_plan()], ids=["empty", "example", "full"])
@pytest.mark.parametrize("screen", SCREENS_WITH_VIEWS)
def test_every_view_opens(screen: str, plan: Plan, open_screen: Open) -> None:
    app = open_screen(screen, plan)
    views = _views(app)
    assert len(views) >= 2
    for view in views:
        _show(app, view)
        assert app.title[0].value == next(each.title for each in SCREENS if each.file == screen)
        assert _findings(app) or screen in ("scenarios", "outside_view")


def test_empty_plan_says_what_to_do(open_screen: Open) -> None:
    app = open_screen("timeline", Plan())
    assert any("are still open" in each.value for each in app.caption)
    assert not any("are still open" in each.value for each in open_screen("timeline", _example()).caption)


def test_a_plan_without_estimate_says_so(open_screen: Open) -> None:
    plan = _example()
    for line in plan.team.lines:
        line.fte = 0
    app = open_screen("risk", plan)
    assert any("The charts come back" in each.value for each in app.info)
    assert not app.exception


def test_findings_are_those_of_the_core(open_screen: Open) -> None:
    results = estimate(_example())
    costs = _findings(open_screen("cost_benefit", _example()))
    assert charts_cost.cost_curve(results, LIGHT).title in costs
    risks = _findings(open_screen("risk", _example()))
    assert charts_risk.joint(results, LIGHT).title in risks


def test_numbers_stand_in_a_table(open_screen: Open) -> None:
    app = open_screen("cost_benefit", _example())
    assert not app.table  # not worked out before somebody opens it
    app.session_state["numbers cost"] = True
    app.run()
    results = estimate(_example())
    table = app.table[0].value
    quantiles = dict(zip(table.iloc[:, 0], table.iloc[:, 1], strict=True))
    said = dict(charts_cost.cost_curve(results, LIGHT).rows)
    assert quantiles["P80"].replace("\\", "") == said["P80"]


def test_the_outside_view_shows_its_classes_and_what_such_projects_took(open_screen: Open) -> None:
    app = open_screen("outside_view", _example())
    said = " ".join(each.value for each in app.caption)
    assert "EBSPM" in said
    assert "8 months" in said  # 150,000 to 500,000 EUR
    _show(app, "The data")
    classes, rules, data = (each.value for each in app.table)
    assert len(classes) == 4
    assert len(rules) == 7  # three classes of AACE, two uplifts each of the Green Book and of Transport Scotland
    assert list(classes["P80"]) == ["1\\.45", "1\\.41", "1\\.48", "2\\.58"]
    assert len(data) == len(load().overruns)


def test_another_way_can_be_taken_out_and_its_share_changed(open_screen: Open) -> None:
    app = open_screen("scenarios", _example())
    before = _findings(app)
    _show(app, "What they bring")
    share = next(each for each in app.number_input if each.label.startswith("Start smaller"))
    share.set_value(5.0).run()
    _show(app, "Side by side")
    assert _findings(app) != before
    next(each for each in app.get("button_group") if each.label.startswith("Compare")).set_value([]).run()
    assert any("Choose at least one" in each.value for each in app.info)


def test_presenting_goes_through_every_slide(open_screen: Open) -> None:
    app = open_screen("present", _example())
    seen = []
    for _ in SLIDES:
        assert not app.exception, [problem.message for problem in app.exception]
        seen.append(app.title[0].value)
        next(each for each in app.button if each.label == "Next").click().run()
    assert len(set(seen)) == len(SLIDES)
    assert app.title[0].value == seen[0]  # round again
    next(each for each in app.button if each.label == "Back").click().run()
    assert app.title[0].value == seen[-1]


def test_levelling_again_keeps_a_better_order_and_can_be_taken_back(open_screen: Open) -> None:
    plan = read((data_folder() / "examples/financial_services.json").read_bytes())
    app = _show(open_screen("timeline", plan), "What sets the date")
    next(each for each in app.button if each.label == "Level again").click().run()
    assert not app.exception
    assert any("saves" in each.value or "No better order" in each.value for each in app.caption)
    ordered = plan_of(app).estimates.order
    if ordered:
        assert estimate(plan_of(app)).months.p80 < estimate(plan).months.p80
        next(each for each in app.button if each.label == "Back to the usual order").click().run()
    assert plan_of(app).estimates.order == []
