"""Which column refers to which table: foreign-key candidates, counted inside the engine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from waybook.audit.database import Database, DatabaseTable
from waybook.audit.facts import kind_of
from waybook.audit.report import SEVERITIES, AuditError, Finding, Link, Progress, TableReport
from waybook.audit.rules import finding, threshold


def find_links(
    database: Database,
    tables: Mapping[str, DatabaseTable],
    reports: Sequence[TableReport],
    progress: Progress,
) -> tuple[tuple[Link, ...], list[TableReport]]:
    """Links between the tables, and the reports with a finding for each link that breaks.

    Only pairs of one type whose names speak for them are asked, the likeliest first, up to the limit.
    """
    candidates = sorted(_candidates(tables, reports), key=lambda pair: -pair[0])[: int(threshold("link_checks_limit"))]
    links: list[Link] = []
    taken: set[tuple[str, str]] = set()
    broken: dict[str, list[Finding]] = {}
    by_name = {report.name: report for report in reports}
    for at, (_, child, column, parent, key) in enumerate(candidates):
        progress("Looking for links between tables", at / max(len(candidates), 1))
        if (child, column) in taken:
            continue
        try:
            distinct, found, orphans = _overlap(database, tables[child], column, tables[parent], key)
        except AuditError:
            continue  # a pair that the engine cannot compare is no link
        share = found / distinct if distinct else 0.0
        if share < threshold("link_share"):
            continue
        taken.add((child, column))
        links.append(Link(child, column, parent, key, share))
        if orphans:
            rows = max(by_name[child].rows, 1)
            broken.setdefault(child, []).append(finding(
                "broken_link", column, orphans, orphans / rows, "high" if orphans / rows > 0.05 else "medium",
                f"all {rows:,} rows against {parent}.{key}",
            ))
    return tuple(links), [
        replace(report, findings=tuple(sorted(
            (*report.findings, *broken.get(report.name, ())), key=lambda f: -SEVERITIES.index(f.severity)
        )))
        for report in reports
    ]


def _candidates(
    tables: Mapping[str, DatabaseTable], reports: Sequence[TableReport]
) -> list[tuple[float, str, str, str, str]]:
    found: list[tuple[float, str, str, str, str]] = []
    for parent in reports:
        for key in parent.keys:
            key_kind = _kind(tables[parent.name], key)
            for child in reports:
                for column in child.columns:
                    if (child.name, column.name) == (parent.name, key) or not column.distinct:
                        continue
                    if _kind(tables[child.name], column.name) != key_kind:
                        continue
                    score = _speaks(column.name, parent.name, key)
                    if score > 0 and column.distinct <= 1.2 * parent.rows:
                        found.append((score, child.name, column.name, parent.name, key))
    return found


def _kind(table: DatabaseTable, column: str) -> str:
    return kind_of(table.table.columns[column])


def _speaks(column: str, parent: str, key: str) -> float:
    """How far the names speak for a link: 'customer_id' for customers.id 3, the same name 2, a shared word 1."""
    words = [word for word in re.split(r"[\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).lower()) if word]
    table = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", parent).lower()
    singular = [re.sub(r"(ies)$", "y", word) if word.endswith("ies") else word.removesuffix("s")
                for word in re.split(r"[\W_]+", table) if word]
    named = any(word in words or word + "s" in words for word in singular)
    if named and column.lower() != key.lower():
        return 3.0
    if column.lower() == key.lower() and column.lower() != "id":
        return 2.0
    return 1.0 if set(words) & set(re.split(r"[\W_]+", key.lower())) - {"id", "no", "code", "name", "key"} else 0.0


def _overlap(
    database: Database, child: DatabaseTable, column: str, parent: DatabaseTable, key: str
) -> tuple[int, int, int]:
    """Distinct values of the child column, those found among the keys, and the rows that refer to none."""
    values = child.table.columns[column]
    keys = sa.select(parent.table.columns[key]).where(parent.table.columns[key].is_not(None))
    if child.table is parent.table:
        other = parent.table.alias("parent")
        keys = sa.select(other.columns[key]).where(other.columns[key].is_not(None))
    inside = values.in_(keys)
    ((distinct,),) = database.fetch(sa.select(sa.func.count(sa.distinct(values))).select_from(child.table))
    ((found,),) = database.fetch(
        sa.select(sa.func.count(sa.distinct(values))).select_from(child.table).where(inside)
    )
    ((orphans,),) = database.fetch(
        sa.select(sa.func.count()).select_from(child.table).where(values.is_not(None)).where(sa.not_(inside))
    )
    return int(distinct), int(found), int(orphans)
