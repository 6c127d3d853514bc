"""`waybook export` and `waybook import` from the command line."""

import errno
import json
import os
from pathlib import Path

import pytest

from tests.spreadsheet.edits import edited, set_cell
from waybook.cli import main
from waybook.plan import Plan, read, write


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    plan, book = tmp_path / "plan.json", tmp_path / "plan.xlsx"
    plan.write_text(write(Plan(name="Command")), encoding="utf-8")
    assert main(["export", str(plan), str(book), "--no-ranges"]) == 0
    return plan, book


def test_import_prints_and_changes_only_what_is_accepted(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, book = files
    before = plan.read_bytes()
    changes = (
        set_cell("Assumptions", "conversations", "Value", 50),
        set_cell("Answers", "organisation", "Answer", "ACME"),
    )
    book.write_bytes(edited(book.read_bytes(), *changes))
    assert main(["import", str(plan), str(book)]) == 0
    told = json.loads(capsys.readouterr().out)
    ids = [one["id"] for one in told["differences"]]
    assert sorted(ids) == ["architecture.usage.conversations", "organisation"]
    assert plan.read_bytes() == before
    chosen = tmp_path / "chosen.json"
    chosen.write_text(json.dumps(["organisation"]))
    assert main(["import", str(plan), str(book), "--accept", str(chosen)]) == 0
    new = read(plan.read_bytes())
    assert (new.organisation, new.architecture.usage.conversations) == ("ACME", None)
    assert main(["import", str(plan), str(book), "--accept", "all"]) == 0
    assert read(plan.read_bytes()).architecture.usage.conversations == 50


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_bad_files_are_refused_and_the_plan_stays(
    files: tuple[Path, Path], content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, book = files
    before = plan.read_bytes()
    book.write_bytes(content)
    assert main(["import", str(plan), str(book), "--accept", "all"]) == 1
    assert capsys.readouterr().err.strip().endswith(".")
    assert plan.read_bytes() == before


def test_missing_files_and_bad_choices(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    plan, book = files
    assert main(["import", str(plan), str(book.with_name("none.xlsx"))]) == 1
    assert main(["export", str(plan.with_name("none.json")), str(book)]) == 1
    book.with_name("bad.json").write_text("{")
    assert main(["import", str(plan), str(book), "--accept", str(book.with_name("bad.json"))]) == 1
    assert "not a JSON list" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "plan.json", "plan.json"], "plan.json: the name of a workbook ends in .xlsx"),
        (["export", "plan.json", "no/such/folder.xlsx"], "no/such/folder.xlsx: No such file or directory."),
        (["export", ".", "out.xlsx"], ".: Is a directory."),
        (["export", "half.json", "out.xlsx"], "half.json: This is not a Waybook plan"),
        (["import", "plan.json", "."], ".: Is a directory."),
        (["import", "plan.json", "plan.json"], "plan.json: This is not an Excel workbook"),
        (["import", "plan.json", "plan.xml"], "plan.xml: This file is broken or not XML"),
        (["import", "plan.json", "plan.xlsx", "--accept", "nobody"], "nobody: No such file or directory."),
        (["import", "plan.json", "plan.xlsx", "--accept", "plan.json"], "plan.json: this is not a JSON list"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_changes_no_file(
    files: tuple[Path, Path], arguments: list[str], words: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = files[0].parent
    (folder / "half.json").write_text('{"schema_version": 1,')
    (folder / "plan.xml").write_text("<Project>")
    monkeypatch.chdir(folder)
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert main(arguments) == 1
    told = capsys.readouterr()
    assert told.err.strip().startswith(words)
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_a_disk_that_fills_up_leaves_the_old_file(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, book = files
    before, write_bytes = book.read_bytes(), Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        write_bytes(path, content[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["export", str(plan), str(book), "--no-ranges"]) == 1
    assert capsys.readouterr().err == f"{book}: No space left on device.\n"
    assert book.read_bytes() == before
    assert sorted(one.name for one in book.parent.iterdir()) == ["plan.json", "plan.xlsx"]
