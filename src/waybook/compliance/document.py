"""A short document of headings, paragraphs and tables, written as Word (.docx) or Markdown."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text; a line break in it stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `columns`. `shares` of the page's width; empty: all the same."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A record of a plan on a day, with the disclaimer first, where it is read."""

    title: str
    plan: str
    today: date
    blocks: tuple[Block, ...]
    disclaimer: str


# Characters that XML 1.0 cannot hold: a text that was pasted with them must not break the file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without the characters that a document cannot hold.

    >>> clean("a\\x00b")
    'ab'
    """
    return _NOT_XML.sub("", text)


PAPER, MARGIN = (Cm(29.7), Cm(21.0)), Cm(1.8)
_INK, _LINE = "1F4E79", "BFC8D2"


def as_docx(document: Document) -> bytes:
    """The document as Word on landscape A4; the same document gives the same text and dates."""
    word = docx.Document()
    _look(word)
    moment = datetime(document.today.year, document.today.month, document.today.day)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = clean(document.title), "Waybook", ""
    properties.created = properties.modified = moment
    word.add_heading(clean(document.title), 0)
    word.add_paragraph(f"{clean(document.plan)}, {document.today:%d %B %Y}")
    remark = word.add_paragraph().add_run(clean(document.disclaimer))
    remark.font.size, remark.font.italic = Pt(8.5), True
    for block in document.blocks:
        match block:
            case Heading(text, level):
                word.add_heading(clean(text), level)
            case Paragraph(text):
                word.add_paragraph(clean(text))
            case Table():
                _add_table(word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _look(word: Any) -> None:
    """Page, fonts, lines and footer."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        fonts = word.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Calibri")
    word.styles["Normal"].font.size = Pt(10)
    word.styles["Title"].font.size = Pt(22)
    for line in word.styles["Table Grid"].element.iter(*(qn(f"w:{side}") for side in _SIDES)):
        line.set(qn("w:color"), _LINE)
    foot = section.footer.paragraphs[0]
    foot.text = "Planning aid, not legal advice. Page "
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    foot._p.append(number)


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _add_table(word: Any, table: Table) -> None:
    """A table whose head is repeated on every page and whose rows stay whole."""
    made = word.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _write(cell, text)
    for cell, name in zip(made.rows[0].cells, table.columns, strict=True):
        _write(cell, name, head=True)
    shares = table.shares or (1.0,) * len(table.columns)
    widths = [int((PAPER[0] - 2 * MARGIN) * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width  # the grid, which LibreOffice reads; Word reads the cells
    for place, made_row in enumerate(made.rows):
        for cell, width in zip(made_row.cells, widths, strict=True):
            cell.width = width
        rules = made_row._tr.get_or_add_trPr()
        rules.append(OxmlElement("w:cantSplit"))
        if place == 0:
            rules.append(OxmlElement("w:tblHeader"))
    word.add_paragraph()


def _write(cell: Any, text: str, head: bool = False) -> None:
    written = cell.paragraphs[0]
    written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(2)
    run = written.add_run(clean(text))
    run.font.size = Pt(9)
    if head:
        run.font.bold, run.font.color.rgb = True, RGBColor(255, 255, 255)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _INK)
        cell._tc.get_or_add_tcPr().append(shade)


def as_markdown(document: Document) -> str:
    """The document as Markdown. Text of the plan is escaped: it can be neither markup nor HTML."""
    lines = [f"# {_escape(document.title)}", "", f"{_escape(document.plan)}  ", document.today.isoformat(), ""]
    lines += [f"> {_escape(document.disclaimer)}", ""]
    for block in document.blocks:
        match block:
            case Heading(text, level):
                lines += [f"{'#' * (level + 1)} {_escape(text)}", ""]
            case Paragraph(text):
                lines += ["  \n".join(_escape(line) for line in text.splitlines()), ""]
            case Table(columns, rows, _):
                lines.append("| " + " | ".join(_cell(name) for name in columns) + " |")
                lines.append("|" + "---|" * len(columns))
                lines += ["| " + " | ".join(_cell(text) for text in row) + " |" for row in rows]
                lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(_escape(text).split())


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|!&~])", r"\\\1", clean(text))
