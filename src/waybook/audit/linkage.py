"""Which records are the same entity: Fellegi and Sunter's model, fitted to the data without labels.

Candidate pairs come from `blocking`, each is compared column by column in four levels (equal, close, somewhat close,
different), and `mixture` says how probably it is a match.

Source: I. P. Fellegi, A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from waybook.audit.blocking import Codes, candidate_pairs
from waybook.audit.mixture import CLOSE, DIFFERENT, EQUAL, MISSING, SIMILAR, Floats, match_probability
from waybook.audit.report import Cancel, Cancelled, Progress

_CLOSE, _SIMILAR = 0.92, 0.85  # Jaro-Winkler, as in the measured settings of docs/audit.md
_PAIRS_A_RECORD = 14
_PREFIX = 4
_RANDOM_PAIRS = 200_000
_CODE = re.compile(r"[^\s@]*\d[^\s@]*|\S+@\S+")  # one word with a digit, or an address of mail


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
    code: bool
    number: bool


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
    levels = np.empty((len(prepared), len(left)), dtype=np.int8)
    generator = np.random.default_rng(20261123)
    some = generator.integers(0, rows, min(_RANDOM_PAIRS, rows * (rows - 1) // 2))
    others = (some + generator.integers(1, rows, len(some))) % rows
    chance: list[Floats] = []
    connection = duckdb.connect(config={"temp_directory": ""})
    connection.execute("SET enable_progress_bar = false")
    try:
        for at, column in enumerate(prepared):
            progress("Comparing records", 0.2 + 0.6 * at / len(prepared))
            if cancel():
                raise Cancelled
            levels[at] = _compare(connection, column, left, right)
            chance.append(_chance(_compare(connection, column, some, others), column))
    finally:
        connection.close()
    _settle_swaps(levels, prepared, left, right)
    progress("Weighing agreements", 0.85)
    probability = match_probability(levels, [column.codes for column in prepared], left, chance)
    return Matches(rows, left, right, probability)


def _prepare(values: Sequence[str | None]) -> _Column:
    texts = pa.array([plain(value) if value else None for value in values], type=pa.string()).dictionary_encode()
    codes = np.asarray(texts.indices.fill_null(-1), dtype=np.int64)
    words = tuple(texts.dictionary.to_pylist())
    if "" in words:
        codes[codes == words.index("")] = -1
    coded = sum(1 for value in islice((v for v in values if v), 2000) if _CODE.fullmatch(value.strip()))
    numbers = sum(1 for word in words[:2000] if word.isdigit()) > 0.5 * len(words[:2000])
    return _Column(codes, words, coded > 0.5 * min(sum(1 for value in values if value), 2000), numbers)


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
    if column.code:
        # A mistyped character or two swapped; similarity of starts means nothing in a number or an address of mail.
        close = "damerau_levenshtein(a, b) <= 1 AND least(length(a), length(b)) >= 4"
        similar = "least(length(a), length(b)) >= 7 AND damerau_levenshtein(a, b) <= 2" if column.number else "false"
        sql = f"SELECT CASE WHEN {close} THEN {CLOSE} WHEN {similar} THEN {SIMILAR} ELSE 0 END::TINYINT AS l FROM pairs"
    else:
        sql = (
            f"SELECT CASE WHEN s >= {_CLOSE} THEN {CLOSE} WHEN s >= {_SIMILAR} THEN {SIMILAR} ELSE 0 END::TINYINT AS l "
            "FROM (SELECT jaro_winkler_similarity(a, b) AS s FROM pairs)"
        )
    found: Any = connection.sql(sql).to_arrow_table()
    graded = np.asarray(found["l"].to_numpy(), dtype=np.int8)
    connection.unregister("pairs")
    levels[differ] = graded[place]
    return levels


def _chance(levels: NDArray[np.int8], column: _Column) -> Floats:
    """How often two records taken at random reach each level: equality by the values' shares, the rest as counted."""
    counts = np.bincount(levels[levels != MISSING], minlength=4)[:4].astype(np.float64) + 0.5
    sizes = np.bincount(column.codes[column.codes >= 0], minlength=1).astype(np.float64)
    total = max(sizes.sum(), 2.0)
    shares: Floats = counts / counts.sum()
    shares[EQUAL] = max(float((sizes * (sizes - 1)).sum()) / (total * (total - 1)), 0.5 / (total * (total - 1)))
    return shares


def _settle_swaps(levels: NDArray[np.int8], columns: Sequence[_Column], left: Codes, right: Codes) -> None:
    """Two values typed into each other's column count as close, not as two differences."""
    words: dict[str, int] = {}
    shared = [np.array([words.setdefault(word, len(words)) for word in column.values] or [0]) for column in columns]
    for first in range(len(columns)):
        for second in range(first + 1, len(columns)):
            apart = np.flatnonzero((levels[first] == DIFFERENT) & (levels[second] == DIFFERENT))
            a, b = left[apart], right[apart]
            one, two = columns[first].codes, columns[second].codes
            crossed = shared[first][one[a]] == shared[second][two[b]]
            crossed &= shared[second][two[a]] == shared[first][one[b]]
            levels[first, apart[crossed]] = levels[second, apart[crossed]] = CLOSE
