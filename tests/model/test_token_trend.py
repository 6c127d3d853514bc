"""What a call costs after go-live: two ranges of change a year, with limits, for as long as a trend is believed."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model import results
from waybook.model.sensitivity import swings
from waybook.plan import Plan
from waybook.reference import Reference
from waybook.ui.charts_models import price_trend, run_by_month

CHANGES = ("call_price_year", "call_tokens_year")


def test_the_bill_changes_from_go_live_and_stops_after_the_years(worked: Plan, reference: Reference) -> None:
    found = results(worked, draws=64)
    year = (1 + reference.prices["price_trend_year"].value) * (1 + reference.prices["tokens_per_call_growth"].value)
    live, years = float(found.likely.value("go_live")), reference.prices["trend_years"].value
    trend = found.likely.value("token_trend")
    months = np.arange(1, len(trend) + 1)
    assert trend == pytest.approx(year ** (np.clip(months - live, 0, 12 * years) / 12))
    assert trend[0] == 1
    assert trend[-1] == trend[-2] == pytest.approx(year**years)


def test_no_draw_leaves_the_ranges(worked: Plan) -> None:
    draws = results(worked, draws=4096).draws
    for key in CHANGES:
        low, high = (np.log1p(draws.inputs.scalar(f"{key}_{end}")) for end in ("low", "high"))
        change = draws.value(f"{key}_change")
        assert low - 1e-12 <= change.min() < low + 0.01
        assert high - 0.01 < change.max() <= high + 1e-12


def test_each_change_has_its_own_luck_and_its_bar(worked: Plan) -> None:
    found = results(worked, draws=4096)
    price, tokens = (found.draws.value(f"{key}_change") for key in CHANGES)
    assert abs(float(np.corrcoef(price, tokens)[0, 1])) < 0.05
    assert set(CHANGES) <= {one.quantity.name for one in swings(found, "run_year")}


def test_the_screen_gives_ranges_and_whose_they_are(worked: Plan) -> None:
    said = price_trend(results(worked, draws=64))
    for words in ("20% less", "60% less to 50% more", "20% more tokens", "2 years", "judged by the authors"):
        assert words in said


def test_the_months_of_the_chart_are_those_of_the_model(worked: Plan) -> None:
    worked.architecture.usage.growth = 0.6
    found = results(worked, draws=64)
    spent = np.zeros(60)
    for trace in run_by_month(found).figure["data"]:
        spent += np.array(trace["y"][:60])
    assert spent == pytest.approx(np.squeeze(found.likely.value("run_month")), rel=1e-3)
