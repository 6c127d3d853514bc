"""Why the budget is larger than the plan: from the most likely values to P80, cause by cause.

Each step is a difference between two simulations with the same draws, so that the steps add up exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers

TOTALS = ("build_cost", "go_live")


@dataclass(frozen=True)
class Contingency:
    """Likely value, what doubt that leans upwards, risks and reserve add to it, and P80.

    `skew` is the mean without risks less the likely value: ranges that reach further up than down and, for dates,
    parallel work of which the latest decides. `risks` is what the risks add to the mean. `reserve` is P80 less the
    mean.
    """

    likely: float
    skew: float
    risks: float
    reserve: float
    p80: float
    unit: str


@once
def contingency(found: Results, key: str) -> Contingency:
    """The steps for build_cost or go_live.

    Raises:
        KeyError: another line.
    """
    calm, spread = float(calm_samples(found)[key].mean()), found.spread(key)
    return Contingency(
        spread.plan, calm - spread.plan, spread.mean - calm, spread.p80 - spread.mean, spread.p80, spread.unit
    )


@once
def calm_samples(found: Results, *kept: str) -> Mapping[str, NDArray[np.float64]]:
    """Build cost and go-live in the same draws with no risk happening but those with an id in `kept`."""
    chance = found.inputs["risk_probability"].values
    happening = np.isin(found.inputs.axes["driver"].ids, kept)
    never = found.inputs.with_values({"risk_probability": np.where(happening, chance, 0.0)})
    world = Numbers(never, found.draws.count, found.draws.seed, found.draws.first)
    model(world)
    return {key: np.broadcast_to(world.value(key), (world.count,)).copy() for key in TOTALS}
