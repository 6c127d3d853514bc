"""The queue policy for stored draws, with team and order as they were at export: only the cells that can matter.

The state of a role is a sorted list of times at which its units are free. Taking k of U units until t gives
`max(old[j], min(old[j + k], t))`; what that comes to is known beforehand for most places, because t is never before the
k-th free time. A start that waits for a unit held by one of its own predecessors needs no cell for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ZERO = ("zero",)
NEVER = ("never",)
Node = tuple[object, ...]
"""zero | never | (ready, role) | (through, p) | (until, p, role) | (min, a, b) | (max, a, b) | (start, p)."""


@dataclass
class Pass:
    """The nodes behind each start, in an order in which each stands after what it reads."""

    after: Sequence[Sequence[int]]
    taken: NDArray[np.int64]
    units: Sequence[int]
    has_ready: Sequence[bool]
    starts: list[tuple[Node, ...]] = field(default_factory=list)
    needed: list[Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        """taken: (packages, roles); units: (roles,)."""
        packages, roles = self.taken.shape
        self.before: list[set[int]] = []
        state: list[list[Node]] = [
            [("ready", r) if self.has_ready[r] else ZERO] * int(self.units[r]) for r in range(roles)
        ]
        for p in range(packages):
            self.before.append(set(self.after[p]).union(*(self.before[q] for q in self.after[p])))
            direct = [q for q in self.after[p] if not any(q in self.before[other] for other in self.after[p])]
            waits: list[Node] = [("through", q) for q in dict.fromkeys(direct)]
            for r in range(roles):
                k = int(self.taken[p, r])
                if k:
                    node = state[r][k - 1]
                    if node not in waits and not self._reached(node, p):
                        waits.append(node)
            self.starts.append(tuple(waits))
            for r in range(roles):
                if k := int(self.taken[p, r]):
                    state[r] = self._taken(state[r], k, ("until", p, r))
        self._collect()

    def _reached(self, node: Node, p: int) -> bool:
        """Whether a time is never after the start of p, because predecessors of p bring it about."""
        if node == ZERO:
            return True
        if node[0] in ("until", "through"):
            return node[1] in self.before[p]
        if node[0] == "min":
            return self._reached(node[1], p) or self._reached(node[2], p)  # type: ignore[arg-type]
        if node[0] == "max":
            return self._reached(node[1], p) and self._reached(node[2], p)  # type: ignore[arg-type]
        return False

    def _taken(self, old: list[Node], k: int, until: Node) -> list[Node]:
        size = len(old)
        new: list[Node] = []
        for j in range(size):
            later = old[j + k] if j + k < size else NEVER
            first = until if later == NEVER else ZERO if later == ZERO else ("min", later, until)
            if j < k or old[j] == ZERO or old[j] == first:
                new.append(first)
            elif first == ZERO:
                new.append(old[j])
            else:
                new.append(("max", old[j], first))
        return new

    def _collect(self) -> None:
        """Every start needs its waits; a min or max needs its parts; an until needs its start."""
        packages = len(self.starts)
        wanted: set[Node] = set()
        waiting: list[Node] = [node for waits in self.starts for node in waits]
        while waiting:
            node = waiting.pop()
            if node in wanted or node in (ZERO, NEVER):
                continue
            wanted.add(node)
            if node[0] in ("min", "max"):
                waiting += [node[1], node[2]]  # type: ignore[list-item]
        for p in range(packages):
            self.needed += [("start", p), ("through", p)]
            self.needed += sorted((node for node in wanted if node[0] == "until" and node[1] == p), key=str)
            made = sorted((node for node in wanted if node[0] in ("min", "max") and _latest(node) == p), key=_depth)
            self.needed += made


def _latest(node: Node) -> int:
    """The last package whose time goes into a node."""
    if node[0] in ("until", "through"):
        return int(node[1])  # type: ignore[call-overload, no-any-return]
    if node[0] in ("min", "max"):
        return max(_latest(node[1]), _latest(node[2]))  # type: ignore[arg-type]
    return -1


def _depth(node: Node) -> int:
    return 1 + max(_depth(node[1]), _depth(node[2])) if node[0] in ("min", "max") else 0  # type: ignore[arg-type]


def computed(one: Pass, effort: Array, hold: Array, wait: Array, ready: Array) -> dict[Node, Array]:
    """The times of every needed node.

    effort, wait: (packages, draws); hold: (packages, roles); ready: (roles, draws).
    """
    found: dict[Node, Array] = {ZERO: np.zeros(effort.shape[1])}
    for role in range(ready.shape[0]):
        found["ready", role] = ready[role]
    for node in one.needed:
        kind, first, *rest = node
        package, role = (one if isinstance(one, int) else 0 for one in (first, *rest, 0)[:2])
        if kind == "start":
            times = [found[other] for other in one.starts[package]]
            found[node] = np.maximum.reduce(times) if times else found[ZERO]
        elif kind == "through":
            found[node] = found["start", package] + effort[package] * hold[package].max() + wait[package]
        elif kind == "until":
            found[node] = found["start", package] + effort[package] * hold[package, role]
        else:
            pick = np.minimum if kind == "min" else np.maximum
            found[node] = pick(found[first], found[rest[0]])  # type: ignore[index]
    return found
