"""Very many draws in bounded memory: block after block, keeping only single numbers of each draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.critical_path import critical
from waybook.model.plan_model import model
from waybook.model.resolve import resolve
from waybook.model.work import ExtraCost, ExtraWork
from waybook.model.worlds import Numbers
from waybook.plan import Plan
from waybook.reference import Reference

BLOCK = 16_384
"""Draws at a time: larger blocks leave the cache and take longer for each draw."""
KEYS = ("build_cost", "go_live", "npv", "run_year")


@dataclass(frozen=True)
class LongRun:
    """All draws of some lines, each of shape (draws,), and the share of draws in which a package is critical."""

    samples: dict[str, NDArray[np.float64]]
    critical: dict[str, float]


def long_run(
    plan: Plan,
    reference: Reference,
    extra: Sequence[ExtraWork | ExtraCost],
    draws: int,
    keys: Sequence[str] = KEYS,
) -> LongRun:
    """Simulate in blocks. The first draws are those of a shorter run.

    Raises:
        PlanProblem: the plan contradicts itself.
    """
    inputs = resolve(plan, reference, extra)
    found = {key: np.empty(draws) for key in keys}
    often = np.zeros(len(inputs.axes["package"]))
    for first in range(0, draws, BLOCK):
        count = min(BLOCK, draws - first)
        numbers = Numbers(inputs, count, plan.seed, first, binding=True)
        numbers.keep_points = False
        model(numbers)
        often += critical(numbers).sum(axis=1)
        for key in keys:
            found[key][first : first + count] = numbers.value(key)
    return LongRun(found, dict(zip(inputs.axes["package"].ids, (often / draws).tolist(), strict=True)))
