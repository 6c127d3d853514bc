"""How will this scale? What a month costs from ten users to thousands, and what each step of the load adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from waybook.model.currency import from_pounds
from waybook.model.once import once
from waybook.model.results import Results
from waybook.model.usage import hosting_size, peak_calls, step_for
from waybook.reference.load_steps import LoadStep

DECADES = (10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)
"""A prototype works for ten users, production must support hundreds or thousands (R5.1)."""
AMPLE, NEAR = 3.0, 1.6
"""The largest load shown is at least AMPLE times the plan's; a decade NEAR one of the plan's own loads is left out."""


@dataclass(frozen=True)
class LoadPoint:
    """A month at one load, at likely values and launch prices, in the plan's currency.

    `users` is None where the plan names no users at launch; `calls` are model calls a minute in the busiest hour.
    `volume` is model calls, charges by use, people who check answers and wrong answers that nobody catches.
    `beyond` says that the load is more than the step carries.
    """

    users: float | None
    conversations: float
    calls: float
    step: LoadStep
    beyond: bool
    people: float
    hosting: float
    other: float
    volume: float

    @property
    def month(self) -> float:
        """The whole month."""
        return self.people + self.hosting + self.other + self.volume

    @property
    def each(self) -> float:
        """What one conversation costs; 0 without any."""
        return self.month / self.conversations if self.conversations else 0.0


@once
def load_points(found: Results) -> tuple[LoadPoint, ...]:
    """The month in decades of users (of conversations, where the plan names no users) and at the plan's own numbers."""
    usage = found.plan.architecture.usage
    conversations = found.inputs.scalar("conversations")
    if usage.users_launch:
        own = {float(one) for one in (usage.users_now, usage.users_launch, usage.users_year) if one}
        return tuple(_point(found, one / usage.users_launch, one) for one in _loads(own))
    if not conversations:
        return ()
    return tuple(_point(found, one / conversations, None) for one in _loads({conversations}))


def _loads(own: set[float]) -> list[float]:
    """The plan's own loads and the decades around them, up to one well above the largest."""
    enough = next((one for one in DECADES if one >= AMPLE * max(own)), DECADES[-1])
    decades = {one for one in DECADES if one <= enough and not any(1 / NEAR < one / other < NEAR for other in own)}
    return sorted({*decades, *own})


@once
def self_hosting_from(found: Results) -> float | None:
    """Conversations a month from which a rented GPU costs no more than the calls; None where no model is called.

    One H100 all month against the plan's own price of a call. What one GPU can answer is not modelled.
    """
    calls = float(np.mean(found.likely.value("run_tokens")))
    conversations = found.inputs.scalar("conversations")
    if calls <= 0 or conversations <= 0:
        return None
    prices = found.reference.prices
    gpu = prices["gpu_h100_hour"].value * prices["hours_month"].value / found.inputs.scalar("exchange_rate")
    return gpu / (calls / conversations)


def _point(found: Results, factor: float, users: float | None) -> LoadPoint:
    likely, plan, reference = found.likely, found.plan, found.reference
    calls = factor * calls_a_minute(found)
    step = step_for(calls, reference)
    services = np.broadcast_to(likely.value("running_cost"), (len(found.inputs.axes["running"]),))
    by_name = dict(zip(found.inputs.axes["running"].ids, (float(one) for one in services), strict=True))
    metered = likely.value("metered_used")  # at another load the base charges cover another part
    included = found.inputs["metered_included"].values / found.inputs.scalar("exchange_rate")
    own = by_name.pop("cloud", 0.0) + by_name.pop("monitoring", 0.0)
    usual = _priced(found, hosting_size(found.inputs.scalar, plan, reference))
    return LoadPoint(
        users,
        factor * found.inputs.scalar("conversations"),
        calls,
        step,
        calls > reference.load_steps[-1].calls_to,
        float(np.sum(likely.value("run_people"))),
        _priced(found, step.size) * (own / usual if usual else 1.0),
        sum(by_name.values()),
        factor * sum(float(np.mean(likely.value(key))) for key in ("run_review", "run_errors", "run_tokens"))
        + float(np.sum(np.maximum(factor * metered - included, 0))),
    )


def calls_a_minute(found: Results) -> float:
    """Model calls a minute in the busiest hour at launch."""
    return peak_calls(found.inputs.scalar, found.plan, found.reference)


def _priced(found: Results, size: str) -> float:
    prices = found.reference.prices
    pounds = prices[f"hosting_{size}"].value + prices[f"monitoring_{size}"].value
    return pounds * from_pounds(found.plan, found.reference)
