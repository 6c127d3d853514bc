"""A table in DuckDB: small files are held in memory, large ones read again for each question. Nothing is written."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypeVar, cast

import duckdb
import numpy as np
import sqlalchemy as sa
from fsspec import AbstractFileSystem
from sqlalchemy.dialects import postgresql

from waybook.audit.facts import ColumnFacts, batches, kind_of
from waybook.audit.report import AuditError, Cancel, Reading
from waybook.audit.rules import threshold
from waybook.audit.stoppable import stoppable
from waybook.audit.table_file import TableFile

# DuckDB reads the PostgreSQL dialect of the shared statements; values are written into them as literals.
_DIALECT = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
_DIALECT._backslash_escapes = False

RELATION = "audited"
_ALWAYS_EXACT = 200_000  # rows up to which every column's distinct values are counted exactly
_FEW = 2_000
_HASHES_AT_ONCE = 12_000_000  # about 400 MB of hash table
_HASHES_IN_ONE_GO = 4_000_000

T = TypeVar("T")


class Upload(AbstractFileSystem):  # type: ignore[misc]
    """Bytes in memory as the one file `upload://file`, so that DuckDB reads them without a copy on disk."""

    protocol = "upload"
    cachable = False

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data

    def _open(self, path: str, mode: str = "rb", **options: Any) -> BinaryIO:
        return io.BytesIO(self._data)

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        return {"name": path, "size": len(self._data), "type": "file"}

    def exists(self, path: str, **options: Any) -> bool:
        return True

    def glob(self, path: str, **options: Any) -> list[str]:
        return [path]

    def ls(self, path: str, detail: bool = True, **options: Any) -> list[Any]:
        return [self.info(path)] if detail else [path]

    def modified(self, path: str) -> datetime:
        return datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class DuckTable:
    """An open table: `table` has the columns as c0, c1 ...; `names` are what people call them.

    Use as a context manager. `held`: the rows are in memory and scans are cheap.
    """

    name: str
    connection: duckdb.DuckDBPyConnection
    table: sa.Table
    names: tuple[str, ...]
    reading: Reading | None
    held: bool
    cancel: Cancel
    _approximate: dict[int, int] = field(default_factory=dict)
    _distinct_rows: int | None = None

    def __enter__(self) -> DuckTable:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def fetch(self, statement: sa.Select[Any]) -> list[tuple[Any, ...]]:
        """The rows of an aggregate.

        Raises:
            AuditError: the engine refused, most often for want of memory. Cancelled: the user stopped.
        """
        return self.fetch_sql(str(statement.compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})))

    def fetch_sql(self, sql: str) -> list[tuple[Any, ...]]:
        """As `fetch`, for what only DuckDB can say."""
        return self._run(lambda text: self.connection.execute(text).fetchall(), sql)

    def _run(self, work: Callable[[str], T], sql: str) -> T:
        return run(self.connection, lambda: work(sql), self.cancel, self.name)

    def first_look(self) -> list[ColumnFacts]:
        """Rows, values that are not null, and about how many differ: one pass for each group of columns."""
        found: list[ColumnFacts] = []
        for columns in batches(self.table):
            names = [column.name for column in columns]
            asked = ", ".join(f"count({name}), approx_count_distinct({name})" for name in names)
            (row,) = self.fetch_sql(f"SELECT count(*), {asked} FROM {RELATION}")
            for at, column in enumerate(columns):
                not_null, distinct = int(row[1 + 2 * at]), int(row[2 + 2 * at])
                found.append(ColumnFacts(
                    position=len(found), kind=kind_of(column), rows=int(row[0]), not_null=not_null, empty=0,
                    placeholders=0, shortest=None, longest=None, low=None, high=None,
                    distinct=min(distinct, not_null), distinct_exact=False,
                ))
        self._approximate = {fact.position: fact.distinct or 0 for fact in found}
        return found

    def distinct(self, facts: Sequence[ColumnFacts]) -> dict[int, tuple[int, bool]]:
        """Exact for small tables, possible keys and columns of few values; else as the first look has it."""
        found: dict[int, tuple[int, bool]] = {}
        exact: list[int] = []
        for fact in facts:
            about = self._approximate.get(fact.position)
            if about is None or fact.rows <= _ALWAYS_EXACT or about <= _FEW or about >= 0.9 * fact.not_null:
                exact.append(fact.position)
            else:
                found[fact.position] = (about, False)
        rows = facts[0].rows if facts else 0
        if rows * len(facts) <= _HASHES_IN_ONE_GO:
            return self._distinct_of_small(facts)
        groups: list[list[int]] = [[]]
        load = 0
        for at in exact:
            load += self._approximate.get(at, rows)
            if groups[-1] and (load > _HASHES_AT_ONCE or len(groups[-1]) >= 20):
                groups.append([])
                load = self._approximate.get(at, rows)
            groups[-1].append(at)
        whole_row = ", ".join(column.name for column in self.table.columns)
        for last, group in zip([*[False] * (len(groups) - 1), True], groups, strict=True):
            # The whole rows are counted with the last group: one pass less over the file.
            expressions = [f"c{at}" for at in group] + ([whole_row] if last else [])
            counted = self._count_hashes(expressions, rows)
            if last:
                self._distinct_rows = counted.pop()
            found.update({at: (count, True) for at, count in zip(group, counted, strict=True)})
        return found

    def _distinct_of_small(self, facts: Sequence[ColumnFacts]) -> dict[int, tuple[int, bool]]:
        """All hashes at once, counted here: a hash table for each of many columns costs more than the table."""
        found: dict[int, tuple[int, bool]] = {}
        rows = np.zeros(facts[0].rows if facts else 0, dtype=np.uint64)
        for columns in batches(self.table):
            asked = ", ".join(f"hash({column.name}) AS {column.name}" for column in columns)
            hashes: Any = self._run(lambda sql: self.connection.sql(sql).to_arrow_table(),
                                    f"SELECT {asked} FROM {RELATION}")
            for column in columns:
                fact = facts[len(found)]
                own = hashes[column.name].to_numpy()
                rows = (rows ^ own) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1)
                null = 1 if fact.not_null < fact.rows else 0  # all nulls have one hash
                found[fact.position] = (len(np.unique(own)) - null, True)
        self._distinct_rows = len(np.unique(rows))
        return found

    def surplus_rows(self, rows: int) -> int | None:
        """By a 64-bit hash of the whole row: two different rows among a million meet with a chance of 3 in 10^8.

        Counted by `distinct`, which comes before.
        """
        return None if self._distinct_rows is None else rows - self._distinct_rows

    def _count_hashes(self, expressions: Sequence[str], rows: int) -> list[int]:
        """Distinct hashes of each expression (a lone null is not counted), in parts that fit in memory."""
        parts = max(1, -(-rows // _HASHES_AT_ONCE))
        totals = [0] * len(expressions)
        for part in range(parts):
            asked = []
            for expression in expressions:
                tests = [] if "," in expression or len(self.names) == 1 else [f"{expression} IS NOT NULL"]
                tests += [f"hash({expression}) % {parts} = {part}"] if parts > 1 else []
                only = f" FILTER (WHERE {' AND '.join(tests)})" if tests else ""
                asked.append(f"count(DISTINCT hash({expression})){only}")
            (row,) = self.fetch_sql(f"SELECT {', '.join(asked)} FROM {RELATION}")
            totals = [total + int(count) for total, count in zip(totals, row, strict=True)]
        return totals

    def entities(self, positions: Sequence[int], rows: int, block: int) -> tuple[list[tuple[Any, ...]], bool]:
        """The rows to compare; True: all of them."""
        columns = ", ".join(f"c{at}" for at in positions)
        limit = int(threshold("near_rows_limit"))
        if rows <= limit:
            return self.fetch_sql(f"SELECT {columns} FROM {RELATION}"), True
        parts = -(-rows // limit)
        chosen = f"hash(lower(trim(c{positions[block]}::VARCHAR))) % {parts} = 0 AND c{positions[block]} IS NOT NULL"
        return self.fetch_sql(f"SELECT {columns} FROM {RELATION} WHERE {chosen} LIMIT {2 * limit}"), False

    def sample(self, rows: int, seed: int) -> tuple[list[tuple[Any, ...]], bool]:
        """At most `rows` rows drawn at random, and True: they are a random sample."""
        wanted = int(rows)
        sql = f"SELECT * FROM {RELATION} USING SAMPLE reservoir({wanted} ROWS) REPEATABLE ({int(seed)})"
        return self.fetch_sql(sql), True


def connect(file: TableFile | None) -> duckdb.DuckDBPyConnection:
    """A connection that writes nothing: no spill file, no extension, no file but the one audited."""
    options: dict[str, Any] = {
        "temp_directory": "", "memory_limit": f"{int(threshold('memory_limit') / 1e6)}MB",
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(config=options)
    connection.execute("SET enable_progress_bar = false")  # it would print into the report
    if file is not None and file.data is not None:
        connection.register_filesystem(Upload(file.data))
    return connection


def seal(connection: duckdb.DuckDBPyConnection, file: TableFile | None) -> None:
    """Nothing but the audited file can be read from here on, and nothing can change that."""
    if file is not None:
        allowed = "upload://file" if file.path is None else str(file.path)
        connection.execute(f"SET allowed_paths = [{quote(allowed)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def run(connection: duckdb.DuckDBPyConnection, work: Callable[[], T], cancel: Cancel, name: str) -> T:
    """Does the work while asking `cancel`; DuckDB's own messages quote rows, so none of them is passed on."""

    def told() -> T:
        try:
            return work()
        except BaseException as problem:
            raise _sentence(problem, name) from None

    return cast(T, stoppable(told, cancel, connection.interrupt))


