"""Values written into cells of somebody's own file: every other byte of it stays as it was.

Parts that are not touched (their own sheets, charts, pictures, macros) are copied; in a touched sheet only the cells
asked for change, and they keep their format.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from waybook.spreadsheet.cells import sheet_targets
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.place import letters
from waybook.spreadsheet.sheet import clean

Value = float | str | None
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
_TYPE = re.compile(r'\s+t="[^"]*"')
_FORMULA = re.compile(r"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)
_DATA = re.compile(r"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)


class Saved(float):
    """A number that is the saved result of the cell's formula; the formula stays."""


def patched(
    data: bytes, changes: Mapping[str, Mapping[tuple[int, int], Value]], whole: Mapping[str, str] | None = None
) -> bytes:
    """The file with some cells set: sheet name -> (row, column) from 0 -> number, text or None to empty it.

    `whole` replaces all data of a sheet (name -> XML of its rows). Programs are told to calculate everything anew.

    Raises:
        Refused: a sheet that is not there.
    """
    whole = whole or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = sheet_targets(old)[0]
        if missing := sorted((set(changes) | set(whole)) - set(parts)):
            raise Refused(*(f"The workbook has no sheet '{name}'." for name in missing))
        by_part = {parts[name]: cells for name, cells in changes.items() if cells}
        whole_parts = {parts[name]: rows for name, rows in whole.items()}
        for info in old.infolist():
            part = old.read(info.filename)
            if info.filename in whole_parts:
                rows = f"<sheetData>{whole_parts[info.filename]}</sheetData>"
                part = _DATA.sub(lambda _, rows=rows: rows, part.decode("utf-8"), count=1).encode("utf-8")  # type: ignore[misc]
            elif info.filename in by_part:
                part = _sheet(part.decode("utf-8"), by_part[info.filename]).encode("utf-8")
            elif info.filename == "xl/workbook.xml":
                part = _calculate_all(part.decode("utf-8")).encode("utf-8")
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def text_rows(texts: Mapping[tuple[int, int], str]) -> str:
    """Rows of plain text cells as XML."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), words in texts.items():
        rows.setdefault(row, []).append((column, words))
    made = []
    for row in sorted(rows):
        cells = "".join(f'<c r="{letters(column)}{row + 1}" {_inline(words)}' for column, words in sorted(rows[row]))
        made.append(f'<row r="{row + 1}">{cells}</row>')
    return "".join(made)


def _inline(words: str) -> str:
    return f't="inlineStr"><is><t xml:space="preserve">{escape(clean(words))}</t></is></c>'


def _sheet(text: str, changes: Mapping[tuple[int, int], Value]) -> str:
    wanted = {f"{letters(column)}{row + 1}": value for (row, column), value in changes.items()}

    def cell(match: re.Match[str]) -> str:
        where = match[1] + match[2]
        if where not in wanted:
            return match[0]
        return _cell(where, _TYPE.sub("", match[3]), match[4] or "", wanted.pop(where))

    text = _CELL.sub(cell, text)
    for where, value in wanted.items():
        if value is not None and not isinstance(value, Saved):
            text = _inserted(text, where, value)
    return text


def _cell(where: str, attributes: str, inside: str, value: Value) -> str:
    start = f'<c r="{where}"{attributes.rstrip()}'
    if value is None:
        return f"{start}/>"
    if isinstance(value, Saved):
        formula = _FORMULA.search(inside)
        return f"{start}>{formula[0] if formula else ''}<v>{float(value)!r}</v></c>"
    if isinstance(value, str):
        return f"{start} {_inline(value)}"
    return f"{start}><v>{float(value)!r}</v></c>"


def _inserted(text: str, where: str, value: Value) -> str:
    """A cell that has no element yet, put in its place in its row."""
    column, row = re.match(r"([A-Z]+)(\d+)", where).groups()  # type: ignore[union-attr]
    made = _cell(where, "", "", value)
    for match in _ROW.finditer(text):
        number = int(match[1])
        if number == int(row):
            if match[2] is None:
                return text[: match.end() - 2] + f">{made}</row>" + text[match.end() :]
            place = match.start(2)
            for other in _CELL.finditer(text, match.start(2), match.end(2)):
                if (len(other[1]), other[1]) > (len(column), column):
                    break
                place = other.end()
            return text[:place] + made + text[place:]
        if number > int(row):
            return text[: match.start()] + f'<row r="{row}">{made}</row>' + text[match.start() :]
    return text.replace("</sheetData>", f'<row r="{row}">{made}</row></sheetData>', 1)


def _calculate_all(text: str) -> str:
    calc = '<calcPr calcId="191029" fullCalcOnLoad="1"/>'
    if "<calcPr" in text:
        return re.sub(r"<calcPr\b[^>]*?(?:/>|>.*?</calcPr>)", calc, text, count=1, flags=re.DOTALL)
    for end in ("</definedNames>", "</sheets>"):
        if end in text:
            return text.replace(end, end + calc, 1)
    return text
