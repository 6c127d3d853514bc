"""What the plan itself says about the criteria of the gates: true, false, or None while nothing is known."""

from __future__ import annotations

from collections.abc import Callable

from waybook.readiness import contract, verdict
from waybook.readiness.alerts import alerts
from waybook.readiness.process import case_minutes
from waybook.readiness.rules.building import GROUPS
from waybook.readiness.sight import Sight
from waybook.readiness.tables import Criterion
from waybook.readiness.traps import CHECKS as TRAPS
from waybook.readiness.wishes import open_wishes
from waybook.readiness.wording import blanks, technology_first

Check = Callable[[Sight, Criterion], bool | None]
MAIN_QUESTIONS = {"market", "ai", "role", "pdata", "annex3"}
"""Compliance questions without which no class and no duty is known."""


def _filled(*paths: str) -> Check:
    def check(see: Sight, criterion: Criterion) -> bool | None:
        part: object = None
        for path in paths:
            part = see.plan
            for step in path.split("."):
                part = getattr(part, step)
            if part in (None, "", []):
                return False
        return True

    return check


def _result_first(see: Sight, criterion: Criterion) -> bool | None:
    words = see.plan.objectives.statement
    return bool(words) and technology_first(words) is None and not blanks(words)


def _kpi_complete(see: Sight, criterion: Criterion) -> bool | None:
    return any(
        one.baseline is not None and one.target is not None and one.measured_by for one in see.plan.objectives.kpis
    )


_volume_filled = _filled("objectives.bottleneck", "objectives.volume", "objectives.error_rate")


def _volume_known(see: Sight, criterion: Criterion) -> bool | None:
    return bool(_volume_filled(see, criterion)) and case_minutes(see.plan) is not None


def _sources_owned(see: Sight, criterion: Criterion) -> bool | None:
    sources = see.plan.data.sources
    return bool(sources) and all(one.owner and one.rights != "refused" for one in sources)


def _sponsor_pays(see: Sight, criterion: Criterion) -> bool | None:
    return bool(see.plan.objectives.sponsor) and see.plan.objectives.sponsor_has_budget == "yes"


def _decisions_serve(see: Sight, criterion: Criterion) -> bool | None:
    decisions = see.plan.architecture.decisions
    return bool(decisions) and all(one.objective for one in decisions)


def _wishes_decided(see: Sight, criterion: Criterion) -> bool | None:
    return not any(one.stage == "strategy" for one in open_wishes(see.plan))


def _systems_listed(see: Sight, criterion: Criterion) -> bool | None:
    systems = see.plan.architecture.integrations
    if not systems:
        return see.state("integrations") == "not_needed"
    return all(one.quality and one.owner for one in systems)


def _load_known(see: Sight, criterion: Criterion) -> bool | None:
    shape = see.plan.architecture
    known = (shape.usage.users_launch, shape.availability, shape.latency_seconds, see.plan.economics.run_budget_year)
    return all(one is not None for one in known)


def _duties_known(see: Sight, criterion: Criterion) -> bool | None:
    answers = see.plan.compliance.answers
    known = {one: set(chosen) for one, chosen in answers.items() if chosen and "unknown" not in chosen}
    # Annex III is asked only where the EU or US law may reach.
    skipped = {"annex3"} if _outside(known, "market", "eu", "us") and _outside(known, "estab", "eu") else set()
    return known.keys() | skipped >= MAIN_QUESTIONS and see.plan.compliance.start_stage == "strategy"


def _outside(known: dict[str, set[str]], question: str, *places: str) -> bool:
    return question in known and known[question].isdisjoint(places)


def _team_filled(see: Sight, criterion: Criterion) -> bool | None:
    return TRAPS["PT.3"](see)[0] or False


def _engineering_estimated(see: Sight, criterion: Criterion) -> bool | None:
    return all(see.included(one.id) for one in see.reference.packages if one.id in ("E2", "E11", "E12", "G9"))


def _verdict(question: str) -> Check:
    def check(see: Sight, criterion: Criterion) -> bool | None:
        gain = see.numbers.p_gain if see.numbers and see.numbers.benefit_counted else None
        hypotheses = [one for one in see.plan.prototype.hypotheses if one.asks == question]
        if not hypotheses:
            return None
        rulings = [verdict.verdict(one, see.plan, gain).ruling for one in hypotheses]
        if "failed" in rulings:
            return False
        return True if set(rulings) == {"passed"} else None

    return check


def _decision_made(see: Sight, criterion: Criterion) -> bool | None:
    made = see.plan.prototype.decision
    if made is None:
        return None
    gain = see.numbers.p_gain if see.numbers and see.numbers.benefit_counted else None
    return made == verdict.decide(see.plan, gain).advice or bool(see.plan.prototype.decision_reason)


def _reuse_known(see: Sight, criterion: Criterion) -> bool | None:
    reuse = see.plan.architecture.prototype_reuse
    return None if reuse is None else reuse <= see.limit("reuse_most")


def _scale_answered(see: Sight, criterion: Criterion) -> bool | None:
    return any(letter.isdigit() for letter in see.plan.architecture.scale_answer)


