"""Candidate pairs of records: those that agree on a value, or on two, rare enough to be worth a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
"""One integer a record: equal values have equal codes; -1 is missing."""

LARGEST_BLOCK = 80
"""Records that agree on a value shared by more than this are not compared for that reason."""


def candidate_pairs(columns: Sequence[Codes], budget: int, prefixes: Sequence[Codes] = ()) -> tuple[Codes, Codes]:
    """Pairs (i, j), i < j, without repeats: at most about `budget`, the rarest agreements first.

    columns: codes of whole values. prefixes: codes of the starts of values, used only together with another column.
    """
    rows = len(columns[0])
    keys: list[tuple[float, Codes]] = []
    for codes in columns:
        keys.append((_cost(codes), codes))
    for first, second in combinations(range(len(columns)), 2):
        joint = _joint(columns[first], columns[second])
        keys.append((_cost(joint), joint))
    for at, prefix in enumerate(prefixes):
        for other in range(len(columns)):
            if other != at:
                joint = _joint(prefix, columns[other])
                keys.append((_cost(joint), joint))
    found: Codes = np.empty(0, dtype=np.int64)
    waiting: list[Codes] = []
    held = 0
    # The cheapest keys are the rarest agreements: they are taken until the budget is spent. Later keys mostly repeat
    # pairs of earlier ones, which cost nothing more.
    for cost, codes in sorted(keys, key=lambda item: item[0]):
        if cost == 0:
            continue
        if len(found) + held + cost > budget:
            found, waiting, held = _merged(found, waiting), [], 0
            if len(found) + cost > budget:
                break
        pairs = [low * rows + high for low, high in _pairs(codes)]
        waiting += pairs
        held += sum(len(part) for part in pairs)
    found = _merged(found, waiting)
    return found // rows, found % rows


def _merged(found: Codes, waiting: Sequence[Codes]) -> Codes:
    """Sorted, each once. By sorting: far quicker here than a hash of a million pairs."""
    together = np.concatenate([found, *waiting])
    together.sort()
    if len(together) == 0:
        return together
    once: Codes = together[np.concatenate([[True], together[1:] != together[:-1]])]
    return once


def _joint(first: Codes, second: Codes) -> Codes:
    joint = first * (int(second.max(initial=0)) + 1) + second
    joint[(first < 0) | (second < 0)] = -1
    return joint


def _block_sizes(codes: Codes) -> Codes:
    present = np.sort(codes[codes >= 0])
    edges = np.flatnonzero(np.concatenate([[True], present[1:] != present[:-1], [True]])) if len(present) else present
    return np.diff(edges)


def _cost(codes: Codes) -> float:
    """Pairs that the key makes, blocks beyond the largest left out."""
    sizes = _block_sizes(codes)
    sizes = sizes[(sizes > 1) & (sizes <= LARGEST_BLOCK)]
    return float((sizes * (sizes - 1) // 2).sum())


def _pairs(codes: Codes) -> Iterator[tuple[Codes, Codes]]:
    order = np.argsort(codes, kind="stable")
    order = order[codes[order] >= 0]
    sorted_codes = codes[order]
    if len(order) < 2:
        return
    sizes = np.unique(sorted_codes, return_counts=True)[1]
    keep = (sizes > 1) & (sizes <= LARGEST_BLOCK)
    inside = np.repeat(keep, sizes)
    order, sorted_codes = order[inside], sorted_codes[inside]
    for step in range(1, LARGEST_BLOCK):
        if step >= len(order):
            return
        same = sorted_codes[step:] == sorted_codes[:-step]
        if not same.any():
            return
        left, right = order[:-step][same], order[step:][same]
        yield np.minimum(left, right), np.maximum(left, right)
