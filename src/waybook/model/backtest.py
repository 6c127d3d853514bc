"""Would the ranges have held? How many real projects end inside a nominal 80% range.

Only published summaries of the data sets are kept (quantiles, share over the estimate, share exactly on it), so the
distribution of each set is rebuilt from them: straight lines between the known points, ratio on a log scale against the
normal quantile of its share, continued at the ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.distributions import normal_quantile
from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers
from waybook.reference import Reference
from waybook.reference.statistics import Overrun

Array = NDArray[np.float64]
SETS = ("kitchenham_effort", "molokken_effort", "simula_projects")
"""The sets of finished projects with effort estimated as a whole; each has the same weight."""
PLAIN = 0.2
"""The range people add to a single number by habit: plus and minus 20%."""


@dataclass(frozen=True)
class Coverage:
    """A nominal 80% range of actual/estimate, and the share of real projects inside it: by set, and their mean."""

    label: str
    low: float
    high: float
    by_set: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over the sets."""
        return sum(self.by_set) / len(self.by_set)


@dataclass(frozen=True)
class Summary:
    """A distribution of ratios rebuilt from its published points (log ratio, normal quantile of the share below)."""

    logs: Array
    scores: Array

    def below(self, ratio: float) -> float:
        """Share of projects at or below a ratio."""
        x = math.log(ratio)
        logs, scores = self.logs, self.scores
        if x <= logs[0] or x >= logs[-1]:
            first, second = (0, 1) if x <= logs[0] else (-2, -1)
            slope = (scores[second] - scores[first]) / max(logs[second] - logs[first], 1e-9)
            z = scores[first] + slope * (x - logs[first])
        else:
            z = float(np.interp(x, logs, scores))
        return 0.5 * math.erfc(-float(z) / math.sqrt(2))


def summary(row: Overrun) -> Summary:
    """The distribution behind a row of `data/statistics.csv`."""
    points = [(row.p10, 0.1), (row.p50, 0.5), (row.p80, 0.8), (row.p90, 0.9)]
    points += [(ratio, share) for ratio, share in ((row.p95, 0.95), (row.p99, 0.99)) if ratio is not None]
    if row.share_over is not None:
        points.append((1.0, 1 - row.share_over))
        if row.share_exact:  # a step: as many projects ended exactly on the estimate
            points.append((1.0 - 1e-6, 1 - row.share_over - row.share_exact))
    if row.share_over_half is not None:
        points.append((1.5, 1 - row.share_over_half))
    points = sorted((ratio, share) for ratio, share in points if 0 < share < 1)
    logs = np.array([math.log(ratio) for ratio, _ in points])
    shares = np.maximum.accumulate(np.array([share for _, share in points]))
    return Summary(logs, normal_quantile(shares))


def coverage(reference: Reference, label: str, low: float, high: float) -> Coverage:
    """The share of real projects with low <= actual/estimate <= high."""
    rows = {row.id: row for row in reference.overruns}
    inside = [summary(rows[name]) for name in SETS]
    return Coverage(label, low, high, tuple(one.below(high) - one.below(low) for one in inside))


@once
def back_test(found: Results) -> tuple[Coverage, ...]:
    """The plan's own range of effort against its likely effort, made four ways, and how often each would have held."""
    shared = found.inputs.scalar("correlation")
    runs = (
        ("Each estimate errs by itself", 0.0, False),
        (f"Estimates share a bias (correlation {shared:g})", shared, False),
        ("The same, with the plan's risks", shared, True),
    )
    made = [coverage(found.reference, label, *_range(found, correlation, risks)) for label, correlation, risks in runs]
    return (*made, coverage(found.reference, f"The plan plus and minus {PLAIN * 100:.0f}%", 1 - PLAIN, 1 + PLAIN))


def _range(found: Results, correlation: float, risks: bool) -> Sequence[float]:
    """P10 and P90 of all effort, as ratios to the likely effort."""
    chance = found.inputs["risk_probability"].values
    changed = found.inputs.with_values(
        {"correlation": np.array(correlation), "risk_probability": chance if risks else np.zeros_like(chance)}
    )
    world = Numbers(changed, found.draws.count, found.draws.seed, found.draws.first)
    model(world)
    effort = world.value("effort").sum(axis=0)
    likely = float(np.sum(found.likely.value("effort")))
    return [float(one) / likely for one in np.quantile(effort, (0.1, 0.9))] if likely else [1.0, 1.0]
