"""What documents and file names say of their date, owner and version."""

import pytest

from waybook.audit.document_dates import (
    author_is_a_person_or_team,
    dates_in_text,
    iso_date,
    name_marks,
    stated_owner,
    stated_version,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021-03-04", "2021-03-04"), ("4.3.2021", "2021-03-04"), ("04/03/2021", "2021-03-04"),
        ("3/25/2021", "2021-03-25"),
        ("4 March 2021", "2021-03-04"), ("4th March 2021", "2021-03-04"), ("March 4, 2021", "2021-03-04"),
        ("March 2021", "2021-03-01"), ("4. März 2021", "2021-03-04"), ("4 de marzo de 2021", "2021-03-04"),
        ("1er février 2020", "2020-02-01"), ("Dezember 2019", "2019-12-01"), ("12 gennaio 2022", "2022-01-12"),
        ("31.02.2021", ""), ("2999-01-01", ""), ("1901-01-01", ""), ("Chapter 2021", ""), ("", ""),
    ],
)  # fmt: skip
def test_written_dates(text: str, iso: str) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Leave policy\nLast updated: 12 March 2021\n...", "2021-03-12"),
        ("Effective date | 2020-01-31", "2020-01-31"), ("Reviewed on 01/02/2019 by the board", "2019-02-01"),
        ("Stand: 03.04.2022", "2022-04-03"), ("Version date: May 2018", "2018-05-01"),
        ("Mise à jour le 5 juin 2020", "2020-06-05"),
        ("Last updated 2019-01-01 ... Last reviewed 2022-01-01", "2022-01-01"), ("We updated the pumps in 2021.", None),
    ],
)  # fmt: skip
def test_stated_dates(text: str, stated: str | None) -> None:
    assert dates_in_text(text).get("stated") == stated


def test_a_date_on_the_first_page_is_second_best() -> None:
    assert dates_in_text("Minutes of 3 May 2020. " + "word " * 500) == {"first page": "2020-05-03"}
    assert dates_in_text("word " * 500 + "3 May 2020" + " word" * 500) == {}


@pytest.mark.parametrize("text", ["Owner: HR team", "Document owner | Finance", "Prepared by: A. Writer",
                                  "Verantwortlich: Einkauf", "Policy\nAuthor:\tLegal"])  # fmt: skip
def test_owners_are_seen(text: str) -> None:
    assert stated_owner(text)


@pytest.mark.parametrize("text", ["The owner of the car pays.", "Owner:", "home owners: none", ""])
def test_other_owners_are_not(text: str) -> None:
    assert not stated_owner(text)


def test_versions_are_seen() -> None:
    assert all(map(stated_version, ("Version 1.2", "Rev. B", "Issue: 3", "v2.10", "Fassung 4", "Document version | 3")))
    assert not any(map(stated_version, ("this version of events", "a revision is due", "the issue", "v for victory")))


def test_authors_that_programs_write_are_no_owners() -> None:
    assert author_is_a_person_or_team("HR team")
    programs = ("", " ", "Microsoft Office User", "admin", "python-docx", "Scanner 3")
    assert not any(map(author_is_a_person_or_team, programs))


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Guide v1.docx", "Guide v2.docx"), ("Guide v2.docx", "guide_V10.pdf"),
        ("guide-1.9 v1.9.md", "guide-1.9 v1.10.md"), ("Guide final.docx", "Guide final2.docx"),
        ("Guide draft.docx", "Guide.docx"), ("Guide.docx", "Guide FINAL.docx"),
        ("old/Guide.docx", "Guide.docx"), ("Guide 2023-01-31.docx", "Guide 2024-01-05.docx"),
        ("Guide_20230131.docx", "Guide_20240105.docx"), ("Guide rev 3 draft.docx", "Guide rev 3.docx"),
        ("Guide 2022.docx", "Guide 2023.docx"), ("Guide_v1_final.docx", "Guide_v2_draft.docx"),
        ("Guide (1).docx", "Guide (2).docx"), ("Archive/2019/Guide v3.docx", "Guide v2.docx"),
    ],
)  # fmt: skip
def test_names_are_ordered_as_versions(older: str, newer: str) -> None:
    a, b = name_marks(older), name_marks(newer)
    assert a.stem == b.stem
    plain = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    assert (a.rank or plain) < (b.rank or plain)


@pytest.mark.parametrize("name", ["Final accounts procedure.docx", "Rover manual.pdf", "Copyright.md", "2024.pdf"])
def test_words_that_look_like_marks_keep_a_stem(name: str) -> None:
    marks = name_marks(name)
    assert marks.stem or name == "2024.pdf"


def test_a_year_alone_may_be_a_yearly_report() -> None:
    assert name_marks("Annual report 2023.pdf").by_year
    assert not name_marks("Annual report v2 2023.pdf").by_year
    assert name_marks("Minutes 2023-04-05.pdf").date == "2023-04-05"
