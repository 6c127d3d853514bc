"""A collection with known contents, as a zip and as a folder."""

import io
from pathlib import Path

import pytest

from tests.audit.corpus.documents import BLANK, SCAN, archive, docx, edited, pdf, prose
from waybook.audit.corpus import DocumentPurpose, Settings, measure
from waybook.audit.corpus_report import CorpusReport
from waybook.audit.document_rules import embedding_prices, limit
from waybook.audit.report import to_json

HERE = Settings(readers=0)
GERMAN = (
    "Der Antrag auf Urlaub ist bei der Leitung zu stellen und wird von ihr spätestens nach einer Woche entschieden. "
    "Die Genehmigung ist für das ganze Jahr gültig, wenn sie nicht durch eine neue Regelung ersetzt wird. "
)
FILES = {
    "hr/leave policy v1.docx": docx([prose(1)], author="HR team", modified="2019-03-01T10:00:00Z"),
    "hr/leave policy v2.docx": docx([edited(prose(1), 25)], author="HR team", modified="2023-03-01T10:00:00Z"),
    "hr/leave policy v3 final.docx": docx(
        [edited(prose(1), 30, seed=1)], author="HR team", modified="2025-03-01T10:00:00Z", header="Version 3.0"
    ),
    "hr/german/urlaub.md": ("---\nauthor: Personal\ndate: 2024-02-03\n---\n" + GERMAN * 4).encode(),
    "safety/pump manual.pdf": pdf([prose(2), prose(3), SCAN, SCAN, BLANK], {"ModDate": "D:20150101000000Z"}),
    "safety/scan.pdf": pdf([SCAN] * 4),
    "safety/locked.pdf": pdf([prose(4)], password="x"),
    "copies/a.txt": prose(5).encode(),
    "copies/b.txt": prose(5).upper().replace(" ", "  ").encode("utf-16"),
    "copies/c.html": f"<html><head><title>x</title><script>var a = 1</script></head><body><p>{prose(5)}</p>".encode(),
    "near.txt": edited(prose(5), 8).encode(),
    "contact.txt": b"Please write to jane.doe@example.org or ring 07700 900123 about the invoice of the last month.",
    "broken.docx": b"PK\x03\x04 this is no zip",
    "empty.md": b"",
    "slides.pptx": b"PK\x03\x04",
    "picture.png": b"\x89PNG\r\n\x1a\n",
    "__MACOSX/._a.txt": b"x",
}


@pytest.fixture(scope="module")
def report() -> CorpusReport:
    return measure(io.BytesIO(archive(FILES)), name="kb.zip", settings=HERE)


def test_files_are_counted_by_format_and_problem(report: CorpusReport) -> None:
    assert (report.kind, report.files, report.documents, report.ignored) == ("zip", 16, 11, 1)
    formats = {count.format: (count.files, count.readable) for count in report.formats}
    assert formats == {
        "DOCX": (4, 3), "text": (4, 4), "PDF": (3, 2), "Markdown": (2, 1), "HTML": (1, 1), "PPTX": (1, 0),
        "PNG": (1, 0),
    }  # fmt: skip
    assert report.unreadable == {"encrypted": 1, "damaged": 1, "empty": 1, "other format": 1, "picture": 1}
    by_name = {note.name: note.sentence for note in report.problems}
    assert by_name["safety/locked.pdf"] == "The file is protected with a password."
    assert sum(count.bytes for count in report.formats) == report.bytes


def test_pages_without_a_text_layer_are_counted_apart_from_blank_ones(report: CorpusReport) -> None:
    assert (report.pages, report.scanned_pages, report.blank_pages, report.scanned_documents) == (9, 6, 1, 1)
    assert report.scanned_share == pytest.approx(6 / 9)


def test_copies_near_copies_and_versions(report: CorpusReport) -> None:
    assert report.surplus == 2
    assert report.copy_groups == (("copies/a.txt", "copies/b.txt", "copies/c.html"),)
    assert ("copies/a.txt", "near.txt") in report.near_groups
    assert report.superseded == 2
    (group,) = report.versions
    assert group.current == "hr/leave policy v3 final.docx"
    assert set(group.superseded) == {"hr/leave policy v1.docx", "hr/leave policy v2.docx"}


def test_dates_are_the_documents_own(report: CorpusReport) -> None:
    assert report.ages.by_year == {2015: 1, 2019: 1, 2023: 1, 2024: 1, 2025: 1}
    assert report.ages.bases == {"file date": 6, "properties": 4, "front matter": 1}
    assert report.ages.undated == 6
    assert report.date_share == pytest.approx(5 / 11)
    assert report.owner_share == pytest.approx(4 / 11)
    assert report.version_share == pytest.approx(3 / 11)


