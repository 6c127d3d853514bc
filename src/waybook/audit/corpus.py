"""The audit of a knowledge base: a folder or a zip of PDF, DOCX, HTML, Markdown and text, measured in memory.

    report = measure("handbook.zip")

Every file is read once, in a reading process with limits on time and memory (`document_reader`); what comes back are
counts, fingerprints and sketches. Text, cells and personal values never reach the report, a log or a disk. A file that
is damaged, protected or built to do harm is counted with one sentence and the audit goes on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import queue
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from waybook.audit import corpus_findings
from waybook.audit.corpus_figures import ages_of, embedding_of, formats_of, languages_of, passages_of, structure_of
from waybook.audit.corpus_report import CorpusReport, DocumentProblemNote, DocumentPurpose, Settings, VersionGroup
from waybook.audit.document_dates import BASES, NameMarks, best_date, name_marks
from waybook.audit.document_duplicates import Likeness, compare
from waybook.audit.document_extract import SENTENCES, DocumentProblem, promised_format, why_not_read
from waybook.audit.document_facts import Facts
from waybook.audit.document_language import languages
from waybook.audit.document_reader import Reader, measure_document
from waybook.audit.document_rules import limit
from waybook.audit.document_sources import Entry, Source, open_source
from waybook.audit.personal_text import count_in_text, looks_like_a_person
from waybook.audit.report import AuditError, Cancel, Cancelled, Progress, never, silent

_GROUPS_LISTED = 50
# Share of the progress bar that reading takes; comparing takes the rest.
_READING = 0.9


def measure(
    place: Path | str | BinaryIO,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    purpose: DocumentPurpose | None = None,
    settings: Settings | None = None,
    name: str | None = None,
) -> CorpusReport:
    """Measures a folder, a zip or one document, given by its path or as an open binary file.

    progress: told (step, 0..1) in the caller's thread. cancel: asked several times a second.

    Raises:
        AuditError: the place does not exist, is empty, cannot be opened, or is a bomb; one sentence.
        Cancelled: `cancel` said so; nothing is kept.
    """
    progress, cancel = progress or silent, cancel or never
    settings, purpose = settings or Settings(), purpose or DocumentPurpose()
    with open_source(place, name) as source:
        progress("reading the documents", 0.0)
        facts = _read_all(source, settings, progress, cancel)
        if cancel():
            raise Cancelled
        progress("comparing the documents", _READING)
        report = _report(source, facts, purpose, settings)
    progress("done", 1.0)
    return report


def _read_all(source: Source, settings: Settings, progress: Progress, cancel: Cancel) -> list[Facts]:
    """The facts of every entry, in order."""
    entries = source.entries
    facts: list[Facts | None] = [None] * len(entries)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    budget = limit("total_bytes")
    for at, entry in enumerate(entries):
        budget -= entry.size
        if entry.problem:
            facts[at] = Facts(problem=entry.problem)
        elif promised_format(entry.name) is None:
            facts[at] = Facts(problem=why_not_read(entry.name))
        elif entry.size == 0:
            facts[at] = Facts(problem="empty")
        elif budget < 0:
            facts[at] = Facts(problem="too large")
        else:
            waiting.put(at)
    total = waiting.qsize()
    if settings.readers == 0:
        for done in range(total):
            if cancel():
                raise Cancelled
            at = waiting.get()
            facts[at] = _read_one(entries[at], None)
            progress("reading the documents", min(_READING, _READING * (done + 1) / total))
    else:
        _read_in_processes(entries, facts, waiting, min(settings.readers, max(1, total // 4)), progress, cancel)
    return [fact or Facts(problem="stopped") for fact in facts]


def _read_in_processes(
    entries: Sequence[Entry], facts: list[Facts | None], waiting: queue.SimpleQueue[int], readers: int,
    progress: Progress, cancel: Cancel,
) -> None:  # fmt: skip
    total = waiting.qsize()
    finished: queue.SimpleQueue[int] = queue.SimpleQueue()
    stop = threading.Event()
    processes = [Reader() for _ in range(readers)]

    def work(reader: Reader) -> None:
        try:
            while not stop.is_set():
                at = waiting.get_nowait()
                facts[at] = _read_one(entries[at], reader)
                finished.put(at)
        except queue.Empty:
            pass
        finally:
            reader.close()

    threads = [threading.Thread(target=work, args=(reader,), daemon=True) for reader in processes]
    for thread in threads:
        thread.start()
    try:
        done = 0
        while done < total:
            if cancel():
                raise Cancelled
            try:
                finished.get(timeout=0.1)
            except queue.Empty:
                if not any(thread.is_alive() for thread in threads):
                    return
                continue
            done += 1
            progress("reading the documents", min(_READING, _READING * done / total))
    finally:
        stop.set()
        for reader in processes:
            reader.stop()
        for thread in threads:
            thread.join()


def _read_one(entry: Entry, reader: Reader | None) -> Facts:
    """The facts of an entry; anything unforeseen counts as damaged and says nothing of the content."""
    named = promised_format(entry.name) or "text"
    try:
        data = entry.read()
        return reader.measure(data, named) if reader else measure_document(data, named)
    except DocumentProblem as problem:
        return Facts(problem=problem.problem)
    except MemoryError:
        return Facts(problem="too large")
    except Exception:
        return Facts(problem="damaged")


def _report(source: Source, facts: Sequence[Facts], purpose: DocumentPurpose, settings: Settings) -> CorpusReport:
    entries = source.entries
    show = _namer(settings)
    marks = [name_marks(entry.name) for entry in entries]
    dates = [_date(fact, mark, entry) for fact, mark, entry in zip(facts, marks, entries, strict=True)]
    read = [at for at, fact in enumerate(facts) if fact.problem is None]
    documents = [facts[at] for at in read]
    alike = compare(documents, [marks[at] for at in read], [dates[at][1] for at in read])
    names = [show(entries[at].name) for at in read]
    characters = sum(fact.characters for fact in documents)
    tokens = sum(fact.tokens for fact in documents)
    spread = _spread(documents)
    passages, embedded = passages_of(documents, purpose)
    words = sorted(fact.words for fact in documents)
    problems = [
        DocumentProblemNote(show(entry.name), fact.problem, SENTENCES[fact.problem])
        for entry, fact in zip(entries, facts, strict=True)
        if fact.problem
    ]
    report = CorpusReport(
        name=source.name, kind=source.kind, files=len(entries), documents=len(documents),
        bytes=sum(entry.size for entry in entries), formats=formats_of(entries, facts),
        unreadable=dict(Counter(note.problem for note in problems).most_common()),
        problems=tuple(problems[: int(limit("problems_listed"))]),
        pages=sum(fact.pages or 0 for fact in documents), scanned_pages=sum(fact.scanned for fact in documents),
        blank_pages=sum(fact.blank for fact in documents),
        scanned_documents=sum(fact.scanned > 0 and 2 * fact.scanned >= (fact.pages or 1) for fact in documents),
        ages=ages_of([dates[at] for at in read], purpose, dt.date.today()),
        surplus=alike.surplus, copy_groups=_listed(alike.identical, names),
        near_surplus=alike.near_surplus, near_groups=_listed(alike.near, names),
        near_groups_found=len(alike.near), superseded=len(alike.superseded), versions=_versions(alike, names),
        version_groups_found=len(alike.versions),
        languages=languages_of(documents), words=sum(words), words_quantiles=_quantiles(words), characters=characters,
        tokens=tokens, tokens_error=spread, passages=passages, embedding=embedding_of(embedded, spread),
        owner_share=_share([fact.owner for fact in documents]),
        version_share=_share([facts[at].version or bool(marks[at].rank and not marks[at].by_year) for at in read]),
        date_share=_share([dates[at][0] not in ("", "file date") for at in read]), structure=structure_of(entries),
        personal=dict(Counter(kind for fact in documents for kind in fact.personal).most_common()),
        garbled=sum(fact.garbled for fact in documents), partly_read=sum(fact.truncated for fact in documents),
        findings=(), scores={}, refused=dict(source.refused), ignored=source.ignored,
        notes=source.notes + _notes(facts),
    )  # fmt: skip
    return replace(report, findings=corpus_findings.findings(report, purpose), scores=corpus_findings.scores(report))


def _notes(facts: Sequence[Facts]) -> tuple[str, ...]:
    notes = []
    if lying := sum(fact.lies for fact in facts):
        notes.append(f"{lying:,} files are of another format than their name says; they were read as what they are.")
    notes.append("Tokens are estimated from characters by language; personal data are those found by these rules.")
    return tuple(notes)


def _date(fact: Facts, marks: NameMarks, entry: Entry) -> tuple[str, str]:
    """(basis, ISO date), both "" when there is none at all."""
    known = {**fact.dates, "file name": marks.date, "file date": entry.modified}
    return next(best_date({basis: known.get(basis, "") for basis in BASES}), ("", ""))


def _spread(documents: Sequence[Facts]) -> float:
    tokens = sum(fact.tokens for fact in documents)
    return sum(fact.tokens * languages()[fact.language].spread for fact in documents) / tokens if tokens else 0.0


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _quantiles(ordered: Sequence[float]) -> tuple[float, float, float] | None:
    if not ordered:
        return None
    last = len(ordered) - 1
    return (float(ordered[round(0.1 * last)]), float(ordered[round(0.5 * last)]), float(ordered[round(0.9 * last)]))


def _listed(groups: Sequence[Sequence[int]], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Groups by shown name, the largest first; long lists and long groups are cut."""
    ordered = sorted(groups, key=len, reverse=True)[:_GROUPS_LISTED]
    return tuple(tuple(names[at] for at in group[:_GROUPS_LISTED]) for group in ordered)


def _versions(alike: Likeness, names: Sequence[str]) -> tuple[VersionGroup, ...]:
    ordered = sorted(alike.versions, key=lambda group: -len(group[0]))[:_GROUPS_LISTED]
    return tuple(VersionGroup(tuple(names[at] for at in old[:_GROUPS_LISTED]), names[new]) for old, new in ordered)


def _namer(settings: Settings) -> Callable[[str], str]:
    """How a file name is shown: as it is, or as a label where it would give a person away."""

    def show(name: str) -> str:
        spaced = name.replace("_", " ").replace("-", " ")
        if settings.hash_names or count_in_text(name) or count_in_text(spaced) or looks_like_a_person(spaced):
            return f"file {hashlib.blake2b(name.encode(), digest_size=4).hexdigest()}"
        return name

    return show


__all__ = ["AuditError", "Cancelled", "CorpusReport", "DocumentPurpose", "Settings", "measure"]
