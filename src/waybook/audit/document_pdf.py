"""PDF: text by page, pages without a text layer, dates and author. PDFium reads; nothing in the file is run."""

from __future__ import annotations

import re

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from waybook.audit.document_extract import MOST_CHARACTERS, DocumentProblem, Extract

MOST_PAGES = 3_000
# A page with fewer characters has no text layer worth the name: a stamp or a page number.
_TEXT_OF_A_PAGE = 20
# Text drawn as outlines: a page of paths and no text.
_DRAWN_TEXT = 60


def read_pdf(data: bytes) -> Extract:
    """Text of up to `MOST_PAGES` pages; later pages are counted and not read.

    Raises:
        DocumentProblem: encrypted or damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        encrypted = getattr(problem, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(problem).lower()
        raise DocumentProblem("encrypted" if encrypted else "damaged") from None
    try:
        return _read(document)
    except pypdfium2.PdfiumError:
        raise DocumentProblem("damaged") from None
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> Extract:
    pages = len(document)
    if pages == 0:
        raise DocumentProblem("empty")
    texts: list[str] = []
    characters = scanned = blank = broken = read = 0
    for number in range(min(pages, MOST_PAGES)):
        if characters > MOST_CHARACTERS:
            break
        read += 1
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            broken += 1
            continue
        text = _text(page)
        if len(text.strip()) < _TEXT_OF_A_PAGE:
            if _shows_something(page):
                scanned += 1
            elif not text.strip():
                blank += 1
        texts.append(text)
        characters += len(text)
        page.close()
    if broken == read:
        raise DocumentProblem("damaged")
    properties = document.get_metadata_dict()
    date = _date(str(properties.get("ModDate", ""))) or _date(str(properties.get("CreationDate", "")))
    return Extract(
        format="PDF", text="\n".join(texts), pages=pages, scanned=scanned, blank=blank,
        dates={"properties": date} if date else {},
        author=str(properties.get("Author", "")), truncated=read < pages or broken > 0,
    )  # fmt: skip


def _text(page: pypdfium2.PdfPage) -> str:
    layer = page.get_textpage()
    text: str = layer.get_text_bounded()
    layer.close()
    # PDFium marks a hyphen at a line's end with U+FFFE: join the word.
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\r\n", "\n")


def _shows_something(page: pypdfium2.PdfPage) -> bool:
    for drawn, thing in enumerate(page.get_objects(max_depth=3)):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE or drawn >= _DRAWN_TEXT:
            return True
    return False


def _date(text: str) -> str:
    """ISO date of "D:20240131120000Z", "" when there is none."""
    match = re.match(r"(?:D:)?((?:19|20)\d\d)(\d\d)?(\d\d)?", text)
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if match else ""
