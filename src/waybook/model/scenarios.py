"""The plan beside other ways to the same end: variants of it, compared draw by draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waybook.model.flows import flows
from waybook.model.results import Results
from waybook.model.usage import MODEL_APPROACHES
from waybook.plan import Plan, PlanError, Range, read
from waybook.plan.economics import OneOff
from waybook.plan.estimates import PackageEstimate
from waybook.plan.fields import get, replaced
from waybook.plan.operation import Baseline
from waybook.reference import Reference
from waybook.reference.prices import CandidateModel

Array = NDArray[np.float64]
PLANNED, COMMITTED, KEPT = "planned", "committed", "version "
"""Ids of the plan, of its baseline, and (with a number behind it) of the versions kept."""
SMALLER = {"L": "M", "M": "S"}
WITHOUT_MODEL = ("no_ai", "rules")
SWITCHES = {
    "data_first": ("Data put right first", "Sources are cleaned before the prototype", "data.fix_first", True),
    "data_later": ("Data put right while building", "Sources are cleaned as they are used", "data.fix_first", False),
    "production_first": (
        "Designed for production now",
        "Monitoring, access, recovery and cost alarms in the first design",
        "architecture.production_from_start",
        "yes",
    ),
    "production_later": (
        "Production designed later",
        "The demonstration first, its redesign afterwards",
        "architecture.production_from_start",
        "no",
    ),
    "compliance_early": (
        "Compliance built in",
        "Security and compliance work starts in Strategy",
        "compliance.start_stage",
        "strategy",
    ),
    "compliance_late": (
        "Compliance bolted on",
        "Security and compliance work starts after building has begun",
        "compliance.start_stage",
        "engineering",
    ),
}
"""Choices of timing that can be made either way: a field and its value, offered to a plan that chose otherwise."""
DEARER = "dearer_model"
SAME_PRODUCT = ("in_house", "partner", DEARER, *SWITCHES)
"""Ways that build the same thing by other people, in another order or with another model."""
KEPT_WITHOUT_AI = ("D1", "D2", "D4", "G8")
"""Packages that the organisation's own alternative needs beside its price: objective, baseline, approval, roll-out."""


@dataclass(frozen=True)
class Variant:
    """Another way to reach the objective. `reach` is the share of the plan's benefit that it is taken to bring."""

    id: str
    label: str
    why: str
    reach: float


@dataclass(frozen=True)
class Comparison:
    """Variants against each other by net present value, with the same draws for all.

    `better[i][j]` is the chance that i is worth more than j; `regret[i]` the mean amount by which the best in a draw
    beats i; `mean[i]` the mean worth.
    """

    mean: Array
    better: Array
    regret: Array

    @property
    def best(self) -> int:
        """Place of the variant with the largest mean worth."""
        return int(self.mean.argmax())


def variants(plan: Plan, reference: Reference) -> tuple[Variant, ...]:
    """The plan as it is, and the other ways that are open to it: those it has already chosen are left out."""
    share = {name: reference.parameters[f"reach_{name}"].value for name in ("smaller", "buy", "rules", "no_ai", "api")}
    found = [Variant(PLANNED, "As planned", "The plan as it stands", 1.0)]
    if plan.operation.baseline is not None and plan.operation.baseline.plan:
        found.append(Variant(COMMITTED, "As committed", "The plan as the team committed to it", 1.0))
    for place, one in enumerate(plan.operation.versions):
        words = f"Kept on {one.taken:%d %B %Y}" + (f" by {one.by}" if one.by else "")
        found.append(Variant(f"{KEPT}{place}", one.name or words, words, 1.0))
    if (plan.architecture.size or "M") in SMALLER:
        found.append(Variant("smaller", "Start smaller", "A bounded first version of the same", share["smaller"]))
    for approach, label, why in (
        ("buy", "Buy a product", "A finished product, adapted"),
        ("rules", "Rules or analytics", "No model: rules, search, classic analytics"),
        ("no_ai", "No AI", plan.objectives.alternative or "Change the process only"),
    ):
        if plan.architecture.approach != approach:
            found.append(Variant(approach, label, why, share[approach]))
    if plan.architecture.approach not in (None, "api"):
        found.append(Variant("api", "Model without documents", "Prompts only, no knowledge index", share["api"]))
    for name, (label, why, path, value) in SWITCHES.items():
        if get(plan, path) != value:
            judged = reference.parameters.get(f"reach_{name}")
            found.append(Variant(name, label, why, judged.value if judged else 1.0))
    dear = _dearer(plan, reference)
    if dear is not None:
        reach = reference.parameters[f"reach_{DEARER}"].value
        found.append(Variant(DEARER, "A dearer model", f"{dear.label} instead of the plan's model", reach))
    if any(line.sourcing != "permanent" for line in plan.team.lines):
        found.append(Variant("in_house", "Own staff only", "Everybody on the payroll", 1.0))
    if any(line.sourcing != "agency" for line in plan.team.lines):
        found.append(Variant("partner", "Partner builds it", "Everybody from a partner or agency", 1.0))
    return tuple(found)


