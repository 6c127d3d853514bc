"""Findings about what is built around the model."""

from __future__ import annotations

from typing import Any

from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight

GROUPS = {
    "software engineering": ("backend", "frontend", "integrations"),
    "cloud infrastructure": ("cloud_platform", "deployment_pipeline"),
    "security": ("security_controls", "permissions", "security_review"),
    "monitoring": ("monitoring", "logging", "observability"),
    "governance": ("governance", "data_protection", "compliance_file"),
}
"""The five groups that production needs (KT.3), by their components."""


@rule("M.2")
def no_production_road(see: Sight) -> Seen | None:
    """Engineering is out of the plan while the prototype is in it."""
    engineering = [one.id for one in see.reference.packages if one.stage == 4]
    out = [one for one in engineering if not see.included(one)]
    if len(out) * 2 <= len(engineering) or not see.included("P2"):
        return None
    return Seen(
        f"{len(out)} of {len(engineering)} Engineering packages are out of the plan",
        {f"estimates.packages.{one}.included": True for one in out},
    )


@rule("M.4")
def only_an_api_call(see: Sight) -> Seen | None:
    """Several of the eleven parts are missing while a model is used."""
    if not see.uses_model:
        return None
    parts = [part for part in see.needed if part.part_of_eleven and see.lacks(part.id)]
    if len(parts) < see.limit("few_parts"):
        return None
    return Seen(
        f"{len(parts)} of the eleven parts around the model are missing: {listed([part.name for part in parts])}",
        _planned(see, [part.id for part in parts]),
    )


@rule("parts_missing")
def parts_missing(see: Sight) -> Seen | None:
    """Anything else that the approach needs and the plan lacks."""
    parts = [part for part in see.needed if see.state(part.id) == "missing"]
    if not parts:
        return None
    return Seen(f"Missing: {listed([part.name for part in parts])}", _planned(see, [part.id for part in parts]))


@rule("missing_group")
def missing_group(see: Sight) -> Seen | None:
    """None of a group's parts will be there."""
    if not see.begun:
        return None
    needed = {part.id for part in see.needed}
    gone = {}
    for name, group in GROUPS.items():
        there = [part for part in group if part in needed]
        if there and all(see.lacks(part) for part in there):
            gone[name] = there
    if not gone:
        return None
    return Seen(
        f"Nothing is planned for: {listed(list(gone))}", _planned(see, [one for ids in gone.values() for one in ids])
    )


@rule("reason_missing")
def reason_missing(see: Sight) -> Seen | None:
    """Not needed, without a reason."""
    chosen = see.plan.architecture.components
    parts = [
        part
        for part in see.needed
        if part.id in chosen and chosen[part.id].state == "not_needed" and not chosen[part.id].reason
    ]
    if not parts:
        return None
    return Seen(
        f"No reason: {listed([part.name for part in parts])}",
        {f"architecture.components.{part.id}.state": "planned" for part in parts},
    )


@rule("system_without_access")
def system_without_access(see: Sight) -> Seen | None:
    """A system that nobody has opened."""
    systems = see.plan.architecture.integrations
    bad = [one.system or "a system" for one in systems if not one.owner or one.access == "no"]
    if not bad:
        return None
    opened = [one.model_copy(update={"owner": one.owner or "Its owner", "access": "granted"}) for one in systems]
    return Seen(f"No owner or no access: {listed(bad)}", if_answered={"architecture.integrations": opened})


@rule("heavy_approach")
def heavy_approach(see: Sight) -> Seen | None:
    """Training or serving a model for one team."""
    if see.plan.architecture.approach not in ("fine_tune", "self_host") or see.plan.architecture.size != "S":
        return None
    words = {"fine_tune": "Fine-tuning", "self_host": "Hosting a model"}[see.plan.architecture.approach]
    return Seen(f"{words} for one team's assistant", {"architecture.approach": "rag"})


@rule("prototype_is_product")
def prototype_is_product(see: Sight) -> Seen | None:
    """Prototype code in production, or production later."""
    reuse, start = see.plan.architecture.prototype_reuse, see.plan.architecture.production_from_start
    changes: dict[str, Any] = {}
    words = []
    if reuse is not None and reuse > see.limit("reuse_most"):
        words.append(f"{reuse:.0%} of the prototype is to be kept")
        changes["architecture.prototype_reuse"] = 0.0
    if start == "no":
        words.append("production is designed later")
        changes["architecture.production_from_start"] = "yes"
    return Seen(" and ".join(words).capitalize(), changes) if words else None


@rule("no_scale_answer")
def no_scale_answer(see: Sight) -> Seen | None:
    """Blank where figures are needed."""
    answer = see.plan.architecture.scale_answer
    if not see.begun or any(letter.isdigit() for letter in answer):
        return None
    words = "The answer has no figures" if answer else "The answer is empty"
    return Seen(words, if_answered={"architecture.scale_answer": "1,000 users, 20 requests a minute, 5 seconds"})


def _planned(see: Sight, components: list[str]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for one in components:
        changes |= see.planned(one)
    return changes
