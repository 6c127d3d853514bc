"""Which records are the same entity: Fellegi and Sunter's model, fitted to the data without labels.

Each candidate pair is compared column by column in four levels (equal, close, somewhat close, different). The pairs
are a mixture of one class of matches and several of non-matches, fitted by expectation and maximisation; the posterior
probability of the match class is the result. Several classes of non-matches are needed because their agreements go
together: a family shares name, address and telephone, and one town is one postcode. Agreement on a rare value counts
for more than on a common one (term-frequency adjustment).

Source: I. P. Fellegi, A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969); latent classes in linkage:
W. E. Winkler (1993), M. D. Larsen and D. B. Rubin, JASA 96 (2001).
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
_ROUNDS = 120
_OTHER_CLASSES = 8
_RELATED_CLASSES = 4
_RELATED_LEAST = 0.015  # of the matches: smaller groups are errors that go together, not relatives
_MOST_CLASSES = 1 + _OTHER_CLASSES + _RELATED_CLASSES
_LOW_AGREEMENT = 0.6
_FEW_COLUMNS, _LOW_AGREEMENT_OF_FEW = 3.5, 0.75  # of three columns, two that agree are chance
_MOST_DIFFERENT = 0.33
_RARITY = 0.5
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
    levels = np.empty((len(prepared), len(left)), dtype=np.int8)
    connection = duckdb.connect(config={"temp_directory": ""})
    try:
        for at, column in enumerate(prepared):
            progress("Comparing records", 0.2 + 0.6 * at / len(prepared))
            if cancel():
                raise Cancelled
            levels[at] = _compare(connection, column, left, right)
    finally:
        connection.close()
    _settle_swaps(levels, prepared, left, right)
    progress("Weighing agreements", 0.85)
    probability = _fit(levels, prepared, left)
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
    found = connection.execute(sql).to_arrow_table()["l"].to_numpy()
    connection.unregister("pairs")
    levels[differ] = np.asarray(found, dtype=np.int8)[place]
    return levels


def _settle_swaps(levels: NDArray[np.int8], columns: Sequence[_Column], left: Codes, right: Codes) -> None:
    """Two values typed into each other's column count as close, not as two differences."""
    words: dict[str, int] = {}
    shared = [np.array([words.setdefault(word, len(words)) for word in column.values] or [0]) for column in columns]
    for first in range(len(columns)):
        for second in range(first + 1, len(columns)):
            apart = np.flatnonzero((levels[first] == DIFFERENT) & (levels[second] == DIFFERENT))
            a, b = left[apart], right[apart]
            one, two = columns[first].codes, columns[second].codes
            crossed = (shared[first][one[a]] == shared[second][two[b]]) & (shared[second][two[a]] == shared[first][one[b]])
            levels[first, apart[crossed]] = levels[second, apart[crossed]] = CLOSE


def _fit(levels: NDArray[np.int8], columns: Sequence[_Column], left: Codes) -> Floats:
    """The probability of the match class for each pair, with rare agreements counting for more."""
    width = len(columns)
    powers = 5 ** np.arange(width, dtype=np.int64)
    patterns, place, counts = np.unique(powers @ levels.astype(np.int64), return_inverse=True, return_counts=True)
    shown = (patterns[None, :] // powers[:, None]) % 5  # column x pattern
    weight = counts.astype(np.float64)
    own = _own_weight([column.codes for column in columns])
    agreement = _agreement(shown, own)
    if own.sum() < _FEW_COLUMNS:
        agreement *= _LOW_AGREEMENT / _LOW_AGREEMENT_OF_FEW
    start = _start(shown, weight, agreement)
    low = np.zeros(_MOST_CLASSES, dtype=bool)
    low[1 : len(start)] = True
    share, expected, score = _mixture(shown, weight, start, low, agreement)
    for _ in range(_RELATED_CLASSES):
        # A family: two columns that differ together more often than errors would. It becomes a class of its own when
        # the data support it (Bayesian information criterion).
        surplus = np.where((share[0] > 0.5) & ((shown == DIFFERENT).sum(axis=0) >= 2), weight - expected, 0.0)
        seed = int(np.argmax(surplus))
        if surplus[seed] < max(10.0, _RELATED_LEAST * float((share[0] * weight).sum())):
            break
        distance = ((shown != shown[:, [seed]]) & (shown != MISSING)).sum(axis=0)
        alike = np.where((distance <= 1) & ((shown[:, [seed]] != DIFFERENT) | (shown <= SIMILAR)).all(axis=0), 0.95, 0.0)
        wider = np.concatenate([share * (1 - alike), alike[None, :]])
        tried = _mixture(shown, weight, wider, low, agreement)
        if tried[2] >= score:
            break
        share, expected, score = tried
    certain = np.clip(share[0], 1e-12, 1 - 1e-12)
    odds = np.log(certain / (1 - certain))[place]
    for at, column in enumerate(columns):
        equal = levels[at] == EQUAL
        if not equal.any():
            continue
        # A common value says less than the average agreement among the pairs compared, a rare one more.
        sizes = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values)).astype(np.float64)
        logs = np.log(sizes[column.codes[left[equal]]])
        odds[equal] -= _RARITY * np.clip(logs - logs.mean(), -2.0, 2.0)
    result: Floats = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
    return result


