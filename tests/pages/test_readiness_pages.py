"""Readiness, components, prototype, gates, X-ray, actuals and facts on screen."""

import datetime as dt

from tests.pages.conftest import Open, plan_of, widget
from tests.pages.full_plan import NASTY, full_plan
from tests.readiness.conftest import plan_file
from waybook.plan import Plan
from waybook.readiness.findings import findings
from waybook.readiness.sight import changed
from waybook.xray import sight


def headings(app) -> list[str]:  # type: ignore[no-untyped-def]
    return [each.value.replace("\u2060", "") for each in app.subheader]


def choose(app, name: str, view: str):  # type: ignore[no-untyped-def]
    widget(app, "button_group", name).set_value(view).run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


VIEWS = {
    "readiness": ("Answer", "What each costs", "Failed or successful", "In time?", "What to do next"),
    "components": ("Part by part", "How good each is", "The iceberg"),
    "prototype": ("Contract", "Results and verdict", "Pilot traps"),
    "gates": ("Gate by gate", "Ready to go live?"),
    "actuals": ("Enter", "Against the plan", "Ranges", "Run calendar", "Did promises hold?"),
    "bridge": ("Cost and time", "Where the effort goes", "Month by month"),
    "facts": ("Statistics", "Forecasts", "Opinions", "Beware", "Common questions"),
}


def test_every_view_of_every_screen_opens_on_every_kind_of_plan(open_screen: Open) -> None:
    for plan in (Plan(), plan_file("examples/customer_support_live"), full_plan()):
        for screen, views in VIEWS.items():
            app = open_screen(screen, plan)
            for view in views[1:]:
                choose(app, "View", view)
                shown = [*app.markdown, *app.caption, *app.subheader, *app.warning, *app.info, *app.success, *app.error]
                # What people typed never acts as Markdown or HTML.
                assert not [each.value for each in shown if NASTY[:6] in each.value or ":smile:" in each.value]


def test_the_weakest_reason_is_the_headline(open_screen: Open) -> None:
    plan = changed(plan_file("examples/customer_support_live"), {"readiness.expertise": 0})
    app = choose(open_screen("readiness", plan), "View", "What each costs")
    assert headings(app)[0] == "The plan is as ready as its weakest point: Team, 0\\.0 of 4"


def test_the_quality_whose_weak_ratings_cost_most_is_named(open_screen: Open) -> None:
    plan = plan_file("examples/customer_support")
    app = choose(open_screen("components", plan), "View", "How good each is")
    assert any("Nothing is rated weak" in one.value for one in app.markdown)
    weak = {"state": "planned", "secure": "weak", "usable": "strong"}
    plan = changed(plan, {"architecture.components.backend": weak, "architecture.components.guardrails": weak})
    app = choose(open_screen("components", plan), "View", "How good each is")
    line = next(one.value for one in app.markdown if "weakest point" in one.value)
    assert "**Secure**, weak in Backend services, Guardrails: **+" in line


def test_one_click_repairs_and_undo_brings_it_back(open_screen: Open) -> None:
    app = open_screen("xray", plan_file("examples_naive/chatbot_by_friday"))
    app.button("repair M.6").click().run()
    assert plan_of(app).compliance.start_stage == "strategy"
    assert "repair M.6" not in {button.key for button in app.button}
    app.button("undo").click().run()
    assert plan_of(app).compliance.start_stage == "engineering"


def test_a_plan_in_three_clicks(open_screen: Open) -> None:
    app = open_screen("start", Plan())
    widget(app, "selectbox", "What for")
    app.selectbox("industry to start from").set_value("healthcare").run()
    app.selectbox("use case in healthcare").set_value("health_summaries").run()
    widget(app, "button", "Start this plan").click().run()
    plan = plan_of(app)
    assert (plan.industry, plan.objectives.preset) == ("healthcare", "health_summaries")
    assert plan.data.sources
    assert plan.objectives.kpis[0].baseline is None


def test_the_contract_is_signed_and_a_moved_threshold_is_said(open_screen: Open) -> None:
    plan = changed(plan_file("examples/customer_support_live"), {"prototype.signatures": []})
    app = open_screen("prototype", plan)
    widget(app, "text_input", "Signed by").input("Ann").run()
    widget(app, "button", "Sign these terms").click().run()
    signed = plan_of(app)
    assert signed.prototype.signatures[0].by == "Ann"
    moved = open_screen("prototype", changed(signed, {"prototype.hypotheses[0].threshold": 0.1}))
    assert any("Moved since it was signed" in one.value for one in moved.warning)
    widget(moved, "button", "Back to the signed terms").click().run()
    assert plan_of(moved).prototype.hypotheses[0].threshold == 0.25


