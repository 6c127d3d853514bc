"""The search for a short schedule: priority rules, random samples around them, crossings of the best plans found."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from waybook.model.levelling_network import Network
from waybook.model.levelling_rules import RULES
from waybook.model.levelling_schemes import by_rank, justified, makespan, parallel, serial, turned

# Settings chosen on generated instances of 30 and 60 activities (benchmarks/levelling.py prints what they reach).
FIRST_RULES = ("LFT", "LST", "MTS")  # each with both schemes, in both directions; the other RULES add little
FRESH = 40  # samples drawn around the rules before the search crosses the best plans found
KEPT = 40  # best plans that are crossed
RULE_NOISE = 0.4  # largest random shift, as a share of the range of the ranks: small ones polish, large ones explore
CROSSING_NOISE = 0.2  # the same for half of the crossings
STALE = 100  # samples without a better plan after which the best are shaken and the rest forgotten
SHAKEN = 10


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A schedule in ticks, ordered by length, then by how early its activities start."""

    length: int
    sum_of_starts: int
    start: list[int]
    method: str = field(compare=False)


class Search:
    """One search. `schedules` yields every schedule tried; the caller keeps the best and says when to stop.

    Half of the samples are planned backwards from the end, on the mirrored network: the two directions fail on
    different plans. Every schedule is justified: pushed against the end of the plan, then back against its start.
    """

    def __init__(self, net: Network, rng: Random) -> None:
        self.net = net
        self.mirror = net.mirrored()
        self.rng = rng
        self.pool: list[Found] = []  # best first

    def schedules(self, samples: int, incumbent: Sequence[str] | None = None) -> Iterator[Found]:
        """The order `incumbent` if there is one, every first rule both ways, then the samples."""
        if incumbent is not None:
            place = {i: position for position, i in enumerate(incumbent)}
            rank = [float(place.get(i, len(place))) for i in self.net.ids]
            yield self._planned(rank, False, "serial", "order of the earlier plan")
        for backward in (False, True):
            for name in FIRST_RULES:
                for scheme in ("serial", "parallel"):
                    yield self._planned(self._rule(name, backward), backward, scheme, name)
        yield from self._samples(samples)

    def _samples(self, count: int) -> Iterator[Found]:
        rng = self.rng
        fresh = [[self._rule(name, backward) for name in ("LFT", "LST")] for backward in (False, True)]
        shortest, since = math.inf, FRESH
        shaken: list[Found] = []
        for k in range(count):
            if self.pool[0].length < shortest:
                shortest, since = self.pool[0].length, max(k, FRESH)
            elif k - since > STALE:
                shortest, since = math.inf, k
                shaken, self.pool = self.pool[:SHAKEN], []
            backward = rng.random() < 0.5
            rank: Sequence[float]
            if k < FRESH:
                rank, noise = fresh[backward][k % 2], RULE_NOISE
            elif shaken:
                rank, noise = _positions(self._order(shaken.pop(), backward)), RULE_NOISE
            else:
                rank = _positions(_crossed(self._parent(3, backward), self._parent(1, backward), rng))
                noise = CROSSING_NOISE if rng.random() < 0.5 else 0.0
            size = noise * rng.random() * (max(rank, default=0) - min(rank, default=0))
            shifted = [value + size * rng.random() for value in rank]
            yield self._planned(shifted, backward, "parallel" if rng.random() < 0.5 else "serial", f"sample {k + 1}")

    def _planned(self, rank: Sequence[float], backward: bool, scheme: str, method: str) -> Found:
        """The justified schedule of a rank, lowest first, under a scheme; it joins the pool if it is new and good."""
        net, mirror = self.net, self.mirror
        way = mirror if backward else net
        schedule = parallel(way, rank) if scheme == "parallel" else serial(way, by_rank(way, rank))
        schedule = serial(net, turned(mirror, schedule)) if backward else justified(net, mirror, schedule)
        direction = "backward" if backward else "forward"
        found = Found(makespan(net, schedule), sum(schedule), schedule, f"{method}, {scheme}, {direction}, justified")
        if found not in self.pool:
            insort(self.pool, found)
            del self.pool[KEPT:]
        return found

    def _rule(self, name: str, backward: bool) -> list[float]:
        return RULES[name](self.mirror if backward else self.net)

    def _order(self, found: Found, backward: bool) -> list[int]:
        """Order in which the activities of a plan start or, on the mirrored network, finish."""
        if backward:
            return turned(self.net, found.start)
        return sorted(range(len(found.start)), key=found.start.__getitem__)

    def _parent(self, reach: float, backward: bool) -> list[int]:
        """The order of one plan of the pool; a greater `reach` picks better ones."""
        return self._order(self.pool[int(len(self.pool) * self.rng.random() ** reach)], backward)


def _positions(order: Sequence[int]) -> list[int]:
    """Place of each activity in an order."""
    rank = [0] * len(order)
    for position, j in enumerate(order):
        rank[j] = position
    return rank


def _crossed(one: list[int], other: list[int], rng: Random) -> list[int]:
    """The order `one`, but for a stretch put in the sequence of `other`.

    Two-point crossover (Hartmann, "A competitive genetic algorithm for resource-constrained project scheduling", Naval
    Research Logistics 45, 1998): of two orders with predecessors first it makes a third.
    """
    begin = rng.randrange(len(one))
    head = one[:begin]
    seen = set(head)
    stretch = rng.randint(len(one) // 4, 3 * len(one) // 4)
    middle = [j for j in other if j not in seen][:stretch]
    seen.update(middle)
    return [*head, *middle, *(j for j in one if j not in seen)]
