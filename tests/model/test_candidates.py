"""Candidate models: priced as the model prices the plan's own, with every change the price list knows."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from waybook.model import Results, results
from waybook.model.candidates import Offer, offers
from waybook.model.price_age import is_old, is_price
from waybook.plan import Plan, read
from waybook.plan.fields import replaced
from waybook.reference import data_folder, load


def support(**values: object) -> Plan:
    plan = read((data_folder() / "examples/customer_support.json").read_bytes())
    for name, value in values.items():
        plan = replaced(plan, name.replace("__", "."), value)
    return plan


def simulated(plan: Plan) -> tuple[Results, dict[str, Offer]]:
    found = results(plan, draws=64)
    return found, {one.id: one for one in offers(found)}


def first_year(found: Results) -> float:
    """Twelve months of calls with the trend of prices and tokens, as the model has it."""
    a_month, change = float(np.mean(found.likely.value("run_tokens"))), float(found.likely.value("token_change"))
    return a_month * sum(np.exp(month * change) for month in range(1, 13))


def test_the_chosen_model_costs_what_the_model_says() -> None:
    found, by_id = simulated(support())
    chosen = next(one for one in by_id.values() if one.chosen)
    assert chosen.id == found.plan.architecture.model
    assert chosen.year == pytest.approx(first_year(found), rel=1e-9)
    assert chosen.call == pytest.approx(float(found.likely.value("call_price").mean()), rel=1e-9)
    years = [one.year for one in offers(found)]
    assert years == sorted(years)
    assert len(years) >= 15


def test_a_scheduled_change_is_known_and_reaches_the_months_behind_it() -> None:
    _, before = simulated(support(start=dt.date(2026, 11, 1)))
    flash = before["google/gemini-3.8-flash"]
    assert [(one.month, round(one.factor, 3)) for one in flash.changes] == [(dt.date(2027, 1, 1), 2.0)]
    assert not before["openai/gpt-6-sol"].changes
    # Chosen as the plan's model, its price doubles in the third month of the plan.
    found, _ = simulated(support(start=dt.date(2026, 11, 1), architecture__model="google/gemini-3.8-flash"))
    prices = found.inputs["price_input"].values
    assert prices[2] == pytest.approx(2 * prices[1])


def test_an_own_price_takes_the_place_of_the_list_and_keeps_its_source() -> None:
    own = {"input_mtok": 1.0, "output_mtok": 4.0, "source": "Offer 17", "date": "2026-11-01"}
    _, listed = simulated(support())
    found, by_id = simulated(support(economics__price=own))
    chosen = next(one for one in by_id.values() if one.chosen)
    assert chosen.own
    assert (chosen.source, chosen.checked) == ("Offer 17", "2026-11-01")
    assert chosen.year < listed[chosen.id].year
    assert chosen.year == pytest.approx(first_year(found), rel=1e-9)
    assert by_id["openai/gpt-6-sol"].year == pytest.approx(listed["openai/gpt-6-sol"].year)


def test_without_model_calls_there_is_nothing_to_compare() -> None:
    assert simulated(support(architecture__approach="rules"))[1] == {}


def test_a_price_is_old_after_ninety_days() -> None:
    today, known = dt.date(2026, 11, 28), load()
    assert is_old("2026-08-29", today, known)
    assert not is_old("2026-08-30", today, known)
    assert is_old("2026-04", today, known)
    assert not is_old("", today, known)
    assert is_price("GBP/day")
    assert not is_price("person-days")