def test_the_verdict_is_the_headline(open_screen: Open) -> None:
    app = choose(open_screen("prototype", plan_file("examples/customer_support_live")), "View", "Results and verdict")
    assert headings(app)[0] == "Go on: every threshold was met"


def test_a_blocked_gate_says_why_and_a_reopened_one_asks_for_a_reason(open_screen: Open) -> None:
    plan = changed(plan_file("examples/customer_support_live"), {"gates.signed": [], "objectives.process_owner": ""})
    app = open_screen("gates", plan)
    widget(app, "text_input", "Your name").input("Ann").run()
    widget(app, "button", "Sign gate 1").click().run()
    assert "open criteria" in app.error[0].value
    live = open_screen("gates", plan_file("examples/customer_support_live"))
    widget(live, "text_input", "Your name").input("Ann").run()
    widget(live, "button", "Reopen gate 5").click().run()
    assert "needs a reason" in live.error[0].value
    widget(live, "text_input", "Why it is reopened").input("Accuracy fell").run()
    widget(live, "button", "Reopen gate 5").click().run()
    assert plan_of(live).gates.reopened[0].reason == "Accuracy fell"


def test_an_alert_stands_on_top_of_the_actuals(open_screen: Open) -> None:
    app = open_screen("actuals", plan_file("examples/customer_support_live"))
    assert "Run cost was £12,400 in November 2026" in app.warning[0].value
    assert "Platform team acts" in app.warning[0].value


def test_a_baseline_is_taken(open_screen: Open) -> None:
    app = choose(open_screen("actuals", plan_file("examples/customer_support")), "View", "Against the plan")
    widget(app, "text_input", "Who commits to the plan").input("Ann").run()
    widget(app, "button", "Take the plan of today as baseline").click().run()
    taken = plan_of(app).operation.baseline
    assert taken is not None
    assert (taken.by, taken.taken) == ("Ann", dt.date.today())


def test_technology_first_wording_is_caught_and_rewritten(open_screen: Open) -> None:
    app = open_screen("objectives", changed(Plan(), {"objectives.statement": "Use AI to cut handling time by 20%"}))
    assert any("starts from AI" in one.value for one in app.warning)
    widget(app, "button", "Use this").click().run()
    assert plan_of(app).objectives.statement == "Cut handling time by 20%"


def test_what_was_asked_for_is_kept_and_comes_back_on_architecture(open_screen: Open) -> None:
    asked = "Use AI to cut handling time by 20%"
    app = open_screen("objectives", changed(Plan(), {"objectives.statement": asked}))
    widget(app, "button", "Use this, and keep yours for Strategy").click().run()
    plan = plan_of(app)
    assert (plan.objectives.statement, plan.objectives.later[0].wish) == ("Cut handling time by 20%", asked)
    assert "Decide later: 1 of 1 open" in [one.label for one in app.expander]
    there = open_screen("architecture", plan)
    assert "Decide later" in [one.value for one in there.subheader]
    assert any("To be decided here" in one.value for one in there.caption)
    assert "Decide later" not in [one.value for one in open_screen("architecture", Plan()).subheader]


def test_the_screen_and_the_core_find_the_same(open_screen: Open) -> None:
    plan = plan_file("examples_naive/chatbot_by_friday")
    app = open_screen("xray", plan)
    assert f"{len(findings(sight(plan)))} findings" in app.markdown[0].value


def test_screens_behind_an_unsigned_gate_say_so(open_screen: Open) -> None:
    blocked = changed(plan_file("examples/customer_support_live"), {"gates.signed": []})
    assert any("Gate 3 is not signed" in one.value for one in open_screen("work", blocked).warning)
    live = open_screen("work", plan_file("examples/customer_support_live"))
    assert not any("not signed" in one.value for one in live.warning)
    assert not open_screen("work", Plan()).warning


def test_the_trap_meter_speaks_after_the_prototype_only_while_a_trap_is_open(open_screen: Open) -> None:
    plan = plan_file("examples/customer_support_live")
    loose = changed(plan, {"compliance.governance_owner": ""})

    def said(screen: str, of: Plan) -> list[str]:
        return [one.value for one in open_screen(screen, of).caption if "pilot traps open" in one.value]

    assert said("work", plan) == []
    assert said("work", loose) == ["●○○○○○○○ **1 of 8 pilot traps open:** Weak governance"]
    assert said("risk", loose)
    assert said("architecture", loose) == []
