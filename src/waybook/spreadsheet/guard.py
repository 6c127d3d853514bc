"""Whether a file may be opened: decided from its first bytes and its zip directory, before anything is parsed."""

from __future__ import annotations

import io
import zipfile

LARGEST_FILE = 15_000_000
LARGEST_UNZIPPED = 100_000_000
LARGEST_RATIO = 200
MOST_PARTS = 2_000
LOOKED_AT = 65_536

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(ValueError):
    """A file that cannot be read as an exported workbook. `problems` has one sentence for each fault."""

    def __init__(self, *problems: str) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problems))


def opened(data: bytes) -> tuple[zipfile.ZipFile, list[str]]:
    """The file as a zip archive that is safe to read, and notes about what in it will be ignored. Raises Refused."""
    if len(data) > LARGEST_FILE:
        raise Refused(f"A workbook from Waybook has at most {LARGEST_FILE / 1e6:.0f} MB; this file has more.")
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(
                "This workbook is protected with a password. Remove it in Excel (File, Info) and import the file again."
            )
        raise Refused("This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx) and import it again.")
    if not data.startswith(b"PK"):
        raise Refused("This is not an Excel workbook (.xlsx).")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused(
            "This file is broken or only half of it arrived: it cannot be opened as an Excel workbook."
        ) from None
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise Refused("This is an OpenDocument file (.ods). Save it as an Excel workbook (.xlsx) and import it again.")
    if len(parts) > MOST_PARTS:
        raise Refused(f"This file has {len(parts):,} parts inside; a workbook has at most {MOST_PARTS:,}.")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("This workbook is protected with a password. Remove the password and import it again.")
    unzipped = sum(part.file_size for part in parts)
    if unzipped > LARGEST_UNZIPPED:
        raise Refused(f"This file unpacks to {unzipped / 1e6:,.0f} MB; the most is {LARGEST_UNZIPPED / 1e6:.0f} MB.")
    for part in parts:
        if part.file_size > 1_000_000 and part.file_size > LARGEST_RATIO * max(1, part.compress_size):
            raise Refused("This file is packed suspiciously tightly (a 'zip bomb') and was not opened.")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused("This is not an Excel workbook (.xlsx).")
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _no_doctype(archive, part)
    notes = []
    if "xl/vbaProject.bin" in names:
        notes.append("The file holds macros. They were not run and are not imported.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        notes.append("The file has links to other workbooks. They were not followed.")
    return archive, notes


def _no_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        with archive.open(part) as stream:
            start = stream.read(LOOKED_AT)
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, ValueError, RuntimeError):
        raise Refused(f"This file is broken: the part '{part.filename[:60]}' cannot be unpacked.") from None
    except Exception as fault:  # zlib and its relatives raise their own kinds
        raise Refused(f"This file is broken: the part '{part.filename[:60]}' cannot be unpacked.") from fault
    plain = start.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("This file declares its own XML entities, which no spreadsheet program does. It was not opened.")