def _sentence(problem: BaseException, name: str) -> BaseException:
    if isinstance(problem, (duckdb.OutOfMemoryException, MemoryError)):
        return AuditError(f"{name} needs more memory than the audit may use; audit fewer columns, or a Parquet copy.")
    if isinstance(problem, duckdb.IOException):
        return AuditError(f"{name} can no longer be read: it was moved, removed or changed during the audit.")
    if isinstance(problem, duckdb.Error):
        return AuditError(f"{name} cannot be read as the kind of file that it seems to be.")
    return problem


def quote(text: str) -> str:
    """An SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def describe(kinds: Sequence[str]) -> sa.Table:
    """The relation for the shared statements: columns c0, c1 ... of these kinds."""
    types: dict[str, sa.types.TypeEngine[Any]] = {
        "text": sa.Text(), "integer": sa.BigInteger(), "number": sa.Numeric(), "date": sa.Date(),
        "datetime": sa.DateTime(), "time": sa.Time(), "boolean": sa.Boolean(), "other": sa.types.NullType(),
    }
    columns: list[sa.Column[Any]] = [
        sa.Column(f"c{i}", types[kind], info={"kind": kind}) for i, kind in enumerate(kinds)
    ]
    return sa.Table(RELATION, sa.MetaData(), *columns)