def _mixture(
    shown: NDArray[np.int64], weight: Floats, share: Floats, low: NDArray[np.bool_], agreement: Floats
) -> tuple[Floats, Floats, float]:
    """Memberships (class x pattern), expected counts of the patterns, and the information criterion (less is better).

    low: the classes that hold no pattern of much agreement, so that in a small table they cannot take the matches.
    """
    classes, width = len(share), len(shown)
    barred = np.where(low[:classes, None] & (agreement > _LOW_AGREEMENT)[None, :], -50.0, 0.0)
    likelihood = np.zeros_like(share)
    for _ in range(_ROUNDS):
        mass = share * weight
        prior = mass.sum(axis=1) + 1.0
        likelihood = np.log(prior / prior.sum())[:, None] + barred
        for at in range(width):
            reached = np.stack([np.bincount(shown[at], weights=mass[c], minlength=5)[:4] for c in range(classes)]) + 0.1
            reached[0] = _bounded(reached[0])
            logs = np.log(reached / reached.sum(axis=1, keepdims=True))
            likelihood += np.concatenate([logs, np.zeros((classes, 1))], axis=1)[:, shown[at]]
        top = likelihood.max(axis=0)
        updated = np.exp(likelihood - top)
        total = updated.sum(axis=0)
        updated /= total
        moved = float(np.abs(updated[0] - share[0]).max())
        share = updated
        if moved < 1e-4:
            break
    marginal = top + np.log(total)
    # Patterns with a missing value are not exclusive of those without: compare each with pairs that miss the same.
    hidden = 2 ** np.arange(width) @ (shown == MISSING)
    size = np.bincount(hidden, weights=weight)[hidden]
    expected = np.exp(marginal) * size
    criterion = -2 * float((weight * marginal).sum()) + classes * (3 * width + 1) * float(np.log(weight.sum()))
    return share, expected, criterion


def _bounded(reached: Floats) -> Floats:
    """The match class stays one of agreement: at most a third of its pairs differ in a column."""
    total = reached.sum()
    if reached[DIFFERENT] <= _MOST_DIFFERENT * total:
        return reached
    rest = reached[SIMILAR:].sum()
    scaled = reached * ((1 - _MOST_DIFFERENT) * total / rest)
    scaled[DIFFERENT] = _MOST_DIFFERENT * total
    return scaled


def _own_weight(columns: Sequence[Codes]) -> Floats:
    """How much each column says that none before it says: a postcode beside its town says next to nothing.

    By the conditional entropy given a column of more values, against that of shuffled values.
    """
    generator = np.random.default_rng(20261123)
    entropies = [_entropy(codes[codes >= 0]) for codes in columns]
    order = np.argsort(entropies)[::-1]
    own = np.ones(len(columns))
    for place, at in enumerate(order):
        for other in order[:place]:
            if own[other] < 0.5:
                continue
            both = (columns[at] >= 0) & (columns[other] >= 0)
            first, second = columns[other][both], columns[at][both]
            common = np.bincount(first)[first] >= 5 if len(first) else np.empty(0, dtype=bool)
            if common.sum() < max(50, 0.5 * len(first)):
                continue
            first, second = first[common], second[common]
            base = _entropy(first)
            shuffled = _entropy(first * (second.max() + 1) + generator.permutation(second)) - base
            given = _entropy(first * (second.max() + 1) + second) - base
            own[at] = min(own[at], max(given / shuffled, 0.05) if shuffled > 0 else 0.05)
    return own


def _entropy(codes: Codes) -> float:
    """In nats, of the values' shares."""
    counts = np.unique(codes, return_counts=True)[1].astype(np.float64)
    shares = counts / max(counts.sum(), 1.0)
    return float(-(shares * np.log(shares)).sum())


def _agreement(shown: NDArray[np.int64], own: Floats) -> Floats:
    """How far each pattern agrees, 0 to 1, over the columns that are there."""
    graded = np.where(shown >= CLOSE, 1.0, np.where(shown == SIMILAR, 0.6, 0.0)) * (shown != MISSING)
    present = (shown != MISSING) * own[:, None]
    total: Floats = (graded * own[:, None]).sum(axis=0) / np.maximum(present.sum(axis=0), 1e-9)
    return total


def _start(shown: NDArray[np.int64], weight: Floats, total: Floats) -> Floats:
    """Memberships to begin with: patterns that mostly agree are matches, the rest fall into groups of their own."""
    agree = np.where(shown == MISSING, 0.5, np.where(shown >= CLOSE, 1.0, np.where(shown == SIMILAR, 0.6, 0.0))).T
    present = (shown != MISSING).sum(axis=0)
    match_share = 1 / (1 + np.exp(-14 * (total - 0.72)))
    match_share = np.where(present < 2, 0.0, match_share)
    rest = weight * np.where(total <= 0.5, 1.0, 0.0) + 1e-9
    centres = [agree[int(np.argmax(rest))]]
    while len(centres) < min(_OTHER_CLASSES, len(weight)):
        nearest = np.min([((agree - centre) ** 2).sum(axis=1) for centre in centres], axis=0)
        centres.append(agree[int(np.argmax(nearest * np.sqrt(rest)))])
    for _ in range(8):
        distance = np.stack([((agree - centre) ** 2).sum(axis=1) for centre in centres])
        nearest_class = distance.argmin(axis=0)
        for at in range(len(centres)):
            own = (nearest_class == at) * rest
            if own.sum() > 0:
                centres[at] = (agree * own[:, None]).sum(axis=0) / own.sum()
    member = np.zeros((len(centres), len(weight)))
    member[nearest_class, np.arange(len(weight))] = 1.0
    return np.concatenate([match_share[None, :], member * (1 - match_share)])
