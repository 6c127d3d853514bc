"""Where documents come from: a folder, a zip, or one file. Walked with every guard, read one file at a time.

A name is always relative to the source and is never used as a path: what a zip calls "../x" is refused, and links that
lead out of a folder are not followed. Nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import os
import stat
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from waybook.audit.document_extract import DocumentProblem, Problem
from waybook.audit.document_rules import limit
from waybook.audit.report import AuditError

_IGNORED_FOLDERS = frozenset(("__MACOSX", "__pycache__", "node_modules"))
_LONGEST_NAME = 1_000
_IGNORED_FILES = frozenset(("Thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. name: relative, with "/". modified: ISO date of the file, "" when there is none, and rarely the date of
    the content. problem: why it cannot be read, known before reading. read: its bytes, raising DocumentProblem.
    """

    name: str
    size: int
    modified: str
    read: Callable[[], bytes]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """kind: "folder", "zip" or "file". refused: files left out for safety, by reason. ignored: system files."""

    name: str
    kind: str
    entries: tuple[Entry, ...]
    ignored: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@contextmanager
def open_source(place: Path | str | BinaryIO, name: str | None = None) -> Iterator[Source]:
    """The files of a folder, a zip (by content, whatever it is called) or a single document.

    Raises:
        AuditError: there is nothing there, it cannot be opened, or it is a bomb.
    """
    if not isinstance(place, (str, Path)):
        yield from _from_stream(place, name or "upload")
        return
    path = Path(place)
    shown = name or path.name or "folder"
    try:
        mode = path.stat().st_mode
    except OSError:
        raise AuditError(f"There is no file or folder '{shown}'.") from None
    if stat.S_ISDIR(mode):
        yield _walk(path, shown)
    elif stat.S_ISREG(mode):
        try:
            file = path.open("rb")
        except OSError:
            raise AuditError(f"'{shown}' cannot be opened: no permission to read it.") from None
        with file:
            yield from _from_stream(file, shown, _day(path.stat().st_mtime))
    else:
        raise AuditError(f"'{shown}' is neither a file nor a folder.")


def _from_stream(stream: BinaryIO, name: str, modified: str = "") -> Iterator[Source]:
    head = stream.read(4)
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if size == 0:
        raise AuditError(f"'{name}' is empty.")
    named_word = name.lower().endswith((".docx", ".docm"))
    if (head == b"PK\x03\x04" and not named_word) or head == b"PK\x05\x06":
        if _directory_bytes(stream, size) > limit("archive_directory"):
            raise AuditError(f"The archive '{name}' lists more files than the audit reads; it was not opened.")
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, OSError, UnicodeError):
            raise AuditError(f"'{name}' is a damaged zip archive and cannot be opened.") from None
        with archive:
            office = "[Content_Types].xml" in archive.NameToInfo
            if not office:
                yield _members(archive, name, size)
                return
        name = f"{name}.docx"

    def read() -> bytes:
        stream.seek(0)
        return stream.read(int(limit("file_bytes")) + 1)

    problem: Problem | None = "too large" if size > limit("file_bytes") else None
    yield Source(name, "file", (Entry(PurePosixPath(name).name, size, modified, read, problem),))


def _directory_bytes(stream: BinaryIO, size: int) -> int:
    """The size of a zip's directory as its end says, before all of it is loaded; 0 when there is no end to be found."""
    stream.seek(max(0, size - 66_000))
    tail = stream.read(66_000)
    stream.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    wide = tail.rfind(b"PK\x06\x06")
    if 0 <= wide <= len(tail) - 56:
        return int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if 0 <= end <= len(tail) - 22 else 0


