"""The parts of the cash flow add up to what the model says."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model import Results, results
from waybook.model.flows import flows
from waybook.plan import Plan, read
from waybook.reference import data_folder


@pytest.fixture(scope="module", params=["customer_support", "retail"])
def found(request: pytest.FixtureRequest) -> Results:
    return results(read((data_folder() / f"examples/{request.param}.json").read_bytes()), draws=512)


def test_parts_make_the_net_present_value_of_every_draw(found: Results) -> None:
    parts = flows(found)
    np.testing.assert_allclose(parts.npv, found.samples("npv"), rtol=1e-9, atol=1e-3)
    assert (parts.gate_today < parts.build_today).all()
    assert (parts.volume_today > 0).all()


def test_months_add_up_to_the_last_month_of_the_fan(found: Results) -> None:
    parts = flows(found)
    total = parts.benefit_month.sum() - parts.run_month.sum() - parts.build_month.sum()
    assert total == pytest.approx(found.draws.value("cumulative")[-1].mean(), rel=1e-9)
    assert parts.build_month.sum() == pytest.approx(found.cost.mean, rel=1e-9)


def test_an_empty_plan_has_costs_and_no_benefit() -> None:
    parts = flows(results(Plan(), draws=256))
    assert not parts.benefit_today.any()
    assert (parts.build_today > 0).all()
