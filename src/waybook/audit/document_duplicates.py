"""Copies, near-copies and superseded versions among documents, from their fingerprints, sketches and names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from waybook.audit.document_dates import NameMarks
from waybook.audit.document_facts import Facts, Hashes
from waybook.audit.document_rules import limit

# Smallest hashes of each sketch that are looked up to find candidates; two documents that share 70% of their word
# sequences share some 50 of them, two that share 30% some 30.
_LOOKED_UP = 64
_SHARED = 6
# In a family of many alike documents each is compared with its next neighbours; the chain joins them all.
_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """Groups of positions in the sequence given to `compare`.

    identical: same words. near: alike by at least the limit, identical ones represented by their first. versions:
    (older ones, current one). superseded: every position that a newer version replaces, copies included.
    """

    identical: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, ...], ...]
    versions: tuple[tuple[tuple[int, ...], int], ...]
    superseded: frozenset[int]

    @property
    def surplus(self) -> int:
        """Identical copies beyond the first of each group."""
        return sum(len(group) - 1 for group in self.identical)

    @property
    def near_surplus(self) -> int:
        """Near-copies beyond the first of each group."""
        return sum(len(group) - 1 for group in self.near)


def compare(documents: Sequence[Facts], names: Sequence[NameMarks], dates: Sequence[str]) -> Likeness:
    """Copies and versions. `dates` are ISO dates or "", the best known of each document."""
    same: dict[str, list[int]] = defaultdict(list)
    for at, facts in enumerate(documents):
        if facts.digest:
            same[facts.digest].append(at)
    identical = tuple(tuple(group) for group in same.values() if len(group) > 1)
    first = {member: group[0] for group in same.values() for member in group}
    sketches = {at: documents[at].hashes for at in sorted(set(first.values()))}
    pairs = candidate_pairs(sketches)
    near_limit = limit("near_similarity")
    alike = [(a, b) for a, b in pairs if similarity(sketches[a], sketches[b]) >= near_limit]
    near = tuple(tuple(group) for group in _joined(alike))
    versions = tuple(_versions(documents, names, dates, first, sketches))
    superseded = {old for olds, _ in versions for old in olds}
    # A copy of a superseded document is superseded too, unless it is the current one of its own stem.
    current = {new for _, new in versions}
    for group in identical:
        if superseded & set(group) and not current & set(group):
            superseded |= set(group)
    return Likeness(identical, near, versions, frozenset(superseded))


def similarity(a: Hashes, b: Hashes) -> float:
    """Share of the word sequences of two documents that both have (Jaccard), from their sketches.

    Exact while both documents have no more sequences than a sketch holds; else with a standard error of at most 0.03.
    """
    if not len(a) or not len(b):
        return 0.0
    size = int(limit("sketch"))
    union = np.union1d(a, b)
    if max(len(a), len(b)) >= size:
        union = union[:size]
    both = np.isin(union, a, assume_unique=True) & np.isin(union, b, assume_unique=True)
    return float(both.sum() / len(union))


def candidate_pairs(sketches: dict[int, Hashes]) -> list[tuple[int, int]]:
    """Pairs that share enough of their smallest hashes to be worth comparing, in time linear in the documents."""
    positions = [at for at, sketch in sketches.items() if len(sketch)]
    if len(positions) < 2:
        return []
    hashes = np.concatenate([sketches[at][:_LOOKED_UP] for at in positions])
    owners = np.concatenate([np.full(min(len(sketches[at]), _LOOKED_UP), at, dtype=np.int64) for at in positions])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    counts: dict[int, int] = defaultdict(int)
    shift = int(owners.max()) + 1
    for step in range(1, min(_NEIGHBOURS, len(hashes) - 1) + 1):
        together = hashes[step:] == hashes[:-step]
        codes: npt.NDArray[np.int64] = owners[:-step][together] * shift + owners[step:][together]
        for code, count in zip(*np.unique(codes, return_counts=True), strict=True):
            counts[int(code)] += int(count)
    smallest = {at: min(len(sketches[at]), _LOOKED_UP) for at in positions}
    found = []
    for code, count in counts.items():
        a, b = divmod(code, shift)
        if count >= min(_SHARED, max(1, min(smallest[a], smallest[b]) // 4)):
            found.append((a, b))
    return found


def _versions(
    documents: Sequence[Facts], names: Sequence[NameMarks], dates: Sequence[str], first: dict[int, int],
    sketches: dict[int, Hashes],
) -> list[tuple[tuple[int, ...], int]]:  # fmt: skip
    """Older documents with the one that replaces them: named as versions of one another and alike enough."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for at, marks in enumerate(names):
        if marks.stem and documents[at].problem is None:
            by_stem[marks.stem].append(at)
    found: list[tuple[tuple[int, ...], int]] = []

    def alike(a: int, b: int) -> bool:
        if a not in first or b not in first:
            # Scanned documents have no words to compare: the names alone must say it.
            return a not in first and b not in first
        if first[a] == first[b]:
            return False  # a copy, counted as such
        by_year = names[a].by_year and names[b].by_year
        needed = limit("year_similarity" if by_year else "version_similarity")
        return similarity(sketches[first[a]], sketches[first[b]]) >= needed

    for group in by_stem.values():
        if len(group) < 2 or not any(names[at].rank for at in group):
            continue
        *older, current = sorted(group, key=lambda at: (_rank(names[at]), dates[at], at))
        # A version is replaced when it is like the current one, or like one that is: texts drift step by step.
        left = [at for at in older if _rank(names[at]) < _rank(names[current])]
        chain = [current]
        for known in chain:
            joined = [at for at in left if alike(at, known)]
            chain += joined
            left = [at for at in left if at not in joined]
        replaced = tuple(sorted(chain[1:]))
        if replaced:
            found.append((replaced, current))
    return found


_PLAIN_RANK = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)


def _rank(marks: NameMarks) -> tuple[float, ...]:
    return marks.rank or _PLAIN_RANK


def _joined(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Connected groups of the pairs, each sorted."""
    parent: dict[int, int] = {}

    def root(at: int) -> int:
        parent.setdefault(at, at)
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for a, b in pairs:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    groups: dict[int, list[int]] = defaultdict(list)
    for at in sorted(parent):
        groups[root(at)].append(at)
    return [group for group in groups.values() if len(group) > 1]