def varied(plan: Plan, variant: Variant, reference: Reference) -> Plan:
    """The plan of a variant. Its benefit is the plan's times `reach`.

    Raises:
        PlanError: a plan kept earlier cannot be read any more, or counts in another currency.
    """
    if variant.id == COMMITTED and plan.operation.baseline is not None:
        return _as_kept(plan, plan.operation.baseline)
    if variant.id.startswith(KEPT):
        return _as_kept(plan, plan.operation.versions[int(variant.id.removeprefix(KEPT))])
    changed = plan.model_copy(deep=True)
    if variant.id == "smaller":
        changed.architecture.size = "S" if SMALLER[plan.architecture.size or "M"] == "S" else "M"
    elif variant.id in ("buy", "rules", "no_ai", "api"):
        changed.architecture.approach = variant.id  # type: ignore[assignment]  # one of the four just named
        if variant.id in WITHOUT_MODEL:
            changed.architecture.human_review_share = 0.0
        if variant.id == "no_ai" and plan.objectives.alternative_cost is not None:
            _alternative(changed, reference, plan.objectives.alternative_cost)
    elif variant.id in SWITCHES:
        _, _, path, value = SWITCHES[variant.id]
        changed = replaced(changed, path, value)
    elif variant.id == DEARER and (dear := _dearer(plan, reference)) is not None:
        changed.architecture.model = dear.id
        changed.economics.price = None
    elif variant.id in ("in_house", "partner"):
        for line in changed.team.lines:
            line.sourcing = "permanent" if variant.id == "in_house" else "agency"
            line.day_rate = None
    for kpi in changed.objectives.kpis:  # not the eligible share, which ends at 1
        if kpi.unit_value is not None:
            kpi.unit_value *= variant.reach
    return changed


def _as_kept(plan: Plan, version: Baseline) -> Plan:
    """A plan kept earlier, with the draws of today's."""
    then = read(version.plan)
    if then.currency != plan.currency:
        raise PlanError([f"It counts in {then.currency}, the plan in {plan.currency}."])
    return then.model_copy(update={"seed": plan.seed})


def compare(found: Sequence[Results]) -> Comparison:
    """Net present values of several plans against each other, draw by draw.

    Raises:
        ValueError: the plans were not simulated with the same draws.
    """
    if len({(one.draws.seed, one.draws.first, one.draws.count) for one in found}) > 1:
        raise ValueError("These plans were simulated with different draws and cannot be compared draw by draw.")
    worth = np.stack([one.samples("npv") for one in found])
    better = (worth[:, None, :] > worth[None, :, :]).mean(axis=2)
    return Comparison(worth.mean(axis=1), better, (worth.max(axis=0) - worth).mean(axis=1))


def difference(first: Results, second: Results) -> tuple[tuple[str, float], ...]:
    """What makes up the difference in mean worth between two plans: signed steps from the first to the second."""
    one, two = flows(first), flows(second)
    return (
        ("Benefit", float((two.benefit_today - one.benefit_today).mean())),
        ("Fixed running cost", float((one.fixed_today - two.fixed_today).mean())),
        ("Running by volume", float((one.volume_today - two.volume_today).mean())),
        ("Building", float((one.build_today - two.build_today).mean())),
    )


def _dearer(plan: Plan, reference: Reference) -> CandidateModel | None:
    """The large model of the plan's provider, or of any; None for a plan that calls none, or a large one already."""
    if plan.architecture.approach not in MODEL_APPROACHES:
        return None
    large = [one for one in reference.models if one.klass == "large"]
    now = plan.architecture.model or reference.models[0].id
    if now in {one.id for one in large}:
        return None
    provider = now.partition("/")[0]
    return next((one for one in large if one.provider == provider), large[0] if large else None)


def _alternative(changed: Plan, reference: Reference, cost: float) -> None:
    """Replace the work by the organisation's own price for doing it without AI, as doubtful as typical projects are."""
    usual = next(row for row in reference.overruns if row.id == "projects_equal")
    for package in reference.packages:
        if not package.is_run and package.id not in KEPT_WITHOUT_AI:
            estimate = changed.estimates.packages.get(package.id) or PackageEstimate()
            estimate.included = False
            changed.estimates.packages[package.id] = estimate
    amount = Range(low=cost * usual.p10, likely=cost, high=cost * usual.p90)
    changed.estimates.own_packages = []
    changed.economics.one_offs = [OneOff(name="The alternative without AI", amount=amount, phase="build")]
