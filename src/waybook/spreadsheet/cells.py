"""Cells of an .xlsx file, streamed: only the sheets asked for, in bounded memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.place import address

MOST_CELLS = 100_000
LAST_ROW, LAST_COLUMN = 5_000, 400
MOST_WORDS = 20_000_000
TAGS_OF_A_CELL = 12
"""Beginnings and ends of elements that may be read for each cell allowed: the cell's own, its row's, its words'."""
LONGEST_PIECE = 1_000_000
"""Bytes between two tags: a cell of 32,767 characters, each escaped, has less."""
ERROR, TRUTH, TEXT, NUMBER = "error", "truth", "text", "number"

BROKEN = (
    ParseError,
    DefusedXmlException,
    LookupError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OverflowError,
    RecursionError,
    NotImplementedError,
)
"""What a part that is not what it says may raise."""

_PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Found(NamedTuple):
    """What a cell holds. `formula` is "" for a plain value; `value` is None when a formula has no saved result."""

    kind: str
    value: float | str | bool | None
    formula: str = ""


@dataclass
class Page:
    """The cells of a sheet by (row, column), counted from 0, and what is odd about it."""

    name: str
    cells: dict[tuple[int, int], Found] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)

    def where(self, row: int, column: int) -> str:
        """`Team!D7`."""
        return f"{self.name}!{address(row, column)}"


@dataclass
class File:
    """The sheets read, and whether dates count from 1904."""

    pages: dict[str, Page]
    from_1904: bool


def read_pages(archive: zipfile.ZipFile, wanted: Collection[str], most: int = MOST_CELLS) -> File:
    """The wanted sheets that are there, of at most `most` cells together. Raises Refused for a file that is broken."""
    try:
        parts, from_1904 = sheet_targets(archive)
        watched = _Watched(most)
        strings = _strings(archive, watched)
        pages = {name: _page(archive, name, parts[name], strings, watched) for name in wanted if name in parts}
    except Refused:
        raise
    except BROKEN:
        raise Refused("This workbook is broken: one of its parts cannot be read.") from None
    return File(pages, from_1904)


@dataclass
class _Watched:
    """A part of the archive as a stream that ends the reading when a file asks for far more than a workbook needs.

    `left` counts the XML tags, `cells` the cells that may still come in the whole file.
    """

    cells: int
    left: int = 0
    silent: int = 0

    def __post_init__(self) -> None:
        self.most, self.left = self.cells, self.cells * TAGS_OF_A_CELL

    def nodes(self, archive: zipfile.ZipFile, part: str, starts: bool = False) -> Iterator[tuple[str, Any]]:
        """(event, element) of a part; with `starts` the beginnings of elements too."""
        events = ("start", "end") if starts else ("end",)
        with archive.open(part) as self.stream:
            self.silent = 0
            for event, node in iterparse(self, events=events, forbid_dtd=True):
                self.silent, self.left = 0, self.left - 1
                if self.left < 0:
                    raise Refused(f"This file holds more than {self.most:,} cells; an exported workbook has far fewer.")
                yield event, node

    def read(self, size: int = -1) -> bytes:
        """The next bytes; a single tag or text cannot be longer than the longest cell."""
        data = self.stream.read(size)
        self.silent += len(data)
        if self.silent > LONGEST_PIECE:
            raise Refused("A cell or tag of this file is longer than any spreadsheet program writes it.")
        return data

    def cell(self) -> None:
        """One cell more."""
        self.cells -= 1
        if self.cells < 0:
            raise Refused(f"This file holds more than {self.most:,} cells; an exported workbook has far fewer.")


def sheet_targets(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Sheet name -> part of the archive, and whether dates count from 1904."""
    watched, targets = _Watched(MOST_CELLS), {}
    for _, node in watched.nodes(archive, "xl/_rels/workbook.xml.rels"):
        if node.tag.endswith("}Relationship"):
            target = str(node.get("Target", ""))
            targets[str(node.get("Id"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets, from_1904 = {}, False
    for _, node in watched.nodes(archive, "xl/workbook.xml"):
        if node.tag == f"{_MAIN}sheet":
            sheets[str(node.get("name"))] = targets[str(node.get(_REL))]
        elif node.tag == f"{_MAIN}workbookPr":
            from_1904 = node.get("date1904") in ("1", "true")
    return sheets, from_1904


def _strings(archive: zipfile.ZipFile, watched: _Watched) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found: list[str] = []
    size = 0
    for _, node in watched.nodes(archive, "xl/sharedStrings.xml"):
        if node.tag != f"{_MAIN}si":
            continue
        words = _words(node)
        size += len(words) + 50
        if size > MOST_WORDS:
            raise Refused("This workbook holds far more text than a Waybook export.")
        found.append(words)
        node.clear()
    return found


def _words(node: Any) -> str:
    parts = []
    for child in node:
        if child.tag == f"{_MAIN}t":
            parts.append(child.text or "")
        elif child.tag == f"{_MAIN}r":
            parts.extend(part.text or "" for part in child if part.tag == f"{_MAIN}t")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(parts)).replace("\r\n", "\n")


def _page(archive: zipfile.ZipFile, name: str, part: str, strings: list[str], watched: _Watched) -> Page:
    page = Page(name)
    row, column = -1, -1
    for event, node in watched.nodes(archive, part, starts=True):
        tag = node.tag.removeprefix(_MAIN)
        if event == "start":
            if tag == "row":
                given = node.get("r")
                row, column = (int(given) - 1 if given else row + 1), -1
                if node.get("hidden") in ("1", "true"):
                    page.hidden_rows.append(row)
            continue
        if tag == "c":
            watched.cell()
            place = _PLACE.match(node.get("r") or "")
            column = column_of(place[1]) if place else column + 1
            if row <= LAST_ROW and column <= LAST_COLUMN:
                found = _cell(node, strings)
                if found is not None:
                    page.cells[row, column] = found
            node.clear()
        elif tag == "row":
            node.clear()
        elif tag == "mergeCell" and len(page.merged) < 1000:
            page.merged.append(str(node.get("ref", "")))
    return page


def column_of(name: str) -> int:
    """A column counted from 0 from its letters: the other way round of `place.letters`."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(node: Any, strings: list[str]) -> Found | None:
    kind, text, formula = node.get("t", "n"), None, ""
    for child in node:
        if child.tag == f"{_MAIN}v":
            text = child.text
        elif child.tag == f"{_MAIN}f":
            formula = f"={child.text}" if child.text else "=shared"
        elif child.tag == f"{_MAIN}is":
            text = _words(child)
    if text is None:
        return Found(TEXT, None, formula) if formula else None
    if kind == "s":
        place = int(text)
        if place < 0:
            raise ValueError("no such words")
        return Found(TEXT, strings[place], formula)
    if kind in ("str", "inlineStr", "d"):
        return Found(TEXT, _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text), formula)
    if kind == "b":
        return Found(TRUTH, text.strip() == "1", formula)
    if kind == "e":
        return Found(ERROR, text, formula)
    return Found(NUMBER, float(text), formula)
