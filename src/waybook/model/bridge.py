"""From the first guess to P80, cause by cause: what the guess did not contain.

The plan is taken apart and put together again, one kind of work after the other, each time with the whole schedule;
then the waits are added, then doubt, then risks. Each step is a difference of two runs, so the steps add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.contingency import calm_samples
from waybook.model.inputs import InputSet
from waybook.model.once import once
from waybook.model.plan_model import model
from waybook.model.results import Results
from waybook.model.worlds import Numbers
from waybook.plan.part import ENDS

Array = NDArray[np.float64]

CORE = ("model", "frontend_ux")
"""Themes that people picture when they hear "an AI product": the model, its prompts, the screens."""
KINDS = (
    ("Services and integrations", ("backend_integration",)),
    ("Data preparation", ("data",)),
    ("Compliance and security", ("compliance", "security_access")),
    ("Testing, cloud, operations", ("testing", "cloud_ops")),
    ("Objectives, people, roll-out", ("objectives_people",)),
)
"""The other themes of `data/themes.csv`, in the order in which the bridge adds them."""
REWORK = "REWORK"
"""The risk of `data/gate_risks.csv` that the prototype has to be repeated."""


@dataclass(frozen=True)
class Step:
    """One cause: what it adds to the value so far. A `total` restates where the walk stands."""

    label: str
    value: float
    total: bool = False


@once
def bridge(found: Results, key: str) -> tuple[Step, ...]:
    """The walk for build_cost or go_live; it begins with the guess where there is one.

    The likely plan, P50 and P80 are totals on the way. For the cost, a year of running follows P80.

    Raises:
        KeyError: another line.
    """
    first = found.plan.first_guess
    guess = {"build_cost": first.cost, "go_live": first.months}[key]
    steps: list[Step] = []
    reached = 0.0
    if guess is not None:
        steps.append(Step("First guess", guess, total=True))
        reached = guess
    core = "The product itself" if guess is None else "Product against guess"
    for label, changed in _stages(found, core):
        value = _likely(changed, key)
        steps.append(Step(label, value - reached))
        reached = value
    steps = [one for one in steps if one.total or abs(one.value) > 1e-9 * max(1.0, abs(reached))]
    spread = found.spread(key)
    calm, again = (float(np.quantile(calm_samples(found, *kept)[key], 0.5)) for kept in ((), (REWORK,)))
    steps += [
        Step("Likely plan", spread.plan, total=True),
        Step("Doubt leans upwards", calm - spread.plan),
        Step("Prototype repeated", again - calm),
        Step("Other risks", spread.p50 - again),
        Step("P50", spread.p50, total=True),
        Step("Reserve for doubt", spread.p80 - spread.p50),
        Step("P80", spread.p80, total=True),
    ]
    if key == "build_cost":
        steps.append(Step("A year of running", found.run_cost_year.p50))
    return tuple(steps)


def theme_of(found: Results) -> Mapping[str, str]:
    """The theme of each package of the plan; work for compliance duties belongs to compliance, own packages to none."""
    known = {one.id: one.theme for one in found.reference.packages}
    ids = found.inputs.axes["package"].ids
    own = {one.id for one in found.plan.estimates.own_packages}
    return {one: known.get(one, "" if one in own else "compliance") for one in ids}


def _stages(found: Results, core: str) -> Iterator[tuple[str, InputSet]]:
    """The plan with ever more in it: the core first, then each kind of work, bought things, and the waits."""
    inputs, themes = found.inputs, theme_of(found)
    included = inputs["package_included"].values
    ids = inputs.axes["package"].ids
    nothing_bought = {
        f"one_off_{end}": np.zeros_like(inputs["one_off_likely"].values) for end in ENDS
    }
    no_waits = {name: np.zeros_like(inputs[name].values) for name in ("package_waits", "role_waits")}
    inside = {*CORE, ""}

    def only() -> Array:
        kept: Array = included * np.array([float(themes[one] in inside) for one in ids])
        return kept

    yield core, inputs.with_values({**nothing_bought, **no_waits, "package_included": only()})
    for label, kinds in KINDS:
        inside.update(kinds)
        yield label, inputs.with_values({**nothing_bought, **no_waits, "package_included": only()})
    yield "Licences and fees", inputs.with_values(no_waits)
    yield "Waits for access and approval", inputs.with_values({"role_waits": no_waits["role_waits"]})
    yield "Hiring", inputs


def _likely(inputs: InputSet, key: str) -> float:
    world = Numbers(inputs)
    model(world)
    return float(world.value(key))
