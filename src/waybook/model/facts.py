"""Facts that several answers make together; rules in `data/` refer to them as `fact:name`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waybook.plan import Plan
from waybook.plan.fields import get
from waybook.plan.team import RoleId, TeamLine

PRACTICE_LEVELS = {"none": 0, "partly": 2, "done": 4}
"""Level of each answer on MLOps."""
DELIVERY_ROLES: tuple[RoleId, ...] = ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")


def value(plan: Plan, name: str) -> Any:
    """The value of a plan path or of `fact:name`; None is unknown. Raises KeyError for a fact that does not exist."""
    if name.startswith("fact:"):
        return FACTS[name.removeprefix("fact:")](plan)
    return get(plan, name)


def kpi_state(plan: Plan) -> str | None:
    """How far the best measure of success is worked out: none, named, target, baseline."""
    kpis = [kpi for kpi in plan.objectives.kpis if kpi.name]
    if not kpis:
        return "none" if plan.objectives.statement else None
    if any(kpi.baseline is not None and kpi.target is not None for kpi in kpis):
        return "baseline"
    return "target" if any(kpi.target is not None for kpi in kpis) else "named"


def history_gap(plan: Plan) -> float | None:
    """Months of history that are needed and not there."""
    needed, there = plan.data.history_needed_months, plan.data.history_months
    return None if needed is None or there is None else max(0.0, needed - there)


def rights_to_clear(plan: Plan) -> int | None:
    """Sources that may not be used yet."""
    return sum(source.rights == "to_clear" for source in plan.data.sources) if plan.data.sources else None


def access_weeks(plan: Plan) -> float | None:
    """Weeks until the last source can be read."""
    waits = [source.access_weeks for source in plan.data.sources if source.access_weeks is not None]
    return max(waits) if waits else None


def sensitive_sources(plan: Plan) -> int | None:
    """Sources with personal or special data."""
    known = [source.sensitivity for source in plan.data.sources if source.sensitivity is not None]
    return sum(level in ("personal", "special") for level in known) if known else None


def measured(plan: Plan) -> int | None:
    """Sources that were measured."""
    return len({one.source for one in plan.data.measurements}) or None


def missing_components(plan: Plan) -> int | None:
    """Components marked as missing; None while nobody has gone through them."""
    chosen = plan.architecture.components
    return sum(choice.state == "missing" for choice in chosen.values()) if len(chosen) >= 8 else None


def integration_access(plan: Plan) -> str | None:
    """Access to the systems to connect: all, some, none."""
    known = [one.access for one in plan.architecture.integrations if one.access is not None]
    if not known:
        return None
    granted = sum(access == "granted" for access in known)
    return "all" if granted == len(known) else "some" if granted else "none"


def open_roles(plan: Plan) -> int | None:
    """Delivery roles nobody fills today."""
    if not plan.team.lines:
        return None
    filled = {line.role for line in plan.team.lines if line.fte > 0 and line.available == "now"}
    return len(set(DELIVERY_ROLES) - filled)


def offshore_share(plan: Plan) -> float | None:
    """Share of the team that works offshore."""
    return _share(plan, lambda line: line.sourcing == "offshore")


def partner_share(plan: Plan) -> float | None:
    """Share of the team that a partner provides."""
    return _share(plan, lambda line: line.sourcing in ("agency", "nearshore", "offshore"))


def compliance_answered(plan: Plan) -> int | None:
    """Compliance questions that have an answer."""
    return sum(bool(set(chosen) - {"unknown"}) for chosen in plan.compliance.answers.values()) or None


def guess_gap(plan: Plan) -> float | None:
    """How many times the longer of the two first guesses (sponsor, engineers) is the shorter."""
    first, second = plan.first_guess.months, plan.first_guess.engineers_months
    return None if first is None or second is None else max(first, second) / min(first, second)


def evaluation_cases(plan: Plan) -> int | None:
    """Cases that the prototype has to be tried on, the largest of its hypotheses."""
    cases = [one.sample for one in plan.prototype.hypotheses if one.sample is not None]
    return max(cases) if cases else None


def believed_quality(plan: Plan) -> str | None:
    """The worst quality that the room believes of a source."""
    known = [source.quality for source in plan.data.sources if source.quality is not None]
    return next((level for level in ("poor", "fair", "good") if level in known), None)


def mlops_level(plan: Plan) -> int | None:
    """Level of MLOps, 0 to 4: the mean of the practices that are answered, whole levels reached; None without any."""
    answers = [PRACTICE_LEVELS[practice] for _, practice in plan.readiness.mlops if practice is not None]
    return sum(answers) // len(answers) if answers else None


def _bitten(reason: str) -> Callable[[Plan], str | None]:
    """Whether a reason hit an earlier project of the team."""
    return lambda plan: "yes" if reason in plan.readiness.bitten else None


def _share(plan: Plan, chosen: Callable[[TeamLine], bool]) -> float | None:
    people = sum(line.fte for line in plan.team.lines)
    return sum(line.fte for line in plan.team.lines if chosen(line)) / people if people > 0 else None


FACTS: dict[str, Callable[[Plan], Any]] = {
    fact.__name__: fact
    for fact in (
        kpi_state,
        history_gap,
        rights_to_clear,
        access_weeks,
        sensitive_sources,
        measured,
        missing_components,
        integration_access,
        open_roles,
        offshore_share,
        partner_share,
        compliance_answered,
        guess_gap,
        evaluation_cases,
        believed_quality,
        mlops_level,
    )
} | {f"bitten_R{number}": _bitten(f"R{number}") for number in range(1, 9)}
