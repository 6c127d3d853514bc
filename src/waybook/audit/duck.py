"""A table in DuckDB: small files are held in memory, large ones read again for each question. Nothing is written."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO, TypeVar

import duckdb
import sqlalchemy as sa
from fsspec import AbstractFileSystem
from sqlalchemy.dialects import postgresql

from waybook.audit.report import AuditError, Cancel, Cancelled, Reading
from waybook.audit.rules import threshold
from waybook.audit.table_file import TableFile

# DuckDB reads the PostgreSQL dialect of the shared statements; values are written into them as literals.
_DIALECT = postgresql.dialect(paramstyle="named")
_DIALECT._backslash_escapes = False

RELATION = "audited"

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
    reading: Reading
    held: bool
    cancel: Cancel
    dialect: str = "duckdb"
    exact_limit: int = 200_000
    notes: list[str] = field(default_factory=list)

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
        return run(self.connection, lambda: self.connection.execute(sql).fetchall(), self.cancel, self.name)

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
    if file is not None and file.data is not None:
        connection.register_filesystem(Upload(file.data))
    return connection


def seal(connection: duckdb.DuckDBPyConnection, file: TableFile | None) -> None:
    """Nothing but the audited file can be read from here on, and nothing can change that."""
    if file is not None and file.path is not None:
        connection.execute("SET allowed_paths = [" + quote(str(file.path)) + "]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def run(connection: duckdb.DuckDBPyConnection, work: Callable[[], T], cancel: Cancel, name: str) -> T:
    """Does the work while asking `cancel`; DuckDB's own messages quote rows, so none of them is passed on."""
    outcome: list[T] = []
    failure: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(work())
        except BaseException as problem:
            failure.append(problem)

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    stopped = False
    while thread.is_alive():
        thread.join(0.05)
        if not stopped and thread.is_alive() and cancel():
            stopped = True
            connection.interrupt()
    if stopped or cancel():
        raise Cancelled
    if failure:
        raise _sentence(failure[0], name) from None
    return outcome[0]


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
