"""Any plan whatever: dates in order, sums that agree, no number that is none."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.model import Results
from waybook.model.bridge import Step, bridge
from waybook.model.contingency import contingency
from waybook.model.decision import gate
from waybook.model.flows import flows
from waybook.model.plan_model import model
from waybook.model.worlds import Numbers

DRAWS = 128


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("seed", range(300, 324))
def test_a_made_up_plan_agrees_with_itself(seed: int) -> None:
    found = estimate(made_up(seed), draws=DRAWS)
    run = Numbers(found.inputs, DRAWS, found.plan.seed)
    model(run)
    for world in (run, found.likely):
        assert not [key for key, line in world.lines.items() if not np.isfinite(line.value).all()]
    _in_order(found, run)
    _adds_up(found, run)


def _in_order(found: Results, run: Numbers) -> None:
    begin, end, through = (np.atleast_2d(run.value(key)) for key in ("start", "finish", "through"))
    assert (begin >= 0).all()
    assert (end >= begin).all()
    assert (through >= end).all()
    for place, before in enumerate(found.inputs.after):
        assert all((begin[place] >= through[other] - 1e-9).all() for other in before)
    assert (run.value("gate") <= run.value("go_live") + 1e-9).all()
    for one in (found.cost, found.months, found.npv, found.run_cost_year):
        assert all(low <= high for low, high in pairwise((one.p10, one.p50, one.p80, one.p90)))
    assert found.cost.p10 > 0
    assert found.run_cost_year.p10 > 0


def _adds_up(found: Results, run: Numbers) -> None:
    close = {"rel": 1e-9, "abs": 1e-3}
    assert run.value("build_month").sum(axis=0) == pytest.approx(run.value("build_cost"), **close)
    assert run.value("cumulative")[-1] == pytest.approx(run.value("net_month").sum(axis=0), **close)
    assert flows(found).npv == pytest.approx(run.value("npv"), rel=1e-7, abs=1e-2)
    assert sum(one.cost for one in found.packages) == pytest.approx(float(run.value("labour_cost").mean()))
    assert sum(found.grades.values()) == pytest.approx(1)
    for key in ("build_cost", "go_live"):
        _walks(bridge(found, key))
        why = contingency(found, key)
        assert why.likely + why.skew + why.risks + why.reserve == pytest.approx(why.p80)
    decided = gate(found)
    assert decided.value <= decided.perfect + 1e-6 * abs(decided.go)


def _walks(steps: tuple[Step, ...]) -> None:
    reached = 0.0
    for step in steps:
        if step.total and reached:
            assert reached == pytest.approx(step.value), step.label
        reached = step.value if step.total else reached + step.value
