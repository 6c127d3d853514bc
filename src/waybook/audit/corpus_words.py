"""The figures of a collection of documents in words, for the command line, a screen and the one-page summary."""

from __future__ import annotations

from collections.abc import Mapping

from waybook.audit.corpus_report import CorpusReport
from waybook.audit.personal import labels
from waybook.audit.purpose import Comparison


def facts(report: CorpusReport) -> dict[str, str]:
    """What was measured, as label and value, in the order in which a room asks."""
    months = report.ages.months
    said = {
        "Files": f"{report.files:,} in {_many(report.structure.folders, 'folder')}, {report.documents:,} could be read",
        "Formats": ", ".join(f"{count.format} {count.files:,}" for count in report.formats[:8]),
        "Not readable": ", ".join(f"{problem} {count:,}" for problem, count in report.unreadable.items()) or "none",
        "Pages": f"{report.pages:,}, without a text layer {report.scanned_pages:,} ({_share(report.scanned_share)})"
        if report.pages else "none of the formats counts pages",
        "Age": "no document says its own date" if months is None else
        f"half are older than {months[1]:.0f} months; {report.ages.stale:,} older than {report.ages.stale_months:g}; "
        f"{report.ages.undated:,} without a date of their own",
        "Copies": f"{report.surplus:,} identical, {report.near_surplus:,} nearly so ({_share(report.copies_share)})",
        "Superseded": f"{report.superseded:,} beside a newer version ({_share(report.superseded_share)})",
        "Languages": ", ".join(f"{one.name} {one.share:.0%}" for one in report.languages[:6]) or "none found",
        "Length": f"{report.words:,} words, about {report.tokens:,.0f} tokens (within {report.tokens_error:.0%})",
        "Passages": f"{report.passages:,}; turning them into vectors once costs {_cost(report)}",
        "Marked": f"owner {_share(report.owner_share)}, version {_share(report.version_share)}, "
        f"date {_share(report.date_share)} of the documents",
        "Structure": f"{report.structure.deepest} levels deep, {report.structure.top:.0%} of the files in no folder",
        "Personal data": ", ".join(f"{labels()[kind]} in {count:,}" for kind, count in report.personal.items())
        or "none found by these rules",
    }  # fmt: skip
    if report.refused:
        said["Left out for safety"] = ", ".join(f"{count:,} {reason}" for reason, count in report.refused.items())
    return said


def against_beliefs(beliefs: Mapping[str, float], report: CorpusReport) -> tuple[Comparison, ...]:
    """Beliefs of the room, as shares, against what was measured.

    "duplicates": copies and near-copies; "missing" or "unreadable": files that could not be read; "scanned": pages
    without a text layer; "superseded": old versions. Others are returned as not measured.
    """
    unreadable = None if report.readable_share is None else 1 - report.readable_share
    measured: dict[str, tuple[str, float | None, str]] = {
        "duplicates": ("copies", report.copies_share, f"all {report.documents:,} documents"),
        "missing": ("unreadable files", unreadable, f"all {report.files:,} files"),
        "unreadable": ("unreadable files", unreadable, f"all {report.files:,} files"),
        "scanned": ("scanned pages", report.scanned_share, f"all {report.pages:,} pages"),
        "superseded": ("superseded versions", report.superseded_share, f"all {report.documents:,} documents"),
    }
    found = []
    for about, believed in beliefs.items():
        name, share, evidence = measured.get(about, (about, None, "not measured in documents"))
        found.append(Comparison(name, believed, share, evidence))
    return tuple(found)


def _cost(report: CorpusReport) -> str:
    if not report.embedding:
        return "an unknown sum"
    cheap = min(report.embedding, key=lambda one: one.likely)
    dear = max(report.embedding, key=lambda one: one.likely)
    if dear.likely < 0.01:
        return f"less than 0.01 {dear.currency} ({cheap.model} to {dear.model})"
    return f"{cheap.likely:,.2f} to {dear.likely:,.2f} {cheap.currency} ({cheap.model} to {dear.model})"


def _share(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.1%}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
