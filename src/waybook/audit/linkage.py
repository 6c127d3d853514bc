"""Which records are the same entity: Fellegi and Sunter's model, fitted to the data without labels.

Each pair is compared column by column in four levels (equal, close, somewhat close, different). How often
non-matching pairs reach a level is counted in random pairs; how often matching pairs do is fitted by expectation and
maximisation over the candidate pairs, whose posterior probabilities are the result. Agreement on a rare value counts
for more than on a common one (term-frequency adjustment).

Source: I. P. Fellegi, A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969); W. E. Winkler (1988) for the fit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from waybook.audit.blocking import Codes, candidate_pairs
from waybook.audit.report import Cancel, Cancelled, Progress

Floats = NDArray[np.float64]

EQUAL, CLOSE, SIMILAR, DIFFERENT, MISSING = 3, 2, 1, 0, 4
_CLOSE, _SIMILAR = 0.92, 0.85  # Jaro-Winkler, as in the measured settings of docs/audit.md
_RANDOM_PAIRS = 300_000
_PAIRS_A_RECORD = 14
_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Matches:
    """Candidate pairs (left < right) with the posterior probability that both are one entity."""

    rows: int
    left: Codes
    right: Codes
    probability: Floats

    def surplus(self, threshold: float) -> int:
        """Records beyond the first of each group joined by pairs at least this probable."""
        chosen = self.probability >= threshold
        parent: dict[int, int] = {}

        def root(node: int) -> int:
            while parent.setdefault(node, node) != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        joined = 0
        for a, b in zip(self.left[chosen].tolist(), self.right[chosen].tolist(), strict=True):
            first, second = root(a), root(b)
            if first != second:
                parent[first] = second
                joined += 1
        return joined


@dataclass(frozen=True, slots=True)
class _Column:
    codes: Codes
    values: tuple[str, ...]
    digits: bool


def plain(text: str) -> str:
    """Small letters and digits only, without accents."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "", text.lower())


