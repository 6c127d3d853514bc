"""X-ray, gates and contract on screen: a finding is repaired, a gate is signed and reopened, wording is rewritten."""

import datetime as dt

from tests.pages.conftest import Open, plan_of, to, view, widget
from waybook.estimate import estimate
from waybook.plan import Plan
from waybook.ui import starting


def naive() -> Plan:
    """A chatbot by Friday."""
    plan = Plan(name="Chatbot")
    plan.objectives.statement = "Should we integrate ChatGPT?"
    plan.architecture.approach = "api"
    plan.compliance.start_stage = "engineering"
    return plan


def test_a_finding_is_repaired_by_its_button(open_screen: Open) -> None:
    app = open_screen("xray", naive())
    before = len(app.get("badge")) or len([one for one in app.markdown if one.value.startswith("**")])
    repairs = [one for one in app.button if one.key and one.key.startswith("repair ")]
    assert repairs
    name = repairs[0].key
    repairs[0].click().run()
    assert not app.exception
    assert name not in [one.key for one in app.button]
    assert before
    app.button("undo").click().run()
    assert name in [one.key for one in app.button]


def test_every_repair_of_a_naive_plan_is_accepted(open_screen: Open) -> None:
    app = open_screen("xray", naive())
    for _ in range(30):
        repairs = [one for one in app.button if one.key and one.key.startswith("repair ")]
        if not repairs:
            break
        repairs[0].click().run()
        assert not app.exception
    assert not [one for one in app.button if one.key and one.key.startswith("repair ")]


def test_a_loss_is_told_with_the_advice_and_the_numbers_of_the_other_screens(open_screen: Open) -> None:
    app = open_screen("xray", starting.example("customer_support"))
    told = [one.value.replace("\\", "") for one in app.markdown]
    advice = next(one for one in told if "The numbers advise" in one)
    assert "Start smaller" in advice
    assert "of draws" in advice
    plan = plan_of(app)
    over = estimate(plan).run_cost_year.p80 / (plan.economics.run_budget_year or 1) - 1
    assert any(f"is {over:.0%} above the run budget" in one.replace("\u2060", "") for one in told)
    assert app.button("repair run_cost_over_budget").label == "Set the run budget to the P80"
    assert any("Or make an answer cheaper" in one.value for one in app.caption)


def test_technology_before_outcome_is_caught_and_rewritten(open_screen: Open) -> None:
    app = open_screen("objectives", naive())
    assert app.warning
    widget(app, "button", "Use this").click().run()
    assert "ChatGPT" not in plan_of(app).objectives.statement
    assert not app.warning


def test_a_gate_is_signed_and_reopened_with_a_reason(open_screen: Open) -> None:
    app = open_screen("gates", starting.example("customer_support"))
    app.get("button_group")[-1].set_value(1).run()
    widget(app, "text_input", "Your name").input("Ann").run()
    widget(app, "button", "Sign gate 1").click().run()
    assert not app.exception
    signed = plan_of(app).gates.signed[-1]
    assert (signed.gate, signed.by, signed.on) == (1, "Ann", dt.date.today())
    widget(app, "button", "Reopen gate 1").click().run()
    assert "needs a reason" in app.error[0].value
    assert plan_of(app).gates.reopened == []
    widget(app, "text_input", "Why it is reopened").input("New regulation").run()
    widget(app, "button", "Reopen gate 1").click().run()
    assert plan_of(app).gates.reopened[-1].reason == "New regulation"


def test_a_contract_names_what_it_lacks(open_screen: Open) -> None:
    app = open_screen("prototype", Plan())
    assert any(box.label.startswith("Before it can be signed") for box in app.expander)
    assert "Sign these terms" not in [one.label for one in to(app, "prototype").button]


def test_actuals_move_the_forecast_and_a_baseline_is_taken(open_screen: Open) -> None:
    plan = starting.example("customer_support").model_dump(mode="json")
    plan["operation"]["months"] = [{"month": "2027-01-15", "spent": 30000.0, "accuracy": 0.7}]
    plan["operation"]["progress"] = [{"package": "D1", "days": 20.0, "finished": "2027-02-01"}]
    plan["operation"]["watches"] = [{"series": "accuracy", "low": 0.9, "owner": "Ann"}]
    app = open_screen("actuals", Plan.model_validate(plan))
    assert "Ann acts" in app.warning[0].value
    view(app, "actuals", "Against the plan")
    assert next(one.value for one in app.metric if one.label == "Spent so far") == "£30k"
    widget(app, "text_input", "Who commits to the plan").input("Ben").run()
    widget(app, "button", "Take the plan of today as baseline").click().run()
    assert not app.exception
    taken = plan_of(app).operation.baseline
    assert taken is not None
    assert taken.by == "Ben"


def test_work_on_an_unknown_package_is_named(open_screen: Open) -> None:
    app = open_screen("actuals", Plan.model_validate({"operation": {"progress": [{"package": "Z9", "days": 3}]}}))
    view(app, "actuals", "Against the plan")
    assert "line 1" in app.error[0].value
    assert "Z9" in app.error[0].value
