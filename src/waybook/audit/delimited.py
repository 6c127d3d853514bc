"""Finds the delimiter and the header line of delimited text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from waybook.audit.personal_text import looks_like_a_person
from waybook.audit.report import AuditError

DELIMITERS = (",", ";", "\t", "|", ":", "^", "~")
_LINES = 300
_DATA = re.compile(r"[-+£$€]?\s*\d[\d.,:/\-T \u00a0%]*|\S+@\S+\.\S+|(?i:true|false|yes|no|null)")
_LABEL = re.compile(
    r"(?i)\b(id|no|name|date|e-?mail|phone|tel|mobile|address|street|city|town|post ?code|zip|country|county|region|"
    r"amount|price|total|value|qty|quantity|status|type|code|key|ref|reference|number|created|updated|modified|time|"
    r"title|description|notes?|comments?|category|age|sex|gender|dob|born|score|count|year|month|day|currency|unit|"
    r"customer|client|order|product|sku|account|user|surname|owner|source|lat|lon|url)s?\b"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_row` counts lines from 1; 0: no header. `skip`: rows, blank ones too, before the first of data.

    `names`: one per column. `sure`: the header was not a guess.
    """

    delimiter: str
    header_row: int
    skip: int
    names: tuple[str, ...]
    sure: bool = True


def layout(text: str, delimiter: str | None = None, header_row: int | None = None) -> Layout:
    """The layout of the first lines of a text.

    Args:
        text: the start of the file; a last line that may be cut is left out by the caller.
        delimiter, header_row: what a person said; None means find out.

    Raises:
        AuditError: a header line that is not there, a delimiter of more than four characters, or no line at all.
    """
    if delimiter is not None and (not 1 <= len(delimiter) <= 4 or delimiter in {'"', "\n", "\r"}):
        raise AuditError("A delimiter is one to four characters and no quote.")
    chosen = delimiter if delimiter is not None else _delimiter(text)
    lines = _split(text, chosen)
    if not any(any(cell.strip() for cell in cells) for _, _, cells in lines):
        raise AuditError("The file holds no rows.")
    if header_row is not None and header_row > 0:
        for number, count, cells in lines:
            if number == header_row:
                return Layout(chosen, header_row, count, column_names(cells))
        if header_row < max(number for number, _, _ in lines):
            raise AuditError(f"Line {header_row} holds no header: it is empty, or a part of the line before it.")
        raise AuditError(f"There is no line {header_row} among the first {_LINES} lines to take the header from.")
    width = _width(lines)
    if header_row == 0:
        return Layout(chosen, 0, 0, tuple(f"column_{i + 1}" for i in range(width)))
    wide = [line for line in lines if len(line[2]) == width]
    if not wide:
        return Layout(chosen, 0, 0, tuple(f"column_{i + 1}" for i in range(width)), sure=False)
    for position, (number, count, cells) in enumerate(wide[:20]):
        if sum(1 for cell in cells if cell.strip()) < 0.5 * width:
            continue  # a title above the table
        verdict = _is_header(cells, [row for _, _, row in wide[position + 1 :]])
        if verdict is None or (not verdict and any(map(looks_like_a_person, cells))):
            break  # the first full line is data already; a person's name must not become a column's
        return Layout(chosen, number, count, column_names(cells), sure=verdict)
    return Layout(chosen, 0, 0, tuple(f"column_{i + 1}" for i in range(width)), sure=True)


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Header cells as names: trimmed, at most 120 characters, none empty, none twice.

    >>> column_names(["Name", "", "name ", "Name"])
    ('Name', 'column_2', 'name (2)', 'Name (3)')
    """
    names: list[str] = []
    seen: Counter[str] = Counter()
    for position, cell in enumerate(cells):
        name = " ".join(str(cell).replace("\ufeff", "").split())[:120] or f"column_{position + 1}"
        seen[name.casefold()] += 1
        count = seen[name.casefold()]
        names.append(name if count == 1 else f"{name} ({count})")
    return tuple(names)


_Line = tuple[int, int, list[str]]
"""The line at which a row starts, how many rows (blank ones too) there are up to and with it, and its cells."""


def _split(text: str, delimiter: str) -> list[_Line]:
    """The first rows; blank lines are left out."""
    if len(delimiter) > 1:  # the csv module takes one character only
        text, delimiter = text.replace(delimiter, "\x1f"), "\x1f"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[_Line] = []
    before = 0
    try:
        for count, cells in enumerate(reader, start=1):
            if cells and (len(cells) > 1 or cells[0].strip()):
                rows.append((before + 1, count, cells))
            before = reader.line_num
            if len(rows) >= _LINES:
                break
    except csv.Error:
        pass  # a field beyond the reader's limit: judge by the lines before it
    return rows


def _width(lines: Sequence[_Line]) -> int:
    """The commonest number of cells; the larger of two equally common."""
    counts = Counter(len(cells) for _, _, cells in lines)
    return max(counts, key=lambda width: (counts[width] * (1 if width > 1 else 0.5), width))


def _delimiter(text: str) -> str:
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        lines = _split(text, candidate)
        if not lines:
            continue
        width = _width(lines)
        if width < 2:
            continue
        agreeing = sum(1 for _, _, cells in lines if len(cells) == width) / len(lines)
        # A colon or a caret inside values must not win against a real delimiter.
        score = agreeing * (1 + 0.01 * min(width, 50)) * (0.6 if candidate in ":^~" else 1.0)
        if score > best_score + 1e-9:
            best, best_score = candidate, score
    return best


def _is_header(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool | None:
    """True: a header. False: taken for one without proof. None: not a header."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_DATA.fullmatch(cell) for cell in filled):
        # Years as column names make a header too, when a word stands beside them.
        data = [cell for cell in filled if _DATA.fullmatch(cell)]
        if len(data) == len(filled) or not all(re.fullmatch(r"(19|20)\d\d", cell) for cell in data):
            return None
    if not below:
        return True
    contrast = 0
    repeated = 0
    for column, cell in enumerate(cells):
        values = [row[column].strip() for row in below if column < len(row) and row[column].strip()]
        if not values:
            continue
        if sum(1 for value in values if _DATA.fullmatch(value)) > 0.6 * len(values):
            contrast += 1
        if cell.strip() and cell.strip() in values:
            repeated += 1
    labels = sum(1 for cell in filled if _LABEL.search(cell.replace("_", " ")) or "_" in cell)
    if repeated > 0.3 * len(filled) and not contrast:
        return None
    return bool(contrast or labels >= 0.3 * len(filled))
