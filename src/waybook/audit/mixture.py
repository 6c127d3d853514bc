"""How probably each compared pair is a match, fitted to the data without labels.

The pairs are a mixture of one class of matches and several of non-matches, fitted by expectation and maximisation; the
posterior probability of the match class is the result. Several classes of non-matches are needed because their
agreements go together: a family shares name, address and telephone, and one town is one postcode. Agreement on a rare
value counts for more than on a common one (term-frequency adjustment).

Source: latent classes in record linkage, W. E. Winkler (1993); M. D. Larsen, D. B. Rubin, JASA 96 (2001).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from waybook.audit.blocking import Codes

Floats = NDArray[np.float64]

EQUAL, CLOSE, SIMILAR, DIFFERENT, MISSING = 3, 2, 1, 0, 4

_ROUNDS = 120
_OTHER_CLASSES = 8
_RELATED_CLASSES = 4
_RELATED_LEAST = 0.015  # of the matches: smaller groups are errors that go together, not relatives
_MOST_CLASSES = 1 + _OTHER_CLASSES + _RELATED_CLASSES
_LOW_AGREEMENT = 0.6
_FEW_COLUMNS, _LOW_AGREEMENT_OF_FEW = 3.5, 0.75  # of three columns, two that agree are chance
_MOST_DIFFERENT = 0.33
_RARITY = 0.5


def match_probability(
    levels: NDArray[np.int8], columns: Sequence[Codes], left: Codes, chance: Sequence[Floats]
) -> Floats:
    """The probability of the match class for each pair.

    levels: column x pair. columns: the codes of the records' values, column by column. left: one record of each pair.
    chance: for each column, how often two records taken at random reach each level.
    """
    width = len(columns)
    powers = 5 ** np.arange(width, dtype=np.int64)
    patterns, place, counts = np.unique(powers @ levels.astype(np.int64), return_inverse=True, return_counts=True)
    shown = (patterns[None, :] // powers[:, None]) % 5  # column x pattern
    weight = counts.astype(np.float64)
    own = _own_weight(columns)
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
        same_differences = ((shown[:, [seed]] != DIFFERENT) | (shown <= SIMILAR)).all(axis=0)
        alike = np.where((distance <= 1) & same_differences, 0.95, 0.0)
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
        sizes = np.bincount(column[column >= 0]).astype(np.float64)
        logs = np.log(sizes[column[left[equal]]])
        odds[equal] -= _RARITY * np.clip(logs - logs.mean(), -2.0, 2.0)
    result: Floats = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
    return result * (1 - _by_chance(shown, weight, own, chance, len(columns[0])))[place]


def _by_chance(
    shown: NDArray[np.int64], weight: Floats, own: Floats, chance: Sequence[Floats], rows: int
) -> Floats:
    """The share of each pattern's pairs that agree so by mere chance, among all pairs of the table.

    Where a table says little of its entities (a name and a town), this keeps namesakes from passing for copies.
    """
    logs = np.full(shown.shape[1], np.log(rows * (rows - 1) / 2))
    for at, reached in enumerate(chance):
        if own[at] >= 0.5:
            logs += np.append(np.log(reached), 0.0)[shown[at]]
    expected: Floats = np.exp(np.minimum(logs, 60.0))
    share: Floats = np.minimum(expected / weight, 1.0)
    return share


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
            reached = np.stack([np.bincount(shown[at], weights=own, minlength=5)[:4] for own in mass]) + 0.1
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
    scaled: Floats = reached * ((1 - _MOST_DIFFERENT) * total / rest)
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
