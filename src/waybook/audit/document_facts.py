"""The aggregates of one document: counts, dates, a fingerprint and a sketch of its word sequences. No text.

The sketch is the k smallest hashes of the document's distinct word sequences (a bottom-k sketch, Cohen and Kaplan
2007): from two sketches follows how alike two documents are, and from one nothing can be read back.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from waybook.audit.document_dates import (
    BASES,
    author_is_a_person_or_team,
    dates_in_text,
    stated_owner,
    stated_version,
)
from waybook.audit.document_extract import FORMATS, SENTENCES, Extract, Format, Problem
from waybook.audit.document_language import UNKNOWN, language_of, languages, tokens_of
from waybook.audit.document_rules import limit
from waybook.audit.personal import labels
from waybook.audit.personal_text import count_in_text

Hashes = npt.NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_MOST = 1_000_000_000
# Text that stands for lost text: the replacement character, unmapped glyphs, private use.
_LOST = re.compile(r"\ufffd|\(cid:\d+\)|[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """One document measured, or the problem that kept it from being measured.

    characters: runs of white space count once. dates: ISO dates by where they were found: "stated", "front matter",
    "properties", "first page". personal: how often each kind of personal data occurs. digest: of the text without case,
    spacing and punctuation. sketch: see above.
    """

    problem: Problem | None = None
    format: Format | None = None
    lies: bool = False
    characters: int = 0
    words: int = 0
    tokens: float = 0.0
    language: str = UNKNOWN
    pages: int | None = None
    scanned: int = 0
    blank: int = 0
    dates: dict[str, str] = field(default_factory=dict)
    owner: bool = False
    version: bool = False
    personal: dict[str, int] = field(default_factory=dict)
    garbled: bool = False
    truncated: bool = False
    digest: str = ""
    sketch: str = ""

    @property
    def hashes(self) -> Hashes:
        """The sketch as sorted numbers, shape (k,) or shorter."""
        return np.frombuffer(base64.b64decode(self.sketch, validate=True), dtype=np.uint64)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: Any) -> Facts:
        """The facts that a reading process sent. It handled a stranger's file, so nothing is taken on trust: what is
        not a count, a known word, a date or a fingerprint is refused.

        Raises:
            ValueError, TypeError, KeyError: anything unexpected.
        """
        facts = cls(**given)
        counts = (facts.characters, facts.words, facts.scanned, facts.blank, facts.pages or 0, *facts.personal.values())
        flags = (facts.lies, facts.owner, facts.version, facts.garbled, facts.truncated)
        known = (
            (facts.problem is None or facts.problem in SENTENCES)
            and (facts.format is None or facts.format in FORMATS)
            and facts.language in languages()
            and set(facts.personal) <= set(labels())
            and set(facts.dates) <= set(BASES)
        )
        if not known or not all(type(n) is int and 0 <= n <= _MOST for n in counts) or not 0 <= facts.tokens <= _MOST:
            raise ValueError("not facts")
        for date in facts.dates.values():
            dt.date.fromisoformat(date)
        if not all(type(flag) is bool for flag in flags) or not re.fullmatch(r"[0-9a-f]{0,32}", facts.digest):
            raise ValueError("not facts")
        if len(facts.hashes) > limit("sketch"):
            raise ValueError("not facts")
        return facts


def facts_of(extract: Extract, named: Format) -> Facts:
    """The facts of a document that was read; `named` is the format its name promised."""
    # Runs of spaces and empty lines are no length: tokens are estimated from what a cleaned passage holds.
    text = re.sub(r"[^\S\n]+", " ", re.sub(r"\s*\n\s*", "\n", extract.text))
    words = [word.lower() for word in _WORD.findall(text)]
    language = language_of(text)
    lost = sum(len(match[0]) for match in _LOST.finditer(text))
    nonsense = len(words) >= 200 and language == UNKNOWN and _unpronounceable(words)
    return Facts(
        format=extract.format,
        lies=extract.format != named and {extract.format, named} != {"text", "Markdown"},
        characters=len(text),
        words=len(words),
        tokens=tokens_of(len(text), language),
        language=language,
        pages=extract.pages,
        scanned=extract.scanned,
        blank=extract.blank,
        dates={**dates_in_text(text, extract.margin), **extract.dates},
        owner=author_is_a_person_or_team(extract.author) or stated_owner(text, extract.margin),
        version=bool(extract.version.strip()) or stated_version(text, extract.margin),
        personal=dict(count_in_text(text)),
        garbled=lost > limit("garbled_share") * max(len(text), 1) or nonsense,
        truncated=extract.truncated,
        digest=hashlib.blake2b(" ".join(words).encode(), digest_size=16).hexdigest() if words else "",
        sketch=base64.b64encode(sketch_of(words).tobytes()).decode(),
    )


def sketch_of(words: list[str]) -> Hashes:
    """The smallest hashes of the distinct sequences of words, sorted; empty for fewer words than one sequence."""
    size = int(limit("shingle_words"))
    if len(words) < size:
        return np.empty(0, dtype=np.uint64)
    known: dict[str, int] = {}
    codes = np.empty(len(words), dtype=np.uint64)
    for at, word in enumerate(words):
        code = known.get(word)
        if code is None:
            code = known[word] = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
        codes[at] = code
    mixed = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for offset in range(size):
        mixed = _mix(mixed * np.uint64(0x9E3779B97F4A7C15) + codes[offset : offset + len(mixed)])
    return np.unique(mixed)[: int(limit("sketch"))]


def _mix(values: Hashes) -> Hashes:
    """A bijection of 64 bits that spreads them evenly (the finaliser of SplitMix64, Steele and others 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _unpronounceable(words: list[str]) -> bool:
    """True when a third of the longer Latin words have no vowel: glyphs that were mapped to the wrong letters."""
    latin = [word for word in words[:5_000] if len(word) >= 4 and word.isascii() and word.isalpha()]
    return len(latin) >= 50 and sum(not set(word) & set("aeiouy") for word in latin) > len(latin) / 3
