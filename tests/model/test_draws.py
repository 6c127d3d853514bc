"""The fixed draws: uniform, extendable, stable by name; and the quantiles made from them."""

from statistics import NormalDist

import numpy as np
import pytest

from waybook.model.distributions import normal_quantile, triangular_quantile
from waybook.model.draws import PRIMES, normal_block, uniform


def test_the_normal_quantile_agrees_with_the_standard_library():
    probabilities = np.concatenate(
        [np.geomspace(1e-9, 0.02, 40), np.linspace(0.021, 0.979, 200), 1 - np.geomspace(1e-9, 0.02, 40)]
    )
    wanted = [NormalDist().inv_cdf(p) for p in probabilities]
    assert normal_quantile(probabilities) == pytest.approx(wanted, abs=2e-8)


def test_the_triangular_quantile_inverts_the_distribution():
    low, mode, high = np.array(1.0), np.array(1.4), np.array(2.5)
    points = np.linspace(0.001, 0.999, 500)
    x = triangular_quantile(points, low, mode, high)
    below = np.where(
        x < mode, (x - low) ** 2 / ((high - low) * (mode - low)), 1 - (high - x) ** 2 / ((high - low) * (high - mode))
    )
    assert below == pytest.approx(points)


def test_a_triangle_without_width_is_a_number():
    assert triangular_quantile(np.array([0.2, 0.9]), *(np.array(1.2),) * 3).tolist() == [1.2, 1.2]


LEADING = tuple(f"lead{number}" for number in range(len(PRIMES)))
NAMES = (*LEADING, *(f"effort:E{number}" for number in range(40)))


@pytest.mark.parametrize("name", ["lead3", "effort:E1"])
def test_more_draws_extend_the_same_scenarios(name):
    long = uniform(name, LEADING, 1, 0, 9000)
    assert long[:1000].tolist() == uniform(name, LEADING, 1, 0, 1000).tolist()
    assert long[3000:8500].tolist() == uniform(name, LEADING, 1, 3000, 5500).tolist()


@pytest.mark.parametrize("name", ["lead3", "effort:E1"])
def test_another_seed_is_another_set(name):
    assert not np.allclose(uniform(name, LEADING, 1, 0, 100), uniform(name, LEADING, 2, 0, 100))


@pytest.mark.parametrize("name", NAMES[::7])
def test_each_name_is_uniform(name):
    points = np.sort(uniform(name, LEADING, 1, 0, 4096))
    assert np.abs(points - (np.arange(4096) + 0.5) / 4096).max() < 0.02


def test_names_do_not_repeat_one_another():
    block = normal_block(NAMES, LEADING, 1, 0, 4096)
    together = np.abs(np.corrcoef(block) - np.eye(len(NAMES)))
    assert together.max() < 0.1
    assert together[0].max() < 0.05  # the shared bias carries half of the variance


def test_a_new_name_does_not_move_the_others():
    few = normal_block(("effort:A", "effort:C"), LEADING, 1, 0, 500)
    more = normal_block(("effort:A", "effort:B", "effort:C"), LEADING, 1, 0, 500)
    assert few.tolist() == more[[0, 2]].tolist()
