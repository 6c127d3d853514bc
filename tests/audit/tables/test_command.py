"""`waybook audit`: JSON and text, refusals with exit code 1, purpose and corrections from the command line."""

import json
import sqlite3

import pytest

from tests.audit.tables.shop import as_csv, customers
from waybook import cli


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "shop.csv"
    path.write_bytes(as_csv(customers(120)))
    return str(path)


def test_json(shop, capsys):
    assert cli.main(["audit", shop, "--json", "--no-near"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["rows"] == 120
    assert body["duplicates"]["exact"] == 12
    assert body["preparation"]["days"][1] > 0
    assert body["reading"]["header_row"] == 1


def test_text(shop, capsys):
    assert cli.main(["audit", shop, "--no-near", "--field", "price", "--history-months", "240"]) == 0
    out = capsys.readouterr().out
    for said in ("120 rows, 8 columns", "A needed field is not there in price", "days of waiting",
                 "accuracy        ?", "working days of data preparation"):
        assert said in out


def test_corrections(tmp_path, capsys):
    path = tmp_path / "t.txt"
    path.write_text("junk\tjunk\nid\tn\n1\t2\n3\t4\n")
    assert cli.main(["audit", str(path), "--json", "--delimiter", "tab", "--header-row", "2", "--no-near"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert [column["name"] for column in body["columns"]] == ["id", "n"]


def test_a_database(tmp_path, capsys):
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("CREATE TABLE a (id INTEGER, v TEXT)")
        connection.executemany("INSERT INTO a VALUES (?, ?)", [(i, "?") for i in range(30)])
    assert cli.main(["audit", f"sqlite:///{tmp_path}/shop.db", "--json"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert body["tables"][0]["columns"][1]["missing"] == 30
    assert cli.main(["audit", f"sqlite:///{tmp_path}/shop.db", "--table", "b"]) == 1
    assert "has no table b" in capsys.readouterr().err


@pytest.mark.parametrize("source", ["none.csv", "postgresql://u:hunter2@127.0.0.1:1/x"])
def test_refusals(source, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["audit", source]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("waybook audit: ")
    assert printed.err.count("\n") == 1
    assert "hunter2" not in printed.err


def test_a_folder_of_documents_goes_to_the_document_audit(tmp_path, capsys):
    (tmp_path / "guide.md").write_text("# Refunds\n\n" + "A refund takes five days. " * 40)
    assert cli.main(["audit", str(tmp_path), "--json"]) == 0
    assert "findings" in json.loads(capsys.readouterr().out)
