"""The same statements inside DuckDB, SQLite and a real PostgreSQL give the same figures; the others compile."""

import contextlib
import datetime as dt
import random
import threading
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests import needs, postgres
from waybook.audit import facts, rules
from waybook.audit.database import Database, address, sample_statement, shown
from waybook.audit.report import AuditError, Cancelled
from waybook.audit.source import audit_database, audit_database_tiers
from waybook.audit.table import audit_file

TODAY = dt.date(2026, 11, 23)
METADATA = sa.MetaData()
CUSTOMERS = sa.Table(
    "customers", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text),
    sa.Column("e-mail", sa.String(80)), sa.Column("town", sa.CHAR(12)), sa.Column("joined", sa.Text),
    sa.Column("born", sa.Date),
)
ORDERS = sa.Table(
    "orders", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("customer_id", sa.Integer),
    sa.Column("amount", sa.Numeric(10, 2)), sa.Column("placed", sa.DateTime), sa.Column("paid", sa.Boolean),
    sa.Column("basket", sa.JSON),
)


def customers() -> list[dict]:
    rng = random.Random(3)
    return [
        {
            "id": i, "name": rng.choice(["Ann Lee", "Bob Ray", " Unknown", "?", None, "Zoë 100% O'Neil"]),
            "e-mail": f"user{i}@example.com" if i % 9 else "", "town": rng.choice(["York", "Leeds", "N/A"]),
            "joined": (dt.date(2023, 1, 1) + dt.timedelta(days=i)).strftime("%d/%m/%Y") if i % 7 else "01/01/1900",
            "born": dt.date(1950 + i % 50, 1 + i % 12, 1 + i % 28) if i % 10 else dt.date(1900, 1, 1),
        }
        for i in range(1, 401)
    ]


def orders() -> list[dict]:
    rng = random.Random(4)
    return [
        {
            "id": i, "customer_id": rng.randrange(1, 401) if i % 50 else 9999,
            "amount": round(rng.lognormvariate(3, 1), 2),
            "placed": dt.datetime(2022, 1, 1) + dt.timedelta(hours=7 * i), "paid": rng.random() > 0.2,
            "basket": {"lines": i % 3},
        }
        for i in range(1, 1501)
    ]


def fill(url: str) -> str:
    engine = sa.create_engine(address(url))
    METADATA.drop_all(engine)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(CUSTOMERS.insert(), customers())
        connection.execute(ORDERS.insert(), orders())
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = needs(postgres.binaries(), "a PostgreSQL server")
    with postgres.server(programs) as url:
        yield fill(url)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory) -> str:
    return fill(f"sqlite:///{tmp_path_factory.mktemp('db')}/shop.db")


@pytest.fixture
def limits(monkeypatch):
    def change(**values):
        changed = {
            name: row.model_copy(update={"value": values.get(name, row.value)})
            for name, row in rules.thresholds().items()
        }
        monkeypatch.setattr(rules, "thresholds", lambda: changed)

    return change


def figures(report):
    return {
        "rows": report.rows, "exact": report.duplicates.exact, "keys": report.keys, "history": report.history,
        "columns": {
            c.name: (c.type, c.missing, c.placeholders, c.distinct, c.length, c.minimum, c.maximum, c.personal,
                     [form.share for form in c.formats])
            for c in report.columns
        },
        "findings": [(f.kind, f.column, f.rows, f.share, f.days) for f in report.findings],
        "scores": {name: score.value for name, score in report.scores.items()},
    }


@pytest.mark.postgres
def test_postgresql_and_duckdb_give_identical_figures(server, tmp_path):
    """From Parquet, which keeps the types; the JSON column is text in both."""
    import pandas as pd

    measured = {report.name: report for report in audit_database(server, near=False, today=TODAY).tables}
    for name, rows in (("customers", customers()), ("orders", orders())):
        frame = pd.DataFrame(rows)
        if name == "customers":
            frame["born"] = frame["born"].astype("date32[pyarrow]")
            frame["town"] = frame["town"].str.ljust(12)
        else:
            frame["basket"] = frame["basket"].map(lambda basket: f'{{"lines": {basket["lines"]}}}')
        frame.to_parquet(tmp_path / f"{name}.parquet")
        here = figures(audit_file(tmp_path / f"{name}.parquet", near=False, today=TODAY))
        there = figures(measured[name])
        if name == "customers":  # CHAR is padded: DuckDB counts the padding, PostgreSQL does not
            for columns in (here["columns"], there["columns"]):
                columns["town"] = columns["town"][1:4]
            here["findings"] = [f for f in here["findings"] if f[0] != "stray_spaces"]
            here["scores"].pop("consistency"), there["scores"].pop("consistency")
        else:
            # The orders' numbers are NUMERIC there and DOUBLE here: only the name of the type may differ.
            here["findings"] += [f for f in there["findings"] if f[:2] == ("broken_link", "customer_id")]
            key = lambda f: (f[0], f[1] or "")  # noqa: E731
            here["findings"].sort(key=key), there["findings"].sort(key=key)
        assert here == there, name


@pytest.mark.postgres
def test_postgresql_and_sqlite_give_identical_counts(server, sqlite):
    def counts(url):
        return {
            t.name: {c.name: (c.missing, c.placeholders, c.distinct) for c in t.columns}
            for t in audit_database(url, near=False, today=TODAY).tables
        }

    assert counts(server) == counts(sqlite)


