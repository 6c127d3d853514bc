"""From what was measured in a table to what has to be put right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from waybook.audit.facts import ColumnFacts
from waybook.audit.history import History, index, month_of, this_month
from waybook.audit.measured import Measured
from waybook.audit.report import SEVERITIES, Finding, Severity, Tier
from waybook.audit.rules import finding, fixes, threshold
from waybook.audit.sampling import ColumnLooks

_IDENTIFIER = re.compile(r"(?i)(^|[ _])(id|key|no|nr|number|code|ref|reference|uuid|guid)($|[ _])")


def findings(measured: Measured) -> tuple[Finding, ...]:
    """Everything found so far, the most serious first. With fields named in the purpose, only these are judged for
    gaps and formats; personal data is looked for in every column.
    """
    found = [*_table(measured), *_time(measured)]
    critical = set(measured.critical)
    for at, name in enumerate(measured.names):
        if at < len(measured.facts) and name in critical:
            found += _facts(measured, name, measured.facts[at])
        if at < len(measured.looks):
            if name in critical:
                found += _looks(measured, name, measured.facts[at], measured.looks[at])
            found += _personal(measured, name, measured.looks[at], measured.facts[at])
    return tuple(sorted(found, key=lambda f: (-SEVERITIES.index(f.severity), -f.days[1], f.kind, f.column or "")))


def formats_of(seen: ColumnLooks) -> list[tuple[str, float]]:
    """The classes of formats that count as different ways to write one thing: (pattern, share), commonest first.

    Empty for free text, where writing differently is not a defect.
    """
    if seen.typed:
        return []
    forms = [(form, share, mask, kind) for form, (share, mask, kind) in seen.looks.forms.items()]
    if seen.type in {"integer", "decimal"}:
        # A whole number beside a decimal is one format.
        forms = [form for form in forms if form[3] in {"integer", "decimal"}]
        plain = sum(share for form, share, _, _ in forms if form in {"9", "9.9"})
        rest = [(mask, share) for form, share, mask, _ in forms if form not in {"9", "9.9"}]
        return [item for item in [("9.9" if seen.type == "decimal" else "9", plain), *rest]
                if item[1] >= threshold("format_share")]
    if seen.type in {"date", "datetime"}:
        forms = [form for form in forms if form[3] in {"date", "datetime"}]
    elif seen.type == "boolean" or seen.categories or _free_text(seen, forms):
        return []
    return [(mask, share) for _, share, mask, _ in forms if share >= threshold("format_share")]


def _free_text(seen: ColumnLooks, forms: list[tuple[str, float, str, str]]) -> bool:
    return not forms or forms[0][1] < threshold("format_main") or seen.looks.words > 3.5


def other_types(seen: ColumnLooks) -> float:
    """Share of the values that are not of the column's type; 0 for text."""
    family = {"integer": {"integer", "decimal"}, "decimal": {"integer", "decimal"}, "date": {"date", "datetime"},
              "datetime": {"date", "datetime"}}.get(seen.type, {seen.type})
    if seen.typed or seen.type in {"text", "boolean", "empty"}:
        return 0.0
    return max(0.0, 1.0 - sum(share for kind, share in seen.looks.types.items() if kind in family))


def _severity(share: float, medium: float, high: float) -> Severity:
    return "high" if share >= high else "medium" if share >= medium else "low"


def _facts(measured: Measured, name: str, fact: ColumnFacts) -> Iterator[Finding]:
    rows = measured.rows
    if rows == 0:
        return
    everywhere = f"all {rows:,} rows"
    share = fact.missing / rows
    if share > threshold("missing_shown"):
        hidden = f", {fact.placeholders:,} of them written as placeholders" if fact.placeholders else ""
        severity = _severity(share, 0, threshold("missing_high"))
        yield finding("missing", name, fact.missing, share, severity, f"{everywhere}{hidden}")
    if fact.placeholders:
        severity = _severity(fact.placeholders / rows, 0.01, 1.1)
        yield finding("placeholder", name, fact.placeholders, fact.placeholders / rows, severity, everywhere)
    if fact.distinct == 1 and rows >= threshold("constant_rows") and fact.missing == 0 and fact.distinct_exact:
        yield finding("constant", name, rows, 1.0, "info", everywhere)
    repeats = fact.not_null - (fact.distinct or 0)
    if (
        fact.distinct is not None and fact.distinct_exact and repeats > 0 and rows >= 50
        and fact.distinct >= threshold("key_distinct") * fact.not_null
        and fact.missing < threshold("missing_shown") * rows
        and _IDENTIFIER.search(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)) and fact.kind in {"text", "integer"}
    ):
        severity = "high" if name in measured.purpose.fields else "medium"
        yield finding("damaged_key", name, repeats, repeats / rows, severity, everywhere)


