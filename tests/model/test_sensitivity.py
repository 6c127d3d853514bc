"""What moves the estimate, against runs of the model made the long way."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model import Results, results
from waybook.model.contingency import contingency
from waybook.model.plan_model import model
from waybook.model.sensitivity import quantities, ranks, swings
from waybook.model.worlds import Numbers
from waybook.plan import read
from waybook.reference import data_folder


@pytest.fixture(scope="module")
def support() -> Results:
    return results(read((data_folder() / "examples/customer_support.json").read_bytes()), draws=1024)


def _with_dial(found: Results, dial: str, value: float, key: str) -> float:
    world = Numbers(found.inputs.with_values({dial: np.array(value)}))
    model(world)
    return float(world.value(key))


def test_shared_bias_is_a_bar_and_equals_the_dial(support: Results) -> None:
    bias = next(one for one in swings(support, "build_cost") if one.quantity.name == "effort_common")
    base = float(support.likely.value("build_cost"))
    z90 = support.inputs.scalar("z90")
    assert base + bias.high == pytest.approx(_with_dial(support, "dial_effort", z90, "build_cost"), rel=1e-12)
    assert base + bias.low == pytest.approx(_with_dial(support, "dial_effort", -z90, "build_cost"), rel=1e-12)
    assert bias.low < 0 < bias.high


def test_a_risk_by_itself_equals_making_it_happen(support: Results) -> None:
    driver = support.inputs.axes["driver"].ids.index("R2")
    happens = np.zeros_like(support.inputs["risk_happens"].values)
    happens[driver] = 1
    world = Numbers(support.inputs.with_values({"risk_happens": happens}))
    model(world)
    bar = next(one for one in swings(support, "go_live") if one.quantity.id == "R2")
    assert bar.quantity.is_risk
    assert bar.low == 0
    assert bar.high == pytest.approx(float(world.value("go_live")) - float(support.likely.value("go_live")), rel=1e-9)


def test_swings_are_ordered_and_leave_out_what_moves_nothing(support: Results) -> None:
    bars = swings(support, "build_cost")
    assert [one.size for one in bars] == sorted((one.size for one in bars), reverse=True)
    names = {one.quantity.name for one in bars}
    assert "wait" not in names  # nobody is paid for waiting
    assert "realisation" not in names
    assert {"effort", "rate", "risk"} <= names
    assert "wait" in {one.quantity.name for one in swings(support, "go_live")}


def test_every_place_of_every_draw_is_named_once(support: Results) -> None:
    found = quantities(support)
    keys = [(one.name, one.id) for one in found]
    assert len(keys) == len(set(keys))
    packages = len(support.inputs.axes["package"])
    assert sum(one.name == "effort" for one in found) == packages
    assert all("{" not in one.label for one in found)


def test_ranks_agree_with_a_plain_computation(support: Results) -> None:
    found = {(one.quantity.name, one.quantity.id): one.correlation for one in ranks(support, "build_cost")}
    bias = support.samples("shared_bias")
    cost = support.samples("build_cost")
    plain = np.corrcoef(bias.argsort().argsort(), cost.argsort().argsort())[0, 1]
    assert found["effort_common", "effort_common"] == pytest.approx(plain, abs=1e-9)
    assert found["effort_common", "effort_common"] == max(found.values())  # it carries most of the variance
    risk = support.draws.value("risk_log")[support.inputs.axes["driver"].ids.index("R2")]
    assert found["risk", "R2"] > 0
    assert (risk > 0).any()
    assert abs(found["realisation", "realisation"]) < 0.1  # moves the benefit, not the cost


def test_contingency_adds_up(support: Results) -> None:
    for key in ("build_cost", "go_live"):
        steps = contingency(support, key)
        assert steps.likely + steps.skew + steps.risks + steps.reserve == pytest.approx(steps.p80, rel=1e-12)
        assert steps.skew > 0
        assert steps.risks > 0
        assert steps.p80 == support.spread(key).p80


def test_an_unknown_line_is_refused(support: Results) -> None:
    with pytest.raises(KeyError):
        swings(support, "no_such_line")
