"""What reading a document gives: its text and facts, or the reason why it cannot be measured.

Failures are a `Problem` from a fixed list, so no text of a document can leak into a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Format = Literal["PDF", "DOCX", "HTML", "Markdown", "text"]
FORMATS: tuple[Format, ...] = ("PDF", "DOCX", "HTML", "Markdown", "text")

Problem = Literal[
    "empty", "encrypted", "damaged", "not text", "hostile", "too large", "too slow", "stopped", "unreachable",
    "old Word format", "picture", "archive", "other format",
]  # fmt: skip

SENTENCES: Mapping[Problem, str] = {
    "empty": "The file holds no text.",
    "encrypted": "The file is protected with a password.",
    "damaged": "The file is damaged or not what its name says, and cannot be opened.",
    "not text": "The file is named as text and holds binary data.",
    "hostile": "The file unpacks to far more than it should, or asks for parts outside itself; it was left alone.",
    "too large": "The file is larger than the audit reads.",
    "too slow": "The file took longer than a document may take and was given up.",
    "stopped": "The reader stopped while it was reading this file; it may be damaged or built to do harm.",
    "unreachable": "The file could not be read from its place.",
    "old Word format": "The file is in the Word format of before 2007; save it as DOCX to have it measured.",
    "picture": "The file is a picture; text in it needs recognition.",
    "archive": "The file is an archive inside the archive; it was not opened.",
    "other format": "The format is not one that this audit reads.",
}

_SUFFIXES: Mapping[str, Format] = {
    "pdf": "PDF", "docx": "DOCX", "docm": "DOCX", "html": "HTML", "htm": "HTML", "xhtml": "HTML", "md": "Markdown",
    "markdown": "Markdown", "mdx": "Markdown", "txt": "text", "text": "text", "rst": "text", "adoc": "text",
}  # fmt: skip
_PICTURES = frozenset(("png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp", "heic"))
_ARCHIVES = frozenset(("zip", "7z", "rar", "gz", "tgz", "tar", "bz2", "xz"))

MOST_CHARACTERS = 5_000_000
"""Characters read of one document: some 2,500 pages. What is longer is measured by its beginning, and says so."""


class DocumentProblem(Exception):
    """The document cannot be measured; `problem` says why, and nothing of its text is in it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read. Lives in the reading process only.

    pages: None where the format has none. scanned: pages that show a picture or drawing and have no text layer.
    dates: ISO dates by where they were found ("properties", "front matter"). author: as the properties say.
    margin: running heads and feet, which often hold owner and version. version: as the properties say.
    """

    format: Format
    text: str
    pages: int | None = None
    scanned: int = 0
    blank: int = 0
    dates: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    version: str = ""
    margin: str = ""
    truncated: bool = False


def promised_format(name: str) -> Format | None:
    """The format that a file name promises, None when it is none of those that are read."""
    return _SUFFIXES.get(_suffix(name))


def why_not_read(name: str) -> Problem:
    """Why a file whose name promises none of the formats is not read."""
    suffix = _suffix(name)
    if suffix in _PICTURES:
        return "picture"
    if suffix in _ARCHIVES:
        return "archive"
    return "old Word format" if suffix == "doc" else "other format"


def _suffix(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()
