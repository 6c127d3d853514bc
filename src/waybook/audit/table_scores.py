"""The six dimensions of a table out of 100, each with its evidence. What was not measured has no score."""

from __future__ import annotations

from collections.abc import Iterator

from waybook.audit.history import index, month_of
from waybook.audit.measured import Measured
from waybook.audit.report import Dimension, Score, Tier
from waybook.audit.rules import threshold
from waybook.audit.table_findings import formats_of, freshness, other_types

ASK = "Not measurable from data alone: check a sample of rows against their source and ask"


def between(value: float, floor: float, target: float) -> float:
    """0 at the floor, 100 at the target, straight between, held beyond.

    >>> between(0.79, 0.6, 0.98), between(0.105, 0.2, 0.01), between(1, 0.6, 0.98)
    (50.0, 50.0, 100.0)
    """
    return round(100 * min(max((value - floor) / (target - floor), 0.0), 1.0), 1)


def scores(measured: Measured) -> dict[str, Score]:
    """By dimension, always all six."""
    return {score.dimension: score for score in _scores(measured)}


def _scores(measured: Measured) -> Iterator[Score]:
    yield _completeness(measured)
    yield _uniqueness(measured)
    yield _consistency(measured)
    yield _timeliness(measured)
    yield _validity(measured)
    yield Score("accuracy", None, ASK + ".")


def _score(dimension: Dimension, value: float, evidence: str, tier: Tier) -> Score:
    floor, target = threshold(f"score_{dimension}_floor"), threshold(f"score_{dimension}_target")
    return Score(dimension, between(value, floor, target), evidence, tier)


def _unknown(dimension: Dimension, why: str) -> Score:
    return Score(dimension, None, why)


def _completeness(measured: Measured) -> Score:
    critical = set(measured.critical)
    chosen = [(fact, name) for fact, name in zip(measured.facts, measured.names, strict=False) if name in critical]
    cells = sum(fact.rows for fact, _ in chosen)
    if cells == 0:
        return _unknown("completeness", "Not measured yet.")
    filled = sum(fact.filled for fact, _ in chosen)
    worst, name = max(chosen, key=lambda item: item[0].missing / max(item[0].rows, 1))
    fields = "the fields the use case needs" if measured.purpose.fields else "all fields"
    evidence = f"{1 - filled / cells:.1%} of the cells of {fields} are missing, placeholders included"
    if worst.missing:
        evidence += f"; worst is {name} with {worst.missing / worst.rows:.1%}"
    absent = measured.purpose.absent(measured.names)
    if absent:
        # A field that is not there is wholly missing.
        filled_share = filled / (cells + len(absent) * measured.rows)
        return _score("completeness", filled_share, f"{evidence}; not there at all: {', '.join(absent)}.", 1)
    return _score("completeness", filled / cells, evidence + f" (all {measured.rows:,} rows).", 1)


def _uniqueness(measured: Measured) -> Score:
    if measured.surplus is None or measured.rows == 0:
        return _unknown("uniqueness", "Not measured yet.")
    exact = measured.surplus / measured.rows
    evidence = f"{measured.surplus:,} identical rows ({exact:.1%})"
    if measured.near is None:
        return _score("uniqueness", exact, evidence + "; records of the same entity not compared yet.", 1)
    near = measured.near.surplus / measured.rows
    return _score(
        "uniqueness", max(exact, near),
        f"{evidence}; {measured.near.surplus:,} records repeat an entity ({near:.1%}; {measured.near.evidence}).", 3,
    )


def _consistency(measured: Measured) -> Score:
    if not measured.looks or measured.sample is None:
        return _unknown("consistency", "Not measured yet.")
    critical = set(measured.critical)
    judged = uneven = 0
    for name, seen in zip(measured.names, measured.looks, strict=True):
        if name not in critical or not seen.filled:
            continue
        judged += 1
        ambiguous = seen.dates is not None and seen.dates.order == "both"
        uneven += bool(
            len(formats_of(seen)) > 1 or other_types(seen) >= threshold("format_share") or seen.spellings or ambiguous
        )
    if judged == 0:
        return _unknown("consistency", "No field holds a value to judge.")
    return _score("consistency", uneven / judged,
                  f"{uneven} of {judged} fields are written in more than one way ({measured.sample.label}).", 2)


def _validity(measured: Measured) -> Score:
    if not measured.looks or measured.sample is None:
        return _unknown("validity", "Not measured yet.")
    critical = set(measured.critical)
    valid: list[tuple[float, str]] = []
    for name, seen in zip(measured.names, measured.looks, strict=True):
        if name not in critical or not seen.filled:
            continue
        if seen.type in {"integer", "decimal", "date", "datetime", "email", "url", "time"}:
            wrong = other_types(seen) + (seen.dates.impossible if seen.dates is not None else 0.0)
            valid.append((1 - min(wrong + seen.rewritten, 1.0), name))
        elif seen.personal and seen.personal[0].confidence == "high" and seen.personal[0].group != "free text":
            valid.append((seen.personal[0].share, name))
    if not valid:
        return _unknown("validity", "No field has a type or a check digit to test.")
    worst, name = min(valid)
    mean = sum(share for share, _ in valid) / len(valid)
    evidence = f"{mean:.1%} of the values of {len(valid)} fields with a type or check digit pass it"
    evidence += f"; worst is {name} with {worst:.1%}" if worst < 1 else ""
    return _score("validity", mean, f"{evidence} ({measured.sample.label}).", 2)


def _timeliness(measured: Measured) -> Score:
    if not measured.looks:
        return _unknown("timeliness", "Not measured yet.")
    changed, record = measured.changed_history, measured.record_history
    if changed is not None and changed.dated:
        months = measured.purpose.stale_months or threshold("stale_months")
        now = index(measured.today.year * 100 + measured.today.month)
        old = changed.before(month_of(now - int(months))) / changed.dated
        said = "" if measured.purpose.stale_months else ", a default: say what the use case needs"
        return _score("timeliness", old, f"{old:.1%} of the records untouched for more than {months:.0f} months by "
                      f"{changed.column}{said} ({changed.evidence}).", changed.tier)
    if record is None or not record.dated:
        return _unknown("timeliness", "No date tells how old the records are: ask.")
    age = freshness(record, measured.today)
    wanted = measured.purpose.freshness_days
    if wanted is None:
        newest = f"The newest record by {record.column} is at least {age} days old"
        return _unknown("timeliness", f"{newest}; say how fresh it must be.")
    value = 100.0 if age <= wanted else round(max(0.0, 100 * (1 - (age - wanted) / max(wanted, 30))), 1)
    evidence = f"The newest record by {record.column} is at least {age} days old; {wanted:.0f} are wanted."
    return Score("timeliness", value, evidence, record.tier)
