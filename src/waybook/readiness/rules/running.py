"""Findings about going live and staying there."""

from __future__ import annotations

from typing import Any

from waybook.readiness.alerts import against_plan, alerts
from waybook.readiness.rule import Seen, rule
from waybook.readiness.sight import Sight


@rule("M.5")
def infrastructure_late(see: Sight) -> Seen | None:
    """No platform and no load before deployment."""
    if not see.begun or see.plan.architecture.approach == "buy":
        return None
    usage = see.plan.architecture.usage
    known = (usage.users_launch, usage.conversations, see.plan.architecture.availability, usage.peak_factor)
    if see.lacks("cloud_platform"):
        return Seen("The cloud platform is missing from the plan", see.planned("cloud_platform"))
    if any(one is not None for one in known):
        return None
    return Seen(
        "Users, peak, volume and availability are all open",
        if_answered={"architecture.usage.users_launch": 500, "architecture.availability": "99"},
    )


@rule("M.8")
def launch_unwatched(see: Sight) -> Seen | None:
    """No owner after go-live, or no monitoring."""
    if not see.begun:
        return None
    words, changes, answered = [], dict[str, Any](), dict[str, Any]()
    if see.lacks("monitoring"):
        words.append("monitoring is missing")
        changes |= see.planned("monitoring")
    if not see.plan.team.run_owner:
        words.append("nobody owns it after go-live")
        owner = see.plan.objectives.process_owner
        (changes if owner else answered)["team.run_owner"] = owner or "A named owner"
    if not words:
        return None
    text = " and ".join(words)
    # Where only people can name the owner, monitoring alone would leave the finding standing: no one-click repair.
    return Seen(text[0].upper() + text[1:], {} if answered else changes, changes | answered if answered else {})


@rule("no_load_test")
def no_load_test(see: Sight) -> Seen | None:
    """Growth without proof."""
    usage = see.plan.architecture.usage
    now, launch = usage.users_now, usage.users_launch
    if not see.lacks("load_testing"):
        return None
    words = []
    if launch is not None and launch >= see.limit("few_users") and (not now or launch >= see.limit("jump_users") * now):
        words.append(f"{launch:,} users at launch")
    if usage.peak_factor is not None and usage.peak_factor >= see.limit("high_peak"):
        words.append(f"a peak of {usage.peak_factor:g} times the average")
    if not words:
        return None
    return Seen(f"No load test for {' and '.join(words)}", see.planned("load_testing"))


@rule("slow_answers")
def slow_answers(see: Sight) -> Seen | None:
    """Fast answers without performance work."""
    seconds = see.plan.architecture.latency_seconds
    if seconds is None or seconds > see.limit("fast_answer"):
        return None
    part = next(one for one in see.reference.components if one.id == "performance")
    if not part.needed(see.approach) or see.there("performance"):
        return None
    changes = see.planned("performance") or {"architecture.components.performance.state": "planned"}
    return Seen(f"Answers within {seconds:g} second{'' if seconds == 1 else 's'}, no performance work", changes)


@rule("no_recovery")
def no_recovery(see: Sight) -> Seen | None:
    """No way back."""
    if not see.begun or not see.lacks("disaster_recovery"):
        return None
    return Seen("Disaster recovery is missing", see.planned("disaster_recovery"))


@rule("no_human_review")
def no_human_review(see: Sight) -> Seen | None:
    """Nobody looks."""
    if not see.uses_model:
        return None
    share = see.plan.architecture.human_review_share
    changes: dict[str, Any] = {}
    words = []
    if share == 0:
        words.append("no answers are reviewed")
        changes["architecture.human_review_share"] = see.reference.parameters["review_share"].value
    if see.lacks("human_review"):
        words.append("the review workflow is missing")
        changes |= see.planned("human_review")
    return Seen(" and ".join(words).capitalize(), changes) if words else None


@rule("no_evaluation")
def no_evaluation(see: Sight) -> Seen | None:
    """No known right answers."""
    if not see.uses_model or not see.lacks("evaluation_set"):
        return None
    return Seen("The evaluation set is missing", see.planned("evaluation_set"))


@rule("no_user_test")
def no_user_test(see: Sight) -> Seen | None:
    """Built without users."""
    if not see.begun or see.included("P4"):
        return None
    return Seen("The user test is out of the plan", {"estimates.packages.P4.included": True})


@rule("no_training")
def no_training(see: Sight) -> Seen | None:
    """Work changes, nobody is trained."""
    if not see.begun or not see.lacks("change_training"):
        return None
    return Seen("Training and change are missing", see.planned("change_training"))


@rule("live_unwatched")
def live_unwatched(see: Sight) -> Seen | None:
    """Live, without ranges."""
    if see.plan.operation.live is None:
        return None
    watched = {one.series for one in see.plan.operation.watches if one.low is not None or one.high is not None}
    lacking = [words for series, words in (("accuracy", "accuracy"), ("run_cost", "run cost")) if series not in watched]
    if not lacking:
        return None
    ranges = [{"series": "accuracy", "low": 0.8}, {"series": "run_cost", "high": 1000.0}]
    more = [one for one in ranges if one["series"] not in watched]
    return Seen(
        f"No range for {' and '.join(lacking)}", if_answered={"operation.watches": [*see.plan.operation.watches, *more]}
    )


@rule("off_range")
def off_range(see: Sight) -> Seen | None:
    """The last month is outside a range."""
    found = [*alerts(see.plan), *against_plan(see.plan, see.numbers)]
    if not found:
        return None
    calm = [one.model_copy(update={alert.series: None for alert in found}) for one in see.plan.operation.months]
    return Seen("; ".join(alert.words for alert in found), if_answered={"operation.months": calm})
