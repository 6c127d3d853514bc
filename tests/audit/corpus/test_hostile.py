"""Files that lie, hang, explode or are built to do harm: one sentence each, and the audit goes on."""

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from tests.audit.corpus.documents import archive, docx, pdf, prose
from waybook.audit import document_reader
from waybook.audit.corpus import Settings, measure
from waybook.audit.document_extract import SENTENCES, Format
from waybook.audit.document_reader import Reader, measure_document
from waybook.audit.report import AuditError, Cancelled

HERE = Settings(readers=0)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:t>&b;</w:t></w:document>"""
OUTSIDE = LAUGHS.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("data", "named", "problem"),
    [
        (b"", "PDF", "empty"),
        (b"   \n", "text", "empty"),
        (b"<html><body><script>only code</script></body></html>", "HTML", "empty"),
        (b"no pdf at all", "PDF", "damaged"),
        (pdf([prose(1)])[:300], "PDF", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "PDF", "damaged"),
        (pdf([prose(1)], password="secret"), "PDF", "encrypted"),
        (docx([prose(1)])[:-60], "DOCX", "damaged"),
        (archive({"readme.txt": b"x"}), "DOCX", "archive"),
        (archive({"xl/workbook.xml": b"x"}), "DOCX", "other format"),
        (docx([], extra={"word/document.xml": LAUGHS}), "DOCX", "hostile"),
        (docx([], extra={"word/document.xml": OUTSIDE}), "DOCX", "hostile"),
        (docx(["x"], extra={"word/big.xml": bytes(60_000_000)}), "DOCX", "hostile"),
        (docx([], extra={"word/document.xml": b"<w:document><unclosed>"}), "DOCX", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "DOCX", "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "DOCX", "old Word format"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "text", "not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "Markdown", "picture"),
    ],
)
def test_each_gives_its_sentence(data: bytes, named: Format, problem: str) -> None:
    facts = measure_document(data, named)
    assert facts.problem == problem
    assert SENTENCES[problem].endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_text_of_any_usual_encoding_is_text(encoding: str) -> None:
    text = "Die Größe der Prüfung für alle ist nicht mehr als zwölf Seiten, und das gilt auch für die Übungen danach."
    facts = measure_document((text * 3).encode(encoding), "text")
    assert (facts.problem, facts.language, facts.garbled) == (None, "de", False)
    assert facts.characters == 3 * len(text)


def test_a_file_is_read_as_what_it_is() -> None:
    facts = measure_document(pdf([prose(1)]), "DOCX")
    assert (facts.format, facts.lies) == ("PDF", True)
    assert measure_document(b"<html><p>" + prose(1).encode(), "text").format == "HTML"


def test_gibberish_and_lost_characters_are_garbled() -> None:
    assert measure_document(("xqzt vbnk wprt " * 200).encode(), "text").garbled
    assert measure_document((prose(1) + "\ufffd" * 60).encode(), "text").garbled
    assert not measure_document(prose(1).encode(), "text").garbled


def _claims(name: str, claimed: int) -> bytes:
    """A zip whose directory claims another size for its member."""
    data = bytearray(archive({name: prose(1, 2000).encode()}))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, claimed)
    return bytes(data)


def test_names_that_lead_out_of_an_archive_are_refused_and_nothing_is_written(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    data = archive({"../evil.txt": b"x", "/etc/evil.txt": b"x", "C:\\evil.txt": b"x", "ok.txt": prose(1).encode()})
    report = measure(io.BytesIO(data), name="kb.zip", settings=HERE)
    assert (report.files, report.documents) == (1, 1)
    assert sum(report.refused.values()) == 3
    assert "hostile_documents" in {finding.kind for finding in report.findings}
    assert list(tmp_path.iterdir()) == []


def test_a_zip_bomb_is_not_opened() -> None:
    bomb = archive({f"{n}.txt": bytes(8_000_000) for n in range(3)})
    assert len(bomb) < 200_000
    with pytest.raises(AuditError, match="would unpack to"):
        measure(io.BytesIO(bomb), name="kb.zip", settings=HERE)


def test_one_bomb_among_documents_is_left_alone() -> None:
    files = {"bomb.txt": bytes(9_000_000), "noise.png": os.urandom(200_000), "ok.txt": prose(1).encode()}
    report = measure(io.BytesIO(archive(files)), name="kb.zip", settings=HERE)
    assert report.unreadable == {"hostile": 1, "picture": 1}
    assert report.documents == 1


def test_a_member_that_is_longer_than_it_claims_is_cut_off() -> None:
    report = measure(io.BytesIO(_claims("a.txt", 100)), name="kb.zip", settings=HERE)
    assert report.documents == 0
    assert set(report.unreadable) <= {"hostile", "damaged"}


def test_nested_and_encrypted_members_are_counted() -> None:
    files = {"inner.zip": archive({"a.txt": b"x"}), "locked.txt": prose(1).encode(), "ok.txt": b"fine text"}
    data = bytearray(archive(files))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        for _ in range(2):
            at = data.index(signature, at + 1)
        while b"locked.txt" not in data[at : at + 80]:
            at = data.index(signature, at + 1)
        data[at + offset] |= 1
    report = measure(io.BytesIO(bytes(data)), name="kb.zip", settings=HERE)
    assert report.unreadable == {"archive": 1, "encrypted": 1}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: io.BytesIO(b""), "'kb.zip' is empty."),
        (lambda: io.BytesIO(b"PK\x03\x04 damaged"), "'kb.zip' is a damaged zip archive and cannot be opened."),
        (lambda: io.BytesIO(_no_files()), "The archive 'kb.zip' holds no files."),
        (lambda: Path("/no/such/place"), "There is no file or folder 'kb.zip'."),
        (lambda: Path("/dev/null"), "'kb.zip' is neither a file nor a folder."),
    ],
)
def test_a_source_that_cannot_be_opened_says_why(make, sentence: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AuditError) as problem:
        measure(make(), name="kb.zip", settings=HERE)
    assert str(problem.value) == sentence


def _no_files() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


def test_a_word_document_without_a_name_is_one_document() -> None:
    report = measure(io.BytesIO(docx([prose(1)])), settings=HERE)
    assert (report.kind, report.documents, report.formats[0].format) == ("file", 1, "DOCX")


def test_an_archive_that_lists_too_many_files_is_not_loaded() -> None:
    data = bytearray(archive({"a.txt": b"x"}))
    at = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, at + 12, 900_000_000)
    with pytest.raises(AuditError, match="lists more files"):
        measure(io.BytesIO(bytes(data)), name="kb.zip", settings=HERE)


def test_absurd_names_are_refused() -> None:
    files = archive({"draft " * 9_000 + ".txt": b"x", "ok.txt": b"x"})
    report = measure(io.BytesIO(files), name="kb.zip", settings=HERE)
    assert (report.files, sum(report.refused.values())) == (1, 1)


def test_links_and_pipes_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "kb"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(prose(1))
    (folder / "ok.txt").write_text(prose(2))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    report = measure(folder, settings=HERE)
    assert (report.files, report.documents) == (1, 1)
    assert report.refused == {"links that were not followed": 2, "special files": 1}


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="holds no files"):
        measure(tmp_path)


class _Broken(Reader):
    def __init__(self, script: str) -> None:
        super().__init__()
        self.script = script

    def command(self) -> list[str]:
        return [sys.executable, "-S", "-c", self.script]


def test_a_reader_that_hangs_is_given_up_and_one_that_dies_is_replaced(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(document_reader, "limit", lambda name: 0.3)
    hanging = _Broken("import time; time.sleep(60)")
    assert hanging.measure(b"x", "text").problem == "too slow"
    assert hanging.measure(b"x", "text").problem == "too slow"
    monkeypatch.setattr(document_reader, "limit", lambda name: 20)
    assert _Broken("import sys; sys.exit(3)").measure(b"x" * 1_000_000, "text").problem == "stopped"
    assert _Broken("print('noise ' * 99)").measure(b"x", "text").problem == "stopped"


def test_stopping_ends_at_once_and_keeps_nothing() -> None:
    files = archive({f"{n}.txt": prose(n, 50).encode() for n in range(40)})
    asked = 0

    def cancel() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    for readers in (0, 2):
        asked = 0
        with pytest.raises(Cancelled):
            measure(io.BytesIO(files), cancel=cancel, name="kb.zip", settings=Settings(readers=readers))


def test_very_long_documents_are_measured_by_their_beginning() -> None:
    facts = measure_document(("word and another of the " * 220_000).encode(), "text")
    assert facts.truncated
    assert facts.characters == 5_000_000
