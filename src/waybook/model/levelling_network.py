"""A scheduling problem compiled for speed: activities in topological order, whole-number time, packed demand.

Time is counted in ticks: one tick is one unit when every duration and wait is whole, otherwise 2**-20 of a unit, so
that the search is exact integer arithmetic and a gap that just fits does fit.

Demand is packed: each resource has a bit field in one integer, with a guard bit above it. `(free - need) & guard ==
guard` then says in one operation whether every resource has enough free units, however many resources there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush

FINE = 2**20  # ticks to a unit of time where durations are not whole
PARTS = 1000  # parts to a unit of a resource where demand or capacity is not whole


class Infeasible(ValueError):
    """No plan exists for the problem as stated; the message is one sentence that names the place."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a scheduling problem.

    `duration` is in any unit of time, 0 for a milestone. `predecessors` maps the id of an activity that must finish
    first to the wait between its finish and this start, in the same unit, 0 or more. `demands` maps a resource to the
    units that are held from start to finish.
    """

    id: str
    duration: float
    predecessors: Mapping[str, float] = field(default_factory=dict)
    demands: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Activities under finish-to-start precedence and renewable capacity (units of each resource, may be infinite).

    Raises `Infeasible` at once if an id is repeated, a predecessor or resource is unknown, a number is negative or not
    a number, predecessors run in a circle, or an activity needs more of a resource than there is.
    """

    activities: Sequence[Activity]
    capacities: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _refuse_bad_numbers(self)
        _refuse_scarcity(self)
        _ = self.network

    @cached_property
    def network(self) -> Network:
        """The problem in ticks, packed, in topological order."""
        return _compile(self)


@dataclass(frozen=True, slots=True)
class Network:
    """All lists are by position in topological order (ties in the order given). Times are in ticks."""

    ids: tuple[str, ...]
    durations: list[int]
    before: list[tuple[tuple[int, int], ...]]  # (predecessor, wait)
    after: list[tuple[tuple[int, int], ...]]  # (successor, wait)
    needs: list[int]  # packed
    full: int  # packed capacity with every guard bit set
    guard: int
    loads: list[tuple[tuple[int, int], ...]]  # (demand, capacity) in parts, one a resource that is limited and needed
    ticks: int  # ticks to one unit of time

    def mirrored(self) -> Network:
        """The same network run backwards in time: position `i` becomes `n - 1 - i`."""
        last = len(self.ids) - 1

        def turned(arcs: list[tuple[tuple[int, int], ...]]) -> list[tuple[tuple[int, int], ...]]:
            return [tuple((last - j, wait) for j, wait in row) for row in reversed(arcs)]

        return Network(
            ids=self.ids[::-1],
            durations=self.durations[::-1],
            before=turned(self.after),
            after=turned(self.before),
            needs=self.needs[::-1],
            full=self.full,
            guard=self.guard,
            loads=self.loads[::-1],
            ticks=self.ticks,
        )

    def heads(self) -> list[int]:
        """Earliest starts when capacity is unlimited."""
        start = [0] * len(self.ids)
        for j, arcs in enumerate(self.before):
            start[j] = max((start[i] + self.durations[i] + wait for i, wait in arcs), default=0)
        return start

    def tails(self) -> list[int]:
        """Least time from the finish of each activity to the end of the plan when capacity is unlimited."""
        tail = [0] * len(self.ids)
        for i in range(len(self.ids) - 1, -1, -1):
            tail[i] = max((wait + self.durations[j] + tail[j] for j, wait in self.after[i]), default=0)
        return tail


def _refuse_bad_numbers(problem: Problem) -> None:
    for resource, units in problem.capacities.items():
        if math.isnan(units) or units < 0:
            raise Infeasible(f"The capacity of {resource} is {units:g}; it must be zero or more.")
    seen: set[str] = set()
    for activity in problem.activities:
        if activity.id in seen:
            raise Infeasible(f"Two activities have the id {activity.id}.")
        seen.add(activity.id)
        if not (math.isfinite(activity.duration) and activity.duration >= 0):
            raise Infeasible(f"Activity {activity.id} lasts {activity.duration:g}; a duration is zero or more.")
        for resource, units in activity.demands.items():
            if not (math.isfinite(units) and units >= 0):
                raise Infeasible(f"Activity {activity.id} needs {units:g} of {resource}; it must be zero or more.")
        for other, wait in activity.predecessors.items():
            if not (math.isfinite(wait) and wait >= 0):
                raise Infeasible(f"Activity {activity.id} waits {wait:g} after {other}; a wait is zero or more.")


