"""A document as text: what a format holds, read from bytes by what they are and not by what the file's name says.

`read_document(data, named)` runs nothing: no scripts, no links, no external parts. Limits on pages, characters and
unpacked bytes hold memory down; limits on time are the business of the process that calls it (`document_reader`).
"""

from __future__ import annotations

import re

from waybook.audit.document_docx import read_docx
from waybook.audit.document_extract import DocumentProblem, Extract, Format
from waybook.audit.document_markup import read_html, read_plain
from waybook.audit.document_pdf import read_pdf


def actual_format(data: bytes, named: Format) -> Format:
    """The format by content.

    Raises:
        DocumentProblem: the content is none of the formats.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data[:4] == b"PK\x03\x04":
        return "DOCX"
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        # An encrypted DOCX is an OLE container with a stream of this name.
        raise DocumentProblem("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old Word format")
    if data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff" or data[:6] in (b"GIF87a", b"GIF89a"):
        raise DocumentProblem("picture")
    if named in ("PDF", "DOCX"):
        if re.match(rb"(?i)<!doctype html|<html", head):
            return "HTML"
        raise DocumentProblem("damaged")
    if named in ("text", "Markdown") and re.match(rb"(?i)<!doctype html|<html[ >]", head):
        return "HTML"
    return named


def read_document(data: bytes, named: Format) -> Extract:
    """The text and the facts of a document.

    Raises:
        DocumentProblem: with one of the reasons of `SENTENCES`.
    """
    if not data.strip():
        raise DocumentProblem("empty")
    found = actual_format(data, named)
    if found == "PDF":
        extract = read_pdf(data)
    elif found == "DOCX":
        extract = read_docx(data)
    else:
        extract = read_html(data) if found == "HTML" else read_plain(data, found)
    if not extract.scanned and not re.search(r"\w", extract.text):
        raise DocumentProblem("empty")
    return extract
