"""The law in the workbook: the disclaimer on every sheet, the register, the nine items, the screening and the note."""

import datetime as dt

import pytest

from tests.compliance.worked import cases
from waybook.compliance import disclaimer, duties, evaluate, short_disclaimer
from waybook.compliance.records import ARTICLE_6_HEADINGS, NOT_WRITTEN, REGISTER_COLUMNS
from waybook.plan import Plan
from waybook.spreadsheet.law_sheets import law_sheets
from waybook.spreadsheet.workbook import laid_out

TODAY = dt.date(2026, 11, 23)
ANSWERS = next(case.answers for case in cases() if case.id == "filter-narrow")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(compliance={"answers": ANSWERS, "purpose_text": "=1+1", "annex_text": "Point 4(a)"})


def test_the_disclaimer_stands_on_every_sheet(plan: Plan) -> None:
    book = laid_out(plan)
    for name, sheet in book.sheets.items():
        assert sheet.cells[2, 0].content == short_disclaimer(), name
    for name in ("Compliance", "Compliance records"):
        words = " ".join(str(cell.content) for cell in book.sheets[name].cells.values())
        assert all(sentence.rstrip(".") in words for sentence in disclaimer().split(". ")), name


def test_the_register_has_every_duty_that_applies_or_is_open(plan: Plan) -> None:
    register, _ = law_sheets(plan, None, TODAY)
    table = register.tables[0]
    assert [row[REGISTER_COLUMNS.index("Id")] for row in table.rows] == [d.id for d in duties(ANSWERS, TODAY)]
    assert "Cannot be ruled out" not in {row[1] for row in table.rows}
    open_, _ = law_sheets(Plan(), None, TODAY)
    assert len(open_.tables[0].rows) == 111
    assert {row[1] for row in open_.tables[0].rows} == {"Applies", "Cannot be ruled out"}


def test_the_records_are_complete_and_say_what_is_owed(plan: Plan) -> None:
    items, criteria, listed, note, texts, answers = law_sheets(plan, None, TODAY)[1].tables
    assert len(items.rows) == len(criteria.rows) == 9
    assert all(row[2] for row in items.rows)
    assert listed.rows
    assert note.rows[0][1:3] == ("Settled", evaluate(ANSWERS).tier.sentence())
    assert "Owed: a use of Annex III is claimed not to be high-risk" in texts.caption
    assert [row[0] for row in texts.rows] == list(ARTICLE_6_HEADINGS.values())
    assert [row[1] for row in texts.rows] == ["Written", "Written", "Not written", "Not written"]
    assert [row[2] for row in texts.rows] == ["=1+1", "Point 4(a)", NOT_WRITTEN, NOT_WRITTEN]
    assert len(answers.rows) == 20
    assert {row[1] for row in answers.rows} == {"Answered", "Skipped"}


def test_what_a_person_writes_is_no_formula(plan: Plan) -> None:
    sheet = laid_out(plan).sheets["Compliance records"]
    assert [cell.kind for cell in sheet.cells.values() if cell.content == "=1+1"] == ["text"]