@pytest.mark.postgres
def test_keys_links_and_broken_links(server):
    source = audit_database(server, near=False, today=TODAY)
    assert {table.name: table.keys for table in source.tables} == {"customers": ("id",), "orders": ("id",)}
    (link,) = source.links
    assert (link.child, link.child_column) == ("orders", "customer_id")
    assert (link.parent, link.parent_column) == ("customers", "id")
    (broken,) = [f for f in source.tables[1].findings if f.kind == "broken_link"]
    assert broken.rows == 30
    assert "hunter2" not in shown(address("postgresql://me:hunter2@db/x"))


@pytest.mark.postgres
def test_a_bounded_sample_that_says_so(server, limits):
    limits(sample_rows=300)
    (report,) = audit_database(server, tables=["orders"], near=False, today=TODAY).tables
    assert 0 < report.sample.rows <= 300
    assert report.sample.random
    assert "random sample" in report.sample.label
    assert report.rows == 1500


@pytest.mark.postgres
def test_nothing_can_be_written_through_the_audit(server):
    with Database(server) as database, pytest.raises(AuditError, match="reading only"):
        database.fetch(sa.text("CREATE TABLE intruder (a int)"))


@pytest.mark.postgres
def test_a_statement_that_takes_too_long_is_stopped(server, limits):
    limits(statement_seconds=1)
    with Database(server) as database:
        started = time.monotonic()
        with pytest.raises(AuditError, match="in time"):
            database.fetch(sa.text("SELECT pg_sleep(30)"))
        assert time.monotonic() - started < 6


@pytest.mark.postgres
def test_cancel_reaches_into_the_database(server):
    stop = threading.Event()
    with Database(server, cancel=stop.is_set) as database:
        threading.Timer(0.4, stop.set).start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            database.fetch(sa.text("SELECT pg_sleep(30)"))
        assert time.monotonic() - started < 5


@pytest.mark.postgres
def test_a_table_dropped_while_it_is_read(server):
    engine = sa.create_engine(address(server))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE passing AS SELECT i AS id FROM generate_series(1, 50) t(i)"))
    tiers = audit_database_tiers(server, tables=["passing"], near=False)
    next(tiers)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE passing"))
    with pytest.raises(AuditError, match="dropped"):
        list(tiers)
    engine.dispose()
    with pytest.raises(AuditError, match="no table passing"):
        audit_database(server, tables=["passing"])


@pytest.mark.postgres
def test_a_password_wanted_or_refused(server):
    engine = sa.create_engine(address(server))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP ROLE IF EXISTS locked"))
        connection.execute(sa.text("CREATE ROLE locked LOGIN PASSWORD 'right'"))
        path = connection.execute(sa.text("SHOW hba_file")).scalar_one()
        with open(path, encoding="utf-8") as file:
            before = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write("local all locked scram-sha-256\n" + before)
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    engine.dispose()
    time.sleep(0.5)
    for user in ("locked", "locked:hunter2"):
        with pytest.raises(AuditError, match="password") as problem:
            audit_database(server.replace("waybook@", f"{user}@"))
        assert "hunter2" not in str(problem.value)


def everything(table: sa.Table) -> list[sa.Select]:
    columns = list(table.columns)
    return [
        facts.first_look(table, columns), facts.value_facts(table, columns), facts.distinct_values(table, columns),
        facts.distinct_rows(table), facts.month_counts(table, columns[4], (7, 4, 10)),
        facts.month_counts(table, columns[5], None),
    ]


def described() -> sa.Table:
    from waybook.audit.database import kind

    columns = [sa.Column(c.name, c.type, info={"kind": kind(c.type)}) for c in CUSTOMERS.columns]
    return sa.Table("customers", sa.MetaData(), *columns)


def dialect(name: str):
    if name == "snowflake":
        from snowflake.sqlalchemy import snowdialect

        return snowdialect.dialect()
    if name == "bigquery":
        from sqlalchemy_bigquery import BigQueryDialect

        return BigQueryDialect()
    from databricks.sqlalchemy import DatabricksDialect

    return DatabricksDialect()


@pytest.mark.parametrize("name", ["snowflake", "bigquery", "databricks"])
def test_every_statement_compiles_for_the_warehouses(name):
    pytest.importorskip({"snowflake": "snowflake.sqlalchemy", "bigquery": "sqlalchemy_bigquery",
                         "databricks": "databricks.sqlalchemy"}[name])
    table = described()
    for statement in everything(table):
        sql = str(statement.compile(dialect=dialect(name), compile_kwargs={"literal_binds": True}))
        assert "customers" in sql
    sample, random_ = sample_statement(table, dialect(name), 1000, 50_000, 1)
    sql = str(sample.compile(dialect=dialect(name), compile_kwargs={"literal_binds": True})).upper()
    assert random_ == ("SAMPLE" in sql)
    assert random_ == (name != "bigquery")
    assert "LIMIT 1000" in " ".join(sql.split())


def test_rows_that_are_not_drawn_at_random_are_called_so():
    from waybook.audit.sampling import sample_of

    sample = sample_of(1000, 50_000, random=False)
    assert not sample.random
    assert "not a random sample" in sample.label


def test_sqlite_sources_can_only_be_read(sqlite):
    with Database(sqlite) as database, pytest.raises(AuditError), contextlib.suppress(KeyError):
        database.fetch(sa.text("DELETE FROM orders"))
    assert audit_database(sqlite, tables=["orders"], near=False).tables[0].rows == 1500
