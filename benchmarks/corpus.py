"""Documents and personal data: what it costs and how right it is, beside a named alternative in the same run.

    python -m benchmarks.corpus                  what can be made here
    python -m benchmarks.corpus --folder DIR     and the documents of a folder

pypdf, python-docx and py3langid join in where they are installed; none is needed.
"""

import argparse
import io
import random
import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from tests.audit.corpus.documents import docx, edited, pdf, prose
from tests.audit.personal.columns import columns
from waybook.audit.corpus import Settings, measure
from waybook.audit.document_dates import name_marks
from waybook.audit.document_duplicates import compare
from waybook.audit.document_reader import measure_document
from waybook.audit.document_rules import limit
from waybook.audit.personal import as_text, detect


def timed(work: Callable[[], object]) -> float:
    """CPU seconds, the smallest of three."""
    taken = []
    for _ in range(3):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


def line(what: str, ours: float, theirs: float, other: str, target: float | None = None) -> bool:
    """Prints a comparison; true when the target, a most of ours over theirs, is met."""
    ratio = ours / theirs if theirs else float("inf")
    wanted = "" if target is None else f"  target <= {target:g}"
    print(f"{what:44} ours {ours:8.3f}  {other} {theirs:8.3f}  ratio {ratio:6.3f}{wanted}")
    return target is None or ratio <= target


def near_duplicates(documents: int) -> bool:
    """All pairs by exact sets of word sequences, against sketches."""
    r = random.Random(1)
    texts = []
    for seed in range(documents // 2):
        base = prose(seed, r.randrange(100, 800))
        texts += [base, edited(base, r.randrange(len(base.split()) // 12), seed)]
    facts = [measure_document(text.encode(), "text") for text in texts]
    marks = [name_marks(f"{at}x.txt") for at in range(len(texts))]
    near = limit("near_similarity")
    exact: set[tuple[int, int]] = set()

    def all_pairs() -> None:
        exact.clear()
        sequences = []
        for text in texts:
            words = re.findall(r"\w+", text.lower())
            sequences.append({tuple(words[at : at + 4]) for at in range(len(words) - 3)})
        for a in range(len(texts)):
            for b in range(a + 1, len(texts)):
                both = len(sequences[a] & sequences[b])
                if both and both / (len(sequences[a]) + len(sequences[b]) - both) >= near:
                    exact.add((a, b))

    ours = timed(lambda: compare(facts, marks, [""] * len(facts)))
    theirs = timed(all_pairs)
    alike = compare(facts, marks, [""] * len(facts))
    groups = (*alike.near, *alike.identical)
    found = {(a, b) for group in groups for a in group for b in group if a < b}
    precision = len(found & exact) / max(len(found), 1)
    recall = len(found & exact) / max(len(exact), 1)
    right = precision >= 0.95 and recall >= 0.95
    print(f"near-duplicates of {len(texts):,} documents: precision {precision:.3f}, recall {recall:.3f}, target 0.95")
    return line("  finding them (CPU s)", ours, theirs, "all pairs", 0.2) and right


def personal_columns() -> bool:
    """Column kinds against regular expressions alone, which is what a quick script does."""
    patterns = [
        re.compile(p)
        for p in (
            r"[^@\s]+@[^@\s]+\.\w+", r"\+?[\d ()/-]{7,16}", r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]",
            r"\d{3} ?\d{3} ?\d{4}",
            r"(\d[ -]?){13,19}", r"[A-Z]{2}\d\d[A-Z0-9 ]{11,30}", r"[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}",
            r"\d{1,3}(\.\d{1,3}){3}",
        )
    ]  # fmt: skip

    def plain(values: list[object]) -> bool:
        texts = [text for value in values if (text := as_text(value))]
        return any(sum(bool(p.fullmatch(text)) for text in texts) >= 0.5 * len(texts) for p in patterns)

    rows = [row for seed in (11, 12) for row in columns(seed)]
    ours_found = [(bool(detect(title, values)), kind is not None) for title, values, kind in rows]
    plain_found = [(plain(values), kind is not None) for _, values, kind in rows]
    results = []
    for name, found in (("ours", ours_found), ("patterns alone", plain_found)):
        hits = sum(a and b for a, b in found)
        precision = hits / max(1, sum(a for a, _ in found))
        recall = hits / sum(b for _, b in found)
        results.append((precision, recall))
        print(f"personal columns, {len(rows)} with decoys: {name}: precision {precision:.3f}, recall {recall:.3f}")
    ours = timed(lambda: [detect(title, values) for title, values, _ in rows])
    line("  telling them (CPU s)", ours, timed(lambda: [plain(v) for _, v, _ in rows]), "patterns alone")
    print(f"  a column of 80 values: {1000 * ours / len(rows):.1f} ms")
    return results[0][0] == 1.0 and results[0][1] >= 0.9


def formats() -> bool:
    """Everything that is measured of a document against the text alone by another library."""
    good = True
    book = pdf([prose(n, 400) for n in range(60)])
    words = measure_document(book, "PDF").words
    if find_spec("pypdf"):
        import pypdf

        def theirs() -> int:
            return sum(len(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(book)).pages)

        good &= abs(theirs() / words - 1) < 0.1
        good &= line("a PDF of 60 pages, all facts (CPU s)", timed(lambda: measure_document(book, "PDF")),
                     timed(theirs), "pypdf, text", 1.0)  # fmt: skip
    letter = docx([prose(n, 200) for n in range(60)])
    seconds = timed(lambda: measure_document(letter, "DOCX"))
    print(f"a DOCX of 12,000 words, all facts: {seconds:.3f} CPU s")
    return good


def folder(place: Path) -> None:
    """Time and counts of real documents, and python-docx and py3langid beside them where they are installed."""
    start = process_time()
    report = measure(place, settings=Settings(readers=0))
    taken = process_time() - start
    print(
        f"{report.files:,} files, {report.bytes / 1e6:,.1f} MB: {taken:.1f} CPU s, "
        f"{1e6 * taken / max(report.bytes, 1):.3f} s a MB; unreadable {dict(report.unreadable)}"
    )
    files = [path for path in sorted(place.rglob("*.docx"))[:50] if path.is_file()]
    if files and find_spec("docx"):
        import docx as python_docx

        ours = timed(lambda: [measure_document(path.read_bytes(), "DOCX") for path in files])
        theirs = timed(lambda: [[p.text for p in python_docx.Document(str(path)).paragraphs] for path in files])
        line(f"{len(files)} DOCX files, all facts (CPU s)", ours, theirs, "python-docx, text")
    pages = [path for path in sorted(place.rglob("*.md"))[:200] if path.is_file()]
    texts = [path.read_text("utf-8", "replace")[:20_000] for path in pages]
    if texts and find_spec("py3langid"):
        import py3langid

        from waybook.audit.document_language import language_of

        same = sum(language_of(text) == py3langid.classify(text)[0] for text in texts)
        line(f"language of {len(texts)} texts, {same} the same (CPU s)", timed(lambda: [language_of(t) for t in texts]),
             timed(lambda: [py3langid.classify(t) for t in texts]), "py3langid")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    good = [near_duplicates(400), personal_columns(), formats()]
    if given.folder:
        folder(given.folder)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
