"""How far a forecast of the remaining effort misses, shrunk ratio against two plain ways to do it.

Projects are drawn from the model's own world: package errors share a part of their variance. After n finished packages
the rest is forecast (a) as planned, (b) times the observed ratio ("at this rate"), (c) times the shrunk ratio.
Prints the root mean square error of the logarithm of the remaining effort, and the ratio of (c) to each.

    python -m benchmarks.reforecast
"""

from __future__ import annotations

import math

import numpy as np

from waybook.readiness.tables import tables
from waybook.reference import load

PROJECTS, PACKAGES, SPREAD = 20_000, 36, 0.6


def main() -> None:
    """Print one line for each number of finished packages."""
    shared = load().parameters["correlation"].value
    weight_of = tables().threshold("ratio_weight")
    dice = np.random.default_rng(1)
    size = dice.lognormal(2.2, 0.8, PACKAGES)
    luck = math.sqrt(shared) * dice.standard_normal((PROJECTS, 1))
    luck = SPREAD * (luck + math.sqrt(1 - shared) * dice.standard_normal((PROJECTS, PACKAGES)))
    actual = size * np.exp(luck)
    usual = np.median(actual.sum(axis=1)) / size.sum()
    print(f"{'done':>5} {'as planned':>11} {'at this rate':>13} {'shrunk':>8} {'/planned':>9} {'/rate':>7}")
    for done in (1, 3, 6, 12, 24):
        left = np.log(actual[:, done:].sum(axis=1) / (size[done:].sum() * usual))
        seen = luck[:, :done].mean(axis=1)
        errors = [float(np.sqrt(np.mean((left - part * seen) ** 2))) for part in (0.0, 1.0, done / (done + weight_of))]
        print(
            f"{done:5d} {errors[0]:11.3f} {errors[1]:13.3f} {errors[2]:8.3f} "
            f"{errors[2] / errors[0]:9.2f} {errors[2] / errors[1]:7.2f}"
        )


if __name__ == "__main__":
    main()
