"""HTML, Markdown and plain text from bytes of any usual encoding."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from charset_normalizer import from_bytes

from waybook.audit.document_extract import MOST_CHARACTERS, DocumentProblem, Extract, Format

_HIDDEN = frozenset(("script", "style", "template", "noscript", "svg", "math", "head", "iframe", "object"))
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
     "footer", "main", "table", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote")
)  # fmt: skip
_DATE_NAMES = (
    "article:modified_time", "last-modified", "dcterms.modified", "dc.date.modified", "og:updated_time", "date",
    "dcterms.created", "dc.date", "article:published_time",
)  # fmt: skip
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def decode(data: bytes) -> str:
    """Text of UTF-8, UTF-16 or an encoding that is found out.

    Raises:
        DocumentProblem: the bytes are no text.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data[: 4 * MOST_CHARACTERS].decode(encoding, errors="replace")
    data = data[: 4 * MOST_CHARACTERS]
    head = data[:8_192]
    if head.count(0) > len(head) // 4 and len(head) > 4:
        # UTF-16 without a mark has every other byte zero, in Latin scripts.
        odd, even = head[1::2].count(0), head[::2].count(0)
        if min(odd, even) <= len(head) // 100:
            return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
        raise DocumentProblem("not text")
    if sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 20:
        raise DocumentProblem("not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        if len(data) - problem.start < 4:
            return data[: problem.start].decode("utf-8")
    best = from_bytes(data[:200_000], threshold=0.4).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.size = 0
        self.hidden = 0
        self.meta: dict[str, str] = {}
        self.pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            given = {key: value or "" for key, value in attrs}
            name = (given.get("name") or given.get("property") or given.get("http-equiv") or "").lower()
            if name and len(self.meta) < 200:
                self.meta.setdefault(name, given.get("content", "")[:200])
        elif tag in _HIDDEN:
            self.hidden += 1
        elif tag == "img":
            self.pictures += 1
        elif tag == "body":
            self.hidden = 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self.hidden and self.size < MOST_CHARACTERS:
            self.pieces.append(data)
            self.size += len(data)


def read_html(data: bytes) -> Extract:
    """Visible text; the date and author that meta elements state."""
    reader = _Reader()
    text = decode(data)
    for start in range(0, len(text), 65_536):
        reader.feed(text[start : start + 65_536])
    reader.close()
    dates = {}
    for name in reversed(_DATE_NAMES):
        if found := _ISO.search(reader.meta.get(name, "")):
            dates["properties"] = found[0]
    author = reader.meta.get("author") or reader.meta.get("dc.creator") or ""
    return Extract(
        format="HTML", text="".join(reader.pieces), dates=dates, author=author,
        version=reader.meta.get("version", ""), truncated=reader.size >= MOST_CHARACTERS,
    )  # fmt: skip


def read_plain(data: bytes, kind: Format) -> Extract:
    """Text as it is; of Markdown the front matter is taken as properties and link targets are left out."""
    text = decode(data)
    truncated = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS]
    if kind != "Markdown":
        return Extract(format=kind, text=text, truncated=truncated)
    properties: dict[str, str] = {}
    if match := re.match(r"---\r?\n(.{0,8000}?)\r?\n---\r?\n", text, re.DOTALL):
        for line in match[1].splitlines():
            key, colon, value = line.partition(":")
            if colon:
                properties.setdefault(key.strip().lower(), value.strip().strip("\"'"))
        text = text[match.end() :]
    date = next(
        (found[0] for key in ("last_update", "updated", "last_updated", "lastmod", "modified", "last_reviewed", "date")
         if (found := _ISO.search(properties.get(key, "")))), "",
    )  # fmt: skip
    text = re.sub(r"\]\([^)\s]{0,500}\)", "]", text)
    return Extract(
        format="Markdown", text=text, dates={"front matter": date} if date else {},
        author=properties.get("author") or properties.get("owner") or "", version=properties.get("version", ""),
        truncated=truncated,
    )  # fmt: skip