def _looks(measured: Measured, name: str, fact: ColumnFacts, seen: ColumnLooks) -> Iterator[Finding]:
    if seen.filled == 0 or measured.sample is None:
        return
    evidence = measured.sample.label

    def sampled(kind: str, share: float, severity: Severity, units: float = 1, why: str = "") -> Finding:
        # A sample of all rows is exact; otherwise the rows are the share carried over to all.
        tier: Tier = 1 if measured.sample is not None and measured.sample.rows >= measured.sample.of else 2
        rows = round(share * fact.filled)
        return finding(kind, name, rows, share, severity, evidence, tier=tier, units=units, why=why)

    strays = other_types(seen)
    if strays >= threshold("format_share") / 10 and strays * seen.filled >= 2:
        yield sampled("mixed_types", strays, _severity(strays, 0.01, 0.1))
    formats = formats_of(seen)
    if len(formats) > 1:
        extra = sum(share for _, share in formats[1:])
        yield sampled("mixed_formats", extra, _severity(extra, 0.05, 0.3), units=min(len(formats) - 1, 10))
    if seen.dates is not None:
        if seen.dates.order in {"both", "day or month first"}:
            yield sampled("ambiguous_dates", 1.0, "medium")
        if seen.dates.impossible > 0:
            yield sampled("invalid_values", seen.dates.impossible, _severity(seen.dates.impossible, 0.01, 0.1))
    if seen.spellings:
        yield sampled("odd_categories", 1.0, "medium" if seen.spellings > 5 else "low", units=seen.spellings,
                      why=f"{seen.spellings} spellings to map, one minute each.")
    if seen.spaces >= threshold("format_share"):
        yield sampled("stray_spaces", seen.spaces, "low")
    if seen.damaged > 0:
        yield sampled("damaged_text", seen.damaged, _severity(seen.damaged, 0.01, 0.1))
    if seen.rewritten > 0:
        yield sampled("spreadsheet_damage", seen.rewritten, _severity(seen.rewritten, 0.01, 0.1))
    if seen.outliers is not None and seen.outliers > threshold("outlier_share") and not _IDENTIFIER.search(name):
        yield sampled("outliers", seen.outliers, _severity(seen.outliers, 0.01, 0.1))


def _personal(measured: Measured, name: str, seen: ColumnLooks, fact: ColumnFacts) -> Iterator[Finding]:
    if not seen.personal or measured.sample is None:
        return
    kind = seen.personal[0]
    in_text = kind.kind in {"personal_text", "free_text"} or kind.group == "free text"
    severity: Severity = "high" if kind.special or in_text else "medium"
    why = f"{kind.label.capitalize()}: {kind.basis.rstrip('.')}. {fixes()['personal'].why}."
    already = any(
        other is not seen and other.personal and other.personal[0].group == "free text" and in_text
        for other in measured.looks[: measured.names.index(name)]
    )
    yield finding(
        "personal_in_text" if in_text else "personal", name, round(kind.share * fact.filled), kind.share, severity,
        measured.sample.label + "; found by rules, to be confirmed by a person", tier=2,
        units=0 if already else 1, why=why,
    )


