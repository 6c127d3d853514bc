"""A range around a single value of a project file, as wide as is usual in the catalogue of work packages."""

from __future__ import annotations

from statistics import median
from typing import Literal

from waybook.model import Results


def usual_range(found: Results, what: Literal["effort", "wait"]) -> tuple[float, float]:
    """Low and high as shares of the likely value: the medians of the catalogue."""
    size = found.plan.architecture.size or "M"
    packages = [one for one in found.reference.packages if not one.is_run]
    threes = [one.effort[size] if what == "effort" else one.wait_weeks for one in packages]
    known = [three for three in threes if three and three[1] > 0]
    return median(three[0] / three[1] for three in known), median(three[2] / three[1] for three in known)


def around(likely: float, shape: tuple[float, float]) -> dict[str, float]:
    """Low, likely and high of a value in the plan.

    >>> around(10, (0.5, 2.0))
    {'low': 5.0, 'likely': 10, 'high': 20.0}
    """
    low, high = shape
    return {"low": short(likely * low), "likely": short(likely), "high": short(likely * high)}


def short(value: float) -> float:
    """A number of days or weeks as people would type it, never 0 for something that is not."""
    return round(value, 2) if value >= 0.1 or value == 0 else max(round(value, 4), 0.0001)
