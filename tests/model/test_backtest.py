"""The back-test of `docs`: nominal 80% ranges catch a third of real projects with independence, 76% without."""

from __future__ import annotations

import pytest

from waybook.model import results
from waybook.model.backtest import SETS, back_test, coverage, summary
from waybook.plan import read
from waybook.reference import data_folder, load

PUBLISHED = {
    (1.01, 1.34): (0.21, 0.29, 0.50, 0.33),
    (0.76, 1.64): (0.74, 0.67, 0.89, 0.76),
    (0.80, 1.20): (0.59, 0.43, 0.33, 0.45),
}
"""Range of actual/estimate: share of the projects of each set inside it, and their mean, counted on the raw rows."""


@pytest.mark.parametrize(("bounds", "shares"), PUBLISHED.items())
def test_the_summaries_reproduce_what_the_raw_rows_gave(bounds: tuple[float, float], shares: tuple[float, ...]) -> None:
    found = coverage(load(), "", *bounds)
    assert found.mean == pytest.approx(shares[-1], abs=0.04)
    for one, published in zip(found.by_set, shares, strict=False):
        assert one == pytest.approx(published, abs=0.09)  # 18 projects in the smallest set: one is 6%


@pytest.mark.parametrize("name", SETS)
def test_a_rebuilt_distribution_goes_through_its_points(name: str) -> None:
    row = next(row for row in load().overruns if row.id == name)
    rebuilt = summary(row)
    for ratio, share in ((row.p10, 0.1), (row.p50, 0.5), (row.p80, 0.8), (row.p90, 0.9)):
        assert rebuilt.below(ratio) == pytest.approx(share, abs=0.02)
    shares = [rebuilt.below(ratio / 20) for ratio in range(4, 120)]
    assert shares == sorted(shares)
    assert shares[0] < 0.02
    assert shares[-1] > 0.98


def test_independence_is_the_big_lie() -> None:
    plan = read((data_folder() / "examples/customer_support.json").read_bytes())
    alone, shared, risks, plain = back_test(results(plan, draws=2048))
    assert alone.mean == pytest.approx(0.33, abs=0.06)
    assert shared.mean == pytest.approx(0.76, abs=0.05)
    assert alone.high - alone.low < 0.5 * (shared.high - shared.low)
    assert risks.high > shared.high
    assert plain.mean == pytest.approx(0.45, abs=0.05)
