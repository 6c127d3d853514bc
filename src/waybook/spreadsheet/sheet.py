"""A workbook before it is written: sheets of cells, each with its saved value and its style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

INPUT, REFERENCE, CALCULATION, FROZEN = "input", "reference", "calculation", "frozen"
TITLE, LEAD, HEADER, LABEL, NOTE, ID, RESULT, CAPTION, FINDING = (
    "title",
    "lead",
    "header",
    "label",
    "note",
    "id",
    "result",
    "caption",
    "finding",
)
LONGEST_TEXT = 32_767

_FORBIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")


class Cell(NamedTuple):
    """One cell. `kind` is text, number, date, formula or blank; `value` the saved result of a formula."""

    kind: str
    content: str | float | dt.date
    value: str | float
    style: str
    format: str


class Validation(NamedTuple):
    """What an input cell accepts: a choice of words, or a number between bounds."""

    first: tuple[int, int]
    last: tuple[int, int]
    choices: tuple[str, ...]
    low: float | None
    high: float | None
    title: str
    message: str
    source: str = ""


@dataclass
class Chart:
    """A native chart: see `charts`. The title says what is drawn, the sentence above the chart what it shows.

    Series are (name, categories, values) as ranges of a sheet; `x_step` is the distance of marks on a numeric x axis.
    """

    kind: str
    title: str
    series: list[tuple[str, str, str]]
    at: tuple[int, int] = (0, 0)
    size: tuple[int, int] = (620, 300)
    description: str = ""
    x_format: str = ""
    y_format: str = ""
    x_step: float = 0
    hidden: frozenset[str] = frozenset()


@dataclass
class Sheet:
    """One sheet. Rows and columns count from 0."""

    name: str
    kind: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    repeat_row: int | None = None
    validations: list[Validation] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    scale: int = 60
    one_page: bool = False
    print_area: tuple[int, int, int, int] | None = None
    flags: list[tuple[int, int, int, int, str]] = field(default_factory=list)
    links: list[tuple[int, int, str, str]] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    """Rows of each table, from the top, that the formulas reach."""
    raw: Callable[[Callable[[str, str], int]], Iterator[str]] | None = None
    """Rows below the cells, already as XML; called with a function from (style, format) to the style's number."""

    def text(self, row: int, column: int, words: str, style: str = LABEL) -> None:
        """Text, never read as a formula."""
        self.cells[row, column] = Cell("text", clean(words), "", style, "@" if style == INPUT else "")

    def number(self, row: int, column: int, value: float, style: str, form: str = "General") -> None:
        """A number."""
        self.cells[row, column] = Cell("number", float(value), "", style, form)

    def date(self, row: int, column: int, value: dt.date, style: str) -> None:
        """A date."""
        self.cells[row, column] = Cell("date", value, "", style, "d mmm yyyy")

    def formula(
        self, row: int, column: int, formula: str, value: float | str, style: str = CALCULATION, form: str = "General"
    ) -> None:
        """A live formula with its saved result."""
        self.cells[row, column] = Cell("formula", formula, value, style, form)

    def blank(self, row: int, column: int, style: str, form: str = "General") -> None:
        """An empty cell that has a style: room for an answer."""
        self.cells[row, column] = Cell("blank", "", "", style, form)

    def head(self, title: str, lead: str) -> None:
        """Title in A1 and one sentence below."""
        self.text(0, 0, title, TITLE)
        self.text(1, 0, lead, LEAD)

    def width(self, column: int, wanted: float) -> None:
        """At least this wide, in characters."""
        self.widths[column] = max(self.widths.get(column, 0), wanted)


def heading_width(words: str, wanted: float) -> float:
    """A width at which no word of a header breaks, and the header needs at most four lines."""
    longest = max((len(word) for word in words.split()), default=1)
    return max(wanted, min(longest + 2.5, 26), len(words) / 4 + 3)


def clean(words: str) -> str:
    """Text a workbook can hold: no control characters, at most 32,767 characters."""
    text = _FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def number_format(unit: str, values: Sequence[float] = ()) -> str:
    """How numbers of a unit are shown. Small values get the digits they need."""
    if unit.startswith(("share", "probability")):
        return "0.0%" if any(value and abs(value) < 0.095 for value in values) else "0%"
    if unit in ("number", "row", "1 or 0", "units", "level 0-4", "years"):
        return "0"
    if unit.startswith(("conversations", "calls/month", "cases", "tokens")):
        return "#,##0"
    if unit.startswith(("log", "standard", "times")):
        return "0.000"
    if unit == "month":
        return '0;-0;"not reached"'
    if "/call" in unit:
        return "0.0000"
    if unit[:8] == "currency" or unit[:3] in ("GBP", "EUR", "USD"):
        small = [abs(value) for value in values if value]
        if small and max(small) < 0.1:
            return "0.00####"
        if small and max(small) < 100:
            return "#,##0.00"
        return "#,##0;[Red]-#,##0;0"
    if unit == "FTE":
        return "0.00"
    return "#,##0.0##" if any(0 < abs(value) < 0.1 for value in values) else "#,##0.0"
