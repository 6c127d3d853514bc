"""Files that mean harm, or are not ours: refused or read, every problem named, in bounded time and memory."""

import io
import re
import resource
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from tests.spreadsheet.edits import edited, place, replaced_part, set_cell
from tests.spreadsheet.parity import cells_of
from waybook.plan import Plan
from waybook.plan.team import TeamLine
from waybook.spreadsheet.cells import sheet_targets
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.merge import Merge
from waybook.spreadsheet.patch import patched
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.workbook import workbook

SECONDS = 5
MEGABYTES = 300


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = Plan(name="Hostile")
    plan.team.lines = [TeamLine(role="AIE", fte=2), TeamLine(role="SWE", fte=2)]
    return plan


@pytest.fixture(scope="module")
def data(plan: Plan) -> bytes:
    return workbook(plan, risk=False)


@pytest.fixture(autouse=True)
def bounded():  # type: ignore[no-untyped-def]
    """Decided within seconds, in bounded memory."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    yield
    assert time.process_time() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


def part(data: bytes, sheet: str) -> str:
    return sheet_targets(zipfile.ZipFile(io.BytesIO(data)))[0][sheet]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def archive_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
MANY = {f"p{n}": b"" for n in range(2_100)} | {"[Content_Types].xml": b"", "xl/workbook.xml": b""}
CELLS = (
    b"<row>" + b"".join(b"<c><v>%d</v></c>" % (n * n * 7919% 999_983) for n in range(120_000)) + b"</row></sheetData>"
)


ATTRIBUTES = b" ".join(b'a%d="%d"' % (n, n * 7919% 999_983) for n in range(200_000))
ROWS = b"".join(b'<row r="%d" spans="%d:9"/>' % (n, n * 7919% 9_973) for n in range(6_000, 900_000)) + b"</sheetData>"
NO_SUCH_WORDS = b'<row r="900"><c r="A900" t="s"><v>99999999</v></c></row></sheetData>'


def team(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change of the sheet Team's XML."""
    return lambda data: replaced_part(data, part(data, "Team"), change)


