"""The outside view agrees with the data it was fitted to."""

import math
from statistics import NormalDist

import pytest

from waybook.reference import Reference


def share_below(parameters: dict[str, float], ratio: float) -> float:
    """P(actual/estimate <= ratio) of a reference class: a lognormal body cut at `body_cut` and a Pareto tail."""
    normal = NormalDist()
    z = (math.log(ratio) - math.log(parameters["body_median"])) / parameters["body_log_sd"]
    cut = (math.log(parameters["body_cut"]) - math.log(parameters["body_median"])) / parameters["body_log_sd"]
    body = min(1.0, normal.cdf(z) / normal.cdf(cut))
    tail = 1 - math.pow(max(1.0, ratio / parameters["tail_start"]), -parameters["tail_alpha"])
    return parameters["body_weight"] * body + (1 - parameters["body_weight"]) * tail


def quantile(parameters: dict[str, float], share: float) -> float:
    low, high = 0.01, 1000.0
    for _ in range(80):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if share_below(parameters, middle) < share else (low, middle)
    return high


def numbers(reference: Reference, class_id: str) -> dict[str, float]:
    return {name: quantity.value for name, quantity in reference.reference_class(class_id).items()}


def test_the_typical_class_matches_finished_projects(reference: Reference) -> None:
    projects = next(row for row in reference.overruns if row.id == "projects_equal")
    typical = numbers(reference, "typical")
    for share, seen in ((0.1, projects.p10), (0.5, projects.p50), (0.8, projects.p80), (0.9, projects.p90)):
        assert quantile(typical, share) == pytest.approx(seen, rel=0.08)
    assert 1 - share_below(typical, 1.5) == pytest.approx(0.185)
    assert projects.share_over_half == 0.185


def test_the_stress_class_has_the_longer_tail(reference: Reference) -> None:
    typical, stress = numbers(reference, "typical"), numbers(reference, "stress")
    assert quantile(stress, 0.5) < quantile(typical, 0.5)
    assert quantile(stress, 0.97) > 1.5 * quantile(typical, 0.97)


def test_bounds_narrow_from_stage_to_stage(reference: Reference) -> None:
    widths, coverage = [], []
    for stage in ("discovery", "strategy", "prototype"):
        parameters = reference.reference_class(f"accuracy_{stage}")
        widths.append(parameters["final_cost"].high - parameters["final_cost"].low)
        coverage.append(parameters["coverage"].value)
    assert widths == sorted(widths, reverse=True)
    assert coverage == [0.92, 0.75, 0.58], "the published bounds hold fewer and fewer of the real projects"


def test_quantiles_rise(reference: Reference) -> None:
    for row in reference.overruns:
        points = [p for p in (row.p10, row.p50, row.p80, row.p90, row.p95, row.p99) if p is not None]
        assert points == sorted(points), row.id


def test_an_unknown_class_is_named(reference: Reference) -> None:
    with pytest.raises(KeyError, match="no reference class 'moon'"):
        reference.reference_class("moon")
