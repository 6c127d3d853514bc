"""What state and quality of the production components do to work and risk, and own days to activities after go-live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from waybook.model.inputs import Adjustment
from waybook.plan import Plan
from waybook.plan.architecture import QUALITIES
from waybook.plan.fields import note
from waybook.reference import Component, Quantity, Reference

USUAL_APPROACH = "rag"


def state_of(plan: Plan, part: Component) -> str:
    """Where a component stands: planned, exists, not_needed, missing.

    Untouched parts are planned where the approach needs them. `not_needed` without a reason counts as planned: leaving
    out work takes more than a tick.
    """
    chosen = plan.architecture.components.get(part.id)
    if chosen is None:
        return "planned" if part.needed(plan.architecture.approach or USUAL_APPROACH) else "not_needed"
    return "planned" if chosen.state == "not_needed" and not chosen.reason else chosen.state


def weak_in(plan: Plan, part: Component) -> list[str]:
    """The qualities in which a part that exists or is in the plan is rated weak; no rating is no weakness."""
    chosen = plan.architecture.components.get(part.id)
    if chosen is None or state_of(plan, part) not in ("planned", "exists"):
        return []
    return [one for one in QUALITIES if getattr(chosen, one) == "weak"]


def component_adjustments(plan: Plan, reference: Reference) -> Iterator[Adjustment]:
    """One adjustment for each work package whose parts exist, are not needed, are missing or are weak.

    A part that exists takes its share of the package away, save what connecting it costs. A missing part is not saved:
    it is built late, and costs more. Each weak rating of a part costs a share of its days. Parts that the approach does
    not have are already out of its packages.
    """
    approach = plan.architecture.approach or USUAL_APPROACH
    saved: defaultdict[str, float] = defaultdict(float)
    late: defaultdict[str, float] = defaultdict(float)
    whole: defaultdict[str, float] = defaultdict(float)
    words: defaultdict[str, list[str]] = defaultdict(list)
    rework: defaultdict[str, float] = defaultdict(float)
    left, retrofit, doubt, weak = (
        reference.parameters[one] for one in ("exists_left", "missing_retrofit", "missing_doubt", "weak_rework")
    )
    for part in reference.components:
        if not part.needed(approach):
            continue
        whole[part.package] += part.share
        state = state_of(plan, part)
        if state == "exists":
            saved[part.package] += part.share * (1 - left.value)
            words[part.package].append(f"{part.name} exists")
        elif state == "not_needed":
            saved[part.package] += part.share
            words[part.package].append(f"{part.name} is not needed")
        elif state == "missing":
            late[part.package] += part.share
            words[part.package].append(f"{part.name} is missing and will be built late")
        if weaknesses := weak_in(plan, part):
            rework[part.package] += part.share * len(weaknesses) * weak.value
            words[part.package].append(_weak_words(part, weaknesses))
    for package, because in words.items():
        # Parts that no approach needs here leave a package whose shares do not add up to 1: its rest stays.
        total = max(whole[package], 1.0)
        factor = (total - saved[package] + late[package] * retrofit.value + rework[package]) / total
        sentence = "; ".join(because)
        if factor < 1e-6:
            yield _row(package, "drop", 0.0, sentence, left)
        elif factor != 1:
            by = retrofit if late[package] else weak if rework[package] else left
            yield _row(package, "multiply", factor, sentence, by)
        if late[package]:
            yield _row(package, "widen", 1 + doubt.value * late[package] / total, sentence, doubt)


def lowered(plan: Plan, reference: Reference, reason: str) -> tuple[float, tuple[str, ...]]:
    """How many levels missing and weak components take from one reason's maturity, and why."""
    approach = plan.architecture.approach or USUAL_APPROACH
    missing, weak = (reference.parameters[one].value for one in ("missing_level", "weak_level"))
    levels, words = 0.0, []
    for part in reference.components:
        if part.missing_raises != reason or not part.needed(approach):
            continue
        if state_of(plan, part) == "missing":
            levels += missing
            words.append(f"{part.name} is missing")
        elif weaknesses := weak_in(plan, part):
            levels += weak * len(weaknesses)
            words.append(_weak_words(part, weaknesses))
    return levels, tuple(words)


def activity_adjustments(plan: Plan, reference: Reference) -> Iterator[Adjustment]:
    """Own days a month for the activities after go-live, as a factor on the monthly package that holds them."""
    packages = {one.id: one for one in reference.packages}
    size = plan.architecture.size or "M"
    factor: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for activity in reference.activities:
        own = plan.operation.activities.get(activity.id.replace(".", "_"))
        if own is not None and own.days is not None:
            usual = packages[activity.package].effort[size][1]
            factor[activity.package] += own.days / usual - activity.share
    for package, value in factor.items():
        words = "Own days in the run calendar"
        operation = "multiply" if value > 1e-6 else "drop"
        yield Adjustment(package, operation, max(value, 0.0), words, "operation.activities", "The plan", "", "own")


def _weak_words(part: Component, weaknesses: list[str]) -> str:
    titles = (note(f"architecture.components.{part.id}.{one}").title.lower() for one in weaknesses)
    return f"{part.name} is rated weak: {', '.join(titles)}"


def _row(package: str, operation: str, value: float, because: str, by: Quantity) -> Adjustment:
    return Adjustment(package, operation, value, because, "architecture.components", by.source, by.date, by.grade)
