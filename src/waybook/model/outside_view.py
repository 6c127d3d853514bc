"""How projects of a reference class really went against their estimates, as distributions of actual/estimate.

Cost classes are a lognormal body cut at `body_cut` and a Pareto tail from `tail_start`; duration classes are lognormal.
The numbers are in `data/reference_classes.csv`, their fit in `data/statistics.csv`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.distributions import normal_quantile
from waybook.reference import Reference

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ReferenceClass:
    """Ratios actual/estimate of a class of projects. `weight` is the share of the body; 1 for a class without tail."""

    id: str
    label: str
    median: float
    log_sd: float
    weight: float = 1.0
    cut: float = math.inf
    start: float = math.inf
    alpha: float = math.inf

    def quantile(self, share: Array | float) -> Array:
        """The ratio that a share of the projects stays below; shares in (0, 1)."""
        asked = np.atleast_1d(np.asarray(share, dtype=float))
        body = np.clip(asked / self.weight, 1e-12, 1 - 1e-12) * self._inside
        ratio: Array = self.median * np.exp(self.log_sd * normal_quantile(np.clip(body, 1e-12, 1 - 1e-12)))
        tail = asked > self.weight
        if tail.any():
            beyond = (1 - asked[tail]) / (1 - self.weight)
            ratio[tail] = self.start * np.maximum(beyond, 1e-12) ** (-1 / self.alpha)
        return ratio

    def below(self, ratio: float) -> float:
        """Share of projects at or below a ratio."""
        if ratio <= 0:
            return 0.0
        inside = min(1.0, _normal(math.log(ratio / self.median) / self.log_sd) / self._inside)
        tail = 0.0 if ratio <= self.start else 1 - (self.start / ratio) ** self.alpha
        return self.weight * inside + (1 - self.weight) * tail

    def mean(self, stop: float = math.inf) -> float:
        """Mean ratio if every project is stopped at `stop` times its estimate; infinite for alpha <= 1 without stop."""
        edge = min(self.cut, stop)
        shift = (math.log(edge / self.median) - self.log_sd**2) / self.log_sd if math.isfinite(edge) else math.inf
        body = self.median * math.exp(self.log_sd**2 / 2) * _normal(shift) / self._inside
        if stop < self.cut:
            body += stop * max(0.0, 1 - _normal(math.log(stop / self.median) / self.log_sd) / self._inside)
        if self.weight == 1:
            return body
        return self.weight * body + (1 - self.weight) * self._tail_mean(stop)

    def _tail_mean(self, stop: float) -> float:
        if stop <= self.start:
            return stop
        if math.isinf(stop):
            return self.start * self.alpha / (self.alpha - 1) if self.alpha > 1 else math.inf
        if self.alpha == 1:
            return self.start * (1 + math.log(stop / self.start))
        left: float = (self.start / stop) ** (self.alpha - 1)
        return self.start * (self.alpha - left) / (self.alpha - 1)

    @property
    def _inside(self) -> float:
        """Share of the uncut body that lies below the cut."""
        return _normal(math.log(self.cut / self.median) / self.log_sd) if math.isfinite(self.cut) else 1.0


def reference_class(reference: Reference, class_id: str) -> ReferenceClass:
    """A cost or duration class of the reference data.

    Raises:
        KeyError: no such class, or one that is not a distribution of ratios.
    """
    numbers = {name: one.value for name, one in reference.reference_class(class_id).items()}
    label = next(row.label for row in reference.reference_classes if row.class_id == class_id)
    if "body_weight" not in numbers:
        return ReferenceClass(class_id, label, numbers["median"], numbers["log_sd"])
    return ReferenceClass(
        class_id,
        label,
        numbers["body_median"],
        numbers["body_log_sd"],
        numbers["body_weight"],
        numbers["body_cut"],
        numbers["tail_start"],
        numbers["tail_alpha"],
    )


def usual_months(reference: Reference, cost_eur: float) -> Mapping[str, float]:
    """P50 and P80 of the months that finished projects of about this cost took (EBSPM)."""
    bounds = (("months_lt50", 50e3), ("months_50to150", 150e3), ("months_150to500", 500e3), ("months_500to1500", 1.5e6))
    found = next((name for name, upper in bounds if cost_eur < upper), "months_gt1500")
    return {name: one.value for name, one in reference.reference_class(found).items()}


def _normal(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
