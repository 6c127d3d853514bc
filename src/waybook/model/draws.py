"""The fixed quasi-random block every simulation of a plan uses.

Kronecker points `(shift + n * sqrt(prime)) mod 1`: any number of points, extendable (the first 4,096 of a million are
the same scenarios), two lines of numpy. Each uncertain quantity keeps its own dimension by name, so that adding a work
package does not reshuffle the others and the difference of two plans is the difference of their draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from waybook.model.distributions import normal_quantile

FIRST_FREE = 200
"""Dimensions below this are for names the catalogue knows; other names are spread over those above by their hash."""
DIMENSIONS = 4096


@lru_cache(maxsize=1)
def _slopes() -> NDArray[np.float64]:
    limit = 39_000  # the 4,096th prime is 38,873
    sieve = np.ones(limit, dtype=bool)
    sieve[:2] = False
    for candidate in range(2, int(limit**0.5) + 1):
        if sieve[candidate]:
            sieve[candidate * candidate :: candidate] = False
    primes = np.flatnonzero(sieve)[:DIMENSIONS]
    slopes: NDArray[np.float64] = np.sqrt(primes) % 1.0
    return slopes


def dimensions(names: Sequence[str], known: Sequence[str]) -> list[int]:
    """A dimension for each name: its place among the known names, or a place by hash that no other name has."""
    places = {name: place for place, name in enumerate(known)}
    if len(places) > FIRST_FREE:
        raise ValueError(f"{len(places)} known names do not fit {FIRST_FREE} dimensions")
    taken: set[int] = set()
    found: dict[str, int] = {}
    for name in sorted(set(names) - set(places)):
        digest = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest())
        place = FIRST_FREE + digest % (DIMENSIONS - FIRST_FREE)
        while place in taken:
            place = FIRST_FREE + (place + 1 - FIRST_FREE) % (DIMENSIONS - FIRST_FREE)
        taken.add(place)
        found[name] = place
    return [places[name] if name in places else found[name] for name in names]


def uniform(dimension: int, seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Points `first` to `first + count - 1` of one dimension, in (0, 1)."""
    shift = int.from_bytes(hashlib.blake2b(f"{seed}/{dimension}".encode(), digest_size=7).digest()) / 2**56
    points: NDArray[np.float64] = (shift + np.arange(first + 1, first + count + 1) * _slopes()[dimension]) % 1.0
    return np.clip(points, 1e-12, 1 - 1e-12)


@lru_cache(maxsize=64)
def uniform_block(places: tuple[int, ...], seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Uniform points, shape (dimensions, count). Kept, because the next step of a slider asks for the same."""
    block = np.empty((len(places), count))
    for row, place in enumerate(places):
        block[row] = uniform(place, seed, first, count)
    block.setflags(write=False)
    return block


@lru_cache(maxsize=64)
def normal_block(places: tuple[int, ...], seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Standard normal points, shape (dimensions, count)."""
    block = normal_quantile(uniform_block(places, seed, first, count))
    block.setflags(write=False)
    return block