def _refuse_scarcity(problem: Problem) -> None:
    for activity in problem.activities:
        for resource, units in activity.demands.items():
            there = problem.capacities.get(resource)
            if units > 0 and there is None:
                raise Infeasible(f"Activity {activity.id} needs {resource}, which has no capacity in this plan.")
            if there is not None and _parts(units) > _parts(there):
                amount = "none" if there == 0 else f"only {there:g}"
                raise Infeasible(f"Activity {activity.id} needs {units:g} of {resource}, but there is {amount}.")


def _parts(units: float) -> float:
    return units if math.isinf(units) else round(units * PARTS)


def _compile(problem: Problem) -> Network:
    activities = problem.activities
    place = {activity.id: i for i, activity in enumerate(activities)}
    for activity in activities:
        for other in activity.predecessors:
            if other not in place:
                raise Infeasible(f"Activity {activity.id} waits for {other}, which is not in the plan.")
    order = _topological(activities, place)
    at = {activities[i].id: position for position, i in enumerate(order)}

    times = [a.duration for a in activities] + [wait for a in activities for wait in a.predecessors.values()]
    ticks = 1 if all(float(time).is_integer() for time in times) else FINE
    durations = [max(round(activities[i].duration * ticks), activities[i].duration > 0) for i in order]  # never to 0
    before = [
        tuple((at[other], round(wait * ticks)) for other, wait in activities[i].predecessors.items()) for i in order
    ]
    after: list[list[tuple[int, int]]] = [[] for _ in order]
    for j, arcs in enumerate(before):
        for i, wait in arcs:
            after[i].append((j, wait))

    limited = {r: units for r, units in problem.capacities.items() if math.isfinite(units)}
    amounts = [*limited.values(), *(u for a in activities for r, u in a.demands.items() if r in limited)]
    parts = 1 if all(float(amount).is_integer() for amount in amounts) else PARTS
    offset, full, guard = {}, 0, 0
    shift = 0
    for resource, units in limited.items():
        offset[resource] = shift
        width = round(units * parts).bit_length()
        full |= round(units * parts) << shift
        guard |= 1 << (shift + width)
        shift += width + 1
    return Network(
        ids=tuple(activities[i].id for i in order),
        durations=durations,
        before=before,
        after=[tuple(arcs) for arcs in after],
        needs=[
            sum(round(units * parts) << offset[r] for r, units in activities[i].demands.items() if r in limited)
            for i in order
        ],
        full=full | guard,
        guard=guard,
        loads=[
            tuple(
                (round(activities[i].demands.get(r, 0) * parts), round(units * parts)) for r, units in limited.items()
            )
            for i in order
        ],
        ticks=ticks,
    )


def _topological(activities: Sequence[Activity], place: Mapping[str, int]) -> list[int]:
    """Indices with every predecessor first, otherwise in the order given (Kahn's algorithm with a heap)."""
    waiting = [len(a.predecessors) for a in activities]
    after: list[list[int]] = [[] for _ in activities]
    for j, activity in enumerate(activities):
        for other in activity.predecessors:
            after[place[other]].append(j)
    ready = [j for j, count in enumerate(waiting) if count == 0]
    heapify(ready)
    order = []
    while ready:
        i = heappop(ready)
        order.append(i)
        for j in after[i]:
            waiting[j] -= 1
            if waiting[j] == 0:
                heappush(ready, j)
    if len(order) < len(activities):
        raise Infeasible(f"These activities wait for each other in a circle: {_circle(activities, place, waiting)}.")
    return order


def _circle(activities: Sequence[Activity], place: Mapping[str, int], waiting: Sequence[int]) -> str:
    """One cycle, as 'A before B before A'. Every activity still waiting has a predecessor still waiting."""
    here = next(j for j, count in enumerate(waiting) if count > 0)
    path: list[int] = []
    while here not in path:
        path.append(here)
        here = next(place[other] for other in activities[here].predecessors if waiting[place[other]] > 0)
    ring = [*path[path.index(here) :], here]
    return " before ".join(activities[j].id for j in reversed(ring))
