"""The parts of the cash flow: by month on average, and what each is worth today in every draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.axes import POSITION
from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Flows:
    """Money in the plan's currency. `*_month` are means over the draws by month, shape (months,).

    `*_today` are discounted sums, shape (draws,), all positive: npv = benefit - fixed - volume - build. `fixed` is
    running cost that does not move with the volume, `volume` (model calls, people checking answers) does.
    `gate_today` is the part of `build` spent up to the prototype gate. `live_today` is what one unit of money in each
    month of production is worth today. `used`, `stored` (of it, whatever the requests) and `included` (what base
    charges cover) are currency/month at launch, shape (metered, draws) or (metered, 1).
    """

    build_month: Array
    run_month: Array
    benefit_month: Array
    build_today: Array
    gate_today: Array
    fixed_today: Array
    volume_today: Array
    benefit_today: Array
    live_today: Array
    used: Array
    stored: Array
    included: Array

    def volume_at(self, factor: float) -> Array:
        """What use costs at `factor` times the volume: `volume_today` times that, but for what base charges cover."""
        grown: Array = factor * (self.volume_today + self._covered(1) - self._covered(0))
        return grown - self._covered(factor) + self._covered(0)

    def _covered(self, factor: float) -> Array:
        used = np.minimum(factor * self.used + (1 - factor) * self.stored, self.included)
        covered: Array = self.live_today * used.sum(axis=0)
        return covered

    @property
    def npv(self) -> Array:
        """Net present value in every draw."""
        return self.benefit_today - self.fixed_today - self.volume_today - self.build_today


@once
def flows(found: Results) -> Flows:
    """The parts of the cash flow of a simulated plan, from one more pass over the same draws."""
    world = Numbers(found.inputs, found.draws.count, found.draws.seed, found.draws.first)
    model(world)
    months, draws = len(found.inputs.axes["month"]), world.count
    discount = np.broadcast_to(world.value("discount"), (months,))

    def block(key: str) -> Array:
        values = np.squeeze(world[key])
        out: Array = np.broadcast_to(values if values.ndim > 1 else values[:, None], (months, draws))
        return out

    def today(values: Array) -> Array:
        out: Array = np.einsum("m,md->d", discount, values)
        return out

    build, run, benefit = block("build_month"), block("run_month"), block("benefit_month")
    idle, rate = _run_idle(found), found.inputs.scalar("exchange_rate")
    first = np.take(world["phase_month"], [0], axis=POSITION["phase"])
    gate: Array = np.broadcast_to(np.squeeze(first), (months, draws))
    return Flows(
        build.mean(axis=1),
        run.mean(axis=1),
        benefit.mean(axis=1),
        today(build),
        today(gate),
        today(idle),
        today(run - idle),
        today(benefit),
        today(block("live")),
        world.value("metered_used").reshape(len(found.inputs.axes["metered"]), -1),
        found.inputs["metered_standing"].values[:, None] / rate,
        found.inputs["metered_included"].values[:, None] / rate,
    )


def _run_idle(found: Results) -> Array:
    """Running cost in every month and draw if nobody used it, shape (months, draws)."""
    unused = found.inputs.with_values({"conversations": np.zeros_like(found.inputs["conversations"].values)})
    world = Numbers(unused, found.draws.count, found.draws.seed, found.draws.first)
    model(world)
    run: Array = np.broadcast_to(world.value("run_month"), (len(found.inputs.axes["month"]), world.count))
    return run
