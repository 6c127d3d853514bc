"""Whether to go on: what deciding at the prototype gate is worth, what would have to be true, and when to stop.

All of it is read off the same draws as the estimate. Money in the plan's currency, discounted to the start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.flows import Flows, flows
from waybook.model.once import once
from waybook.model.results import Results

Array = NDArray[np.float64]
NOISE = "gate_noise"
"""Parameter: error of what the prototype measures, as a share of the doubt there was before."""
WIDEST = 20.0
"""Factors beyond this are not looked for: nothing so far from the plan would be the same project."""


@dataclass(frozen=True)
class Gate:
    """The decision after the prototype. `go` builds without looking again, `look` decides on what the prototype shows.

    `sunk` is what has been spent at the gate (P50), `p_go` how often the evidence says build. `value` is what looking
    is worth on average, `perfect` what knowing everything at the start would be worth (EVPI); both against the best
    that can be done without looking, which may be not to start.
    """

    sunk: float
    go: float
    look: float
    p_go: float
    perfect: float

    @property
    def value(self) -> float:
        """What deciding at the gate is worth, against the better of building regardless and not starting (EVSI)."""
        return self.look - max(self.go, 0.0)


@dataclass(frozen=True)
class Need:
    """One thing that alone would make the plan worth even odds: `factor` times what the plan assumes, None if never."""

    label: str
    now: float
    unit: str
    factor: float | None
    better_down: bool = False


@dataclass(frozen=True)
class StopLoss:
    """What a spending limit does: how often it stops the project, and mean cost and worth with and without it."""

    limit: float
    p_stopped: float
    mean_cost: float
    mean_cost_without: float
    mean_npv: float
    mean_npv_without: float


@once
def gate(found: Results) -> Gate:
    """Value of the prototype gate and of perfect information.

    What the prototype shows is the effect on each measure, seen with an error, what was spent and how long it took so
    far. The worth of going on given that is estimated by least squares over the draws (Longstaff and Schwartz 2001).
    """
    parts = flows(found)
    ahead = parts.npv + parts.gate_today  # worth of going on, with what is spent at the gate already gone
    noise = found.reference.parameters[NOISE].value
    seen = found.draws.normal("effect", "kpi").reshape(-1, found.draws.count)
    error = found.draws.normal(NOISE).reshape(-1)
    signal = (seen.mean(axis=0) * np.sqrt(len(seen)) + noise * error) / np.sqrt(1 + noise**2)
    known = [signal, _standard(np.log(np.maximum(parts.gate_today, 1e-9))), _standard(found.samples("gate"))]
    columns = [np.ones_like(signal), *known, signal**2, signal**3, known[0] * known[1]]
    design = np.stack(columns, axis=1)
    weights, *_ = np.linalg.lstsq(design, ahead, rcond=None)
    worth = design @ weights
    build = worth > 0
    looked = float(np.where(build, ahead, 0.0).mean() - parts.gate_today.mean())
    go = float(parts.npv.mean())
    perfect = float(np.maximum(parts.npv, 0).mean()) - max(go, 0.0)
    return Gate(found.sunk_at_gate.p50, go, looked, float(build.mean()), perfect)


@once
def break_even(found: Results) -> tuple[Array, Array]:
    """Chance that the plan is worth it over multiples of its volume: factors and shares, both (61,).

    Volume moves the benefit, the model calls and the people who check answers; everything else stands still.
    """
    parts = flows(found)
    factors = np.linspace(0, 3, 61)
    chance = np.array([float((_at_volume(parts, factor) > 0).mean()) for factor in factors])
    return factors, chance


@once
def needs(found: Results) -> tuple[Need, ...]:
    """What would have to be true for even odds (median worth 0), one thing at a time, all else as in the plan."""
    parts, inputs = flows(found), found.inputs
    rest = parts.fixed_today + parts.volume_today + parts.build_today
    running = parts.fixed_today + parts.volume_today
    volume = float(np.max(inputs["kpi_volume"].values, initial=0.0))
    return (
        Need("Benefit", found.benefit_year.p50, "currency/year", _factor(lambda f: f * parts.benefit_today - rest)),
        Need("Volume", volume, "cases/month", _factor(lambda f: _at_volume(parts, f))),
        Need(
            "Build cost",
            found.cost.p50,
            "currency",
            _factor(lambda f: parts.benefit_today - running - f * parts.build_today, falling=True),
            better_down=True,
        ),
        Need(
            "Run cost",
            found.run_cost_year.p50,
            "currency/year",
            _factor(lambda f: parts.benefit_today - f * running - parts.build_today, falling=True),
            better_down=True,
        ),
    )


@once
def delay_month(found: Results) -> float | None:
    """What one month of delay costs: benefit at full ramp less running, both at launch volume, P50; None while no
    benefit is counted."""
    if not found.benefit_counted:
        return None
    return float(np.median(found.samples("benefit_full") - found.samples("run_launch")))


@once
def stop_loss(found: Results, limit: float) -> StopLoss:
    """What stopping at a spending of `limit` does. A stopped project has spent the limit and brings nothing."""
    parts, cost = flows(found), found.samples("build_cost")
    stopped = cost > limit
    share = np.divide(limit, cost, out=np.ones_like(cost), where=cost > 0)
    worth = np.where(stopped, -parts.build_today * np.minimum(share, 1.0), parts.npv)
    return StopLoss(
        limit,
        float(stopped.mean()),
        float(np.minimum(cost, limit).mean()),
        float(cost.mean()),
        float(worth.mean()),
        float(parts.npv.mean()),
    )


def _at_volume(parts: Flows, factor: float) -> Array:
    worth: Array = factor * parts.benefit_today - parts.volume_at(factor) - parts.fixed_today - parts.build_today
    return worth


def _factor(worth: Callable[[float], Array], falling: bool = False) -> float | None:
    """The factor at which the median worth is 0, by bisection; None where none below WIDEST does it."""
    low, high = 0.0, WIDEST

    def positive(factor: float) -> bool:
        return bool(np.median(worth(factor)) > 0)

    if positive(high) == positive(low):
        return None
    if falling and not positive(low):
        return None
    for _ in range(40):
        middle = (low + high) / 2
        if positive(middle) == positive(low):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _standard(values: Array) -> Array:
    spread = values.std()
    scaled: Array = (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)
    return scaled
