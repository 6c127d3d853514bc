"""A short document of headings, paragraphs and tables, written as Word (.docx) or Markdown."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt


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
    """A table; every row has as many cells as `columns`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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


def as_docx(document: Document) -> bytes:
    """The document as Word on landscape A4; the same document gives the same text and dates."""
    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.8)
    word.styles["Normal"].font.size = Pt(10)
    moment = datetime(document.today.year, document.today.month, document.today.day)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = clean(document.title), "Waybook", ""
    properties.created = properties.modified = moment
    word.add_heading(clean(document.title), 0)
    word.add_paragraph(f"{clean(document.plan)}\n{document.today.isoformat()}")
    word.add_paragraph(clean(document.disclaimer), style="Intense Quote")
    for block in document.blocks:
        match block:
            case Heading(text, level):
                word.add_heading(clean(text), level)
            case Paragraph(text):
                word.add_paragraph(clean(text))
            case Table(columns, rows):
                table = word.add_table(rows=1, cols=len(columns), style="Light Grid Accent 1")
                for cell, name in zip(table.rows[0].cells, columns, strict=True):
                    cell.text = clean(name)
                for row in rows:
                    for cell, text in zip(table.add_row().cells, row, strict=True):
                        cell.text = clean(text)
    section.footer.paragraphs[0].text = "Planning aid, not legal advice."
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


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
            case Table(columns, rows):
                lines.append("| " + " | ".join(_cell(name) for name in columns) + " |")
                lines.append("|" + "---|" * len(columns))
                lines += ["| " + " | ".join(_cell(text) for text in row) + " |" for row in rows]
                lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(_escape(text).split())


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|!&~])", r"\\\1", clean(text))
