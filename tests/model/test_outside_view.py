"""Reference classes against their closed forms and the published figures they were fitted to."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.model.outside_view import ReferenceClass, reference_class, usual_months
from waybook.reference import load

CLASSES = ("typical", "stress", "duration_typical", "duration_release")


@pytest.mark.parametrize("name", CLASSES)
def test_quantile_and_share_are_inverse(name: str) -> None:
    one = reference_class(load(), name)
    shares = np.array([0.05, 0.3, 0.5, 0.8, 0.83, 0.9, 0.97])
    for share, ratio in zip(shares, one.quantile(shares), strict=True):
        if abs(share - one.weight) > 0.005:  # the step from body to tail has no ratios in it
            assert one.below(float(ratio)) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("stop", [1.2, 2.0, 5.0])
def test_the_stopped_mean_is_that_of_the_quantiles(name: str, stop: float) -> None:
    one = reference_class(load(), name)
    shares = (np.arange(200_000) + 0.5) / 200_000
    assert one.mean(stop) == pytest.approx(float(np.minimum(one.quantile(shares), stop).mean()), rel=1e-4)


@pytest.mark.parametrize(("stop", "overrun"), [(3, 0.18), (5, 0.28), (10, 0.38), (float("inf"), 0.73)])
def test_a_stop_loss_is_the_cheapest_control(stop: float, overrun: float) -> None:
    """Mean overrun of the stress class by cap, as computed when it was fitted; its exponent is rounded to 1.4."""
    assert reference_class(load(), "stress").mean(stop) - 1 == pytest.approx(overrun, abs=0.03 if stop < 100 else 0.05)


def test_typical_projects_match_their_data() -> None:
    one = reference_class(load(), "typical")
    row = next(row for row in load().overruns if row.id == "projects_equal")
    assert 1 - one.below(1.5) == pytest.approx(row.share_over_half or 0, abs=0.005)
    assert float(one.quantile(0.5)[0]) == pytest.approx(row.p50, rel=0.1)
    assert float(one.quantile(0.9)[0]) == pytest.approx(row.p90, rel=0.1)
    assert one.mean() == pytest.approx(row.mean, rel=0.05)


def test_a_class_without_tail_is_lognormal() -> None:
    one = ReferenceClass("x", "X", 1.1, 0.35)
    assert one.mean() == pytest.approx(1.1 * np.exp(0.35**2 / 2))
    assert one.below(1.1) == pytest.approx(0.5)
    assert one.below(0) == 0


def test_other_classes_are_refused() -> None:
    with pytest.raises(KeyError):
        reference_class(load(), "no_such_class")
    with pytest.raises(KeyError):
        reference_class(load(), "green_book")


def test_usual_months_grow_with_cost() -> None:
    found = [usual_months(load(), cost)["p80"] for cost in (1e4, 1e5, 3e5, 1e6, 5e6)]
    assert found == sorted(found)
