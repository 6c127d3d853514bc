"""The figures in words, and the room's beliefs against them."""

import io

import pytest

from tests.audit.corpus.documents import SCAN, archive, pdf, prose
from waybook.audit.corpus import Settings, measure
from waybook.audit.corpus_report import CorpusReport
from waybook.audit.corpus_words import against_beliefs, facts


@pytest.fixture(scope="module")
def report() -> CorpusReport:
    files = {
        "a/one.pdf": pdf([prose(1), SCAN, SCAN, SCAN]), "a/two.txt": prose(2).encode(),
        "a/three.txt": prose(2).encode(),
        "broken.pdf": b"%PDF-", "mail.txt": b"Ask jane.roe@example.com about the invoice of the month, please.",
    }  # fmt: skip
    return measure(io.BytesIO(archive(files)), name="kb.zip", settings=Settings(readers=0))


def test_every_figure_is_said(report: CorpusReport) -> None:
    said = facts(report)
    assert said["Files"] == "5 in 1 folder, 4 could be read"
    assert said["Not readable"] == "damaged 1"
    assert said["Pages"] == "4, without a text layer 3 (75.0%)"
    assert said["Copies"] == "1 identical, 0 nearly so (25.0%)"
    assert said["Languages"] == "English 100%"
    assert said["Personal data"] == "e-mail address in 1"
    assert "tokens (within" in said["Length"]
    assert "USD" in said["Passages"]
    assert "jane" not in repr(said)


def test_beliefs_are_compared_with_the_same_share(report: CorpusReport) -> None:
    duplicates, missing, scanned, other = against_beliefs(
        {"duplicates": 0.0, "missing": 0.2, "scanned": 0.1, "weather": 0.5}, report
    )
    assert duplicates.measured == pytest.approx(0.25)
    assert missing.sentence.endswith("the room was right.")
    assert scanned.gap == pytest.approx(0.65)
    assert other.measured is None


def test_an_unreadable_collection_still_has_words() -> None:
    report = measure(io.BytesIO(archive({"a.pdf": b"x"})), name="kb.zip", settings=Settings(readers=0))
    assert facts(report)["Age"] == "no document says its own date"
    assert facts(report)["Pages"] == "none of the formats counts pages"
    assert report.scores["uniqueness"].value is None
