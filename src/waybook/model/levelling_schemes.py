"""Schedule generation schemes and justification, on a compiled network.

A schedule is a list of starts in ticks by position. Sources: serial and parallel schemes, Kolisch, "Serial and
parallel resource-constrained project scheduling methods revisited", EJOR 90 (1996); double justification, Valls,
Ballestín and Quintanilla, "Justification and RCPSP: a technique that pays", EJOR 165 (2005).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from waybook.model.levelling_network import Network

FAR = 1 << 62  # later than any finish


def serial(net: Network, order: Sequence[int]) -> list[int]:
    """Start each activity, in `order` (predecessors first), at the earliest time that its needs are free throughout.

    The usage profile is kept as segments: `free[k]` holds from `times[k]` up to `times[k + 1]`.
    """
    durations, before, needs, guard = net.durations, net.before, net.needs, net.guard
    start = [0] * len(durations)
    finish = [0] * len(durations)
    times = [0, FAR]
    free = [net.full, net.full]
    for j in order:
        begin = 0
        for i, wait in before[j]:
            ready = finish[i] + wait
            if ready > begin:
                begin = ready
        length = durations[j]
        need = needs[j]
        if length and need:
            first = here = bisect_right(times, begin) - 1
            end = begin + length
            while True:
                if (free[here] - need) & guard == guard:
                    here += 1
                    if times[here] >= end:
                        break
                else:
                    first = here = here + 1
                    begin = times[here]
                    end = begin + length
            if times[first] < begin:
                first += 1
                here += 1
                times.insert(first, begin)
                free.insert(first, free[first - 1])
            if times[here] > end:
                times.insert(here, end)
                free.insert(here, free[here - 1])
            for k in range(first, here):
                free[k] -= need
        start[j] = begin
        finish[j] = begin + length
    return start


def parallel(net: Network, rank: Sequence[float]) -> list[int]:
    """Go through time; at each finish start whatever is ready and fits, lowest `rank` first."""
    durations, needs, guard = net.durations, net.needs, net.guard
    start = [0] * len(durations)
    ready_at = [0] * len(durations)
    waiting = [len(arcs) for arcs in net.before]
    eligible = [(rank[j], j) for j, count in enumerate(waiting) if count == 0]
    heapify(eligible)
    coming: list[tuple[int, int]] = []  # (time at which every wait is over, activity)
    running: list[tuple[int, int]] = []  # (finish, activity)
    free = net.full
    now = 0
    while True:
        held = []
        while eligible:
            entry = heappop(eligible)
            j = entry[1]
            need = needs[j] if durations[j] else 0
            if (free - need) & guard != guard:
                held.append(entry)
                continue
            start[j] = now
            free -= need
            heappush(running, (now + durations[j], j))
        eligible = held  # sorted, hence a heap
        if not running and not coming:
            return start
        now = min(running[0][0] if running else FAR, coming[0][0] if coming else FAR)
        while running and running[0][0] == now:
            i = heappop(running)[1]
            if durations[i]:
                free += needs[i]
            for j, wait in net.after[i]:
                waiting[j] -= 1
                if now + wait > ready_at[j]:
                    ready_at[j] = now + wait
                if waiting[j] == 0:
                    heappush(coming, (ready_at[j], j))
        while coming and coming[0][0] <= now:
            j = heappop(coming)[1]
            heappush(eligible, (rank[j], j))


def by_rank(net: Network, rank: Sequence[float]) -> list[int]:
    """The order that puts predecessors first and otherwise the lowest `rank`."""
    waiting = [len(arcs) for arcs in net.before]
    ready = [(rank[j], j) for j, count in enumerate(waiting) if count == 0]
    heapify(ready)
    order = []
    while ready:
        i = heappop(ready)[1]
        order.append(i)
        for j, _ in net.after[i]:
            waiting[j] -= 1
            if waiting[j] == 0:
                heappush(ready, (rank[j], j))
    return order


def turned(net: Network, start: Sequence[int]) -> list[int]:
    """The order for the mirrored network that pushes a schedule against its own end: last finish first."""
    late = [-begin - length for begin, length in zip(reversed(start), reversed(net.durations), strict=True)]
    return sorted(range(len(late)), key=late.__getitem__)  # stable, so ties stay topological


def justified(net: Network, mirror: Network, start: Sequence[int]) -> list[int]:
    """Push the schedule right against its end, then left again. Never longer than before."""
    back = serial(mirror, turned(net, start))
    return serial(net, turned(mirror, back))


def makespan(net: Network, start: Sequence[int]) -> int:
    """Latest finish, in ticks."""
    return max((begin + length for begin, length in zip(start, net.durations, strict=True)), default=0)