def match(columns: Mapping[str, Sequence[str | None]], progress: Progress, cancel: Cancel) -> Matches:
    """Compares the records of a table by these columns, all of one length.

    Raises:
        Cancelled: the user stopped.
    """
    prepared = [_prepare(values) for values in columns.values()]
    rows = len(prepared[0].codes)
    empty = np.empty(0, dtype=np.int64)
    if rows < 2:
        return Matches(rows, empty, empty, np.empty(0))
    progress("Finding records to compare", 0.1)
    left, right = candidate_pairs(
        [column.codes for column in prepared], _PAIRS_A_RECORD * rows, [_prefixes(column) for column in prepared]
    )
    if cancel():
        raise Cancelled
    if len(left) == 0:
        return Matches(rows, empty, empty, np.empty(0))
    generator = np.random.default_rng(20261123)
    size = min(_RANDOM_PAIRS, rows * (rows - 1) // 2)
    random_left = generator.integers(0, rows, size)
    random_right = (random_left + generator.integers(1, rows, size)) % rows
    levels = np.empty((len(prepared), len(left)), dtype=np.int8)
    chance: list[Floats] = []
    connection = duckdb.connect(config={"temp_directory": ""})
    try:
        for at, column in enumerate(prepared):
            progress("Comparing records", 0.2 + 0.6 * at / len(prepared))
            if cancel():
                raise Cancelled
            levels[at] = _compare(connection, column, left, right)
            chance.append(_chance(_compare(connection, column, random_left, random_right), column))
    finally:
        connection.close()
    progress("Weighing agreements", 0.85)
    probability = _fit(levels, chance, prepared, left, rows)
    return Matches(rows, left, right, probability)


def _prepare(values: Sequence[str | None]) -> _Column:
    texts = pa.array([plain(value) if value else None for value in values], type=pa.string()).dictionary_encode()
    codes = np.asarray(texts.indices.fill_null(-1), dtype=np.int64)
    words = tuple(texts.dictionary.to_pylist())
    if "" in words:
        codes[codes == words.index("")] = -1
    digits = sum(1 for word in words if word.isdigit()) > 0.5 * len(words) if words else False
    return _Column(codes, words, digits)


def _prefixes(column: _Column) -> Codes:
    starts: dict[str, int] = {}
    mapped = np.array([starts.setdefault(word[:_PREFIX], len(starts)) for word in column.values] or [0], dtype=np.int64)
    return np.where(column.codes < 0, -1, mapped[column.codes])


def _compare(connection: duckdb.DuckDBPyConnection, column: _Column, left: Codes, right: Codes) -> NDArray[np.int8]:
    first, second = column.codes[left], column.codes[right]
    levels = np.full(len(left), DIFFERENT, dtype=np.int8)
    missing = (first < 0) | (second < 0)
    levels[first == second] = EQUAL
    levels[missing] = MISSING
    differ = (first != second) & ~missing
    if not differ.any():
        return levels
    low, high = np.minimum(first[differ], second[differ]), np.maximum(first[differ], second[differ])
    width = len(column.values)
    unique, place = np.unique(low * width + high, return_inverse=True)
    words = pa.array(column.values, type=pa.string())
    pairs = pa.table({"a": words.take(pa.array(unique // width)), "b": words.take(pa.array(unique % width))})
    connection.register("pairs", pairs)
    if column.digits:
        # A mistyped digit or two swapped; similarity of prefixes means nothing in a number.
        close = "damerau_levenshtein(a, b) <= 1 AND least(length(a), length(b)) >= 4"
        similar = "least(length(a), length(b)) >= 7 AND damerau_levenshtein(a, b) <= 2"
        sql = f"SELECT CASE WHEN {close} THEN {CLOSE} WHEN {similar} THEN {SIMILAR} ELSE 0 END::TINYINT AS l FROM pairs"
    else:
        sql = (
            f"SELECT CASE WHEN s >= {_CLOSE} THEN {CLOSE} WHEN s >= {_SIMILAR} THEN {SIMILAR} ELSE 0 END::TINYINT AS l "
            "FROM (SELECT jaro_winkler_similarity(a, b) AS s FROM pairs)"
        )
    found = connection.execute(sql).fetchnumpy()["l"]
    connection.unregister("pairs")
    levels[differ] = np.asarray(found, dtype=np.int8)[place]
    return levels


def _chance(levels: NDArray[np.int8], column: _Column) -> Floats:
    """How often pairs of different entities reach each level: equality exactly, the rest from random pairs."""
    present = levels[levels != MISSING]
    counts = np.bincount(present, minlength=4)[:4].astype(np.float64) + 0.5
    sizes = np.bincount(column.codes[column.codes >= 0]).astype(np.float64)
    total = sizes.sum()
    equal = float((sizes * (sizes - 1)).sum() / max(total * (total - 1), 1.0))
    equal = min(max(equal, 1.0 / max(total * 10, 1.0)), 0.999)
    rest = counts[:EQUAL] / counts[:EQUAL].sum() * (1 - equal)
    return np.append(rest, equal)


def _fit(
    levels: NDArray[np.int8], chance: Sequence[Floats], columns: Sequence[_Column], left: Codes, rows: int
) -> Floats:
    width = len(columns)
    powers = 5 ** np.arange(width, dtype=np.int64)
    keys = powers @ levels.astype(np.int64)
    patterns, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shown = (patterns[None, :] // powers[:, None]) % 5  # column x pattern
    log_u = np.array([np.append(np.log(u), 0.0)[shown[at]] for at, u in enumerate(chance)])
    matching = np.tile(np.array([0.05, 0.05, 0.1, 0.8]), (width, 1))
    all_pairs = rows * (rows - 1) / 2
    prior = min(0.5, rows / 20 / all_pairs)
    posterior = np.zeros(len(patterns))
    for _ in range(60):
        log_m = np.array([np.append(np.log(m), 0.0)[shown[at]] for at, m in enumerate(matching)])
        odds = np.log(prior / (1 - prior)) + (log_m - log_u).sum(axis=0)
        updated = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
        weight = updated * counts
        prior = float(np.clip(weight.sum() / all_pairs, 1e-12, 0.5))
        for at in range(width):
            mass = np.bincount(shown[at], weights=weight, minlength=5)[:4] + np.array([0.2, 0.2, 0.2, 0.2])
            matching[at] = mass / mass.sum()
        if np.abs(updated - posterior).max() < 1e-5:
            break
        posterior = updated
    log_m = np.array([np.append(np.log(m), 0.0)[shown[at]] for at, m in enumerate(matching)])
    odds = (np.log(prior / (1 - prior)) + (log_m - log_u).sum(axis=0))[place]
    for at, column in enumerate(columns):
        equal = levels[at] == EQUAL
        if not equal.any():
            continue
        sizes = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values)).astype(np.float64)
        share = sizes / max(sizes.sum(), 1.0)
        # A common value says less than the average agreement, a rare one more, within bounds.
        own = np.clip(share[column.codes[left[equal]]], chance[at][EQUAL] / 10, 0.999)
        odds[equal] -= np.log(own / chance[at][EQUAL])
    result: Floats = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
    return result
