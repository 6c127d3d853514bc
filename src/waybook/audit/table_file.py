"""A table in a file: what it is by its content, not its name, and how its text is encoded."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

import charset_normalizer

from waybook.audit.report import AuditError, Cancel, Cancelled, Progress
from waybook.audit.rules import threshold

Kind = Literal["delimited", "xlsx", "parquet", "jsonl"]

_CHUNK = 1 << 20
_HEAD = 256 * 1024

# By their first bytes: what the file is, and what to do with it instead.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF document, not a table; audit it as part of a folder of documents"),
    (b"\x1f\x8b", "is compressed with gzip; unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database; audit it by its address, sqlite:///PATH"),
    (b"Rar!", "is a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it first"),
    (b"\x89PNG", "is a picture, not a table"),
    (b"\xff\xd8\xff", "is a picture, not a table"),
    (b"{\\rtf", "is a text document, not a table"),
    (b"ORC", "is an ORC file, which is not read; export it as Parquet or CSV"),
    (b"Obj\x01", "is an Avro file, which is not read; export it as Parquet or CSV"),
)
_BY_NAME: dict[str, Kind] = {
    ".csv": "delimited", ".tsv": "delimited", ".txt": "delimited", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xlsx",
    ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
}
_KIND_NAMES: dict[Kind, str] = {
    "delimited": "delimited text", "xlsx": "an Excel workbook", "parquet": "a Parquet file", "jsonl": "JSON lines",
}


@dataclass(frozen=True, slots=True)
class TableFile:
    """Bytes in memory or a path; `name` is what the report calls it."""

    name: str
    data: bytes | None = None
    path: Path | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        if self.data is not None:
            return len(self.data)
        assert self.path is not None
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        if self.data is not None:
            return io.BytesIO(self.data)
        assert self.path is not None
        return self.path.open("rb")

    def head(self, size: int = _HEAD) -> bytes:
        with self.open() as file:
            return file.read(size)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the text of a file is encoded. `damaged`: UTF-8 with some bytes that are not."""

    name: str
    damaged: bool = False


def table_file(source: Path | str | bytes, name: str | None = None) -> TableFile:
    """A file on disk by its path, or an upload by its bytes.

    Raises:
        AuditError: no such file, a folder, no right to read it, or nothing in it.
    """
    if isinstance(source, bytes):
        file = TableFile(name or "table", data=source)
    else:
        path = Path(source)
        file = TableFile(name or path.name, path=path)
        try:
            if not path.is_file():
                raise AuditError(f"{file.name} is not a file." if path.exists() else f"There is no file {file.name}.")
            file.head(1)
        except OSError:
            raise AuditError(f"{file.name} cannot be opened: no right to read it, or the disk fails.") from None
    if file.size == 0:
        raise AuditError(f"{file.name} is empty: there is not one byte in it.")
    return file


def content_kind(file: TableFile) -> tuple[Kind, tuple[str, ...]]:
    """What the file is by its content, and notes where that is not what its name says.

    Raises:
        AuditError: it is not a table that can be read.
    """
    head = file.head()
    kind = _kind(file, head)
    named = _BY_NAME.get(Path(file.name).suffix.lower())
    if named is not None and named != kind:
        return kind, (f"The name says {_KIND_NAMES[named]}, the content is {_KIND_NAMES[kind]}: read by its content.",)
    return kind, ()


