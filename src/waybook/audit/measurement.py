"""A report as the plan keeps it: counts, shares, findings and days; and what a measurement after cleaning changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from waybook.audit.accuracy import SpotCheck, spot_check
from waybook.audit.corpus_report import CorpusReport
from waybook.audit.preparation import Difference, Preparation, compare
from waybook.audit.purpose import missing_share, surplus_share
from waybook.audit.report import (
    DIMENSIONS,
    SEVERITIES,
    Duplicates,
    Finding,
    Score,
    SourceReport,
    TableReport,
    to_json,
)
from waybook.plan import Plan
from waybook.plan.data_audit import DataSource, Measurement

MOST_FINDINGS = 200
"""Kept of one measurement; those with the most days first."""
MOST_MEASUREMENTS = 120

Report = TableReport | CorpusReport

_FINDINGS = TypeAdapter(tuple[Finding, ...])
_SCORES = TypeAdapter(dict[str, Score])


@dataclass(frozen=True, slots=True)
class Kept:
    """The findings and scores of a measurement in the plan, under the name of its source."""

    name: str
    findings: tuple[Finding, ...]
    scores: Mapping[str, Score]


def whole(source: SourceReport) -> TableReport:
    """A database as one table: a column is called `table.column`, and a dimension has the score of its worst table."""
    tables = source.tables
    if len(tables) == 1:
        findings = [*source.findings, *tables[0].findings]
        return replace(tables[0], name=source.name, findings=tuple(findings), notes=(*tables[0].notes, *source.notes))
    near = [table.duplicates.near for table in tables if table.duplicates.near is not None]
    findings = [
        *source.findings,
        *(
            replace(found, column=f"{table.name}.{found.column}" if found.column else table.name)
            for table in tables
            for found in table.findings
        ),
    ]
    scores: dict[str, Score] = {}
    for dimension in DIMENSIONS:
        known = [(score.value, table.name, score) for table in tables
                 if (score := table.scores[dimension]).value is not None]
        if known:
            value, name, score = min(known, key=lambda one: (one[0], one[1]))
            scores[dimension] = replace(score, value=value, evidence=f"{name}, the weakest table: {score.evidence}")
        else:
            scores[dimension] = tables[0].scores[dimension]
    links = tuple(
        f"{one.child}.{one.child_column} refers to {one.parent}.{one.parent_column} ({one.share:.1%} of values found)."
        for one in source.links
    )
    return TableReport(
        name=source.name, rows=sum(table.rows for table in tables),
        columns=tuple(
            replace(column, name=f"{table.name}.{column.name}") for table in tables for column in table.columns
        ),
        duplicates=Duplicates(sum(table.duplicates.exact for table in tables), sum(near) if near else None),
        findings=tuple(sorted(findings, key=lambda found: -SEVERITIES.index(found.severity))),
        scores=scores, tier=min(table.tier for table in tables),
        history=max((table.history for table in tables), key=lambda found: int(found.get("months", 0))),
        notes=(
            *links,
            *(f"{table.name}: looked at {table.sample.label}." for table in tables if table.sample is not None),
            *(f"{table.name}: {note}" for table in tables for note in table.notes),
            *source.notes,
        ),
    )


def headline(report: Report) -> dict[str, str]:
    """The three figures to look at first, as label and words."""
    if isinstance(report, CorpusReport):
        return {
            "Documents": f"{report.documents:,} of {report.files:,} read",
            "Scanned pages": _share(report.scanned_share),
            "Duplicates": _share(report.copies_share),
        }
    return {
        "Rows": f"{report.rows:,}",
        "Missing": _share(missing_share(report, [column.name for column in report.columns])),
        "Duplicates": _share(None if report.scores["uniqueness"].value is None else surplus_share(report)),
    }


def plan_changes(plan: Plan, source: str, report: Report, work: Preparation, today: dt.date) -> dict[str, Any]:
    """What goes into the plan, by path: the measurement, and the source's line of the inventory.

    A source that is not in the inventory is added; sizes and history are filled in where nobody has said them.
    """
    low, likely, high = sorted(work.days)
    taken = {
        "source": source,
        "taken": today.isoformat(),
        "report": figures(report, work),
        "days": {"low": low, "likely": likely, "high": high},
    }
    changes: dict[str, Any] = {
        "data.measurements": [*_rows(plan.data.measurements), taken][-MOST_MEASUREMENTS:],
    }
    lines = _rows(plan.data.sources)
    documents = isinstance(report, CorpusReport)
    line = next((one for one in lines if one["name"] == source), None)
    if line is None:
        line = {"name": source, "kind": "documents" if documents else "table"}
        lines.append(line)
    if line.get("records") is None:
        line["records"] = report.documents if isinstance(report, CorpusReport) else report.rows
    months = None if isinstance(report, CorpusReport) else report.history.get("months")
    if line.get("history_months") is None and months:
        line["history_months"] = months
    if plan.data.history_months is None and months:
        changes["data.history_months"] = months
    changes["data.sources"] = lines
    return changes


def figures(report: Report, work: Preparation) -> dict[str, Any]:
    """What is kept of a report: no row, no value, no name of a file."""
    findings = sorted(report.findings, key=lambda one: -one.days[1])[:MOST_FINDINGS]
    return {
        "kind": "documents" if isinstance(report, CorpusReport) else "table",
        "headline": headline(report),
        "scores": to_json(report.scores),
        "findings": to_json(findings),
        "wait_days": list(work.wait),
    }


def kept(measurement: Measurement) -> Kept:
    """The findings and scores of a measurement; none where the plan's file holds something else in their place."""
    report = measurement.report
    try:
        findings = _FINDINGS.validate_python(report.get("findings") or ())
        scores = _SCORES.validate_python(report.get("scores") or {})
    except ValidationError:
        return Kept(measurement.source, (), {})
    return Kept(measurement.source, findings, scores)


def checked(line: DataSource) -> SpotCheck | None:
    """The check by hand of a source; None until both its numbers are there."""
    if not line.rows_checked or line.rows_wrong is None:
        return None
    return spot_check(line.rows_checked, line.rows_wrong)


def by_source(measurements: Sequence[Measurement]) -> dict[str, list[Measurement]]:
    """The measurements of each source, in their order."""
    found: dict[str, list[Measurement]] = {}
    for one in measurements:
        found.setdefault(one.source, []).append(one)
    return found


def since_before(measurements: Sequence[Measurement], source: str) -> Difference | None:
    """The last measurement of a source against the one before; None where there are not two."""
    taken = by_source(measurements).get(source, [])
    return None if len(taken) < 2 else compare([kept(taken[-2])], [kept(taken[-1])])


def _rows(parts: Sequence[Any]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in parts]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
