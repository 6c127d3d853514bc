"""Whatever is wrong with a source, the answer is one sentence that quotes no cell, and nothing half-measured."""

import io
import os
import socket
import threading
import time
import zipfile
from pathlib import Path

import pytest

from waybook.audit import rules
from waybook.audit.loading import open_table
from waybook.audit.report import AuditError, Cancelled, ReadOptions, never, silent
from waybook.audit.source import audit_database
from waybook.audit.table import audit_file, audit_file_tiers
from waybook.audit.table_file import table_file

SECRET = "ZZCANARY7731"


def refusal(source, name=None, **options) -> str:
    with pytest.raises(AuditError) as problem:
        audit_file(source, name=name, options=ReadOptions(**options), near=False)
    text = str(problem.value)
    assert "\n" not in text
    assert text.endswith(".")
    assert SECRET not in text
    assert problem.value.__cause__ is None  # no engine message rides along
    assert problem.value.__suppress_context__ or problem.value.__context__ is None
    return text


@pytest.fixture
def limits(monkeypatch):
    """Change thresholds by name for one test."""

    def change(**values):
        changed = {
            name: row.model_copy(update={"value": values[name]}) if name in values else row
            for name, row in rules.thresholds().items()
        }
        monkeypatch.setattr(rules, "thresholds", lambda: changed)

    return change


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.csv", "empty"),
        (b" \n\t\n", "blank.csv", "empty"),
        (b"a,b,c\n", "header.csv", "header and no rows"),
        (b"%PDF-1.7 x", "table.csv", "PDF"),
        (b"\x1f\x8b\x08rest", "table.csv.gz", "gzip"),
        (b"PK\x03\x04" + SECRET.encode(), "book.xlsx", "damaged"),
        (b"PAR1" + SECRET.encode() * 9, "t.parquet", "cannot be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old.xls", "cannot be opened"),
        (b"\x00\x01\x02\x03" * 999, "noise.csv", "not text"),
        (b"<html><body>" + SECRET.encode(), "page.csv", "web page"),
        (f'{{"a": 1}}\n{{"a": "{SECRET}", \n'.encode() * 3, "ok.jsonl", None),
    ],
)
def test_files_that_are_no_tables(data, name, said):
    if said is None:  # JSON lines with damaged ones among them: read, and the damaged counted
        report = audit_file(data, name=name, near=False)
        assert (report.rows, report.reading.rows_rejected) == (6, 3)
    else:
        assert said in refusal(data, name)


def test_missing_files_and_folders(tmp_path: Path):
    assert "no file" in refusal(tmp_path / "none.csv")
    assert "not a file" in refusal(tmp_path)


def test_a_file_that_lies_about_its_type_is_read_by_its_content():
    report = audit_file(b"id,name\n1,Ann\n2,Bob\n", name="really.xlsx", near=False)
    assert report.rows == 2
    assert "content" in report.reading.notes[0]


def test_a_line_of_five_gigabytes_is_refused_at_once(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n1,2\n")
    os.truncate(path, 5 * 2**30)  # sparse: takes no room
    started = time.monotonic()
    text = refusal(path)
    assert time.monotonic() - started < 5
    assert "2 MB" in text or "not text" in text


def test_a_quote_left_open():
    assert "line longer than 2 MB" in refusal(b'a,b\n1,2\n"' + SECRET.encode() * 400_000)


def test_no_row_fits():
    assert "fits the header" in refusal(f"a,b,c\n{SECRET},1\n{SECRET},2\n".encode(), header_row=1, delimiter=",")


def test_wrong_corrections():
    data = b"a,b\n1,2\n"
    assert "no text encoding" in refusal(data, encoding="klingon")
    assert "no line 9" in refusal(data, header_row=9)
    assert "delimiter" in refusal(data, delimiter='"')


def test_a_wrong_encoding_loses_no_row():
    data = "name;n\nJosé;1\nZoë;2\n".encode("cp1252") * 30
    report = audit_file(data, options=ReadOptions(encoding="ascii"), near=False)
    assert report.reading.rows_read + report.reading.rows_rejected == 89


def test_ten_thousand_columns_are_refused_and_a_hundred_and_fifty_are_read():
    def wide(columns: int) -> bytes:
        row = ",".join("1" for _ in range(columns))
        return f"{','.join(f'c{i}' for i in range(columns))}\n{row}\n{row}\n".encode()

    assert "10,000 columns" in refusal(wide(10_000))
    report = audit_file(wide(150), near=False)
    assert (len(report.columns), report.rows, report.duplicates.exact) == (150, 2, 1)


def test_a_zip_bomb(limits):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(30_000_000))
    assert "unpacks to 30 MB" in refusal(packed.getvalue(), "bomb.xlsx")


