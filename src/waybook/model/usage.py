"""What follows from the number of users: volume and growth nobody has stated, and hosting that carries the peak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from waybook.plan import Plan
from waybook.plan.fields import note
from waybook.reference import Quantity, Reference
from waybook.reference.load_steps import LoadStep

SIZES = ("S", "M", "L")
MODEL_APPROACHES = ("api", "rag", "fine_tune", "self_host", None)
INDEX_APPROACHES = ("rag", "fine_tune", "self_host", None)
"""Ways of building that call a model, and that look things up in an index; None while that is open."""
_GROWTH = note("architecture.usage.growth").bounds


def usual_conversations(plan: Plan, reference: Reference) -> Quantity:
    """Conversations a month at launch while nobody has said: so many a user, or what is usual for the size."""
    users, known = plan.architecture.usage.users_launch, reference.parameters
    if not users:
        return known[f"conversations_{plan.architecture.size or 'M'}"]
    each = known["conversations_user"]
    return replace(each, value=each.value * users, low=each.low * users, high=each.high * users)


def usual_growth(plan: Plan) -> float:
    """Growth of the volume a year while nobody has said: that of the users from launch to a year on, else none."""
    usage = plan.architecture.usage
    if not usage.users_launch or not usage.users_year:
        return 0.0
    return float(min(max(usage.users_year / usage.users_launch - 1, _GROWTH["ge"]), _GROWTH["le"]))


def peak_calls(scalar: Callable[[str], float], plan: Plan, reference: Reference) -> float:
    """Model calls a minute in the busiest hour at launch; working hours carry the load. `scalar` reads an input."""
    known = reference.parameters
    calls = scalar("conversations") * scalar("eligible_share") * scalar("turns")
    calls *= (1 + scalar("retry_share")) * (1 + scalar("guard_share"))
    minutes = known["days_per_month"].value * known["minutes_per_day"].value
    return calls / minutes * (plan.architecture.usage.peak_factor or known["peak_factor"].value)


def step_for(calls: float, reference: Reference) -> LoadStep:
    """The first way of hosting that carries so many calls a minute; the last one where none does."""
    return next((one for one in reference.load_steps if calls <= one.calls_to), reference.load_steps[-1])


def hosting_size(scalar: Callable[[str], float], plan: Plan, reference: Reference) -> str:
    """The size that hosting and monitoring are priced at: the plan's, or a larger one where the peak asks for it."""
    asked: str = step_for(peak_calls(scalar, plan, reference), reference).size
    return max(plan.architecture.size or "M", asked, key=SIZES.index)
