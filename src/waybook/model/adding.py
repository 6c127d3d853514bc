"""What one more person would do: the date with another full-time member in each role.

The newcomer is there from the start but learns first, as any late joiner of the model does. The work stays the same, so
its cost does too; only the date moves. (Telling a newcomer everything takes others' time as well: Brooks 1975.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers

DRAWS = 1024


@dataclass(frozen=True)
class Effect:
    """Change of the go-live date in months, at P50 and P80, with one more person in a role. Never positive."""

    role: str
    label: str
    people: float
    p50: float
    p80: float


@once
def one_more(found: Results) -> tuple[Effect, ...]:
    """The effect for each role of the team, largest first."""
    inputs = found.inputs
    fte, presence, place = (inputs[key].values for key in ("line_fte", "line_presence", "line_role"))
    learning = 1 - found.reference.parameters["joiner_loss"].value
    draws = min(DRAWS, found.draws.count)
    base = _quantiles(found, {}, draws)
    effects = []
    axis = inputs.axes["role"]
    for number, (role, label) in enumerate(zip(axis.ids, axis.labels, strict=True), start=1):
        lines = np.flatnonzero((place == number) & (fte > 0))
        if not len(lines):
            continue
        line = int(lines[0])
        more, there = fte.copy(), presence.copy()
        more[line] += 1
        there[line] = (fte[line] * presence[line] + learning) / more[line]
        p50, p80 = _quantiles(found, {"line_fte": more, "line_presence": there}, draws) - base
        effects.append(Effect(role, label, float(fte[lines].sum()), float(p50), float(p80)))
    return tuple(sorted(effects, key=lambda one: one.p80))


def _quantiles(
    found: Results, changed: dict[str, np.typing.NDArray[np.float64]], draws: int
) -> np.typing.NDArray[np.float64]:
    world = Numbers(found.inputs.with_values(changed), draws, found.draws.seed, found.draws.first)
    model(world)
    months: np.typing.NDArray[np.float64] = np.quantile(np.broadcast_to(world.value("go_live"), (draws,)), (0.5, 0.8))
    return months
