"""What the audit of a collection of documents says: counts, shares and file names, never text.

File names are relative, and those that hold personal data by themselves are replaced by a label; all of them are when
the settings ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from waybook.audit.report import Finding, Score


@dataclass(frozen=True, slots=True)
class Settings:
    """hash_names: show a label such as "file 3f2a9c" in place of every name. readers: processes that read documents; 0
    reads in this process, without limits on time and memory, for documents that are trusted."""

    hash_names: bool = False
    readers: int = 2


@dataclass(frozen=True, slots=True)
class DocumentPurpose:
    """What the use case needs. stale_months: after how long an unchanged document is stale. languages: ISO 639-1 codes
    that the use case speaks. passage and overlap: tokens."""

    stale_months: float | None = None
    languages: tuple[str, ...] = ()
    passage_tokens: int | None = None
    overlap_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class FormatCount:
    """files: named or found to be of the format. readable: those whose text was read. pages: None where unknown."""

    format: str
    files: int
    readable: int
    bytes: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentProblemNote:
    """One file that could not be measured, with the reason as a sentence."""

    name: str
    problem: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VersionGroup:
    """Superseded files and the one that replaces them, by shown name."""

    superseded: tuple[str, ...]
    current: str


@dataclass(frozen=True, slots=True)
class LanguageCount:
    code: str
    name: str
    documents: int
    share: float


@dataclass(frozen=True, slots=True)
class Ages:
    """months: quantiles (P10, P50, P90) of the months since the documents' dates, None when none has one. by_year:
    documents by year. bases: documents by where their date was found. stale: documents older than `stale_months`.
    undated: documents without a date of their own (a file date says when a copy was made)."""

    months: tuple[float, float, float] | None
    by_year: Mapping[int, int]
    bases: Mapping[str, int]
    stale: int
    stale_months: float
    undated: int


@dataclass(frozen=True, slots=True)
class Structure:
    """depth: levels of folders above a file, deepest and mean. top: share of the files in no folder."""

    folders: int
    deepest: int
    mean_depth: float
    top: float


@dataclass(frozen=True, slots=True)
class EmbeddingCost:
    """Turning every passage into a vector once: low, likely, high in `currency`."""

    model: str
    provider: str
    currency: str
    low: float
    likely: float
    high: float
    price: float
    per: str
    source: str
    date: str
    grade: str


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """A collection of documents measured.

    files: all files that count as documents or might. documents: those whose text was read. surplus: identical copies
    beyond the first. near_surplus: near-copies beyond the first. superseded: replaced by a newer version. Groups are
    listed up to a limit, and counted beside it. tokens: estimate; `tokens_error` is its half-width as a share.
    passages: pieces for retrieval. owner, version and date shares: of the documents, those that state it themselves.
    personal: documents by kind of personal data found in them, by these rules.
    """

    name: str
    kind: str
    files: int
    documents: int
    bytes: int
    formats: tuple[FormatCount, ...]
    unreadable: Mapping[str, int]
    problems: tuple[DocumentProblemNote, ...]
    pages: int
    scanned_pages: int
    blank_pages: int
    scanned_documents: int
    ages: Ages
    surplus: int
    copy_groups: tuple[tuple[str, ...], ...]
    near_surplus: int
    near_groups: tuple[tuple[str, ...], ...]
    near_groups_found: int
    superseded: int
    versions: tuple[VersionGroup, ...]
    version_groups_found: int
    languages: tuple[LanguageCount, ...]
    words: int
    words_quantiles: tuple[float, float, float] | None
    characters: int
    tokens: float
    tokens_error: float
    passages: int
    embedding: tuple[EmbeddingCost, ...]
    owner_share: float | None
    version_share: float | None
    date_share: float | None
    structure: Structure
    personal: Mapping[str, int]
    garbled: int
    partly_read: int
    findings: tuple[Finding, ...]
    scores: Mapping[str, Score]
    refused: Mapping[str, int] = field(default_factory=dict)
    ignored: int = 0
    notes: tuple[str, ...] = ()

    @property
    def readable_share(self) -> float | None:
        """Of the files, those whose text was read; None without files."""
        return self.documents / self.files if self.files else None

    @property
    def scanned_share(self) -> float | None:
        """Of the pages that are counted, those without a text layer; None without pages."""
        return self.scanned_pages / self.pages if self.pages else None

    @property
    def superseded_share(self) -> float | None:
        return self.superseded / self.documents if self.documents else None

    @property
    def copies_share(self) -> float | None:
        """Identical and near copies beyond the first, of the documents."""
        return (self.surplus + self.near_surplus) / self.documents if self.documents else None
