"""Sheets to an .xlsx file. XlsxWriter, because it keeps saved values and alternative texts; fast, because its formula
rewriting is not needed: our formulas name new functions in full."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from waybook.spreadsheet.charts import insert
from waybook.spreadsheet.place import letters, quoted
from waybook.spreadsheet.sheet import (
    CALCULATION,
    CAPTION,
    FROZEN,
    HEADER,
    ID,
    INPUT,
    LABEL,
    NOTE,
    REFERENCE,
    Cell,
    Sheet,
    Validation,
)
from waybook.spreadsheet.styles import FONT, STYLES

HIDDEN = "_plan"
TABS = {"cover": "#1F4E79", "input": "#E0C020", "calculation": "#7F7F7F", "check": "#1E6B2E", "report": "#5B8DB8"}
CHUNK = 30_000
LONGEST_LIST = 250
LOOKED_DOWN = 60
WRAPPED = (INPUT, REFERENCE, FROZEN)
ONE_LINE = 20
NO_CELL = Cell("blank", "", "", "", "")
SMALL = 1.2
"""So many small letters stand where one of the usual size does."""


class _Page(Worksheet):  # type: ignore[misc]
    raw: Callable[[], Iterator[str]] | None = None

    def _write_rows(self) -> None:
        super()._write_rows()
        if self.raw is not None:
            self.fh.write("".join(self.raw()))

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula[1:] if formula.startswith("=") else formula


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]
    worksheet_class = _Page


def written(
    sheets: Mapping[str, Sheet],
    names: Mapping[str, tuple[str, int, int]],
    hidden: Sequence[str],
    properties: Mapping[str, str],
    custom: Mapping[str, str],
) -> bytes:
    """The file. `hidden` are texts for the very hidden sheet, each cut into chunks down one column."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = _Workbook(out, options)
    book.set_calc_mode("auto")
    formats: dict[tuple[str, str], Any] = {}
    book.formats[0].set_font_name(FONT)

    def style(kind: str, form: str) -> Any:
        found = formats.get((kind, form))
        if found is None:
            rules = {"font_name": FONT, **STYLES[kind]}
            if form and form != "General":
                rules["num_format"] = form
            found = formats[kind, form] = book.add_format(rules)
        return found

    pages = {name: book.add_worksheet(name) for name in sheets}
    hiding = book.add_worksheet(HIDDEN)
    lists: dict[tuple[str, ...], str] = {}
    for name, sheet in sheets.items():
        _page(book, pages[name], sheet, style, lists, len(hidden))
    _hide(hiding, hidden, lists)
    for name, (where, row, column) in names.items():
        book.define_name(name, f"={quoted(where)}!${letters(column)}${row + 1}")
    book.set_properties(dict(properties))
    for key, value in custom.items():
        book.set_custom_property(key, value)
    pages[next(iter(sheets))].activate()
    book.close()
    return out.getvalue()


