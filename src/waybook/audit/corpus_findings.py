"""From what was measured in a collection of documents to findings with days, and to scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waybook.audit.corpus_report import CorpusReport, DocumentPurpose
from waybook.audit.document_rules import limit
from waybook.audit.personal import labels
from waybook.audit.report import DIMENSIONS, Dimension, Finding, Score, Severity, Tier
from waybook.audit.rules import fixes


def findings(report: CorpusReport, purpose: DocumentPurpose) -> tuple[Finding, ...]:
    """What to put right, the heaviest first. Days grow with problems, and with files only where a person must look."""
    order = {"high": 0, "medium": 1, "low": 2, "info": 3}
    return tuple(sorted(_found(report, purpose), key=lambda f: (order[f.severity], -f.days[1])))


def _found(report: CorpusReport, purpose: DocumentPurpose) -> Iterator[Finding]:
    files, documents = report.files, report.documents
    all_files = f"all {files:,} files"
    read = f"all {documents:,} documents that could be read"
    unreadable = report.unreadable
    broken = sum(unreadable.get(problem, 0) for problem in
                 ("empty", "damaged", "not text", "too large", "too slow", "stopped", "unreachable"))  # fmt: skip
    if broken:
        yield _finding("unreadable_documents", broken, files, all_files, units=broken, limits=(0.02, 0.1))
    if encrypted := unreadable.get("encrypted", 0):
        yield _finding("protected_documents", encrypted, files, all_files, units=encrypted, limits=(0.02, 0.1))
    if hostile := unreadable.get("hostile", 0) + sum(report.refused.values()) * (report.kind == "zip"):
        yield _finding("hostile_documents", hostile, files, all_files, units=hostile, limits=(0, 0))
    others = [count for count in report.formats if not count.readable and count.format not in _READ_FORMATS]
    if others:
        count = sum(other.files for other in others)
        named = ", ".join(other.format for other in others[:5])
        yield _finding("other_formats", count, files, f"{all_files}: {named}", units=len(others), limits=(0.02, 0.2))
    formats = [count for count in report.formats if count.readable]
    if len(formats) > 1:
        yield _finding("document_formats", documents, files, all_files, units=len(formats) - 1, severity="low")
    if report.scanned_pages:
        yield _finding("scanned_pages", report.scanned_pages, report.pages, f"all {report.pages:,} pages",
                       limits=(0.02, 0.2))  # fmt: skip
        yield _finding("scanned_page_check", report.scanned_pages, report.pages, f"all {report.pages:,} pages",
                       units=report.scanned_pages, severity="low")  # fmt: skip
    if report.surplus:
        yield _finding("identical_documents", report.surplus, documents, read, limits=(0.02, 0.2))
    if report.near_surplus:
        yield _finding("near_documents", report.near_surplus, documents, read, units=report.near_groups_found,
                       limits=(0.02, 0.2), tier=3)  # fmt: skip
    if report.superseded:
        yield _finding("superseded_documents", report.superseded, documents, f"{read}, by name and likeness",
                       units=report.version_groups_found, limits=(0.02, 0.2), tier=3)  # fmt: skip
    dated = documents - report.ages.undated
    if dated and report.ages.stale / dated > limit("stale_shown"):
        yield _finding("stale_documents", report.ages.stale, dated, f"the {dated:,} documents with a date of their own",
                       units=report.ages.stale, limits=(0.1, 0.4))  # fmt: skip
    for kind, share in (("no_owner", report.owner_share), ("no_date", report.date_share),
                        ("no_version", report.version_share)):  # fmt: skip
        if share is not None and share < limit("metadata_shown"):
            missing = round(documents * (1 - share))
            yield _finding(kind, missing, documents, read, units=missing, limits=(0.3, 0.95))
    if report.garbled:
        yield _finding("garbled_text", report.garbled, documents, read, units=report.garbled, limits=(0.01, 0.05))
    yield from _languages(report, purpose, read)
    if report.personal:
        touched = max(report.personal.values())
        named = ", ".join(f"{labels()[kind]} in {count:,}" for kind, count in report.personal.items())
        yield _finding("personal_in_documents", touched, documents, f"{read}; {named}", limits=(0, 0.05))
    if files >= 50 and report.structure.top > 0.9:
        yield _finding("flat_structure", files, files, all_files, severity="low")
    if report.partly_read:
        yield _finding("partly_read", report.partly_read, documents, read, severity="info")


_READ_FORMATS = frozenset(("PDF", "DOCX", "HTML", "Markdown", "text"))


def _languages(report: CorpusReport, purpose: DocumentPurpose, read: str) -> Iterator[Finding]:
    spoken = [language for language in report.languages
              if language.code and language.share >= limit("language_shown")]  # fmt: skip
    if purpose.languages:
        extra = [language for language in spoken if language.code not in purpose.languages]
    else:
        extra = spoken[1:]
    if extra:
        count = sum(language.documents for language in extra)
        named = ", ".join(language.name for language in extra)
        yield _finding("more_languages", count, report.documents, f"{read}: {named}", units=len(extra))


def _finding(
    kind: str, rows: int, of: int, evidence: str, *, units: float = 1, limits: tuple[float, float] = (0.05, 0.3),
    severity: Severity | None = None, tier: Tier = 1,
) -> Finding:  # fmt: skip
    """`limits`: shares above which the severity is medium and high."""
    fix = fixes()[kind]
    share = rows / of if of else 0.0
    if severity is None:
        severity = "high" if share > limits[1] else "medium" if share > limits[0] else "low"
    low, likely, high = (round(days * units, 3) for days in (fix.low, fix.likely, fix.high))
    return Finding(
        kind=kind, column=None, rows=rows, share=min(share, 1.0), severity=severity, days=(low, likely, high),
        fix=fix.fix + ".", why=fix.why + ".", evidence=evidence, tier=tier,
    )  # fmt: skip


def scores(report: CorpusReport) -> Mapping[str, Score]:
    """Six dimensions out of 100, each a line between a floor and a target of data/audit/document_limits.csv."""
    documents = report.documents
    dated = documents - report.ages.undated
    marks = [share for share in (report.owner_share, report.version_share, report.date_share) if share is not None]
    stale = report.ages.stale / dated if dated else None
    found: dict[Dimension, tuple[float | None, str, Tier | None]] = {
        "completeness": (_line("readable", report.readable_share),
                         f"{documents:,} of {report.files:,} files could be read", 1),
        "uniqueness": (_line("copies", report.copies_share),
                       f"{report.surplus + report.near_surplus:,} copies and near-copies", 3),
        "consistency": (_line("superseded", report.superseded_share),
                        f"{report.superseded:,} superseded versions beside the current ones", 3),
        "timeliness": (_line("stale", stale),
                       f"{report.ages.stale:,} of {dated:,} dated documents are older than "
                       f"{report.ages.stale_months:g} months; {report.ages.undated:,} have no date of their own", 1),
        "validity": (_line("marked", sum(marks) / len(marks) if marks else None),
                     "share of documents that state owner, version and date", 1),
        "accuracy": (None, "not measurable from the documents alone: check a random few with someone who knows", None),
    }  # fmt: skip
    return {name: Score(name, *found[name]) for name in DIMENSIONS}


def _line(name: str, share: float | None) -> float | None:
    if share is None:
        return None
    floor, target = limit(f"score_{name}_floor"), limit(f"score_{name}_target")
    return round(100 * min(1.0, max(0.0, (share - floor) / (target - floor))), 1)
