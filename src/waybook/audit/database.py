"""Tables of a database or warehouse: the shared statements run inside it, plus one bounded sample that says what it is.

Read only: the session is set to read only where the engine can, every statement has a time limit, and no credential
ever reaches a message or a report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import URL, Connection, make_url

from waybook.audit.facts import ColumnFacts, batches, distinct_rows, distinct_values, kind_of
from waybook.audit.report import AuditError, Cancel, Reading, never
from waybook.audit.rules import threshold
from waybook.audit.stoppable import stoppable

T = TypeVar("T")

_DRIVERS = {
    "postgresql": ("postgresql+psycopg", "psycopg[binary]", "postgres"),
    "postgres": ("postgresql+psycopg", "psycopg[binary]", "postgres"),
    "snowflake": ("snowflake", "snowflake-sqlalchemy", "snowflake"),
    "bigquery": ("bigquery", "sqlalchemy-bigquery", "bigquery"),
    "databricks": ("databricks", "databricks-sqlalchemy", "databricks"),
}


def address(url: str) -> URL:
    """The address with its driver.

    Raises:
        AuditError: it is no database address.
    """
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        raise AuditError("This is not a database address such as postgresql://user@host/name.") from None
    known = _DRIVERS.get(parsed.drivername)
    return parsed.set(drivername=known[0]) if known else parsed


def shown(url: URL) -> str:
    """The address without user, password and options, for reports."""
    host = f"{url.host}/" if url.host else ""
    return f"{url.get_backend_name()}://{host}{url.database or ''}"


class Database:
    """An open database. Use as a context manager; `tables()` lists what can be audited."""

    def __init__(self, url: str, *, cancel: Cancel = never, schema: str | None = None) -> None:
        """Connects.

        Raises:
            AuditError: no driver, no answer in time, a password wanted or refused, no such database.
        """
        self.url = address(url)
        self.name = shown(self.url)
        self.cancel = cancel
        self.schema = schema
        try:
            self.engine = sa.create_engine(self.url, connect_args=self._connect_options(), poolclass=sa.NullPool)
        except (exc.NoSuchModuleError, ModuleNotFoundError, ImportError):
            extra = _DRIVERS.get(self.url.get_backend_name())
            hint = f"; install waybook[{extra[2]}]" if extra else ""
            raise AuditError(f"There is no driver for {self.url.get_backend_name()} databases here{hint}.") from None
        except (TypeError, ValueError, exc.SQLAlchemyError):
            raise AuditError("This database address cannot be used: a part of it is missing or misspelt.") from None
        self._check_file()
        connection = stoppable(self._connect, cancel, seconds=threshold("connect_seconds") + 2)
        if connection is None:
            raise AuditError(f"{self.name} did not answer within {threshold('connect_seconds'):.0f} seconds.")
        self.connection: Connection = connection

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(exc.SQLAlchemyError):
            self.connection.close()
        self.engine.dispose()

    def _connect_options(self) -> dict[str, Any]:
        if self.url.get_backend_name() == "postgresql":
            wait = int(threshold("statement_seconds") * 1000)
            return {
                "connect_timeout": int(threshold("connect_seconds")),
                "options": f"-c statement_timeout={wait} -c default_transaction_read_only=on -c lock_timeout=10000",
            }
        return {}

    def _check_file(self) -> None:
        if self.engine.dialect.name == "sqlite" and self.url.database not in (None, "", ":memory:"):
            path = Path(str(self.url.database))
            if not path.is_file():
                raise AuditError(f"There is no SQLite file {path.name}.")

    def _connect(self) -> Connection:
        try:
            connection = self.engine.connect()
            if self.engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only = ON")
            return connection
        except (exc.SQLAlchemyError, OSError, ModuleNotFoundError) as problem:
            raise AuditError(_refusal(self.name, problem)) from None

    def tables(self) -> list[str]:
        """Names of tables, the schema's own; at most the limit.

        Raises:
            AuditError: the catalogue cannot be read.
        """
        try:
            names = sa.inspect(self.connection).get_table_names(schema=self.schema)
        except exc.SQLAlchemyError as problem:
            raise AuditError(_refusal(self.name, problem)) from None
        return sorted(names)

    def table(self, name: str) -> DatabaseTable:
        """Opens one table by its name.

        Raises:
            AuditError: no such table, or one that cannot be described.
        """
        try:
            columns = sa.inspect(self.connection).get_columns(name, schema=self.schema)
        except exc.NoSuchTableError:
            raise AuditError(f"{self.name} has no table {name}; it may have been dropped.") from None
        except exc.SQLAlchemyError as problem:
            raise AuditError(_refusal(self.name, problem)) from None
        if not columns:
            raise AuditError(f"The table {name} of {self.name} has no columns.")
        described = [sa.Column(str(c["name"]), c["type"], info={"kind": kind(c["type"])}) for c in columns]
        return DatabaseTable(self, name, sa.Table(name, sa.MetaData(), *described, schema=self.schema))

    def fetch(self, statement: sa.Executable) -> list[tuple[Any, ...]]:
        """Runs a statement within the time limit.

        Raises:
            AuditError: refused, too slow, a table dropped meanwhile, a connection lost. Cancelled: the user stopped.
        """
        rows = stoppable(
            lambda: self._rows(statement),
            self.cancel,
            self._stop,
            seconds=threshold("statement_seconds") + 5,
            patience=2,
        )
        if rows is None:
            raise AuditError(f"{self.name} did not answer within {threshold('statement_seconds'):.0f} seconds.")
        return rows

    def _rows(self, statement: sa.Executable) -> list[tuple[Any, ...]]:
        try:
            rows = [tuple(row) for row in self.connection.execute(statement)]
            self.connection.rollback()  # no lock is held between questions: the database goes on with its work
            return rows
        except (exc.SQLAlchemyError, OSError) as problem:
            with suppress(exc.SQLAlchemyError):
                self.connection.rollback()
            raise AuditError(_refusal(self.name, problem)) from None

    def _stop(self) -> None:
        """Asks the engine to give up the running statement, where the driver can."""
        driver = getattr(self.connection.connection, "driver_connection", None)
        for name in ("cancel_safe", "interrupt", "cancel"):
            stop = getattr(driver, name, None)
            if stop is not None:
                with suppress(Exception):  # a driver's own error changes nothing: the result is thrown away
                    stop()
                return


class DatabaseTable:
    """One table of an open database, as the tiers ask for it."""

    def __init__(self, database: Database, name: str, table: sa.Table) -> None:
        self.database = database
        self.name = name
        self.reading: Reading | None = None
        self._source = table
        self.names = tuple(column.name for column in table.columns)
        # Types without equality or length are asked as text.
        plain = [column for column in table.columns if kind_of(column) != "other"]
        self.table = table if len(plain) == len(table.columns) else self._as_text(table)

    @staticmethod
    def _as_text(table: sa.Table) -> sa.Table:
        asked = [
            sa.cast(column, sa.Text).label(column.name) if kind_of(column) == "other" else column
            for column in table.columns
        ]
        view: Any = sa.select(*asked).select_from(table).subquery()
        for column, original in zip(view.columns, table.columns, strict=True):
            column.info = {"kind": "text" if kind_of(original) == "other" else kind_of(original)}
        return view  # type: ignore[no-any-return]

    def fetch(self, statement: sa.Select[Any]) -> list[tuple[Any, ...]]:
        return self.database.fetch(statement)

    def first_look(self) -> list[ColumnFacts]:
        """Nothing: the exact facts come in one pass anyway."""
        return []

    def distinct(self, facts: Sequence[ColumnFacts]) -> Mapping[int, tuple[int, bool]]:
        found: dict[int, tuple[int, bool]] = {}
        for columns in batches(self.table):
            (row,) = self.fetch(distinct_values(self.table, columns))
            found.update({len(found) + at: (int(count), True) for at, count in enumerate(row)})
        return found

    def surplus_rows(self, rows: int) -> int | None:
        """None where the engine cannot compare a column of the table."""
        try:
            ((count,),) = self.fetch(distinct_rows(self.table))
        except AuditError:
            return None
        return rows - int(count)

    def sample(self, rows: int, seed: int) -> tuple[list[tuple[Any, ...]], bool]:
        """At most `rows` rows, and whether they were drawn at random; False: the first rows the engine gave."""
        ((total,),) = self.fetch(sa.select(sa.func.count()).select_from(self.table))
        statement: sa.Select[Any]
        if int(total) <= rows:
            statement, random = sa.select(*self.table.columns).limit(rows), True
        else:
            statement, random = sample_statement(self._source, self.database.engine.dialect, rows, int(total), seed)
        drawn = self.fetch(statement)
        padded = [isinstance(column.type, sa.CHAR) for column in self._source.columns]
        if any(padded):  # the engine's own padding is no stray space
            drawn = [
                tuple(cell.rstrip(" ") if pad and isinstance(cell, str) else cell
                      for cell, pad in zip(row, padded, strict=True))
                for row in drawn
            ]
        return drawn, random

    def entities(self, positions: Sequence[int], rows: int, block: int) -> tuple[list[tuple[Any, ...]], bool]:
        """All rows of these columns when they are within the limit, else none: no portable way to whole blocks."""
        limit = int(threshold("near_rows_limit"))
        if rows > limit:
            return [], False
        columns = list(self.table.columns)
        return self.fetch(sa.select(*(columns[at] for at in positions)).limit(limit)), True


def sample_statement(
    source: sa.Table, dialect: sa.Dialect, rows: int, total: int, seed: int
) -> tuple[sa.Select[Any], bool]:
    """About `rows` of the table's `total` rows, and whether they are drawn at random.

    PostgreSQL, Snowflake: TABLESAMPLE BERNOULLI. Databricks: TABLESAMPLE (n PERCENT). SQLite: ORDER BY random().
    Others give their first rows: BigQuery draws blocks of rows only, which is no random sample of rows.
    """
    share = min(100.0, 110.0 * rows / total)
    chosen: sa.FromClause = source
    origin: Any = None
    if dialect.name in {"postgresql", "snowflake"}:
        chosen = sa.tablesample(source, sa.func.bernoulli(share), seed=sa.literal(seed))
    elif dialect.name == "databricks":
        # SQLAlchemy writes an alias before the clause, where Spark wants none.
        named = dialect.identifier_preparer.format_table(source)
        drawn = f"(SELECT * FROM {named} TABLESAMPLE ({share:.4f} PERCENT) REPEATABLE ({int(seed)})) AS drawn"
        chosen = sa.table("drawn", *(sa.column(column.name, column.type) for column in source.columns))
        origin = sa.text(drawn)
    asked = [
        sa.cast(column, sa.Text).label(column.name) if kind_of(original) == "other" else column
        for column, original in zip(chosen.columns, source.columns, strict=True)
    ]
    statement: sa.Select[Any] = sa.select(*asked).limit(rows)
    if origin is not None:
        written: list[sa.ColumnElement[Any]] = [sa.literal_column(str(c.compile(dialect=dialect))) for c in asked]
        statement = sa.select(*written).select_from(origin).limit(rows)
    if dialect.name == "sqlite":
        return statement.order_by(sa.func.random()), True
    return statement, chosen is not source


def kind(type_: sa.types.TypeEngine[Any]) -> str:
    """The audit's name for a column type of the catalogue."""
    if isinstance(type_, sa.Boolean):
        return "boolean"
    if isinstance(type_, sa.Integer):
        return "integer"
    if isinstance(type_, sa.Numeric):
        return "number"
    if isinstance(type_, sa.DateTime):
        return "datetime"
    if isinstance(type_, sa.Date):
        return "date"
    if isinstance(type_, sa.Time):
        return "time"
    if isinstance(type_, (sa.Enum, sa.Uuid)) or not isinstance(type_, sa.String):
        return "other"
    return "text"


