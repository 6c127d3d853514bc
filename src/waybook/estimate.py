"""The whole estimate of a plan: the model, with what compliance asks for put into its schedule and its budget.

The one place where compliance and the model meet; everything that shows or exports numbers calls `estimate`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from waybook.compliance import ComplianceLoad, read_up_to, rule_book, summary
from waybook.model import ExtraCost, ExtraWork, PlanProblem, Results, resolve, results
from waybook.model.currency import from_pounds
from waybook.model.results import DRAWS
from waybook.plan import Plan, PlanError
from waybook.reference import Reference, load

Three = tuple[float, float, float]
EARLY, BUILDING, DEPLOYING = ("discovery", "strategy", "prototype"), ("engineering",), ("production", "optimisation")
COUNSEL = "DPO/legal"
SOURCE = "Duties of the compliance answers; days and weeks judged, see Compliance"


def estimate(plan: Plan, reference: Reference | None = None, draws: int = DRAWS, first: int = 0) -> Results:
    """Simulate a plan, compliance included.

    Raises:
        PlanProblem: the plan or its compliance answers contradict themselves; every fault is named.
    """
    known = reference or load()
    return results(plan, known, compliance_work(plan, known), draws, first)


def agreeing(before: Plan, after: Plan) -> Plan:
    """`after`, if it contradicts itself nowhere that `before` did not.

    Raises:
        PlanError: it does, as with work packages that wait for each other; every new contradiction is named.
    """
    if wrong := _contradictions(after):
        known = _contradictions(before)
        if new := [one for one in wrong if one not in known]:
            raise PlanError(new)
    return after


def _contradictions(plan: Plan) -> list[str]:
    known = load()
    try:
        resolve(plan, known, compliance_work(plan, known))
    except PlanProblem as fault:
        return list(fault.problems)
    return []


def compliance_work(plan: Plan, reference: Reference) -> list[ExtraWork | ExtraCost]:
    """Work packages and fees for the duties, beyond the days the catalogue's own packages already hold.

    A duty's days are the team's and the lawyers' together: a package's effort is the team's part, `sme` the others'
    days for each day of it, and both add up to the days of the register. Sure duties make the range; a share of those
    that cannot be ruled out is added, so that a plan without answers is the widest. What the catalogue's assessment
    (S3) and validation (G5) hold is taken off.
    """
    answers = {question: chosen for question, chosen in plan.compliance.answers.items() if set(chosen) - {"unknown"}}
    try:
        load_ = _summary(tuple((question, tuple(chosen)) for question, chosen in answers.items()))
    except ValueError as fault:
        raise PlanProblem([f"compliance.answers: {fault}"]) from None
    late = plan.compliance.start_stage == "engineering"
    size = plan.architecture.size or "M"
    packages = {one.id: one for one in reference.packages}
    shape = _Shape(
        *(
            reference.parameters[name].value
            for name in ("unknown_duty_share", "unknown_duty_low", "unknown_duty_middle", "duty_range")
        )
    )
    least = reference.parameters["least_duty_days"].value
    roles, team, counsel = _people(load_, shape)
    legal = np.zeros(3)
    found: list[ExtraWork | ExtraCost] = []
    for name, label, stages, held, stage, after, before in (
        (
            "LAW2",
            "Compliance duties before building",
            EARLY,
            "S3",
            4 if late else 2,
            ("P5",) if late else ("D4",),
            ("G5",),
        ),
        ("LAW4", "Compliance duties while building", BUILDING, "", 4, ("P5",), ("G5",)),
        ("LAW5", "Compliance duties before go-live", DEPLOYING, "G5", 5, ("E10",), ("G9",)),
    ):
        days = _days(load_, stages, packages[held].effort[size][1] if held else 0.0, shape)
        lead = _lead(load_, shape) if name == "LAW2" else None
        if days[2] > least or lead:
            low, likely, high = max(days[0], least / 2), max(days[1], least), max(days[2], least)
            legal += low, likely, high
            # Somebody of the team goes along, however much of the work is the lawyers'.
            mine = min(1.0, max(team, least / likely))
            found.append(
                ExtraWork(
                    name,
                    label,
                    stage,
                    roles,
                    (low * mine, likely * mine, high * mine),
                    after,
                    SOURCE,
                    read_up_to(rule_book()).isoformat(),
                    wait_weeks=lead,
                    drivers=("R6",),
                    sme=(1 - mine) / mine,
                    blocks=before,
                )
            )
    found += _bought(plan, reference, load_, shape, counsel * legal)
    return found


def _bought(
    plan: Plan, reference: Reference, load_: ComplianceLoad, shape: _Shape, counsel: NDArray[np.float64]
) -> Iterator[ExtraCost]:
    """Fees, and what the days of legal counsel cost above the rate of business people, at which packages count them."""
    scale, early = from_pounds(plan, reference), plan.compliance.start_stage != "engineering"
    legal, business = (
        reference.parameters[name].value * scale if own is None else own
        for name, own in (("legal_rate", plan.compliance.legal_rate), ("business_rate", plan.team.business_rate))
    )
    above = counsel * max(legal - business, 0.0)
    high = load_.fee_high + shape.share * load_.fee_unknown_high
    fees = np.array((load_.fee_low, (load_.fee_low + load_.fee_high) / 2, high)) * scale
    for name, amount in (("Legal counsel, above the rate of business people", above), ("Compliance fees", fees)):
        if amount[2] > 0:
            low, likely, most = (float(one) for one in amount)
            yield ExtraCost(name, (low, likely, most), SOURCE, read_up_to(rule_book()).isoformat(), before_gate=early)


@lru_cache(maxsize=64)
def _summary(answers: tuple[tuple[str, tuple[str, ...]], ...]) -> ComplianceLoad:
    """The load of answers; remembered, because most edits of a plan are not about compliance."""
    return summary(dict(answers))


@dataclass(frozen=True)
class _Shape:
    """How days that cannot be ruled out widen a range: see the parameters of these names in data/parameters.csv."""

    share: float
    low: float
    middle: float
    widest: float

    def three(self, low: float, likely: float, high: float, unknown: float) -> Three:
        """Sure duties and a part of the unknown ones; no end is so far from the middle that its tail takes over."""
        more = self.share * unknown
        top = max(0.0, high + more)
        middle = max(likely + more * self.middle, top / self.widest)
        return max(low + more * self.low, middle / self.widest), middle, max(top, middle)


def _days(load_: ComplianceLoad, stages: tuple[str, ...], held: float, shape: _Shape) -> Three:
    """Days beyond those likely held already: low, likely, high."""
    found = [one for stage, one in load_.by_stage.items() if stage in stages]
    low, high = sum(one.days_low for one in found), sum(one.days_high for one in found)
    unknown = sum(one.days_unknown_high for one in found)
    return shape.three(low - held, (low + high) / 2 - held, high - held, unknown)


def _lead(load_: ComplianceLoad, shape: _Shape) -> Three | None:
    """The longest wait for somebody outside, in weeks."""
    low, high = load_.lead_weeks_low, load_.lead_weeks_high
    found = shape.three(low, (low + high) / 2, high, load_.lead_weeks_unknown_high)
    return found if found[2] > 0 else None


def _people(load_: ComplianceLoad, shape: _Shape) -> tuple[dict[str, float], float, float]:
    """Shares of the team roles in the team's days; the team's share of all days, and that of legal counsel. The rest
    is done by business people."""
    days = {
        role: (one.days_low + one.days_high) / 2 + shape.share * shape.middle * one.days_unknown_high
        for role, one in load_.by_role.items()
    }
    team = {
        role: number
        for role, number in days.items()
        if role in ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX") and number > 0
    }
    total, everything = sum(team.values()), sum(days.values())
    legal = days.get(COUNSEL, 0.0) / everything if everything else 0.0
    if not total:
        return {"PM": 1.0}, 0.0, legal
    return {role: number / total for role, number in team.items()}, total / everything, legal
