"""No cell leaves the audit: canaries in every cell, in every format, with and without a forced exception."""

import datetime as dt
import io
import json
import logging
import tempfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
import sqlalchemy as sa

from tests import needs, postgres
from waybook.audit import duck, rules, table
from waybook.audit.command import _print
from waybook.audit.preparation import data_preparation_days
from waybook.audit.report import to_json
from waybook.audit.source import audit_database
from waybook.audit.table import audit_file, audit_file_tiers

CANARY = "ZZCANARY"
NUMBER = "77310077"  # a number that must not come out as the edge of a range either


def rows(count: int = 300) -> list[dict[str, str]]:
    return [
        {
            "id": f"{CANARY}{i:06}", "name": f"Ann {CANARY}{i % 40}", "email": f"{CANARY}{i}@example.com".lower(),
            "phone": f"{NUMBER}{i % 50:02}", "salary": f"{NUMBER}{i:03}", "town": f"{CANARY} {i % 3}",
            "born": f"{1950 + i % 50}-{1 + i % 12:02}-{1 + i % 28:02}", "note": f"{CANARY} said {i} to {CANARY}",
        }
        for i in range(count)
    ]


def as_csv() -> bytes:
    made = rows()
    lines = [",".join(made[0]), *(",".join(row.values()) for row in made), f"{CANARY},too,few", f'"{CANARY} open']
    return "\n".join(lines).encode()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(rows()[0]))
    for row in rows():
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(folder: Path) -> bytes:
    folder.joinpath("in.json").write_text("\n".join(json.dumps(row) for row in rows()))
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM '{folder}/in.json') TO '{folder}/out.parquet'")
    return folder.joinpath("out.parquet").read_bytes()


def clean(*texts: str) -> None:
    for text in texts:
        assert CANARY.lower() not in text.lower()
        assert NUMBER not in text


@pytest.fixture
def watched(tmp_path, monkeypatch, caplog, capsys):
    """An empty working and temporary folder; afterwards nothing new lies in them, and nothing is logged or printed."""
    folder = tmp_path / "watched"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    caplog.set_level(logging.DEBUG)
    yield folder
    assert list(folder.rglob("*")) == []
    printed = capsys.readouterr()
    clean(caplog.text, printed.out, printed.err)


@pytest.fixture
def spilling(monkeypatch):
    """Files are read again for each question, as large ones are."""
    changed = {
        name: row.model_copy(update={"value": 1000}) if name == "held_in_memory" else row
        for name, row in rules.thresholds().items()
    }
    monkeypatch.setattr(rules, "thresholds", lambda: changed)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "jsonl"])
def test_reports_of_every_tier_hold_no_cell(watched, tmp_path, kind):
    made = {"csv": as_csv, "xlsx": as_xlsx, "parquet": lambda: as_parquet(tmp_path),
            "jsonl": lambda: "\n".join(json.dumps(row) for row in rows()).encode()}
    lines: list[str] = []
    steps: list[str] = []
    for report in audit_file_tiers(made[kind](), name="people", progress=lambda step, done: steps.append(step)):
        clean(json.dumps(to_json(report)), repr(report))
        preparation = data_preparation_days([report])
        clean(repr(preparation))
        _print(report, preparation, lines.append)
    assert report.rows >= 300
    assert any(column.personal for column in report.columns)
    clean(*lines, *steps)


def test_a_large_file_by_path_leaves_nothing_behind(watched, tmp_path, spilling):
    path = tmp_path / "people.csv"
    path.write_bytes(as_csv())
    clean(json.dumps(to_json(audit_file(path))))


@pytest.mark.parametrize("step", ["_exact", "_sampled", "_near"])
def test_a_forced_exception_carries_no_cell(watched, monkeypatch, step, spilling):
    whole = getattr(table, step)

    def failing(*arguments):
        whole(*arguments)
        raise RuntimeError("forced")

    monkeypatch.setattr(table, step, failing)
    with pytest.raises(RuntimeError) as problem:
        audit_file(as_csv(), name="people")
    clean(str(problem.value), repr(problem.value.__cause__), repr(problem.value.__context__))


def test_an_engines_own_message_never_comes_through(watched, monkeypatch):
    """DuckDB quotes the row that it could not convert."""
    monkeypatch.setattr(duck.DuckTable, "surplus_rows",
                        lambda self, rows: self.fetch_sql("SELECT sum(c0::INTEGER) FROM audited"))
    with pytest.raises(Exception) as problem:
        audit_file(as_csv(), name="people")
    clean(str(problem.value), repr(problem.value))
    assert problem.value.__suppress_context__


def test_the_engine_can_neither_write_nor_read_anything_else(tmp_path):
    secret = tmp_path / "other.csv"
    secret.write_text("a\n1\n")
    path = tmp_path / "mine.csv"
    path.write_bytes(as_csv())
    from waybook.audit.loading import open_table
    from waybook.audit.report import AuditError, ReadOptions, never, silent
    from waybook.audit.table_file import table_file

    with open_table(table_file(path), ReadOptions(), silent, never) as opened:
        for statement in (
            f"SELECT * FROM read_csv('{secret}')", f"COPY audited TO '{tmp_path}/leak.csv'", "INSTALL httpfs",
            f"ATTACH '{tmp_path}/leak.db'", "SET enable_external_access = true", f"SET temp_directory = '{tmp_path}'",
        ):
            with pytest.raises(AuditError):
                opened.fetch_sql(statement)
    assert not list(tmp_path.glob("leak*"))


@pytest.mark.postgres
def test_a_database_report_holds_no_cell():
    programs = needs(postgres.binaries(), "a PostgreSQL server")
    with postgres.server(programs) as url:
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
        shape = sa.Table("people", sa.MetaData(), *(sa.Column(name, sa.Text) for name in rows()[0]))
        with engine.begin() as connection:
            shape.create(connection)
            connection.execute(shape.insert(), rows())
        engine.dispose()
        clean(json.dumps(to_json(audit_database(url, today=dt.date(2026, 11, 23)))))
