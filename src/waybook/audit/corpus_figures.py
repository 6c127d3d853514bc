"""Figures of a collection of documents: formats, ages, languages, passages, embedding cost, structure."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from waybook.audit.corpus_report import (
    Ages,
    DocumentPurpose,
    EmbeddingCost,
    FormatCount,
    LanguageCount,
    Structure,
)
from waybook.audit.document_extract import promised_format
from waybook.audit.document_facts import Facts
from waybook.audit.document_language import languages
from waybook.audit.document_rules import embedding_prices, limit
from waybook.audit.document_sources import Entry
from waybook.durations import DAYS_A_MONTH


def formats_of(entries: Sequence[Entry], facts: Sequence[Facts]) -> tuple[FormatCount, ...]:
    """By format, the commonest first. Files of other formats count under their ending."""
    files: Counter[str] = Counter()
    readable: Counter[str] = Counter()
    size: Counter[str] = Counter()
    pages: dict[str, int | None] = defaultdict(lambda: None)
    for entry, fact in zip(entries, facts, strict=True):
        ending = entry.name.rsplit(".", 1)[-1].upper() if "." in entry.name.rsplit("/", 1)[-1] else "no ending"
        # An ending is shown only where it looks like one: "Letter to Mr. Smith" has none.
        other = ending if (len(ending) <= 5 and ending.isalnum()) or ending == "no ending" else "other"
        kind = fact.format or promised_format(entry.name) or other
        files[kind] += 1
        size[kind] += entry.size
        readable[kind] += fact.problem is None
        if fact.pages is not None:
            pages[kind] = (pages[kind] or 0) + fact.pages
    ordered = sorted(files.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FormatCount(kind, count, readable[kind], size[kind], pages[kind]) for kind, count in ordered)


def ages_of(dates: Sequence[tuple[str, str]], purpose: DocumentPurpose, today: dt.date) -> Ages:
    """From (basis, ISO date) of each document. File dates are counted as a basis and used for nothing else."""
    stale_months = purpose.stale_months if purpose.stale_months is not None else limit("stale_months")
    own = [dt.date.fromisoformat(date) for basis, date in dates if basis not in ("", "file date")]
    months = sorted(max(0.0, (today - date).days / DAYS_A_MONTH) for date in own)
    last = len(months) - 1
    return Ages(
        months=(months[round(0.1 * last)], months[round(0.5 * last)], months[round(0.9 * last)]) if months else None,
        by_year=dict(sorted(Counter(date.year for date in own).items())),
        bases=dict(Counter(basis or "none" for basis, _ in dates).most_common()),
        stale=sum(age > stale_months for age in months),
        stale_months=stale_months,
        undated=len(dates) - len(own),
    )


def languages_of(documents: Sequence[Facts]) -> tuple[LanguageCount, ...]:
    """By language, the commonest first; documents without words, such as scans, are left out."""
    counts = Counter(fact.language for fact in documents if fact.words)
    total = sum(counts.values())
    return tuple(LanguageCount(code, languages()[code].name, n, n / total) for code, n in counts.most_common())


def passages_of(documents: Sequence[Facts], purpose: DocumentPurpose) -> tuple[int, float]:
    """(passages, tokens to embed): each document cut into passages that overlap, the overlap being paid twice."""
    size = max(1, purpose.passage_tokens or int(limit("chunk_tokens")))
    overlap = purpose.overlap_tokens if purpose.overlap_tokens is not None else int(limit("chunk_overlap"))
    overlap = min(max(0, overlap), size - 1)
    passages, embedded = 0, 0.0
    for fact in documents:
        if fact.tokens > 0:
            count = max(1, math.ceil((fact.tokens - overlap) / (size - overlap)))
            passages += count
            embedded += fact.tokens + (count - 1) * overlap
    return passages, embedded


def embedding_of(tokens: float, spread: float) -> tuple[EmbeddingCost, ...]:
    """What each model on the price list charges to embed the passages once."""
    return tuple(
        EmbeddingCost(
            model=row.model, provider=row.provider, currency=row.currency, low=tokens * (1 - spread) * row.price / 1e6,
            likely=tokens * row.price / 1e6, high=tokens * (1 + spread) * row.price / 1e6, price=row.price, per=row.per,
            source=row.source, date=row.date, grade=row.grade,
        )
        for row in embedding_prices()
    )  # fmt: skip


def structure_of(entries: Sequence[Entry]) -> Structure:
    """Folders as a taxonomy: how deep, how many, and how much lies outside."""
    depths = [entry.name.count("/") for entry in entries]
    folders = {entry.name.rsplit("/", 1)[0] for entry in entries if "/" in entry.name}
    return Structure(
        folders=len(folders),
        deepest=max(depths, default=0),
        mean_depth=sum(depths) / len(depths) if depths else 0.0,
        top=sum(depth == 0 for depth in depths) / len(depths) if depths else 0.0,
    )