def _page(book: Any, page: Any, sheet: Sheet, style: Any, lists: dict[tuple[str, ...], str], first_list: int) -> None:
    page.hide_gridlines(2)
    page.set_tab_color(TABS.get(sheet.kind, "#7F7F7F"))
    for column, width in sheet.widths.items():
        page.set_column(column, column, width)
    heights = _heights(sheet)
    for row, height in heights.items():
        page.set_row(row, height)
    for (row, column), cell in sheet.cells.items():
        look = _look(sheet, row, column, cell)
        tall = heights.get(row, 0) > ONE_LINE and f"{look}_tall" in STYLES
        form = style(f"{look}_tall" if tall else look, cell.format)
        match cell.kind:
            case "formula":
                page.write_formula(row, column, cell.content, form, cell.value)
            case "number":
                page.write_number(row, column, cell.content, form)
            case "text":
                page.write_string(row, column, cell.content, form)
            case "blank":
                page.write_blank(row, column, None, form)
            case _:
                page.write_datetime(row, column, dt.datetime.combine(cast(dt.date, cell.content), dt.time()), form)
    if sheet.raw is not None:
        raw = sheet.raw
        for kind, form in ((CALCULATION, "#,##0.0#"), ("frozen", "General"), (ID, "0")):
            style(kind, form)._get_xf_index()
        page.raw = lambda: raw(lambda kind, form: int(style(kind, form)._get_xf_index()))
    for row, column, target, words in sheet.links:
        page.write_url(row, column, f"internal:{quoted(target)}!A1", style("link", ""), words)
    for rule in sheet.validations:
        page.data_validation(*rule.first, *rule.last, _rule(rule, lists, first_list))
    for row, column, words in sheet.comments:
        page.write_comment(row, column, words, {"x_scale": 1.6, "font_size": 9})
    for row, column, last_row, last_column, kind in sheet.flags:
        _flag(book, page, row, column, last_row, last_column, kind)
    for chart in sheet.charts:
        insert(book, page, chart)
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.fit_to_pages(1 if not sheet.breaks else 0, 1 if sheet.one_page else 0)
    if sheet.breaks:
        page.set_v_pagebreaks(sheet.breaks)
        page.set_print_scale(sheet.scale)
        page.fit_page = 0
    if sheet.print_area is not None:
        page.print_area(*sheet.print_area)
    if sheet.freeze[0] and sheet.cells.get((sheet.freeze[0] - 1, 0), NO_CELL).style == HEADER:
        page.repeat_rows(max(0, sheet.freeze[0] - 1), sheet.freeze[0] - 1)
    if sheet.freeze[1]:
        page.repeat_columns(0, min(sheet.freeze[1] - 1, 2))
    page.set_footer("&L&9&F&C&9&A. Planning aid, not legal advice&R&9Page &P of &N")
    page.set_first_sheet() if sheet.kind == "cover" else None
    if sheet.kind in ("calculation", "check", "report"):
        page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _heights(sheet: Sheet) -> dict[int, float]:
    """Points of each row whose words need more than one line: headers, and words in tables that wrap."""
    found = dict(sheet.heights)
    for (row, column), cell in sheet.cells.items():
        if not isinstance(cell.content, str) or cell.kind != "text":
            continue
        wide = sheet.widths.get(column, 8.4)
        if cell.style == HEADER:
            wide = max(wide - 1.5, 4)
            longest = max((len(word) for word in cell.content.split()), default=1)
            lines = -(-len(cell.content) // wide) + (len(cell.content) > wide and longest * 2 > wide)
            needed = 15 * max(1, min(lines, 5)) + 4
        elif cell.style in WRAPPED and len(cell.content) > wide:
            needed = 15 * min(sum(max(1, -(-len(part) // wide)) for part in cell.content.split("\n")), 25)
        elif cell.style == NOTE and column and column in sheet.widths and len(cell.content) > wide * SMALL:
            needed = 3 + 12 * -(-len(cell.content) // (wide * SMALL))
        else:
            continue
        found[row] = max(found.get(row, 0), needed)
    return found


def _look(sheet: Sheet, row: int, column: int, cell: Cell) -> str:
    """The style of a cell: a header stands as what is below it, words in tables keep clear of numbers."""
    if cell.style == HEADER and column:
        below = _below(sheet, row, column)
        if below is not None and _numeric(below):
            return "header_number"
        indented = below is None or "indent" in STYLES[_words(below.style, column)]
        return "header_words" if indented else HEADER
    said = cell.kind == "text" or (cell.style == LABEL and isinstance(cell.value, str) and cell.kind == "formula")
    return _words(cell.style, column) if said else cell.style


def _words(style: str, column: int) -> str:
    beside = style in WRAPPED or (style in (NOTE, "wrapped") and column > 0) or (style == LABEL and column > 1)
    return f"{style}_words" if beside else style


def _numeric(cell: Cell) -> bool:
    by_value = cell.kind == "number" or (cell.kind == "formula" and isinstance(cell.value, int | float))
    return by_value or (cell.kind == "blank" and ("0" in cell.format or "#" in cell.format))


def _below(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The first cell below a header that says something, else the first that is there."""
    first = None
    for place in range(row + 1, row + LOOKED_DOWN):
        cell = sheet.cells.get((place, column))
        if cell is None:
            continue
        if cell.style in (HEADER, CAPTION):
            break
        if cell.kind != "blank":
            return cell
        first = first or cell
    return first


def _rule(rule: Validation, lists: dict[tuple[str, ...], str], first_list: int) -> dict[str, Any]:
    about = {"error_title": "Not possible", "error_message": rule.message, "ignore_blank": True}
    if rule.choices:
        joined = ",".join(rule.choices)
        if len(joined) <= LONGEST_LIST and not any("," in choice for choice in rule.choices):
            return {"validate": "list", "source": list(rule.choices), **about}
        if rule.choices not in lists:
            column = letters(first_list + len(lists))
            lists[rule.choices] = f"={HIDDEN}!${column}$1:${column}${len(rule.choices)}"
        return {"validate": "list", "source": lists[rule.choices], **about}
    if rule.low is not None and rule.high is not None:
        return {"validate": "decimal", "criteria": "between", "minimum": rule.low, "maximum": rule.high, **about}
    if rule.low is not None:
        return {"validate": "decimal", "criteria": ">=", "value": rule.low, **about}
    return {"validate": "decimal", "criteria": "<=", "value": rule.high, **about}


def _flag(book: Any, page: Any, row: int, column: int, last_row: int, last_column: int, kind: str) -> None:
    """Green or red, and always with words or a number beside it."""
    good = book.add_format({"font_color": "#1E6B2E", "bg_color": "#E3F2E6"})
    bad = book.add_format({"font_color": "#B00020", "bg_color": "#FBE3E6", "bold": True})
    area = (row, column, last_row, last_column)
    if kind == "words":
        page.conditional_format(
            *area, {"type": "text", "criteria": "begins with", "value": "inputs changed", "format": bad}
        )
        page.conditional_format(*area, {"type": "text", "criteria": "begins with", "value": "current", "format": good})
        return
    page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": '"OK"', "format": good})
    page.conditional_format(*area, {"type": "cell", "criteria": "!=", "value": '"OK"', "format": bad})


def _hide(page: Any, texts: Sequence[str], lists: Mapping[tuple[str, ...], str]) -> None:
    for column, text in enumerate(texts):
        for row, start in enumerate(range(0, max(len(text), 1), CHUNK)):
            page.write_string(row, column, text[start : start + CHUNK])
    for place, choices in enumerate(lists):
        for row, words in enumerate(choices):
            page.write_string(row, len(texts) + place, words)
    page.very_hidden()
