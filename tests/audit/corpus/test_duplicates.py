"""Likeness from sketches against exact sets of word sequences; copies and versions."""

import random

import numpy as np
import pytest

from tests.audit.corpus.documents import edited, prose
from waybook.audit.document_dates import name_marks
from waybook.audit.document_duplicates import candidate_pairs, compare, similarity
from waybook.audit.document_facts import Facts, sketch_of
from waybook.audit.document_reader import measure_document


def _exact(a: str, b: str) -> float:
    def sequences(text: str) -> set[tuple[str, ...]]:
        words = text.lower().replace(".", "").split()
        return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}

    one, two = sequences(a), sequences(b)
    return len(one & two) / len(one | two)


def _sketch(text: str) -> np.ndarray:
    return sketch_of(text.lower().replace(".", "").split())


@pytest.mark.parametrize(("words", "error"), [(150, 1e-9), (3_000, 0.09)])
def test_similarity_is_that_of_the_word_sequences(words: int, error: float) -> None:
    """Exact for short documents; within three standard errors for long ones."""
    for changes in (0, 2, 10, 30):
        a, b = prose(1, words), edited(prose(1, words), changes * words // 150)
        assert similarity(_sketch(a), _sketch(b)) == pytest.approx(_exact(a, b), abs=error)


def _facts(text: str) -> Facts:
    return measure_document(text.encode(), "text")


def test_near_copies_are_found_and_others_are_not() -> None:
    """60 documents, each with two near-copies, among 60 without: joined are the pairs that are alike by exact count."""
    r = random.Random(5)
    texts, family = [], []
    for seed in range(60):
        base = prose(seed, r.randrange(60, 400))
        for copy in range(3):
            texts.append(edited(base, copy * max(1, len(base.split()) // 60), seed=copy))
            family.append(seed)
    for seed in range(100, 160):
        texts.append(prose(seed, r.randrange(60, 400)))
        family.append(seed)
    order = list(range(len(texts)))
    r.shuffle(order)
    texts, family = [texts[at] for at in order], [family[at] for at in order]
    documents = [_facts(text) for text in texts]
    likeness = compare(documents, [name_marks(f"{at}x.txt") for at in order], [""] * len(texts))
    found = {(a, b) for group in likeness.near for a in group for b in group if a < b}
    true = {(a, b) for a in range(len(texts)) for b in range(a + 1, len(texts)) if family[a] == family[b]}
    alike = {(a, b) for a, b in true if _exact(texts[a], texts[b]) >= 0.7}
    assert len(found & true) == len(found), "precision"
    assert len(found & alike) >= 0.98 * len(alike)
    assert len(alike) > 150


def test_a_large_family_is_one_group_without_comparing_all_pairs() -> None:
    base = prose(1, 200)
    sketches = {at: _sketch(edited(base, 2, seed=at)) for at in range(150)}
    assert len(candidate_pairs(sketches)) < 150 * 60
    documents = [_facts(edited(base, 2, seed=at)) for at in range(150)]
    likeness = compare(documents, [name_marks(f"{at}x.txt") for at in range(150)], [""] * 150)
    assert [len(group) for group in likeness.near] == [150]


def test_time_grows_with_documents_not_with_pairs() -> None:
    r = np.random.default_rng(0)
    sketches = {at: np.unique(r.integers(0, 2**63, 256, dtype=np.uint64)) for at in range(3_000)}
    assert candidate_pairs(sketches) == []


def _compare(files: dict[str, str], dates: dict[str, str] | None = None) -> tuple[set[str], set[str]]:
    """(superseded, current) names."""
    names = list(files)
    likeness = compare(
        [_facts(text) for text in files.values()], [name_marks(name) for name in names],
        [(dates or {}).get(name, "") for name in names],
    )  # fmt: skip
    return {names[at] for at in likeness.superseded}, {names[new] for _, new in likeness.versions}


def test_a_newer_version_supersedes_older_ones_through_drift() -> None:
    texts = [prose(1)]
    for step in range(3):
        texts.append(edited(texts[-1], 25, seed=step))
    old, new = _compare({f"p/Guide v{n + 1}.txt": text for n, text in enumerate(texts)})
    assert old == {"p/Guide v1.txt", "p/Guide v2.txt", "p/Guide v3.txt"}
    assert new == {"p/Guide v4.txt"}


def test_other_content_under_a_versioned_name_is_no_version() -> None:
    assert _compare({"a/notes v1.txt": prose(1), "b/notes v2.txt": prose(2)}) == (set(), set())


def test_yearly_reports_are_no_versions_but_a_reissued_one_is() -> None:
    a = prose(3)
    assert _compare({"report 2023.txt": a, "report 2024.txt": edited(a, 60)}) == (set(), set())
    assert _compare({"policy 2023.txt": a, "policy 2024.txt": edited(a, 12)})[0] == {"policy 2023.txt"}


def test_drafts_and_archives_give_way() -> None:
    a = prose(4)
    old, new = _compare({"archive/rota.txt": a, "rota.txt": edited(a, 9), "rota draft.txt": edited(a, 5, seed=2)})
    assert old == {"archive/rota.txt", "rota draft.txt"}
    assert new == {"rota.txt"}


def test_copies_are_copies_and_not_versions() -> None:
    a = prose(5)
    likeness = compare(
        [_facts(a)] * 3, [name_marks(n) for n in ("plan.txt", "plan (1).txt", "plan - Copy.txt")], ["", "", ""]
    )
    assert (likeness.surplus, likeness.superseded) == (2, frozenset())


def test_documents_without_words_are_compared_by_name_only() -> None:
    scan = Facts(format="PDF", pages=3, scanned=3)
    likeness = compare([scan, scan], [name_marks("lease v1.pdf"), name_marks("lease v2.pdf")], ["", ""])
    assert likeness.superseded == {0}
    assert compare([], [], []).surplus == 0