_REFUSALS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("password", "fatal:  role", "authentication", "access denied", "no pg_hba", "login failed", "credentials"),
     "{name} wants a user and password, or does not accept those given."),
    (("timeout", "timed out", "canceling statement", "cancelled", "interrupted"), "{name} did not answer in time."),
    (("does not exist", "no such table", "not found", "undefinedtable", "unknown table"),
     "{name} no longer has what was asked for: the database, a table or a column is not there (dropped meanwhile?)."),
    (("permission", "denied", "not authorized", "privilege"), "{name} does not let this user read it."),
    (("refused", "could not connect", "no such file", "unreachable", "name or service", "resolve",
      "connection failed", "closed", "terminat", "lost", "reset"), "{name} cannot be reached."),
    (("no module", "dbapi"), "The driver for {name} is not installed."),
    (("read-only", "readonly"), "{name} is open for reading only."),
)


def _refusal(name: str, problem: BaseException) -> str:
    """One sentence; the engine's message may quote a value or a password and is never passed on."""
    text = f"{type(problem).__name__} {type(getattr(problem, 'orig', None)).__name__} {problem}".lower()
    for words, sentence in _REFUSALS:
        if any(word in text for word in words):
            return sentence.format(name=name)
    return f"{name} refused a question of the audit ({type(problem).__name__})."
