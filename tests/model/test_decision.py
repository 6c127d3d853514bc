"""Going on or not: values against their definitions, on plans where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model import Results, results
from waybook.model.decision import break_even, delay_month, gate, needs, stop_loss
from waybook.model.flows import flows
from waybook.plan import Plan, read
from waybook.plan.fields import replaced
from waybook.reference import data_folder


@pytest.fixture(scope="module")
def support() -> Results:
    return results(read((data_folder() / "examples/customer_support.json").read_bytes()), draws=4096)


def test_the_gate_is_worth_something_and_less_than_knowing_everything(support: Results) -> None:
    found = gate(support)
    assert 0 < found.value < found.perfect
    assert 0.3 < found.p_go < 1
    assert found.sunk == support.sunk_at_gate.p50
    assert found.perfect == pytest.approx(np.maximum(support.samples("npv"), 0).mean() - max(0.0, found.go), rel=1e-6)


def test_looking_beats_building_blindly_when_it_usually_loses() -> None:
    plan = read((data_folder() / "examples/customer_support.json").read_bytes())
    poor = plan.model_copy(deep=True)
    poor.objectives.kpis[0].volume = 15_000
    found = gate(results(poor, draws=2048))
    assert found.go < 0
    assert found.p_go < 0.5
    assert found.go < found.look < 0
    assert found.value == pytest.approx(found.look)  # not to start is better than a prototype that nobody follows


def test_without_benefit_nothing_would_have_to_be_true_but_a_benefit() -> None:
    empty = results(Plan(), draws=256)
    assert delay_month(empty) is None
    assert [one.factor for one in needs(empty)] == [None, None, None, None]
    assert break_even(empty)[1].max() == 0
    assert gate(empty).p_go == 0
    assert gate(empty).perfect == 0


def test_a_need_met_gives_even_odds(support: Results) -> None:
    parts = flows(support)
    by_name = {one.label: one for one in needs(support)}
    factor = by_name["Benefit"].factor
    assert factor is not None
    worth = factor * parts.benefit_today - parts.fixed_today - parts.volume_today - parts.build_today
    assert np.median(worth) == pytest.approx(0, abs=1)
    assert (by_name["Benefit"].factor or 0) > 1 if np.median(parts.npv) < 0 else factor <= 1
    volume = by_name["Volume"].factor
    assert volume is not None
    factors, chance = break_even(support)
    assert np.interp(volume, factors, chance) == pytest.approx(0.5, abs=0.02)
    assert (np.diff(chance) >= 0).all()


def test_volume_twice_is_the_plan_with_twice_the_volume(support: Results) -> None:
    """The break-even curve scales parts of the cash flow; the model itself must agree."""
    double = support.plan.model_copy(deep=True)
    double.objectives.kpis[0].volume = 2 * (double.objectives.kpis[0].volume or 0)
    double.architecture.usage.conversations = 2 * (double.architecture.usage.conversations or 0)
    factors, chance = break_even(support)
    direct = 1 - results(double, draws=4096).p_loss
    assert np.interp(2.0, factors, chance) == pytest.approx(direct, abs=1e-9)


def test_a_stop_loss_cuts_the_tail(support: Results) -> None:
    limit = support.cost.p80
    found = stop_loss(support, limit)
    assert found.p_stopped == pytest.approx(0.2, abs=0.01)
    assert found.mean_cost < found.mean_cost_without
    assert stop_loss(support, 1e12).mean_npv == pytest.approx(found.mean_npv_without)
    assert stop_loss(support, 1e12).p_stopped == 0


def test_delay_costs_the_margin_of_a_month(support: Results) -> None:
    margin = support.samples("benefit_full") - support.samples("run_launch")
    assert delay_month(support) == pytest.approx(float(np.median(margin)))


def test_growth_after_launch_does_not_change_what_a_month_of_delay_costs(support: Results) -> None:
    growing = results(replaced(support.plan, "architecture.usage.growth", 0.5))
    assert growing.run_cost_year.p50 > support.run_cost_year.p50
    assert delay_month(growing) == pytest.approx(delay_month(support), rel=0.01)