def test_a_protected_or_hollow_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", f"<{SECRET}")
    assert "cannot be opened" in refusal(packed.getvalue(), "hollow.xlsx")


def test_too_little_memory_is_said(limits):
    limits(memory_limit=20_000_000, held_in_memory=2**40)
    rows = "".join(f"{i},{i * 7919% 1000003},{SECRET}{i}\n" for i in range(400_000))
    assert "memory" in refusal(f"a,b,c\n{rows}".encode())


def test_cancel_stops_and_keeps_nothing():
    data = ("id,v\n" + "".join(f"{i},{i}\n" for i in range(2000))).encode()
    asked = 0

    def soon() -> bool:
        nonlocal asked
        asked += 1
        return asked > 12

    seen = []
    with pytest.raises(Cancelled):
        seen.extend(report.tier for report in audit_file_tiers(data, cancel=soon, near=False))
    assert 3 not in seen


class Leaving(BaseException):
    """What a screen raises inside `cancel` when somebody clicks elsewhere."""


def test_a_screen_that_leaves_stops_the_running_question():
    rows = "".join(f"{i},{i * 7919% 1000003}\n" for i in range(2000)).encode()
    began = 0.0

    with open_table(table_file(b"id,v\n" + rows), ReadOptions(), silent, never) as opened:
        def leave() -> bool:
            if time.monotonic() - began > 0.3:
                raise Leaving
            return False

        opened.cancel = leave
        began = time.monotonic()
        with pytest.raises(Leaving):  # a product of four billion pairs, which takes minutes
            opened.fetch_sql("SELECT sum(hash(a.c0 || b.c1 || c.c0)) FROM audited a, audited b, audited c")
        assert time.monotonic() - began < 5
        opened.cancel = never
        assert opened.fetch_sql("SELECT count(*) FROM audited") == [(2000,)]  # nothing runs on behind


def database_refusal(url: str) -> str:
    with pytest.raises(AuditError) as problem:
        audit_database(url)
    text = str(problem.value)
    assert "\n" not in text
    assert "hunter2" not in text
    return text


def test_addresses_that_lead_nowhere(tmp_path: Path):
    assert "not a database address" in database_refusal("no address")
    assert "no driver" in database_refusal("klingon://somewhere/db")
    assert "no SQLite file" in database_refusal(f"sqlite:///{tmp_path}/none.db")
    assert "cannot be reached" in database_refusal("postgresql://someone:hunter2@127.0.0.1:1/db")


def test_a_database_that_hangs(limits):
    limits(connect_seconds=2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        started = time.monotonic()
        text = database_refusal(f"postgresql://someone:hunter2@127.0.0.1:{port}/db")
        assert time.monotonic() - started < 8
    assert "did not answer" in text


def test_a_hanging_database_can_be_given_up(limits):
    stop = threading.Event()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Timer(0.5, stop.set).start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            audit_database(f"postgresql://x@127.0.0.1:{listener.getsockname()[1]}/db", cancel=stop.is_set)
        assert time.monotonic() - started < 4