def renamed(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Words replaced in a part."""
    return lambda data: replaced_part(data, name, lambda content: content.replace(old, new))


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda data: b"", "not an Excel workbook"),
    "words": (lambda data: b"name,fte\na,1\n", "not an Excel workbook"),
    "half a file": (lambda data: data[: len(data) // 2], "half of it"),
    "old .xls": (lambda data: OLD, "old Excel file"),
    "encrypted": (lambda data: OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
    "another zip": (lambda data: archive_of({"a.txt": b"a"}), "not an Excel workbook"),
    "OpenDocument": (lambda data: archive_of(ODS), "ods"),
    "zip bomb": (lambda data: with_part(data, "xl/media/bomb.bin", bytes(50_000_000)), "zip bomb"),
    "too much inside": (lambda data: with_part(data, "xl/media/big.bin", bytes(120_000_000)), "unpacks to"),
    "too many parts": (lambda data: archive_of(MANY), "parts"),
    "XML bomb": (team(lambda _: DOCTYPE), "entities"),
    "XML bomb in UTF-16": (team(lambda _: DOCTYPE.decode().encode("utf-16")), "entities"),
    "XML that ends early": (team(lambda old: old[: len(old) // 2]), "broken"),
    "far too many cells": (team(lambda old: old.replace(b"</sheetData>", CELLS)), "more than 100,000 cells"),
    "a tag without end": (
        team(lambda old: old.replace(b"<sheetData", b"<x " + ATTRIBUTES + b"/><sheetData")),
        "longer",
    ),
    "rows without end": (team(lambda old: old.replace(b"</sheetData>", ROWS)), "more than 100,000 cells"),
    "words that are not there": (team(lambda old: old.replace(b"</sheetData>", NO_SUCH_WORDS)), "broken"),
    "words before the first": (
        team(lambda old: old.replace(b"</sheetData>", NO_SUCH_WORDS.replace(b"99999999", b"-1"))),
        "broken",
    ),
    "a foreign workbook": (renamed("xl/workbook.xml", b'name="_plan"', b'name="other"'), "not exported by Waybook"),
    "a field that is not there": (
        renamed("xl/sharedStrings.xml", b"team.lines[0].fte", b"team.lines[0].fat"),
        "changed",
    ),
    "a damaged plan": (renamed("xl/sharedStrings.xml", b"schema_version", b"schema_virgin"), "plan inside"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(plan: Plan, data: bytes, name: str) -> None:
    make, words = REFUSED[name]
    with pytest.raises(Refused, match=words) as caught:
        read_back(plan, make(data))
    assert all(problem.endswith(".") for problem in caught.value.problems)


def test_a_lying_size_is_refused(plan: Plan, data: bytes) -> None:
    """The directory says a part is small; unpacking it must not go on past that."""
    bomb = bytearray(with_part(data, "xl/bomb.xml", b"<a>" + b" " * 30_000_000 + b"</a>"))
    where = bomb.rfind(b"PK\x01\x02")
    bomb[where + 24 : where + 28] = struct.pack("<I", 1000)
    with pytest.raises(Refused):
        read_back(plan, bytes(bomb))


def test_macros_and_links_are_noted_and_ignored(plan: Plan, data: bytes) -> None:
    merge = read_back(
        plan, with_part(with_part(data, "xl/vbaProject.bin", b"x"), "xl/externalLinks/externalLink1.xml", b"<a/>")
    )
    assert merge.differences == ()
    assert len(merge.notes) == 2


def test_a_cell_at_the_far_end(plan: Plan, data: bytes) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    merge = read_back(plan, replaced_part(data, part(data, "Team"), lambda old: old.replace(b"</sheetData>", far)))
    assert (merge.differences, merge.problems) == ((), ())


def test_every_problem_is_listed_by_cell(plan: Plan, data: bytes) -> None:
    there = edited(
        data,
        set_cell("Team", "1", "Own day rate", "abc"),
        set_cell("Team", "1", "Role", "Wizard"),
        set_cell("Team", "2", "People", -1),
        set_cell("Team", "2", "There", "1.250,00"),
        set_cell("Work packages", "D1", "Effort, likely", 0.01),
        set_cell("Work packages", "E4", "After 3", "W20"),
        set_cell("Answers", "start", "Answer", "soon"),
        set_cell("Assumptions", "discount_rate", "Value", 7),
        set_cell("Answers", "readiness.data", "Answer", 2.5),
    )
    merge = read_back(plan, there)
    columns = {one.partition(": ")[0]: one for one in merge.problems}
    assert len(merge.problems) == 9
    assert merge.differences == ()
    assert "Team!J6: 'abc' is not a day rate." in merge.problems
    assert any("'Wizard' is not one of" in one for one in merge.problems)
    assert any("'W20' is not the id of a work package" in one for one in merge.problems)
    assert any("must rise" in one for one in merge.problems)
    assert len(columns) == 9


def test_a_sheet_without_its_table_is_no_deletion(plan: Plan, data: bytes) -> None:
    emptied = replaced_part(data, part(data, "Team"), lambda old: re.sub(rb"<sheetData>.*</sheetData>", b"", old))
    merge = read_back(plan, emptied)
    assert merge.differences == ()
    assert merge.problems == ("Team: the header row of its table is gone; its figures stay as they are in the plan.",)


def test_an_id_that_stands_twice_decides_nothing(plan: Plan, data: bytes) -> None:
    row, column = place(cells_of(data), "Work packages", "D1", "Work package")
    merge = read_back(plan, patched(data, {"Work packages": {(row, column - 1): "D3"}}))
    assert merge.differences == ()
    assert any("already used" in one for one in merge.problems)


def test_numbers_as_words_are_read_or_refused(plan: Plan, data: bytes) -> None:
    def rate(value: object) -> Merge:
        return read_back(plan, edited(data, set_cell("Team", "1", "Own day rate", value)))

    assert rate("£ 1,250").accept().team.lines[0].day_rate == 1250
    assert rate(" 640 ").accept().team.lines[0].day_rate == 640
    for words in ("1.250,00", "12,50", "many", "1e999", "--5", "0x10"):
        merge = rate(words)
        assert len(merge.problems) == 1, words
        assert merge.accept("all") == plan


def test_formulas_in_input_cells(plan: Plan, data: bytes) -> None:
    address = f"J{_row(data) + 1}"

    cell = re.compile(rf'<c r="{address}"([^>]*?)/>'.encode())

    def with_formula(saved: str) -> bytes:
        full = rf'<c r="{address}"\1><f>700*1.1</f>{saved}</c>'.encode()
        return team(lambda old: cell.sub(full, old))(data)

    merge = read_back(plan, with_formula("<v>770</v>"))
    assert merge.accept().team.lines[0].day_rate == 770
    assert any("its result" in note for note in merge.notes)
    assert "without a saved result" in read_back(plan, with_formula("")).problems[0]


def test_merged_cells_are_a_problem(plan: Plan, data: bytes) -> None:
    row = _row(data) + 1
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="D{row}:E{row}"/></mergeCells>'.encode()
    merge = read_back(plan, replaced_part(data, part(data, "Team"), lambda old: old.replace(b"</sheetData>", merged)))
    assert any("merged" in one for one in merge.problems)


def test_hidden_rows_are_read(plan: Plan, data: bytes) -> None:
    row = f'<row r="{_row(data) + 1}"'.encode()
    merge = read_back(plan, replaced_part(data, part(data, "Team"), lambda old: old.replace(row, row + b' hidden="1"')))
    assert merge.differences == ()
    assert any("hidden" in note for note in merge.notes)


def test_dates_of_either_epoch(plan: Plan, data: bytes) -> None:
    there = edited(data, set_cell("Answers", "start", "Answer", 46_600.0))
    assert read_back(plan, there).accept().start.isoformat() == "2027-08-01"
    old = replaced_part(
        there, "xl/workbook.xml", lambda old: old.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    )
    assert read_back(plan, old).accept().start.isoformat() == "2031-08-02"


def test_long_and_odd_text(plan: Plan, data: bytes) -> None:
    long = read_back(plan, edited(data, set_cell("Answers", "objectives.statement", "Answer", "x" * 32_768)))
    assert "characters" in long.problems[0]
    odd = "a\tb\u200b <b>&amp;"
    merge = read_back(plan, edited(data, set_cell("Answers", "objectives.statement", "Answer", odd)))
    assert merge.accept().objectives.statement == odd


@pytest.mark.parametrize(
    "words", ['=HYPERLINK("http://x")', "+1", "-1+cmd", "@SUM(A1)", "#REF!", "\x07bell", "_x0041_", "a\r\nb"]
)
def test_user_text_never_becomes_a_formula(words: str) -> None:
    plan = Plan(name=words)
    plan.objectives.sponsor = words
    data = workbook(plan, risk=False)
    found = [
        cell
        for cells in cells_of(data).values()
        for cell in cells.values()
        if isinstance(cell.value, str) and words[:3] in cell.value
    ]
    assert all(not cell.formula for cell in found)
    merge = read_back(plan, data)
    assert (merge.differences, merge.problems) == ((), ())


def _row(data: bytes) -> int:
    return next(row for (row, column), found in cells_of(data)["Team"].items() if column == 0 and found.value == "1")
