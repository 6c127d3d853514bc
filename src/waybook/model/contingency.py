"""Why the budget is larger than the plan: from the most likely values to P80, cause by cause.

Each step is a difference between two simulations with the same draws, so that the steps add up exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers


@dataclass(frozen=True)
class Contingency:
    """Likely value, what doubt that leans upwards, risks and reserve add to it, and P80.

    `skew` is the mean without risks less the likely value: ranges that reach further up than down and, for dates,
    parallel work of which the latest decides. `risks` is what the risks add to the mean. `reserve` is P80 less the mean.
    """

    likely: float
    skew: float
    risks: float
    reserve: float
    p80: float
    unit: str


@once
def contingency(found: Results, key: str) -> Contingency:
    """The steps for a line without other axes: build_cost or go_live.

    Raises:
        KeyError: there is no such line.
    """
    spread = found.spread(key)
    calm = float(calm_draws(found).value(key).mean())
    return Contingency(
        spread.plan, calm - spread.plan, spread.mean - calm, spread.p80 - spread.mean, spread.p80, spread.unit
    )


@once
def calm_draws(found: Results) -> Numbers:
    """The same draws with no risk happening."""
    never = np.zeros_like(found.inputs["risk_probability"].values)
    world = Numbers(
        found.inputs.with_values({"risk_probability": never}), found.draws.count, found.draws.seed, found.draws.first
    )
    model(world)
    return world
