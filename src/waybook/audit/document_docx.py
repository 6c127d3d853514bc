"""DOCX: the text of paragraphs, tables and notes, the properties, and pages that are only pictures.

A DOCX is a zip of XML parts. Parts are unpacked one after another up to a limit and parsed by an event parser that
refuses document type definitions, so neither a bomb nor an entity does harm.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from waybook.audit.document_extract import MOST_CHARACTERS, DocumentProblem, Extract

MOST_BYTES = 200_000_000
"""Unpacked bytes of one part."""
_RATIO = 300

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = re.compile(r"word/(document\d*|footnotes|endnotes)\.xml")
_MARGIN = re.compile(r"word/(header|footer)\d*\.xml")
_BREAKS = {f"{_WORD}p", f"{_WORD}tr", f"{_WORD}br", f"{_WORD}cr"}


def read_docx(data: bytes) -> Extract:
    """Raises:
    DocumentProblem: not a Word document, damaged, encrypted, or hostile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, KeyError, NotImplementedError, UnicodeError, OSError):
        raise DocumentProblem("damaged") from None
    except DefusedXmlException:
        raise DocumentProblem("hostile") from None
    except (RuntimeError, ValueError):
        raise DocumentProblem("encrypted") from None


def _read(archive: zipfile.ZipFile) -> Extract:
    names = archive.namelist()
    bodies = sorted((name for name in names if _BODY.fullmatch(name)), key=lambda name: "document" not in name)
    if not bodies:
        raise DocumentProblem("other format" if any(name.startswith(("ppt/", "xl/")) for name in names) else "archive")
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise DocumentProblem("encrypted")
        if part.file_size > MOST_BYTES or part.file_size > _RATIO * max(part.compress_size, 20_000):
            raise DocumentProblem("hostile")
    pieces: list[str] = []
    characters = 0
    for name in bodies:
        for piece in _text(archive, name):
            pieces.append(piece)
            characters += len(piece)
            if characters > MOST_CHARACTERS:
                break
    text = "".join(pieces)
    margin = " ".join(
        "".join(_text(archive, name))[:2_000] for name in [n for n in names if _MARGIN.fullmatch(n)][:6]
    )
    properties = _properties(archive, names, "docProps/core.xml")
    extended = _properties(archive, names, "docProps/app.xml")
    pages = int(extended["Pages"]) if extended.get("Pages", "").isdecimal() else None
    pictured = not text.strip() and any(name.startswith("word/media/") for name in names)
    date = next((properties[key][:10] for key in ("modified", "created") if properties.get(key)), "")
    return Extract(
        format="DOCX", text=text, pages=pages, scanned=(pages or 1) if pictured else 0,
        dates={"properties": date} if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else {},
        author=properties.get("creator", ""), version=properties.get("version", ""), margin=margin,
        truncated=characters > MOST_CHARACTERS,
    )  # fmt: skip


def _text(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    with archive.open(name) as part:
        for _, element in iterparse(part, forbid_dtd=True):
            if element.tag == f"{_WORD}t":
                yield element.text or ""
            elif element.tag in (f"{_WORD}tab", f"{_WORD}tc"):
                yield "\t"
            elif element.tag in _BREAKS:
                yield "\n"
            if element.tag == f"{_WORD}p":
                element.clear()


def _properties(archive: zipfile.ZipFile, names: list[str], part: str) -> dict[str, str]:
    if part not in names:
        return {}
    with archive.open(part) as file:
        found = iterparse(io.BytesIO(file.read(1_000_000)), forbid_dtd=True)
        return {element.tag.rpartition("}")[2]: (element.text or "").strip() for _, element in found}
