"""What if on the screen: a percentage is saved, told beside the plan as typed, and undone."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, plan_of, view, widget
from waybook.estimate import estimate
from waybook.ui import starting
from waybook.ui.wording import money


def test_a_percentage_is_told_beside_the_plan_as_typed(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    app = view(open_screen("scenarios", plan), "ways", "What if")
    assert any("0% everywhere is the plan as typed" in each.value for each in app.caption)
    widget(app, "number_input", "All day rates (%)").set_value(10.0).run()
    assert not app.error
    assert plan_of(app).economics.levers.rates == pytest.approx(0.1)
    told = app.table[-1].value
    assert [name.replace("\\", "") for name in told["Plan"]] == ["As typed", "With all day rates +10%"]
    assert told["Build cost P80"][0] == money(estimate(plan).cost.p80)
    assert told["Build cost P80"][1] != told["Build cost P80"][0]
    app.button("undo").click().run()
    assert plan_of(app).economics.levers.rates == 0