def _trap(trap: str) -> Check:
    return lambda see, criterion: TRAPS[trap](see)[0]


def _groups_planned(see: Sight, criterion: Criterion) -> bool | None:
    needed = {part.id for part in see.needed}
    return all(
        any(not see.lacks(part) for part in parts if part in needed) or not (set(parts) & needed)
        for parts in GROUPS.values()
    )


def _security_in_engineering(see: Sight, criterion: Criterion) -> bool | None:
    return not see.lacks("security_controls") and see.plan.compliance.start_stage == "strategy"


def _part_there(see: Sight, criterion: Criterion) -> bool | None:
    return not see.lacks(criterion.component)


def _objective(see: Sight, criterion: Criterion) -> bool | None:
    goals = see.plan.objectives
    named = all((goals.statement, goals.process, goals.target_users, goals.sponsor))
    return bool(named) and technology_first(goals.statement) is None and not blanks(goals.statement)


def _kpis(see: Sight, criterion: Criterion) -> bool | None:
    kpis = see.plan.objectives.kpis
    return bool(kpis) and all(one.baseline is not None and one.target is not None and one.measured_by for one in kpis)


def _data(see: Sight, criterion: Criterion) -> bool | None:
    level = see.numbers.levels.get("R2") if see.numbers else see.plan.readiness.data
    if level is None:
        return None
    return level >= see.limit("measured_level") and not see.lacks("data_quality")


def _parts(*names: str) -> Check:
    return lambda see, criterion: not any(see.lacks(name) for name in names)


def _security(see: Sight, criterion: Criterion) -> bool | None:
    parts = ("data_protection", "compliance_file", "security_review", "security_controls", "permissions")
    return not any(see.lacks(part) for part in parts) and bool(_duties_known(see, criterion))


def _review(see: Sight, criterion: Criterion) -> bool | None:
    shape = see.plan.architecture
    if not see.uses_model and see.begun:
        return True
    return bool(shape.human_review_share) and shape.review_minutes is not None and not see.lacks("human_review")


def _cost(see: Sight, criterion: Criterion) -> bool | None:
    return bool(see.plan.economics.run_budget_year) and not see.lacks("cost_control")


def _accuracy_held(see: Sight, criterion: Criterion) -> bool | None:
    if not see.uses_model:
        return see.begun or None
    if not any(one.series == "accuracy" and one.low is not None for one in see.plan.operation.watches):
        return False
    return not any(one.series == "accuracy" for one in alerts(see.plan))


def _sector(see: Sight, criterion: Criterion) -> bool | None:
    return bool(set(see.plan.compliance.answers.get("sector", [])) - {"unknown"})


CHECKS: dict[str, Check] = {
    "process_owned": _filled("objectives.statement", "objectives.process", "objectives.process_owner"),
    "result_first": _result_first,
    "kpi_complete": _kpi_complete,
    "volume_known": _volume_known,
    "sources_owned": _sources_owned,
    "sponsor_pays": _sponsor_pays,
    "alternative_known": _filled("objectives.alternative", "objectives.alternative_cost"),
    "approach_chosen": _filled("architecture.approach", "architecture.size"),
    "decisions_serve": _decisions_serve,
    "wishes_decided": _wishes_decided,
    "systems_listed": _systems_listed,
    "load_known": _load_known,
    "duties_known": _duties_known,
    "governance_owned": _filled("compliance.governance_owner"),
    "team_filled": _team_filled,
    "contract_signed": lambda see, criterion: contract.signed(see.plan),
    "engineering_estimated": _engineering_estimated,
    "verdict_problem": _verdict("problem"),
    "verdict_users": _verdict("users"),
    "verdict_data": _verdict("data"),
    "verdict_value": _verdict("value"),
    "decision_made": _decision_made,
    "reuse_known": _reuse_known,
    "scale_answered": _scale_answered,
    "trap_architecture": _trap("PT.2"),
    "trap_engineers": _trap("PT.3"),
    "trap_integration": _trap("PT.4"),
    "trap_run_cost": _trap("PT.5"),
    "trap_governance": _trap("PT.6"),
    "trap_monitoring": _trap("PT.7"),
    "trap_kpis": _trap("PT.8"),
    "trap_sponsor": _trap("PT.9"),
    "groups_planned": _groups_planned,
    "security_in_engineering": _security_in_engineering,
    "part_there": _part_there,
    "checklist_objective": _objective,
    "checklist_kpis": _kpis,
    "checklist_data": _data,
    "checklist_cloud": _parts("cloud_platform", "load_testing", "performance"),
    "checklist_security": _security,
    "checklist_monitoring": _parts("monitoring", "logging", "observability"),
    "checklist_review": _review,
    "checklist_cost": _cost,
    "checklist_recovery": _parts("disaster_recovery"),
    "checklist_optimisation": _filled("team.run_owner", "economics.run_budget_year"),
    "latency_set": _filled("architecture.latency_seconds"),
    "accuracy_held": _accuracy_held,
    "sector_answered": _sector,
}
