"""Where plans are kept, and what to say when that place fails."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

BUSY_SECONDS = 15.0
"""How long a writer waits for another one before it gives up."""

metadata = sa.MetaData()

plans = sa.Table(
    "waybook_plan",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),  # goes up with every change, undo and redo included
    sa.Column("head", sa.BigInteger, nullable=False),  # number of the revision on show
)

revisions = sa.Table(
    "waybook_revision",
    metadata,
    sa.Column("plan_id", sa.String(64), primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.BigInteger),  # where undo goes; redo goes to the newest revision with this parent
    sa.Column("at", sa.Float, nullable=False),  # seconds since 1970, UTC
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("paths", sa.Text, nullable=False),  # what was edited, one path a line; empty when all of it was
    sa.Column("body", sa.LargeBinary, nullable=False),  # JSON, zlib
    sa.Index("waybook_revision_parent", "plan_id", "parent"),
)


class StoreError(Exception):
    """Something a person can act on. Its text is one sentence fit for the screen."""


def location(chosen: str | os.PathLike[str] | None = None) -> sa.URL:
    """The database named by `chosen`, else by WAYBOOK_DATABASE, else a file in the user's data folder.

    Each may be a path or an SQLAlchemy URL. Raises StoreError for a URL that cannot be read.
    """
    name = os.fspath(chosen) if chosen is not None else os.environ.get("WAYBOOK_DATABASE", "")
    if not name:
        return sa.URL.create("sqlite", database=str(_data_folder() / "waybook.db"))
    if "://" not in name:
        return sa.URL.create("sqlite", database=str(Path(name).expanduser().absolute()))
    try:
        url = sa.make_url(name)
    except sa.exc.ArgumentError:
        raise StoreError("WAYBOOK_DATABASE is neither a path nor a database URL.") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    return url


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "Waybook"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Waybook"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "waybook"


def connect(url: sa.URL) -> sa.Engine:
    """An engine on `url` with its tables in place. Raises StoreError."""
    with plain_errors(url):
        if url.get_backend_name() != "sqlite":
            engine = sa.create_engine(url, pool_pre_ping=True)
        else:
            if url.database:
                Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
            sa.event.listen(engine, "connect", _prepare_sqlite)
            sa.event.listen(engine, "begin", _begin_immediate)
        _create_tables(engine)
        return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin in _begin_immediate, not when the driver thinks fit
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")  # an acknowledged save survives a power cut


def _begin_immediate(connection: sa.Connection) -> None:
    # Reads run in autocommit and never come here. A writer that took its lock late could fail halfway.
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _create_tables(engine: sa.Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if sa.inspect(connection).has_table(revisions.name):
            return
        for attempt in (1, 2):
            try:
                for table in metadata.sorted_tables:
                    connection.execute(CreateTable(table, if_not_exists=True))
                    for index in table.indexes:
                        connection.execute(CreateIndex(index, if_not_exists=True))
                return
            except sa.exc.IntegrityError:  # PostgreSQL, when another process creates them at the same moment
                if attempt == 2:
                    raise
                time.sleep(0.2)


@contextmanager
def plain_errors(url: sa.URL) -> Iterator[None]:
    """Turn what a database says into one sentence that tells the reader what to do."""
    place = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError(
            f"The database {place} needs the Python package {error.name}, which is not installed."
        ) from error
    except sa.exc.NoSuchModuleError as error:
        raise StoreError(
            f"Waybook cannot use the database {place}: give a path, or a sqlite or postgresql URL."
        ) from error
    except OSError as error:
        raise StoreError(f"Waybook cannot write to {place} ({error.strerror}); set WAYBOOK_DATABASE.") from error
    except sa.exc.TimeoutError as error:
        raise StoreError(f"The database {place} is too busy; try again in a moment.") from error
    except sa.exc.DatabaseError as error:
        raise StoreError(f"{_sentence(str(error.orig).lower(), place)} Nothing was changed.") from error


def _sentence(said: str, place: str | None) -> str:
    if "locked" in said:
        return f"The database {place} is held by another program; close it, then try again."
    if "not a database" in said or "malformed" in said or "no such column" in said:
        return f"The file {place} is damaged or is not a Waybook database; move it away, or restore a copy of it."
    if "readonly" in said or "read-only" in said or "unable to open" in said or "permission" in said:
        return f"Waybook cannot write to {place}; check its permissions, or set WAYBOOK_DATABASE to another place."
    if "full" in said or "no space" in said:
        return f"The disk that holds {place} is full; make room, then try again."
    if "connect" in said or "terminat" in said or "closed" in said:
        return f"The database server at {place} does not answer; check that it runs, then try again."
    return f"The database {place} refused: {said.splitlines()[0]}."
