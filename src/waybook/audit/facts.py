"""Exact facts over all rows as SQLAlchemy Core aggregates that any engine runs inside itself.

Portable on purpose: count, trim and lower in a list, length, min and max, count distinct, substring. No regular
expression, no cast of a text, no sampling: those differ between engines, or stop at the first bad value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import sqlalchemy as sa

from waybook.audit.rules import placeholder_texts, threshold

Cell = Any

# The placeholders of data/audit/placeholders.csv that a date column can hold.
_DEFAULT_DATES = [dt.date(1, 1, 1), dt.date(1753, 1, 1), dt.date(1900, 1, 1), dt.date(9999, 12, 31)]
_DEFAULT_MOMENTS = [dt.datetime(day.year, day.month, day.day) for day in _DEFAULT_DATES]


class Engine(Protocol):
    """Where a table lies: DuckDB for files, else the database itself."""

    @property
    def table(self) -> sa.Table: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    def fetch(self, statement: sa.Select[Any]) -> list[tuple[Any, ...]]: ...

    def sample(self, rows: int, seed: int) -> tuple[list[tuple[Any, ...]], bool]: ...


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """`filled`: neither null nor blank nor a placeholder. `distinct` counts the values that are not null."""

    position: int
    kind: str
    rows: int
    not_null: int
    empty: int
    placeholders: int
    shortest: int | None
    longest: int | None
    low: Cell
    high: Cell
    distinct: int | None = None
    distinct_exact: bool = True

    @property
    def missing(self) -> int:
        return self.rows - self.not_null + self.empty + self.placeholders

    @property
    def filled(self) -> int:
        return self.rows - self.missing


def batches(table: sa.Table) -> Iterator[list[sa.Column[Any]]]:
    """The columns in groups that fit one statement."""
    columns = list(table.columns)
    size = int(threshold("columns_per_statement"))
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def kind_of(column: sa.Column[Any]) -> str:
    return str(column.info.get("kind", "text"))


def first_look(table: sa.Table, columns: Sequence[sa.Column[Any]]) -> sa.Select[Any]:
    """Rows and values that are not null: what can be shown first."""
    counts: list[sa.ColumnElement[Any]] = [sa.func.count()]
    counts += [sa.func.count(column) for column in columns]
    looked: sa.Select[Any] = sa.select(*counts).select_from(table)
    return looked


def value_facts(table: sa.FromClause, columns: Sequence[sa.Column[Any]]) -> sa.Select[Any]:
    """count(*), then seven figures a column: not null, empty, placeholders, shortest, longest, least, greatest."""
    asked: list[sa.ColumnElement[Any]] = [sa.func.count().label("n")]
    for position, column in enumerate(columns):
        for name, expression in zip("abcdefg", _figures(column), strict=True):
            asked.append(expression.label(f"{name}{position}"))
    return sa.select(*asked).select_from(table)


def _figures(column: sa.Column[Any]) -> tuple[sa.ColumnElement[Any], ...]:
    kind = kind_of(column)
    nothing: sa.ColumnElement[Any] = sa.null()
    zero: sa.ColumnElement[Any] = sa.literal_column("0")
    if kind == "text":
        words = sorted(placeholder_texts() | {""})
        longest = max(len(word) for word in words) + 2
        plain = sa.func.lower(sa.func.trim(column))
        # Nested, so that no engine trims long values to find out that they are no placeholder.
        listed = sa.case((sa.func.length(column) <= longest, sa.case((plain.in_(words), 1), else_=0)), else_=0)
        empty = sa.case((column == "", 1), else_=0)
        return (
            sa.func.count(column), sa.func.sum(empty), sa.func.sum(listed),
            sa.func.min(sa.func.length(column)), sa.func.max(sa.func.length(column)), nothing, nothing,
        )
    if kind in {"date", "datetime"}:
        default = sa.case((column.in_(_DEFAULT_DATES if kind == "date" else _DEFAULT_MOMENTS), 1), else_=0)
        least, greatest = sa.func.min(column), sa.func.max(column)
        return sa.func.count(column), zero, sa.func.sum(default), nothing, nothing, least, greatest
    if kind in {"integer", "number"}:
        return sa.func.count(column), zero, zero, nothing, nothing, sa.func.min(column), sa.func.max(column)
    return sa.func.count(column), zero, zero, nothing, nothing, nothing, nothing


def measure(engine: Engine) -> Iterator[list[ColumnFacts]]:
    """The facts of one group of columns after another.

    Raises what the engine raises.
    """
    position = 0
    for columns in batches(engine.table):
        (row,) = engine.fetch(value_facts(engine.table, columns))
        rows = int(row[0])
        facts: list[ColumnFacts] = []
        for offset, column in enumerate(columns):
            facts.append(facts_of(position + offset, kind_of(column), rows, row[1 + 7 * offset : 8 + 7 * offset]))
        position += len(columns)
        yield facts


def facts_of(position: int, kind: str, rows: int, figures: Sequence[Any]) -> ColumnFacts:
    """The seven figures of `value_facts` as facts."""
    not_null, empty, listed, shortest, longest, low, high = figures
    return ColumnFacts(
        position=position, kind=kind, rows=rows, not_null=int(not_null), empty=int(empty or 0),
        placeholders=int(listed or 0) - int(empty or 0), shortest=None if shortest is None else int(shortest),
        longest=None if longest is None else int(longest), low=low, high=high,
    )


def distinct_values(table: sa.Table, columns: Sequence[sa.Column[Any]]) -> sa.Select[Any]:
    """count(distinct) of each column."""
    counted: list[sa.ColumnElement[Any]] = [sa.func.count(sa.distinct(column)) for column in columns]
    return sa.select(*counted).select_from(table)


def distinct_rows(table: sa.Table) -> sa.Select[Any]:
    """The number of rows that differ, two nulls being the same."""
    return sa.select(sa.func.count()).select_from(sa.select(*table.columns).distinct().subquery())


def with_distinct(facts: ColumnFacts, distinct: int, exact: bool) -> ColumnFacts:
    return replace(facts, distinct=min(distinct, facts.not_null), distinct_exact=exact)


def month_counts(table: sa.Table, column: sa.Column[Any], place: tuple[int, int, int] | None) -> sa.Select[Any]:
    """(key, count), one row a month. `place`: start of the year, of the month, and the least length, in a text date.

    A text gives the key 'YYYY' + 'MM' as cut from its fixed places, whether or not it is a date: the caller drops the
    rest. A date gives the number year * 100 + month.
    """
    key: sa.ColumnElement[Any]
    if place is None:
        key = (sa.extract("year", column) * 100 + sa.extract("month", column)).label("month")
        wanted: sa.ColumnElement[bool] = column.is_not(None)
    else:
        year, month, least = place
        cut = sa.func.substr(column, year, 4, type_=sa.Text) + sa.func.substr(column, month, 2, type_=sa.Text)
        key = cut.label("month")
        wanted = sa.func.length(column) >= least
    inner = sa.select(key).select_from(table).where(wanted).subquery()
    # At most 20,000 keys: garbage in a column of dates must not come back as a list of its values.
    return (
        sa.select(inner.c.month, sa.func.count().label("n")).group_by(inner.c.month)
        .order_by(sa.func.count().desc(), inner.c.month).limit(20_000)
    )