def _table(measured: Measured) -> Iterator[Finding]:
    rows = measured.rows
    everywhere = f"all {rows:,} rows"
    for name in measured.purpose.absent(measured.names):
        yield finding("field_missing", name, rows, 1.0, "high", "the column names")
    reading = measured.reading
    if reading is not None and reading.rows_rejected and rows:
        share = reading.rows_rejected / (rows + (reading.rows_rejected if reading.kind != "jsonl" else 0))
        severity = _severity(share, 0.001, 0.05)
        yield finding("rejected_rows", None, reading.rows_rejected, share, severity, "the whole file")
    if measured.surplus:
        share = measured.surplus / rows
        yield finding("duplicate_rows", None, measured.surplus, share, _severity(share, 0.005, 0.05), everywhere)
    if measured.totals:
        yield finding("summary_rows", None, measured.totals, measured.totals / rows, "medium", everywhere)
    if measured.surplus is not None and rows > 1 and len(measured.facts) > 1 and not measured.keys:
        damaged = any(found.kind == "damaged_key" for at, name in enumerate(measured.names)
                      for found in _facts(measured, name, measured.facts[at]))
        if not damaged:
            yield finding("no_key", None, rows, 1.0, "medium", everywhere)
    near = measured.near
    if near is not None and near.surplus:
        share = near.surplus / max(near.rows, 1)
        pairs = min(near.borderline, threshold("review_pairs_limit"))
        review = fixes()["near_duplicate_review"]
        extra = (pairs * review.low, pairs * review.likely, pairs * review.high)
        why = f"{fixes()['near_duplicates'].why}; {near.borderline:,} borderline pairs"
        why += f", of which a sample of {pairs:,.0f} is reviewed." if pairs < near.borderline else "."
        yield finding("near_duplicates", None, near.surplus, share, _severity(share, 0.01, 0.1), near.evidence, tier=3,
                      extra=extra, why=why)


def _time(measured: Measured) -> Iterator[Finding]:
    record, changed = measured.record_history, measured.changed_history
    now = this_month(measured.today)
    for history in measured.histories.values():
        ahead = history.after(now)
        if ahead and history in (record, changed) and ahead >= 2:
            share = ahead / max(history.dated, 1)
            yield finding("future_dates", history.column, ahead, share, _severity(share, 0.01, 0.1), history.evidence,
                          tier=history.tier)
    if changed is not None and changed.dated:
        months = measured.purpose.stale_months or threshold("stale_months")
        old = changed.before(month_of(index(now) - int(months)))
        share = old / changed.dated
        if share >= threshold("stale_shown"):
            yield finding("outdated", changed.column, old, share, _severity(share, 0.2, 0.4),
                          f"{changed.evidence}; untouched for more than {months:.0f} months", tier=changed.tier)
    if record is None or record.first is None or record.last is None:
        return
    for first, last in record.gaps():
        length = index(last) - index(first) + 1
        yield finding("history_gap", record.column, 0, length / record.span, _severity(length / record.span, 0.03, 0.1),
                      f"{spoken(first)} to {spoken(last)} in {record.evidence}", tier=record.tier)
    yield from _against_purpose(measured, record)


def _against_purpose(measured: Measured, record: History) -> Iterator[Finding]:
    purpose = measured.purpose
    assert record.first is not None
    have = index(this_month(measured.today)) - index(record.first)
    if purpose.history_months is not None and have < purpose.history_months:
        short = purpose.history_months - have
        days = threshold("working_days_month") * short
        yield finding(
            "history_short", record.column, 0, min(short / purpose.history_months, 1.0), "high", record.evidence,
            tier=record.tier, units=days, waits=True,
            why=f"{have} months of {purpose.history_months:.0f} needed: {short:.0f} months to wait, unless it is "
            "bought or found elsewhere. Nobody works these days.",
        )
    age = freshness(record if measured.changed_history is None else measured.changed_history, measured.today)
    if purpose.freshness_days is not None and age > purpose.freshness_days:
        yield finding("not_fresh", record.column, 0, 1.0, "high",
                      f"the newest record is at least {age} days old; {purpose.freshness_days:.0f} are wanted",
                      tier=record.tier)


def freshness(history: History, today: dt.date) -> int:
    """Days since the end of the newest month with records (0 while that month runs): at least so old is the newest."""
    past = [month for month in history.months if month <= this_month(today)]
    if not past:
        return 0
    following = month_of(index(max(past)) + 1)
    return max(0, (today - dt.date(following // 100, following % 100, 1)).days)


def spoken(month: int) -> str:
    """'March 2021' for 202103."""
    return dt.date(month // 100, month % 100, 1).strftime("%B %Y")
