"""Versions of the plan kept on the Scenarios screen: with their figures, to compare, to forget."""

from __future__ import annotations

from tests.pages.conftest import Open, plan_of, widget
from waybook.ui import starting


def test_a_version_is_kept_with_its_figures_compared_and_forgotten(open_screen: Open) -> None:
    app = open_screen("scenarios", starting.example("customer_support"))
    widget(app, "button_group", "View").set_value("Kept versions").run()
    assert any("Nothing is kept yet" in each.value for each in app.caption)
    widget(app, "text_input", "Name of this version").input("Tuesday").run()
    widget(app, "button", "Keep the plan of today").click().run()
    assert not app.exception
    kept = plan_of(app).operation.versions
    assert [one.name for one in kept] == ["Tuesday"]
    assert kept[0].cost_p80 is not None
    row = app.table[0].value.iloc[0]
    assert row["Version"] == "Tuesday"
    assert all("£" in row[name] for name in ("Cost P50", "Cost P80"))
    assert all("months" in row[name] for name in (r"Go\-live P50", r"Go\-live P80"))
    ways = next(each for each in app.get("button_group") if each.label.startswith("Compare"))
    assert "Tuesday" in ways.options
    widget(app, "button", "Forget it").click().run()
    assert plan_of(app).operation.versions == []
