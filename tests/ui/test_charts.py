"""Every picture on an empty, an example and a full plan: titles carry numbers, figures are sound, tables agree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import pytest

from tests.pages.full_plan import NASTY, full_plan
from waybook.estimate import estimate
from waybook.model import Results
from waybook.plan import Plan, Range, read
from waybook.plan.estimates import PackageEstimate
from waybook.reference import data_folder, load
from waybook.ui import (
    charts_bridge,
    charts_cash,
    charts_cost,
    charts_load,
    charts_models,
    charts_outside,
    charts_risk,
    charts_time,
    charts_tornado,
    charts_worth,
)
from waybook.ui.picture import DARK, LIGHT, Look, Picture

Chart = Callable[[Results, Look], Picture]
CHARTS: dict[str, Chart] = {
    "cost_curve": charts_cost.cost_curve,
    "date_curve": charts_cost.date_curve,
    "cost_histogram": charts_cost.cost_histogram,
    "role_and_stage": charts_cost.role_and_stage,
    "stage_gantt": charts_time.stage_gantt,
    "package_gantt": charts_time.package_gantt,
    "all_packages": charts_time.all_packages,
    "demo_and_production": charts_time.demo_and_production,
    "one_more_person": charts_time.one_more_person,
    "cash_fan": charts_cash.cash_fan,
    "monthly_cash": charts_cash.monthly_cash,
    "payback": charts_cash.payback,
    "joint": charts_risk.joint,
    "tornado": charts_tornado.tornado,
    "tornado_date": partial(charts_tornado.tornado, key="go_live"),
    "tornado_worth": partial(charts_tornado.tornado, key="npv"),
    "ranks": partial(charts_tornado.rank_chart, key="npv"),
    "risk_map": charts_risk.risk_map,
    "waterfall": charts_risk.waterfall,
    "walk": charts_bridge.walk,
    "walk_date": partial(charts_bridge.walk, key="go_live"),
    "effort": charts_bridge.effort,
    "outside_view": charts_outside.outside_view,
    "outside_time": partial(charts_outside.outside_view, key="go_live"),
    "back_test": charts_outside.back_test_chart,
    "break_even": charts_worth.break_even_chart,
    "gate": charts_worth.gate_chart,
    "candidates": charts_models.candidates,
    "run_by_month": charts_models.run_by_month,
    "run_cost": charts_worth.run_cost,
    "load": charts_load.load_chart,
    "honesty": charts_worth.honesty,
    "stopping": charts_worth.stopping,
}
FINDING = re.compile(r"\d|No |Nobody|never|Neither|average|Nothing")


def _certain() -> Plan:
    """No range that a person could still close: charts must not divide by a width of nothing."""
    plan = Plan.model_validate({"architecture": {"size": "S", "approach": "api"}})
    exactly = PackageEstimate(days=Range(low=5, likely=5, high=5), wait_weeks=Range(low=1, likely=1, high=1))
    plan.estimates.packages = {one.id: exactly for one in load().packages if not one.is_run}
    return plan


PLANS = {
    "empty": Plan(),
    "example": read((data_folder() / "examples/customer_support.json").read_bytes()),
    "full": full_plan(),
    "certain": _certain(),
}


@pytest.fixture(scope="module", params=list(PLANS))
def found(request: pytest.FixtureRequest) -> Results:
    return estimate(PLANS[request.param], draws=512)


@pytest.mark.parametrize("name", list(CHARTS))
def test_picture_is_complete(name: str, found: Results) -> None:
    picture = CHARTS[name](found, LIGHT)
    assert FINDING.search(picture.title), picture.title
    assert len(picture.title) < 75, picture.title
    assert picture.subtitle
    assert picture.columns
    assert picture.rows or picture.title.startswith("No")
    assert all(len(row) == len(picture.columns) for row in picture.rows)
    assert len(set(picture.columns)) == len(picture.columns), picture.columns
    go.Figure(picture.figure)  # refuses what Plotly does not know
    text = json.dumps(picture.figure, allow_nan=False)  # no NaN, no numpy number reaches the browser
    assert len(text) < 40_000, len(text)
    layout = picture.figure["layout"]
    assert layout["height"] >= 250
    assert layout["showlegend"] is False
    assert "title" not in layout
    assert layout["font"]["size"] >= 15


@pytest.mark.parametrize("name", list(CHARTS))
def test_other_peoples_words_carry_no_markup(name: str, found: Results) -> None:
    """Plotly reads a little HTML; what a person typed must not become any."""
    text = json.dumps(CHARTS[name](found, LIGHT).figure, ensure_ascii=False)
    assert "<b>Ann" not in text
    assert NASTY[:10] not in text


def test_dark_uses_dark_colours_only() -> None:
    results = estimate(PLANS["example"], draws=256)
    for name, chart in CHARTS.items():
        text = json.dumps(chart(results, DARK).figure)
        for color in (LIGHT.ink, LIGHT.accent, LIGHT.pale, LIGHT.grey):
            assert color not in text, (name, color)


def test_titles_say_what_the_results_say() -> None:
    results = estimate(PLANS["example"], draws=2048)
    assert results.p_on_budget is not None
    assert results.p_both is not None
    title = charts_cost.cost_curve(results).title
    assert "80% confidence" in title
    assert f"{results.p_on_budget * 100:.0f}%" in title
    assert charts_risk.joint(results).title == f"On time and on budget together: {results.p_both * 100:.0f}%"
    assert charts_time.stage_gantt(results).title.startswith("Engineering sets the date")
    model = next(row for row in charts_bridge.effort(results).rows if row[0].startswith("AI model"))
    assert model[2] in charts_bridge.effort(results).title


def test_currency_is_the_plans_own() -> None:
    plan = PLANS["example"].model_copy(deep=True)
    plan.currency = "EUR"
    results = estimate(plan, draws=256)
    for name in ("cost_curve", "cash_fan", "risk_map", "tornado", "walk", "gate", "run_cost"):
        picture = CHARTS[name](results, LIGHT)
        text = json.dumps([picture.figure, picture.title, picture.rows], ensure_ascii=False)
        assert "€" in text
        assert "£" not in text, name


def test_remedies_name_the_dearest_reasons_first() -> None:
    found = charts_risk.remedies(estimate(PLANS["example"], draws=256))
    assert found[0][0] == "Lack of internal AI expertise"
    assert all(what for _, _, what in found)
    assert len(found) == 4


def test_the_ends_of_a_bar_of_weeks_are_both_in_weeks() -> None:
    shown = charts_tornado.tornado(estimate(Plan(), draws=256), LIGHT, "go_live")
    told = [cell for row in shown.rows for cell in row[1:] if cell != "–"]
    assert any(cell.startswith("+1") for cell in told)
    assert all(cell.endswith(("week", "weeks")) for cell in told)
