"""Records: complete, honest about what is open, and safe with any text."""

import io
import zipfile
from datetime import date

import docx
import pytest

from tests.compliance.worked import cases
from waybook.compliance import duties, evaluate, rule_book
from waybook.compliance.document import Document, Heading, Paragraph, Table, as_docx, as_markdown
from waybook.compliance.logic import Tri
from waybook.compliance.records import (
    NOT_WRITTEN,
    REGISTER_COLUMNS,
    ClassificationTexts,
    assessment_owed,
    classification_document,
    dpia_document,
    dpia_screening,
    duty_register_document,
    register_rows,
)

TODAY = date(2026, 11, 23)
CASES = {case.id: case.answers for case in cases()}
NASTY = "=cmd|' /C calc'!A0 <script>alert(1)</script>\x00\x0b \ud800 | `x` [a](javascript:b)\nsecond line"


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_register_has_a_cell_for_every_column():
    register = duties(CASES["story-cv"], TODAY, date(2028, 1, 1), statuses=("applies", "unknown", "no"))
    rows = register_rows(register)
    assert len(rows) == len(rule_book().rules)
    assert all(len(row) == len(REGISTER_COLUMNS) for row in rows)
    assert all(isinstance(row[REGISTER_COLUMNS.index("Days low")], float) for row in rows)


def test_the_register_as_a_word_document():
    register = duties(CASES["story-shop-open"], TODAY, date(2027, 6, 1))
    text = text_of(as_docx(duty_register_document(register, "Shop", TODAY)))
    for duty in register:
        assert duty.id in text
    assert f"Cannot be ruled out: {sum(d.status == 'unknown' for d in register)}" in text
    assert "not legal advice" in text
    assert "Shop" in text


def test_a_word_table_has_its_head_on_every_page_and_whole_rows():
    register = duties(CASES["story-shop-open"], TODAY)
    document = docx.Document(io.BytesIO(as_docx(duty_register_document(register, "Shop", TODAY))))
    for table in document.tables:
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
        assert all(row._tr.trPr.xpath("w:cantSplit") for row in table.rows)
        widths = [cell.width for cell in table.rows[1].cells]
        assert widths == [column.width for column in table.columns]
        assert len(set(widths)) > 1


def test_the_screening_counts_met_and_open_criteria():
    screening = dpia_screening(evaluate(CASES["dpia-one-more-unknown"]))
    assert (screening.result, screening.met, screening.open) == ("unknown", 1, 1)
    assert screening.sentence == "A DPIA cannot be ruled out: answer “Profiling”."
    open_ = [c for c in screening.criteria if c.value == Tri.U]
    assert [c.questions for c in open_] == [("profiling",)]
    sure = dpia_screening(evaluate(CASES["dp-special"]))
    assert (sure.result, sure.met, sure.open) == ("applies", 2, 0)
    assert "because you answered" in sure.sentence
    none = dpia_screening(evaluate(CASES["dp-uk"]))
    assert none.sentence.startswith("By these answers no DPIA is required because you answered")
    assert len(none.criteria) == 9


@pytest.mark.parametrize("case", ["dp-special", "dpia-unknown", "scope-nothing-known", "story-imaging"])
def test_a_screening_as_a_word_document(case):
    text = text_of(as_docx(dpia_document(evaluate(CASES[case]), "Plan", TODAY)))
    assert "Matching or combining datasets" in text
    assert ("Not known" in text) == bool(dpia_screening(evaluate(CASES[case])).open)


def test_a_classification_note_holds_the_four_texts():
    texts = ClassificationTexts(
        "Sorts files", "Credit is Annex III 5(b)", "Preparatory, Art 6(3)(d)", "No person scored"
    )
    text = text_of(as_docx(classification_document(evaluate(CASES["filter-preparatory"]), texts, "Plan", TODAY)))
    for words in ("Sorts files", "Credit is Annex III 5(b)", "Preparatory, Art 6(3)(d)", "No person scored"):
        assert words in text
    assert NOT_WRITTEN not in text
    assert "two readings" in text, "the date of Art 49(2) is disputed"


def test_a_note_says_what_is_missing_and_what_is_open():
    note = classification_document(evaluate(CASES["story-shop-open"]), ClassificationTexts(), "Plan", TODAY)
    text = text_of(as_docx(note))
    assert text.count(NOT_WRITTEN) == 4
    assert "The class is open." in text
    assert "I don't know yet" in text
    assert "Skipped" not in text.split("Answers given")[0]


@pytest.mark.parametrize(("case", "why"), [("scope-uk-only", "AI Act does not apply"), ("story-shop", "not one of")])
def test_no_text_is_owed_where_the_law_asks_for_none(case, why):
    note = classification_document(evaluate(CASES[case]), ClassificationTexts(), "Plan", TODAY)
    text = text_of(as_docx(note))
    assert NOT_WRITTEN not in text
    assert "Not owed: " in text
    assert why in text
    owed, _ = assessment_owed(evaluate(CASES["filter-preparatory"]))
    assert owed == Tri.T


def test_any_text_can_be_written_and_is_never_markup():
    texts = ClassificationTexts(NASTY, NASTY, NASTY, NASTY)
    note = classification_document(evaluate(CASES["filter-narrow"]), texts, NASTY, TODAY)
    content = as_docx(note)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert "<script>" in text_of(content), "text stays text in Word"
    markdown = as_markdown(note)
    assert "<script>" not in markdown
    assert "\x00" not in markdown
    assert "\\[a\\](javascript" in markdown


def test_markdown_keeps_tables_whole():
    document = Document("T", "P", TODAY, (Heading("H", 2), Paragraph("a\nb"), Table(("x",), (("1|2\n3",),))), "D")
    assert as_markdown(document).splitlines()[-3:] == ["| x |", "|---|", "| 1\\|2 3 |"]


def test_the_same_record_has_the_same_parts():
    def parts() -> dict[str, bytes]:
        content = as_docx(dpia_document(evaluate(CASES["dp-special"]), "Plan", TODAY))
        archive = zipfile.ZipFile(io.BytesIO(content))
        return {name: archive.read(name) for name in archive.namelist()}

    assert parts() == parts()
