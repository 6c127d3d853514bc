"""Documents made in memory: small valid PDF and DOCX files, broken ones, and zips of them."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

SCAN = object()
"""A PDF page that is one picture."""
BLANK = object()
"""A PDF page with nothing on it."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(pages: Sequence[object], info: Mapping[str, str] | None = None, password: str = "") -> bytes:
    """A PDF of pages that are text, SCAN or BLANK. With a password it is locked (RC4, 40 bits)."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x80\nendstream"
    )
    kids = []
    for page in pages:
        if page is SCAN:
            content = b"q 500 0 0 700 50 50 cm /Im Do Q"
        elif page is BLANK:
            content = b" "
        else:
            lines = [str(page)[at : at + 90] for at in range(0, len(str(page)), 90)]
            shown = b"".join(b"(" + _literal(line) + b") Tj T*\n" for line in lines)
            content = b"BT /F 9 Tf 11 TL 40 760 Td\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    trailer = b"/Root 1 0 R"
    if info:
        entries = b" ".join(b"/%s (%s)" % (key.encode(), _literal(value)) for key, value in info.items())
        objects.append(b"<< " + entries + b" >>")
        trailer += b" /Info %d 0 R" % len(objects)
    if password:
        objects.append(_lock(password))
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"00" * 16, b"00" * 16)
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0%d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def _literal(text: str) -> bytes:
    return text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _lock(password: str) -> bytes:
    """The encryption dictionary of PDF 1.4, revision 2."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + bytes(16)).digest()[:5]
    return b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(), _rc4(key, _PADDING).hex().encode(),
    )  # fmt: skip


def docx(
    paragraphs: Sequence[str], *, author: str = "", modified: str = "", header: str = "", table: Sequence[str] = (),
    picture: bool = False, extra: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """A DOCX with paragraphs, one table row, properties and a header."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    if table:
        cells = "".join(f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>" for text in table)
        body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    parts: dict[str, bytes] = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'.encode(),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dc:creator>{escape(author)}</dc:creator><dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"
        ).encode(),
    }
    if header:
        parts["word/header1.xml"] = (
            f'<w:hdr xmlns:w="{_WORD}"><w:p><w:r><w:t>{escape(header)}</w:t></w:r></w:p></w:hdr>'.encode()
        )
    if picture:
        parts["word/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(200)
    return archive(parts | dict(extra or {}))


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_COMMON = "the of and to in is that it for on with as are this be by or from when must should can".split()  # noqa: SIM905
_TOPICS = " ".join((
    "invoice payment supplier leave holiday manager approval contract customer refund delivery warehouse",
    "pump valve safety training audit ledger budget travel expense laptop access password incident backup",
    "server release policy process review quality sample machine shift rota cleaning visitor parking",
    "badge pension salary bonus",
)).split()


def prose(seed: int, words: int = 300) -> str:
    """English-looking text that two seeds do not share."""
    r = random.Random(seed)
    out = []
    for at in range(words):
        out.append(r.choice(_COMMON) if r.random() < 0.42 else r.choice(_TOPICS))
        if at % 15 == 14:
            out[-1] += "."
    return " ".join(out).capitalize() + "."


def edited(text: str, changes: int, seed: int = 0) -> str:
    """The text with so many words replaced."""
    r = random.Random(seed)
    words = text.split()
    for at in r.sample(range(len(words)), changes):
        words[at] = f"changed{r.randrange(10_000)}"
    return " ".join(words)
