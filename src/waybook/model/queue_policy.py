"""The schedule under the queue policy: max, min and plus, so that numpy and Excel run the same pass.

Packages are walked in the start order of one levelled base plan. Each starts at the later of the readiness of its
predecessors and the k-th earliest free unit of every role it needs; the k earliest free units of a role are then busy
until the role's own part of the work is done. With the free times of a role kept sorted, taking k units until t is
`new[j] = max(old[j], min(old[j + k], t))`, infinity past the end. A longer package or fewer people never improves any
draw (no Graham anomalies), and with unlimited units the result is the critical path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Schedule:
    """Start and finish of each package, shape (packages, draws), in the unit of the efforts.

    `binding` has the package that each start waited for (-1: nothing), where it was asked for.
    """

    start: Array
    finish: Array
    binding: NDArray[np.int32] | None = None


def queue(
    effort: Array,
    hold: Array,
    taken: Array,
    wait: Array,
    ready: Array,
    units: Array,
    after: Sequence[Sequence[int]],
    binding: bool = False,
) -> Schedule:
    """One pass for all draws.

    effort: (packages, draws); hold: (packages, roles), time a role is busy for one unit of effort; taken: (packages,
    roles), units of the role held, 0 where it is not needed; wait: (packages, draws), time after the work before
    successors can start; ready: (roles, draws), when the role's units are first free; units: (roles,).
    """
    packages, draws = effort.shape
    start, finish = np.empty((packages, draws)), np.empty((packages, draws))
    through = np.empty((packages, draws))
    cause = np.full((packages, draws), -1, dtype=np.int32) if binding else None
    free = [[np.broadcast_to(ready[role], (draws,))] * int(count) for role, count in enumerate(units)]
    owner = [[np.full(draws, -1, dtype=np.int32)] * int(count) for count in units] if binding else None
    longest = hold.max(axis=1, initial=0.0)
    for package in range(packages):
        begin = np.zeros(draws)
        needed = [(role, int(taken[package, role])) for role in np.flatnonzero(taken[package])]
        for earlier in after[package]:
            if cause is not None:
                cause[package] = np.where(through[earlier] > begin, earlier, cause[package])
            begin = np.maximum(begin, through[earlier])
        for role, count in needed:
            at = free[role][count - 1]
            if cause is not None and owner is not None:
                cause[package] = np.where(at > begin, owner[role][count - 1], cause[package])
            begin = np.maximum(begin, at)
        start[package] = begin
        np.add(begin, effort[package] * longest[package], out=finish[package])
        np.add(finish[package], wait[package], out=through[package])
        for role, count in needed:
            until = begin + effort[package] * hold[package, role]
            old = free[role]
            size = len(old)
            if owner is not None:
                owner[role] = _owners(old, owner[role], count, until, package)
            free[role] = [
                np.maximum(old[j], np.minimum(old[j + count], until)) if j + count < size else np.maximum(old[j], until)
                for j in range(size)
            ]
    return Schedule(start, finish, cause)


def _owners(
    old: list[Array], owner: list[NDArray[np.int32]], count: int, until: Array, package: int
) -> list[NDArray[np.int32]]:
    size = len(old)
    out = []
    for j in range(size):
        if j + count < size:
            new = np.maximum(old[j], np.minimum(old[j + count], until))
            later = np.where(new == old[j + count], owner[j + count], np.int32(package))
        else:
            new = np.maximum(old[j], until)
            later = np.full(until.shape, package, dtype=np.int32)
        out.append(np.where(new == old[j], owner[j], later))
    return out
