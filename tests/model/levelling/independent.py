"""A second, slow and simple implementation of what the levelling promises, for the tests alone."""

from collections.abc import Mapping, Sequence
from itertools import permutations

from waybook.model.levelling import Activity, Problem

SLACK = 1e-9


def breaches(problem: Problem, start: Mapping[str, float], tolerance: float = SLACK) -> list[str]:
    """What a plan breaks: every pair in precedence, every moment at which something starts."""
    by_id = {a.id: a for a in problem.activities}
    found = [f"{a.id} starts before 0" for a in problem.activities if start[a.id] < -tolerance]
    for a in problem.activities:
        for other, wait in a.predecessors.items():
            if start[other] + by_id[other].duration + wait > start[a.id] + tolerance:
                found.append(f"{other} before {a.id}")
    for moment in start.values():
        running = [a for a in by_id.values() if start[a.id] <= moment < start[a.id] + a.duration - tolerance]
        for resource, units in problem.capacities.items():
            if sum(a.demands.get(resource, 0) for a in running) > units + 1e-6:
                found.append(f"{resource} at {moment}")
    return found


def critical_path(problem: Problem) -> float:
    """Longest chain, by relaxing every arc as often as there are activities."""
    length = {a.id: a.duration for a in problem.activities}
    finish = dict(length)
    for _ in problem.activities:
        for a in problem.activities:
            for other, wait in a.predecessors.items():
                finish[a.id] = max(finish[a.id], finish[other] + wait + length[a.id])
    return max(finish.values(), default=0.0)


def shortest(problem: Problem) -> float:
    """Length of the best plan, over every order of the activities; for half a dozen of them."""
    return min(
        max((begin + a.duration for begin, a in zip(_earliest(problem, order), order, strict=True)), default=0.0)
        for order in permutations(problem.activities)
        if _topological(order)
    )


def queue_pass(problem: Problem, order: Sequence[str]) -> dict[str, float]:
    """The queue policy: each activity takes the earliest free units of whatever it needs, in the order given."""
    by_id = {a.id: a for a in problem.activities}
    free_at = {r: [0.0] * int(units) for r, units in problem.capacities.items()}
    start: dict[str, float] = {}
    for i in order:
        a = by_id[i]
        begin = max((start[p] + by_id[p].duration + wait for p, wait in a.predecessors.items()), default=0.0)
        for r, units in a.demands.items():
            if units and a.duration:
                begin = max(begin, free_at[r][int(units) - 1])
        for r, units in a.demands.items():
            if units and a.duration:
                free_at[r] = sorted(free_at[r][int(units) :] + [begin + a.duration] * int(units))
        start[i] = begin
    return start


def _topological(order: Sequence[Activity]) -> bool:
    seen: set[str] = set()
    for a in order:
        if not a.predecessors.keys() <= seen:
            return False
        seen.add(a.id)
    return True


def _earliest(problem: Problem, order: Sequence[Activity]) -> list[float]:
    """Serial scheme by trial: candidate starts are the release and every finish after it."""
    start: dict[str, float] = {}
    placed: list[Activity] = []
    for a in order:
        finish = {b.id: start[b.id] + b.duration for b in placed}
        release = max((finish[p] + wait for p, wait in a.predecessors.items()), default=0.0)
        for begin in sorted({release, *(f for f in finish.values() if f > release)}):
            start[a.id] = begin
            trial = Problem(
                [Activity(b.id, b.duration, {}, b.demands) for b in [*placed, a]], capacities=problem.capacities
            )
            if not breaches(trial, start):
                break
        placed.append(a)
    return [start[a.id] for a in order]