def _kind(file: TableFile, head: bytes) -> Kind:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xlsx"  # the older .xls container, which the same reader opens
    if head.startswith(b"PK"):
        return _zipped(file)
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise AuditError(f"{file.name} {what}.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16_without_mark(head):
        return "delimited"
    if head.count(b"\x00") > len(head) / 1000 + 8:
        raise AuditError(f"{file.name} is not a table that can be read: its content is not text.")
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise AuditError(f"{file.name} is empty: it holds nothing but blanks.")
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"{") and b":" in start.split(b"\n", 1)[0]:
        return "jsonl"
    if start.startswith(b"[") and start[1:].lstrip().startswith(b"{"):
        return "jsonl"
    if start[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise AuditError(f"{file.name} is a web page or XML, not a table; export it as CSV, XLSX or Parquet.")
    return "delimited"


def _zipped(file: TableFile) -> Kind:
    try:
        with file.open() as handle, zipfile.ZipFile(handle) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise AuditError(f"{file.name} is damaged: it starts like a workbook or zip but cannot be opened.") from None
    if not any(name.startswith("xl/") for name in names):
        raise AuditError(f"{file.name} is a zip, not a table; unpack it, or audit it as a folder of documents.")
    limit, ratio = threshold("sheet_bytes_limit"), threshold("sheet_ratio_limit")
    if unpacked > limit or (unpacked > 10_000_000 and unpacked > ratio * file.size):
        raise AuditError(
            f"{file.name} unpacks to {unpacked / 1e6:,.0f} MB, which is refused; save the sheet as CSV instead."
        )
    return "xlsx"


def _utf16_without_mark(head: bytes) -> bool:
    sample = head[:2000]
    if len(sample) < 8:
        return False
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if any(byte in sample for byte in (1, 2, 3, 4, 5, 6)):
        return False  # control characters: no text in any encoding
    return (odd > 0.4 * half and even < 0.1 * half) or (even > 0.4 * half and odd < 0.1 * half)


def text_encoding(file: TableFile, progress: Progress, cancel: Cancel) -> Encoding:
    """Reads the whole file once: its encoding, and that no line is too long to be a row.

    Raises:
        AuditError: a line longer than the limit. Cancelled: the user stopped.
    """
    head = file.head()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if _utf16_without_mark(head):
        return Encoding("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be")
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    valid = True
    suspect = b""
    since_newline, lines, done = 0, 0, 0
    limit = int(threshold("line_limit"))
    for chunk in _chunks(file):
        if cancel():
            raise Cancelled
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid, suspect = False, chunk
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if last < 0:
            since_newline += len(chunk)
        else:
            since_newline = len(chunk) - last
            lines += chunk.count(b"\n")
        if since_newline > limit:
            raise AuditError(
                f"{file.name} has a line longer than {limit / 1e6:.0f} MB (line {lines + 1:,}): a quote is left open, "
                "or it is not a table of rows."
            )
        done += len(chunk)
        progress("Reading the file", done / max(file.size, 1))
    if valid:
        try:
            decoder.decode(b"", final=True)
            return Encoding("utf-8")
        except UnicodeDecodeError:
            suspect = file.head()
    text = suspect.decode("utf-8", errors="replace")
    wrong = text.count("�")
    right = sum(1 for char in text if ord(char) > 127) - wrong
    if right >= 10 * wrong:
        return Encoding("utf-8", damaged=True)
    return Encoding(_single_byte(suspect))


def _single_byte(chunk: bytes) -> str:
    """The encoding of text that is not Unicode: Windows Western European unless the text clearly is another script."""
    lines = [line for line in chunk.splitlines() if any(byte > 127 for byte in line)]
    if sum(byte > 127 for line in lines for byte in line) < 30:
        return "cp1252"  # too little to tell scripts apart
    best = charset_normalizer.from_bytes(b"\n".join(lines)[:20_000]).best()
    named = best.encoding if best is not None else "cp1252"
    other_script = ("cp1251", "koi8_r", "shift_jis", "cp932", "euc_jp", "gb18030", "gbk", "gb2312", "big5", "euc_kr",
                    "cp949", "cp1253", "cp1255", "cp1256")
    return named if named in other_script else "cp1252"


def _chunks(file: TableFile) -> Iterator[bytes]:
    with file.open() as handle:
        while chunk := handle.read(_CHUNK):
            yield chunk


def as_utf8(file: TableFile, encoding: str) -> TableFile:
    """The file in memory as UTF-8.

    Raises:
        AuditError: an encoding that does not exist, or a file too large to convert.
    """
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise AuditError(f"There is no text encoding called {encoding[:40]!r}.") from None
    if file.size > threshold("transcode_limit"):
        raise AuditError(
            f"{file.name} is {file.size / 1e9:.1f} GB in {encoding}: a file of this size must be UTF-8. "
            "Save it as UTF-8, or as Parquet."
        )
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    out = io.BytesIO()
    for chunk in _chunks(file):
        out.write(decoder.decode(chunk).encode("utf-8"))
    out.write(decoder.decode(b"", final=True).encode("utf-8"))
    return TableFile(file.name, data=out.getvalue())