def test_languages_length_and_personal_data(report: CorpusReport) -> None:
    assert {language.code: language.documents for language in report.languages} == {"en": 9, "de": 1}
    assert report.personal == {"email": 1, "phone": 1}
    assert report.structure.deepest == 2
    assert report.structure.folders == 4
    assert report.words_quantiles is not None
    assert 2_500 < report.words < 3_500


def test_tokens_passages_and_cost_follow_from_the_characters(report: CorpusReport) -> None:
    assert report.characters / 4.6 < report.tokens < report.characters / 3.6
    assert 0.15 <= report.tokens_error <= 0.4
    assert report.passages >= 11
    small = next(cost for cost in report.embedding if cost.model == "text-embedding-3-small")
    assert small.low < small.likely < small.high
    assert small.likely == pytest.approx(report.tokens * 0.02 / 1e6, rel=0.3)


def test_findings_carry_days_fix_and_reason(report: CorpusReport) -> None:
    found = {finding.kind: finding for finding in report.findings}
    assert {
        "unreadable_documents", "protected_documents", "other_formats", "document_formats", "scanned_pages",
        "identical_documents", "near_documents", "superseded_documents", "no_owner", "no_date", "no_version",
        "more_languages", "personal_in_documents",
    } <= set(found)  # fmt: skip
    for finding in report.findings:
        assert 0 <= finding.days[0] <= finding.days[1] <= finding.days[2]
        assert finding.fix.endswith(".")
        assert finding.why.endswith(".")
        assert finding.evidence
        assert 0 <= finding.share <= 1
    assert found["superseded_documents"].rows == 2
    assert found["scanned_pages"].severity == "high"


def test_scores_leave_accuracy_unmeasured(report: CorpusReport) -> None:
    assert set(report.scores) == {"completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy"}
    assert report.scores["accuracy"].value is None
    assert report.scores["completeness"].value == 0.0
    assert all(score.value is None or 0 <= score.value <= 100 for score in report.scores.values())


def test_a_folder_says_the_same_as_the_zip(report: CorpusReport, tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    folder = measure(tmp_path, settings=HERE)
    for part in ("files", "documents", "formats", "pages", "surplus", "near_surplus", "superseded", "languages"):
        assert getattr(folder, part) == getattr(report, part), part


def test_reading_processes_say_the_same_as_this_process(report: CorpusReport) -> None:
    told: list[float] = []
    files = io.BytesIO(archive(FILES))
    apart = measure(files, lambda step, done: told.append(done), name="kb.zip", settings=Settings(readers=1))
    assert to_json(apart) == to_json(report)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_one_document_is_a_collection_of_one() -> None:
    single = measure(io.BytesIO(FILES["safety/pump manual.pdf"]), name="pump manual.pdf", settings=HERE)
    assert (single.kind, single.files, single.documents, single.pages) == ("file", 1, 1, 5)


def test_the_purpose_moves_what_counts() -> None:
    files = io.BytesIO(archive(FILES))
    strict = measure(files, name="kb", settings=HERE, purpose=DocumentPurpose(stale_months=6, languages=("en", "de")))
    kinds = [finding.kind for finding in strict.findings]
    assert strict.ages.stale == 5
    assert "stale_documents" in kinds
    assert "more_languages" not in kinds
    short = measure(files, name="kb", settings=HERE, purpose=DocumentPurpose(passage_tokens=100, overlap_tokens=20))
    assert short.passages > strict.passages


def test_names_are_hashed_on_request_and_when_they_name_a_person() -> None:
    files = archive({"CV John_Smith.txt": prose(1).encode(), "CV jane@example.org.txt": b"", "plan.txt": b""})
    named = {note.name for note in measure(io.BytesIO(files), name="x", settings=HERE).problems}
    assert "plan.txt" in named
    assert not any("jane" in name for name in named)
    hashed = measure(io.BytesIO(files), name="x", settings=Settings(hash_names=True, readers=0))
    assert all(note.name.startswith("file ") for note in hashed.problems)
    twice = archive({"John Smith contract.txt": prose(1).encode(), "copy.txt": prose(1).encode()})
    assert "John" not in repr(measure(io.BytesIO(twice), name="x", settings=HERE).copy_groups)


def test_embedding_prices_are_those_of_the_price_list() -> None:
    from genai_prices import Usage, calc_price

    for row in embedding_prices():
        listed = calc_price(Usage(input_tokens=1_000_000), model_ref=row.model, provider_id=row.provider)
        assert float(listed.total_price) == pytest.approx(row.price), row.model
    assert limit("chunk_overlap") < limit("chunk_tokens")
