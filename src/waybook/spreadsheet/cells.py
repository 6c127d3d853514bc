"""Cells of an .xlsx file, streamed: only the sheets asked for, in bounded memory."""

from __future__ import annotations

import re
import zipfile
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
ERROR, TRUTH, TEXT, NUMBER = "error", "truth", "text", "number"

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
    """The wanted sheets that are there, of at most `most` cells each. Raises Refused for XML that cannot be read."""
    try:
        parts, from_1904 = sheet_targets(archive)
        strings = _strings(archive)
        pages = {name: _page(archive, name, parts[name], strings, most) for name in wanted if name in parts}
    except (ParseError, DefusedXmlException, KeyError, zipfile.BadZipFile, EOFError, ValueError, UnicodeError) as fault:
        if isinstance(fault, Refused):
            raise
        raise Refused("This workbook is broken: one of its parts cannot be read.") from None
    return File(pages, from_1904)


def _events(archive: zipfile.ZipFile, part: str, tags: Collection[str]) -> Iterator[Any]:
    wanted = {_MAIN + tag for tag in tags}
    with archive.open(part) as stream:
        for _, node in iterparse(stream, events=("end",), forbid_dtd=True):
            if node.tag in wanted:
                yield node


def sheet_targets(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Sheet name -> part of the archive, and whether dates count from 1904."""
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        for _, node in iterparse(stream, events=("end",), forbid_dtd=True):
            if node.tag.endswith("}Relationship"):
                target = str(node.get("Target", ""))
                targets[str(node.get("Id"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets, from_1904 = {}, False
    for node in _events(archive, "xl/workbook.xml", ("sheet", "workbookPr")):
        if node.tag.endswith("}sheet"):
            sheets[str(node.get("name"))] = targets[str(node.get(_REL))]
        else:
            from_1904 = node.get("date1904") in ("1", "true")
    return sheets, from_1904


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found: list[str] = []
    size = 0
    for node in _events(archive, "xl/sharedStrings.xml", ("si",)):
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


def _page(archive: zipfile.ZipFile, name: str, part: str, strings: list[str], most: int) -> Page:
    page = Page(name)
    row, column, count = -1, -1, 0
    with archive.open(part) as stream:
        for event, node in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            tag = node.tag.removeprefix(_MAIN)
            if event == "start":
                if tag == "row":
                    given = node.get("r")
                    row, column = (int(given) - 1 if given else row + 1), -1
                    if node.get("hidden") in ("1", "true"):
                        page.hidden_rows.append(row)
                continue
            if tag == "c":
                count += 1
                if count > most:
                    raise Refused(f"The sheet '{name}' holds more than {most:,} cells; an exported one has far fewer.")
                place = _PLACE.match(node.get("r") or "")
                column = _column(place[1]) if place else column + 1
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


def _column(name: str) -> int:
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
        return Found(TEXT, strings[int(text)], formula)
    if kind in ("str", "inlineStr", "d"):
        return Found(TEXT, _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text), formula)
    if kind == "b":
        return Found(TRUTH, text.strip() == "1", formula)
    if kind == "e":
        return Found(ERROR, text, formula)
    return Found(NUMBER, float(text), formula)
