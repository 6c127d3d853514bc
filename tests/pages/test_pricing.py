"""The plan's own price of the model on the Money screen: saved when complete, with its source, and flagged when old."""

from __future__ import annotations

import datetime as dt

from tests.pages.conftest import Open, plan_of
from waybook.estimate import estimate
from waybook.plan import Range
from waybook.ui import starting


def _field(app, kind: str, label: str):  # type: ignore[no-untyped-def]  # AppTest's widgets share no base
    return next(each for each in app.get(kind) if each.label.startswith(label))


def test_an_own_price_is_saved_once_input_and_output_are_there(open_screen: Open) -> None:
    app = open_screen("money", starting.example("customer_support"))
    _field(app, "text_input", "Input price").set_value("$1.00").run()
    assert plan_of(app).economics.price is None
    assert any("once input and output are there" in each.value for each in app.error)
    _field(app, "text_input", "Output price").set_value("4").run()
    price = plan_of(app).economics.price
    assert price is not None
    assert (price.input_mtok, price.output_mtok, price.cached_mtok) == (1.0, 4.0, None)
    assert not app.error
    assert any("no source" in each.value and "no date" in each.value for each in app.warning)
    _field(app, "text_input", "Source").input("Offer 17").run()
    _field(app, "date_input", "Checked").set_value(dt.date(2024, 1, 2)).run()
    price = plan_of(app).economics.price
    assert price is not None
    assert (price.source, price.date) == ("Offer 17", dt.date(2024, 1, 2))
    assert any("more than 90 days ago" in each.value for each in app.warning)
    _field(app, "button", "Back to the price list").click().run()
    assert plan_of(app).economics.price is None


def test_the_candidates_stand_in_a_table_with_their_dates(open_screen: Open) -> None:
    app = open_screen("cost_benefit", starting.example("customer_support"))
    next(each for each in app.segmented_control if each.label == "View").set_value("Which model").run()
    app.session_state["numbers models"] = True
    app.run()
    assert not app.exception
    table = next(each.value for each in app.table if "Checked" in each.value.columns)
    assert len(table) >= 15
    assert all(date.replace("\\", "").startswith("20") for date in table["Checked"])
    changes = dict(zip(table["Model"], table["Changes"], strict=True))
    assert "Jan 2027" in next(text for name, text in changes.items() if "Flash" in name)


def test_a_trend_of_ones_own_is_saved_with_its_source_and_priced_beside_its_question(open_screen: Open) -> None:
    app = open_screen("money", starting.example("customer_support"))
    low, likely, high = (each for each in app.number_input if "economics.trend.price" in (each.key or ""))
    assert [each.placeholder for each in (low, likely, high)] == ["usually −60", "usually −20", "usually 50"]
    low.set_value(-50.0)
    likely.set_value(-45.0)
    high.set_value(-40.0).run()
    assert not app.error
    trend = plan_of(app).economics.trend
    assert (trend.price, trend.tokens) == (Range(low=-0.5, likely=-0.45, high=-0.4), None)
    assert any("Your own trend counts, but it has no source" in each.value for each in app.warning)
    worth = next(box for box in (each.proto.popover for each in app.get("popover")) if "trend.price" in box.id)
    assert "−£" in worth.label.replace("\u2060", "")
    _field(app, "number_input", "Lasts").set_value(3.0).run()
    trend = plan_of(app).economics.trend
    assert estimate(plan_of(app), draws=64).inputs.scalar("trend_years") == trend.years == 3
    low.set_value(-100.0).run()
    assert any("from −99% to" in each.value for each in app.error)
    assert plan_of(app).economics.trend == trend