def _walk(root: Path, name: str) -> Source:
    entries: list[Entry] = []
    ignored = links = special = unreadable = 0
    notes: list[str] = []

    def unlisted(_: OSError) -> None:
        nonlocal unreadable
        unreadable += 1

    for folder, folders, files in os.walk(root, onerror=unlisted, followlinks=False):
        kept = [f for f in folders if not (f.startswith(".") or f in _IGNORED_FOLDERS)]
        linked = [f for f in kept if (Path(folder) / f).is_symlink()]
        links += len(linked)
        ignored += len(folders) - len(kept)
        folders[:] = sorted(f for f in kept if f not in linked)
        for file in sorted(files):
            path = Path(folder) / file
            if _is_system_file(file):
                ignored += 1
                continue
            try:
                facts = path.lstat()
            except OSError:
                unreadable += 1
                continue
            if stat.S_ISLNK(facts.st_mode):
                links += 1
            elif not stat.S_ISREG(facts.st_mode):
                special += 1
            elif len(entries) >= limit("files"):
                notes = [f"Only the first {limit('files'):,.0f} files were measured."]
            else:
                relative = path.relative_to(root).as_posix().encode("utf-8", "replace").decode()
                problem: Problem | None = "too large" if facts.st_size > limit("file_bytes") else None
                day = _day(facts.st_mtime)
                entries.append(Entry(relative, facts.st_size, day, _reader(path), problem))
    refused = [("links that were not followed", links), ("special files", special), ("without permission", unreadable)]
    if not entries and not any(count for _, count in refused):
        hidden = " that are not hidden" if ignored else ""
        raise AuditError(f"The folder '{name}' holds no files{hidden}.")
    return Source(name, "folder", tuple(entries), ignored, tuple((r, n) for r, n in refused if n), tuple(notes))


def _reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            # Without O_NONBLOCK a file replaced by a pipe since the walk would hang.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
                             | getattr(os, "O_BINARY", 0))  # fmt: skip
            with os.fdopen(handle, "rb") as file:
                data = file.read(int(limit("file_bytes")) + 1)
        except OSError:
            raise DocumentProblem("unreachable") from None
        if len(data) > limit("file_bytes"):
            raise DocumentProblem("too large")
        return data

    return read


def _members(archive: zipfile.ZipFile, name: str, packed: int) -> Source:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if not infos:
        raise AuditError(f"The archive '{name}' holds no files.")
    claimed = sum(info.file_size for info in infos)
    slack = limit("archive_slack")
    if claimed > limit("archive_ratio") * packed + slack * 10:
        raise AuditError(
            f"The archive '{name}' would unpack to {claimed / max(packed, 1):,.0f} times its size; it was not opened."
        )
    lock = threading.Lock()
    entries: list[Entry] = []
    ignored = outside = 0
    notes: list[str] = []
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if _leads_out(path) or len(info.filename) > _LONGEST_NAME:
            outside += 1
        elif set(path.parts[:-1]) & _IGNORED_FOLDERS or any(p.startswith(".") for p in path.parts) or _is_system_file(
            path.name
        ):
            ignored += 1
        elif stat.S_ISLNK(info.external_attr >> 16):
            outside += 1
        elif len(entries) >= limit("files"):
            notes = [f"Only the first {limit('files'):,.0f} files were measured."]
        else:
            problem: Problem | None = None
            if info.flag_bits & 1:
                problem = "encrypted"
            elif info.file_size > limit("archive_ratio") * info.compress_size + slack:
                problem = "hostile"
            elif info.file_size > limit("file_bytes"):
                problem = "too large"
            year, month, day = info.date_time[:3]
            modified = f"{year:04d}-{month:02d}-{day:02d}" if (year, month, day) > (1980, 1, 1) else ""
            entries.append(Entry(path.as_posix(), info.file_size, modified, _member(archive, info, lock), problem))
    refused = (("names or links that lead out of the archive", outside),) if outside else ()
    return Source(name, "zip", tuple(entries), ignored, refused, tuple(notes))


def _leads_out(path: PurePosixPath) -> bool:
    return not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\x00" in str(path)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, lock: threading.Lock) -> Callable[[], bytes]:
    def read() -> bytes:
        # The size in the directory may lie, so the bytes are counted while they come. One reader at a time.
        try:
            with lock, archive.open(info) as member:
                data = member.read(int(min(limit("file_bytes"), info.file_size)) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, UnicodeError, ValueError):
            raise DocumentProblem("damaged") from None
        except (NotImplementedError, RuntimeError):
            raise DocumentProblem("encrypted") from None
        if len(data) > info.file_size:
            raise DocumentProblem("hostile")
        return data

    return read


def _is_system_file(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _IGNORED_FILES


def _day(timestamp: float) -> str:
    import datetime as dt

    try:
        return dt.datetime.fromtimestamp(timestamp, tz=dt.UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
