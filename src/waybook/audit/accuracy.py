"""Accuracy by a spot check: rows compared with their source by a person. Nothing else measures it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from waybook.audit.report import Score


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """n rows checked, `errors` of them wrong. low, high: the interval of the true share of wrong rows, at `level`."""

    n: int
    errors: int
    low: float
    high: float
    level: float

    @property
    def share(self) -> float:
        return self.errors / self.n

    @property
    def score(self) -> Score:
        """The accuracy dimension: the share of right rows in percent, with the interval as evidence."""
        return Score("accuracy", round(100 * (1 - self.share), 1), self.sentence, 2)

    @property
    def sentence(self) -> str:
        return (
            f"{self.errors} of {self.n} rows checked against the source were wrong: between {self.low:.1%} and "
            f"{self.high:.1%} of all rows, {self.level:.0%} confidence."
        )


def spot_check(n: int, errors: int, level: float = 0.95) -> SpotCheck:
    """The exact (Clopper-Pearson) interval of a share; never narrower than `level` asks for.

    Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934).

    Raises:
        ValueError: no rows, more errors than rows, or a level outside 0 to 1.

    >>> check = spot_check(50, 0, 0.9); round(check.high, 3)
    0.058
    """
    if n < 1:
        raise ValueError("check at least one row")
    if not 0 <= errors <= n:
        raise ValueError(f"{errors} errors among {n} rows cannot be")
    if not 0 < level < 1:
        raise ValueError("the level lies between 0 and 1")
    tail = (1 - level) / 2
    low = 0.0 if errors == 0 else _solve(lambda p: 1 - _at_most(errors - 1, n, p), tail)
    high = 1.0 if errors == n else 1 - _solve(lambda q: 1 - _at_most(n - errors - 1, n, q), tail)
    return SpotCheck(n, errors, low, high, level)


def _at_most(k: int, n: int, p: float) -> float:
    """P(X <= k) of a binomial, summed in logarithms."""
    if k < 0:
        return 0.0
    if p <= 0:
        return 1.0
    if p >= 1:
        return 1.0 if k >= n else 0.0
    logs = [
        math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log1p(-p)
        for i in range(k + 1)
    ]
    top = max(logs)
    return min(1.0, math.exp(top) * math.fsum(math.exp(value - top) for value in logs))


def _solve(rising: Callable[[float], float], target: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2
