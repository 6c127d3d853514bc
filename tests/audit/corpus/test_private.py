"""Nothing of a document's text reaches the report, a log, the error stream or a disk, even when reading fails."""

import io
import json
import logging
import os
from pathlib import Path

import pytest

from tests.audit.corpus.documents import archive, docx, pdf
from waybook.audit import corpus, document_facts, document_reader
from waybook.audit.corpus import Settings, measure
from waybook.audit.report import to_json

CANARY = "zzcanary7731"
PERSON = "Zoltana Canaryova"
TEXT = f"{CANARY} is for the attention of Mrs {PERSON}, {CANARY}@example.org, and must not be in any report. " * 5
FILES = {
    "a.txt": TEXT.encode(),
    "b.md": f"---\nauthor: {PERSON}\ndate: 2020-01-01\n---\n# {CANARY}\n{TEXT}".encode(),
    "c.html": f"<html><meta name=author content='{PERSON}'><body>{TEXT}</body></html>".encode(),
    "d.pdf": pdf([TEXT], {"Author": PERSON, "Title": CANARY}),
    "e.docx": docx([TEXT], author=PERSON, header=CANARY),
    "f.docx": docx([TEXT])[:-40],
    "g.txt": (TEXT * 3).encode() + b"\xff\xfe\xfd",
}


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every place that a program would write to by habit."""
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _said(disk: Path, *texts: str) -> str:
    written = [path.read_bytes().decode("utf-8", "replace") for path in disk.rglob("*") if path.is_file()]
    return "\n".join((*texts, *written)).lower()


@pytest.mark.parametrize("readers", [0, 1])
def test_no_canary_leaves(
    readers: int, disk: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        report = measure(io.BytesIO(archive(FILES)), name="kb.zip", settings=Settings(readers=readers))
    out, err = capfd.readouterr()
    said = _said(disk, json.dumps(to_json(report)), repr(report), caplog.text, out, err)
    assert report.documents == 6
    assert report.personal["email"] == 6
    assert "canary" not in said
    assert "zoltana" not in said


def test_no_canary_leaves_when_reading_fails(
    disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(extract: object, named: object) -> None:
        raise ValueError(f"cannot handle {extract}")

    monkeypatch.setattr(document_reader, "facts_of", fail)
    with caplog.at_level(logging.DEBUG):
        report = measure(io.BytesIO(archive(FILES)), name="kb.zip", settings=Settings(readers=0))
    out, err = capfd.readouterr()
    assert report.documents == 0
    assert report.unreadable["damaged"] == 7
    assert "canary" not in _said(disk, json.dumps(to_json(report)), caplog.text, out, err)


def test_no_canary_leaves_with_an_error_of_the_audit_itself(
    disk: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What fails after the reading has only aggregates at hand."""

    def fail(documents: object, *_: object) -> None:
        raise RuntimeError(repr(documents))

    monkeypatch.setattr(corpus, "compare", fail)
    with pytest.raises(RuntimeError) as problem:
        measure(io.BytesIO(archive(FILES)), name="kb.zip", settings=Settings(readers=0))
    trace = "".join(str(entry.locals) for entry in problem.traceback if "waybook" in str(entry.path))
    assert "canary" not in _said(disk, str(problem.value), caplog.text)
    assert "Facts(" in trace


def test_a_reading_process_can_write_no_file(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("limits of processes are a POSIX matter")

    class Writer(document_reader.Reader):
        def command(self) -> list[str]:
            script = (
                "import sys; from waybook.audit import document_reader as r; r._confine()\n"
                f"open({str(tmp_path / 'leak')!r}, 'w').write('x' * 10)"
            )
            return [super().command()[0], "-c", script]

    assert Writer().measure(b"x", "text").problem == "stopped"
    assert not (tmp_path / "leak").exists() or (tmp_path / "leak").read_bytes() == b""


@pytest.mark.parametrize(
    "change",
    [
        {"problem": "<b>ZZCANARY7731</b>"}, {"language": "zzcanary7731"}, {"personal": {"Jane Doe": 1}}, {"more": 1},
        {"dates": {"stated": "Jane Doe"}}, {"dates": {"Jane": "2020-01-01"}}, {"words": -1}, {"tokens": float("nan")},
        {"owner": "Jane Doe"}, {"digest": "Jane Doe"}, {"sketch": "AAAAAAAAAAAAAAAA" * 900}, {"format": "EXE"},
        {"words": "many"}, {"pages": 10**30},
    ],
)  # fmt: skip
def test_a_reader_that_was_taken_over_can_say_nothing_but_facts(change: dict[str, object]) -> None:
    honest = document_reader.measure_document(TEXT.encode(), "text").as_json()
    assert document_facts.Facts.from_json(honest).words == honest["words"]
    with pytest.raises((ValueError, TypeError, KeyError)):
        document_facts.Facts.from_json(honest | change)


def test_what_is_kept_of_a_document_holds_no_text() -> None:
    facts = document_reader.measure_document(TEXT.encode(), "text")
    assert "canary" not in json.dumps(facts.as_json()).lower()
    assert len(document_facts.sketch_of(TEXT.lower().split())) > 5
