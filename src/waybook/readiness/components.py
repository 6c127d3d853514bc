"""The parts around the model as an iceberg of effort: what a demonstration shows, and what lies below the water."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waybook.readiness.sight import Sight

DEMONSTRATION = ("model", "prompt_management")
"""What a demonstration needs of the components: a model and a prompt (G.9)."""


@dataclass(frozen=True)
class IcebergPart:
    """A layer of the iceberg: its person-days, its share of all of them, and where the part stands."""

    id: str
    name: str
    days: float
    share: float
    state: str
    visible: bool


def iceberg(see: Sight, days: Mapping[str, float]) -> list[IcebergPart]:
    """The prototype above the water; below it the eleven parts, then the other groups of work, as shares of all days.

    `days` are person-days by work package, simulated or likely. A part that exists or is not needed takes no days: its
    package is already smaller for it.
    """
    total = sum(days.values())
    if total <= 0:
        return []
    stage = {one.id: one.stage for one in see.reference.packages}
    prototype = sum(number for one, number in days.items() if stage.get(one) == 3)
    eleven: dict[str, IcebergPart] = {}
    for part in see.reference.components:
        if part.part_of_eleven:
            built = see.state(part.id) in ("planned", "missing")
            held = see.reference.components
            siblings = [one for one in held if one.package == part.package and one.needed(see.approach)]
            whole = sum(one.share for one in siblings if see.state(one.id) in ("planned", "missing"))
            part_days = days.get(part.package, 0.0) * part.share / whole if built and whole else 0.0
            if not part.needed(see.approach):
                part_days = 0.0
            eleven[part.id] = IcebergPart(part.id, part.name, part_days, part_days / total, see.state(part.id), False)
    held_by_eleven = sum(one.days for one in eleven.values())
    groups = {
        "before": ("Discovery and strategy", sum(n for one, n in days.items() if stage.get(one) in (1, 2))),
        "data": ("Data preparation", days.get("E1", 0.0)),
        "live": ("Load test, security, recovery, roll-out", sum(n for one, n in days.items() if stage.get(one) == 5)),
        "own": ("Compliance duties and your own packages", sum(n for one, n in days.items() if one not in stage)),
    }
    rest = total - prototype - held_by_eleven - sum(number for _, number in groups.values())
    groups["rest"] = ("Integration, guardrails, delivery", rest)
    others = [IcebergPart(one, name, n, n / total, "planned", False) for one, (name, n) in groups.items() if n > 0]
    return [
        IcebergPart("prototype", "Prototype", prototype, prototype / total, "planned", True),
        *sorted(eleven.values(), key=lambda one: -one.days),
        *sorted(others, key=lambda one: one.days),
    ]


def below_water(layers: list[IcebergPart]) -> float:
    """Share of the effort that a demonstration does not show."""
    return sum(one.share for one in layers if not one.visible)


def open_parts(see: Sight) -> dict[str, list[str]]:
    """Component ids by state, over the components that the approach needs."""
    found: dict[str, list[str]] = {state: [] for state in ("planned", "exists", "not_needed", "missing")}
    for part in see.needed:
        found[see.state(part.id)].append(part.id)
    return found
