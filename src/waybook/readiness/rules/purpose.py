"""Findings about the objective, its measures and the people behind it."""

from __future__ import annotations

from waybook.plan.fields import note
from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight
from waybook.readiness.wishes import due
from waybook.readiness.wording import blanks, technology_first

SOMEBODY = "A named person"


@rule("technology_first")
def wording(see: Sight) -> Seen | None:
    """The sentence asks for a technology."""
    found = technology_first(see.plan.objectives.statement, see.plan)
    if found is None:
        return None
    return Seen(found.why.rstrip("."), {"objectives.statement": found.rewrite})


@rule("objective_unfinished")
def unfinished(see: Sight) -> Seen | None:
    """The sentence is a form that nobody has filled in."""
    open_ = blanks(see.plan.objectives.statement)
    if not open_:
        return None
    return Seen(f"Still to be filled in: {listed(open_)}", if_answered={"objectives.statement": "Halve handling time"})


@rule("M.1")
def technology_before_problem(see: Sight) -> Seen | None:
    """A model or approach while the problem is not described."""
    goals = see.plan.objectives
    chosen = see.plan.architecture.approach or see.plan.architecture.model
    open_ = [
        words
        for words, there in (("process", goals.process), ("result", goals.statement), ("users", goals.target_users))
        if not there
    ]
    if not chosen or not open_ or see.plan.architecture.approach in ("no_ai", "rules"):
        return None
    what = see.plan.architecture.model or f"the approach '{note('architecture.approach').labels[chosen]}'"
    named = {
        "objectives.process": goals.process or "A process",
        "objectives.statement": goals.statement or "A result",
        "objectives.target_users": goals.target_users or "People who need it",
    }
    return Seen(f"Chosen is {what}; not yet said: {', '.join(open_)}", if_answered=named)


@rule("M.7")
def kpi_incomplete(see: Sight) -> Seen | None:
    """A measure without baseline or target."""
    kpis = see.plan.objectives.kpis
    if not kpis:
        if not (see.begun or see.plan.objectives.statement):
            return None
        filled = [{"name": "A measure", "baseline": 1.0, "target": 0.5}]
        return Seen("There is no measure of success", if_answered={"objectives.kpis": filled})
    bad = [one.name or "a measure" for one in kpis if one.baseline is None or one.target is None]
    if not bad:
        return None
    answered = [
        one.model_copy(
            update={
                "baseline": 1.0 if one.baseline is None else one.baseline,
                "target": 0.5 if one.target is None else one.target,
            }
        )
        for one in kpis
    ]
    return Seen(f"No baseline or no target: {listed(bad)}", if_answered={"objectives.kpis": answered})


@rule("no_volume")
def no_value(see: Sight) -> Seen | None:
    """No measure is complete enough to count benefit."""
    kpis = see.plan.objectives.kpis
    if not (see.begun or see.plan.objectives.statement):
        return None
    if any(
        None not in (one.volume, one.baseline, one.unit_value) and (one.target is not None or one.effect)
        for one in kpis
    ):
        return None
    names = ("volume", "baseline", "target", "unit_value")
    words = {"unit_value": "value of one unit"}
    lacking = [words.get(name, name) for name in names if not any(getattr(one, name) is not None for one in kpis)]
    kpi = {"name": "A measure", "volume": 1000.0, "baseline": 1.0, "target": 0.5, "unit_value": 1.0}
    return Seen(
        f"Not known for any measure: {', '.join(lacking)}" if lacking else "No single measure has all four",
        if_answered={"objectives.kpis": [*kpis, kpi]},
    )


@rule("decision_without_objective")
def orphan_decision(see: Sight) -> Seen | None:
    """A decision that names no objective."""
    decisions = see.plan.architecture.decisions
    bad = [one.choice for one in decisions if one.choice and not one.objective]
    if not bad:
        return None
    kpi = next((one.name for one in see.plan.objectives.kpis if one.name), "")
    served = [
        one if one.objective else one.model_copy(update={"objective": kpi or "An objective"}) for one in decisions
    ]
    changes = {"architecture.decisions": served}
    return Seen(f"Serves nothing: {listed(bad, 2)}", changes if kpi else {}, {} if kpi else changes)


@rule("wish_undecided")
def wish_undecided(see: Sight) -> Seen | None:
    """A wish that was put off, and its stage has come."""
    waiting = due(see)
    if not waiting:
        return None
    decided = [
        one.model_copy(update={"decided": "Yes or no"}) if one in waiting else one for one in see.plan.objectives.later
    ]
    return Seen(f"Still open: {listed([one.wish for one in waiting], 2)}", if_answered={"objectives.later": decided})


@rule("no_sponsor")
def no_sponsor(see: Sight) -> Seen | None:
    """Nobody named."""
    if see.plan.objectives.sponsor or not (see.begun or see.plan.objectives.statement):
        return None
    return Seen("The sponsor is empty", if_answered={"objectives.sponsor": SOMEBODY})


@rule("sponsor_without_budget")
def sponsor_without_budget(see: Sight) -> Seen | None:
    """The sponsor has to ask elsewhere."""
    if see.plan.objectives.sponsor_has_budget != "no":
        return None
    return Seen("The sponsor does not hold the budget", if_answered={"objectives.sponsor_has_budget": "yes"})


@rule("no_process_owner")
def no_process_owner(see: Sight) -> Seen | None:
    """A process without owner."""
    goals = see.plan.objectives
    if goals.process_owner or not (goals.process or see.begun):
        return None
    return Seen("The process owner is empty", if_answered={"objectives.process_owner": SOMEBODY})


@rule("no_users")
def no_users(see: Sight) -> Seen | None:
    """Nobody to use it."""
    if see.plan.objectives.target_users or not see.begun:
        return None
    return Seen("The target users are empty", if_answered={"objectives.target_users": "People who need it"})


@rule("no_alternative")
def no_alternative(see: Sight) -> Seen | None:
    """Nothing to compare with."""
    if see.plan.objectives.alternative or not see.begun or see.plan.architecture.approach in ("no_ai", "rules"):
        return None
    return Seen("The way without AI is empty", if_answered={"objectives.alternative": "The next best thing"})
