"""Operations on numbers against plain loops, and on symbols for the axes they end on."""

import numpy as np
import pytest

from waybook.model import algebra as a
from waybook.model.axes import AXES, POSITION
from waybook.model.expression import Expression, leaves


def placed(values, *dims):
    shape = [1] * len(AXES)
    for dim, size in zip(dims, np.shape(values), strict=True):
        shape[POSITION[dim]] = size
    return np.asarray(values, float).reshape(shape)


def symbol(name, *dims):
    return Expression("input", name=name, dims=dims)


RANDOM = np.random.default_rng(5)
COST = RANDOM.random((6, 11))  # package x draw
STAGE = [1, 3, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("operation", "fold"),
    [(a.grouped, sum), (a.grouped_largest, max), (a.grouped_smallest, min)],
)
def test_grouping(operation, fold):
    found = operation(placed(COST, "package", "draw"), placed(STAGE, "package"), "package", "stage", 4)
    assert found.shape[POSITION["package"]] == 1
    assert found.shape[POSITION["stage"]] == 4
    flat = np.squeeze(found)
    for stage in range(4):
        rows = [COST[p] for p in range(6) if STAGE[p] == stage + 1]
        for draw in range(11):
            wanted = fold(row[draw] for row in rows) if rows else 0
            assert flat[stage, draw] == pytest.approx(wanted)


def test_dot_is_the_sum_of_products():
    share = RANDOM.random((3, 6))  # role x package
    found = np.squeeze(a.dot(placed(COST, "package", "draw"), placed(share, "role", "package"), "package"))
    assert found == pytest.approx(share @ COST)


def test_dot_with_one_value_for_all():
    found = a.dot(placed(COST, "package", "draw"), placed(2.0), "package")
    assert np.squeeze(found) == pytest.approx(2 * COST.sum(axis=0))


def test_cumulative_runs_along_its_axis():
    net = RANDOM.random((12, 5))
    assert np.squeeze(a.cumulative(placed(net, "month", "draw"), "month")) == pytest.approx(np.cumsum(net, axis=0))


def test_division_by_nothing_is_nothing():
    assert np.ravel(a.divided(placed([1.0, 2.0], "role"), placed([0.0, 4.0], "role"))).tolist() == [0.0, 0.5]


def test_largest_of_nothing_is_nothing():
    assert (
        float(
            np.squeeze(
                a.largest(np.zeros((1,) * POSITION["kpi"] + (0,) + (1,) * (len(AXES) - POSITION["kpi"] - 1)), "kpi")
            )
        )
        == 0
    )


def test_symbols_end_on_the_right_axes():
    cost, stage = symbol("cost", "package"), symbol("stage", "package")
    assert a.total(cost, "package").dims == ()
    assert a.grouped(cost, stage, "package", "stage", 5).dims == ("stage",)
    assert a.cumulative(symbol("net", "month"), "month").dims == ("month",)
    assert (symbol("share", "role", "package") * symbol("rate", "role")).dims == ("role", "package")
    assert leaves(cost * 2 + stage) == {"cost", "stage"}


def test_a_symbol_has_no_truth_value():
    with pytest.raises(TypeError, match="where"):
        bool(symbol("x"))


def test_numpy_hands_arithmetic_to_symbols():
    assert isinstance(np.float64(2.0) * symbol("x"), Expression)
