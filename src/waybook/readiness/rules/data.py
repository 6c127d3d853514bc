"""Findings about the data."""

from __future__ import annotations

from waybook.plan.data_audit import DataSource
from waybook.readiness.rule import Seen, listed, rule
from waybook.readiness.sight import Sight


@rule("M.3")
def data_days_low(see: Sight) -> Seen | None:
    """Own days for data below the measured, or well below the usual ones."""
    own = see.plan.estimates.packages.get("E1")
    if own is None or own.days is None:
        return None
    last = {one.source: one.days for one in see.plan.data.measurements if one.days is not None}
    if last:
        asked, source = sum(days.likely for days in last.values()), "the audit found"
        limit = asked
    else:
        package = next(one for one in see.reference.packages if one.id == "E1")
        asked, source = package.effort[see.plan.architecture.size or "M"][1], "usual for the size are"
        limit = see.limit("data_days_share") * asked
    if own.days.likely >= limit:
        return None
    return Seen(
        f"{own.days.likely:g} days are planned for data preparation; {source} {asked:g}",
        {"estimates.packages.E1.days": None},
    )


@rule("largest_obstacle")
def data_weakest(see: Sight) -> Seen | None:
    """Data has the lowest level of all that are known."""
    levels = {
        reason: level for reason, level in (see.numbers.levels if see.numbers else {}).items() if level is not None
    }
    data = levels.get("R2")
    others = [level for reason, level in levels.items() if reason != "R2"]
    if data is None or not others or data >= min(others):
        return None
    field = see.plan.readiness.data
    raised = {"readiness.data": 4}
    return Seen(f"Level {data:.1f} of 4{'' if field is not None else ', from the answers'}", if_answered=raised)


@rule("data_unmeasured")
def data_unmeasured(see: Sight) -> Seen | None:
    """Opinion instead of measurement."""
    if not see.begun or not see.plan.data.sources or see.plan.data.measurements:
        return None
    sources = see.plan.data.sources
    return Seen(
        f"{len(sources)} source{'s' if len(sources) > 1 else ''}, none measured",
        if_answered={"data.measurements": [{"source": sources[0].name or "A source", "taken": "", "report": {}}]},
    )


@rule("source_without_owner")
def source_without_owner(see: Sight) -> Seen | None:
    """Nobody can say yes."""
    sources = see.plan.data.sources
    bad = [one.name or "a source" for one in sources if not one.owner]
    if not bad:
        return None
    owned: list[DataSource] = [one if one.owner else one.model_copy(update={"owner": "Its owner"}) for one in sources]
    return Seen(f"No owner: {listed(bad)}", if_answered={"data.sources": owned})


@rule("rights_refused")
def rights_refused(see: Sight) -> Seen | None:
    """A source that may not be used."""
    sources = see.plan.data.sources
    bad = [one.name or "a source" for one in sources if one.rights == "refused"]
    if not bad:
        return None
    return Seen(f"Refused: {listed(bad)}", {"data.sources": [one for one in sources if one.rights != "refused"]})


@rule("history_short")
def history_short(see: Sight) -> Seen | None:
    """Not enough history."""
    needed, there = see.plan.data.history_needed_months, see.plan.data.history_months
    if needed is None or there is None or needed <= there:
        return None
    return Seen(f"{needed:g} months are needed, {there:g} are there", if_answered={"data.history_months": needed})


@rule("personal_data_unanswered")
def personal_data_unanswered(see: Sight) -> Seen | None:
    """Sources and compliance answers disagree."""
    names = see.personal_sources
    answered = [one for one in see.plan.compliance.answers.get("pdata", []) if one != "unknown"]
    if not names or (answered and "none" not in answered):
        return None
    said = "compliance says there is none" if answered else "compliance was not asked"
    special = any(one.sensitivity == "special" for one in see.plan.data.sources)
    return Seen(
        f"Personal data in {listed(names)}; {said}",
        {"compliance.answers.pdata": ["special"] if special else ["ordinary"]},
    )


@rule("residency_open")
def residency_open(see: Sight) -> Seen | None:
    """Personal data without a region."""
    names = see.personal_sources
    if not names or see.plan.architecture.residency is not None or not see.begun:
        return None
    return Seen(
        f"Personal data in {listed(names)}; the regions are open", if_answered={"architecture.residency": "uk_eu"}
    )
