"""The base plan: a short schedule under precedence and role capacity, found by rules, justification and samples.

The simulation does not re-optimise in every draw; it walks the packages in the start order of one base plan (queue
policy). This module makes that plan. Measured quality stands in `benchmarks/levelling.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter

from waybook.model.levelling_network import Activity, Infeasible, Network, Problem
from waybook.model.levelling_search import Search

__all__ = ["Activity", "Infeasible", "Levelled", "Problem", "check", "level"]

MOMENTS = 100  # earliest starts that the workload bound looks at, for each resource
TOLERANCE = 1e-6  # units of time that `check` forgives


@dataclass(frozen=True, slots=True)
class Levelled:
    """A base plan. Times are in the problem's unit, counted from 0."""

    start: dict[str, float]
    finish: dict[str, float]
    order: tuple[str, ...]  # by start, predecessors first: feed this to the queue policy
    makespan: float
    critical_path: float  # length with unlimited capacity
    lower_bound: float  # no plan is shorter: critical path or workload over capacity, whichever is longer
    proven: bool  # the makespan is the lower bound (to the millionth of a unit that the search counts in)
    method: str  # what found it, for people
    tried: int  # schedules looked at


def level(
    problem: Problem,
    *,
    samples: int = 100,
    seed: int = 0,
    time_budget: float | None = None,
    incumbent: Sequence[str] | None = None,
) -> Levelled:
    """Level a problem: the best of three rules under two schemes, forward and backward, then of `samples` random ones.

    Each is justified: pushed against the end of the plan, then back against its start. The samples are drawn around
    the rules, later by crossing the best plans found.

    The same arguments give the same plan. `time_budget` (seconds) may end the sampling earlier, at the price of that.
    `incumbent` is an earlier start order: the plan it gives takes part, so that levelling again never lengthens it
    (ids that are unknown are left out, ones that are missing go last). The search stops as soon as a plan reaches the
    lower bound. Raises nothing beyond what `Problem` has refused already.
    """
    net = problem.network
    heads, tails = net.heads(), net.tails()
    critical = max((h + d + t for h, d, t in zip(heads, net.durations, tails, strict=True)), default=0)
    bound = max(critical, _workload_bound(net, heads, tails))
    deadline = math.inf if time_budget is None else perf_counter() + time_budget
    best, tried = None, 0
    for found in Search(net, Random(seed)).schedules(samples, incumbent):
        tried += 1
        if best is None or found < best:
            best = found
        if best.length <= bound or perf_counter() > deadline:
            break
    assert best is not None  # the rules always give a schedule
    start = _exact(problem, best.start)
    length = {activity.id: float(activity.duration) for activity in problem.activities}
    finish = {i: begin + length[i] for i, begin in start.items()}
    longest = max(finish.values(), default=0.0)
    shortest = _critical_path(problem)
    proven = best.length <= bound
    return Levelled(
        start=start,
        finish=finish,
        order=tuple(sorted(net.ids, key=start.__getitem__)),  # stable: ties stay topological
        makespan=longest,
        critical_path=shortest,
        lower_bound=longest if proven else min(longest, max(shortest, bound / net.ticks)),
        proven=proven,
        method=best.method,
        tried=tried,
    )


def check(problem: Problem, start: Mapping[str, float]) -> list[str]:
    """Every way in which `start` breaks the problem, as sentences; empty if the plan holds."""
    wrong = [f"Activity {a.id} has no start." for a in problem.activities if a.id not in start]
    if wrong:
        return wrong
    finish = {a.id: start[a.id] + a.duration for a in problem.activities}
    for a in problem.activities:
        if not start[a.id] >= -TOLERANCE:
            wrong.append(f"Activity {a.id} starts at {start[a.id]:g}, before the plan does.")
        for other, wait in a.predecessors.items():
            if not start[a.id] >= finish[other] + wait - TOLERANCE:
                due = finish[other] + wait
                wrong.append(f"Activity {a.id} starts at {start[a.id]:g}, but {other} lets it start at {due:g}.")
    for resource, units in problem.capacities.items():
        users = [a for a in problem.activities if a.duration > 2 * TOLERANCE and a.demands.get(resource, 0) > 0]
        for a in users:  # usage peaks at some start
            now = start[a.id] + TOLERANCE
            used = sum(b.demands[resource] for b in users if start[b.id] <= now < finish[b.id])
            if used > units + 1e-3:
                wrong.append(f"At {start[a.id]:g}, {used:g} of {resource} are in use, but there are {units:g}.")
    return wrong


def _workload_bound(net: Network, heads: Sequence[int], tails: Sequence[int]) -> int:
    """Ticks below which no plan can be: work that cannot start before `h` nor end within `t` of the end, over capacity.

    For every resource and every pair (h, t) of an earliest start and a tail; of many starts, an even selection.
    """
    bound = 0
    by_tail = sorted(range(len(heads)), key=lambda j: -tails[j])
    for r in range(len(net.loads[0]) if net.loads else 0):
        users = [j for j in by_tail if net.loads[j][r][0] and net.durations[j]]
        moments = sorted({heads[j] for j in users})
        for h in moments[:: 1 + len(moments) // MOMENTS]:
            work = 0
            for j in users:
                if heads[j] >= h:
                    demand, capacity = net.loads[j][r]
                    work += demand * net.durations[j]
                    bound = max(bound, h + tails[j] - (-work // capacity))
    return bound


def _critical_path(problem: Problem) -> float:
    """Length with unlimited capacity, in the problem's unit."""
    by_id = {a.id: a for a in problem.activities}
    finish: dict[str, float] = {}
    for i in problem.network.ids:
        ready = max((finish[other] + wait for other, wait in by_id[i].predecessors.items()), default=0.0)
        finish[i] = ready + by_id[i].duration
    return max(finish.values(), default=0.0)


def _exact(problem: Problem, ticks: Sequence[int]) -> dict[str, float]:
    """Starts in the problem's own unit, without the rounding to ticks, in the order of the problem's activities.

    Whatever followed what in ticks, by precedence or by sharing a resource, still does: activities that overlap now
    overlapped pairwise before, so at one moment (intervals on a line), and their demand fitted then.
    """
    net = problem.network
    if net.ticks == 1:
        at = dict(zip(net.ids, map(float, ticks), strict=True))
        return {a.id: at[a.id] for a in problem.activities}
    by_id = {a.id: a for a in problem.activities}
    done: list[tuple[int, float, int]] = []  # (finish in ticks, finish, packed resources used)
    start: dict[str, float] = {}
    for j in sorted(range(len(ticks)), key=ticks.__getitem__):
        a = by_id[net.ids[j]]
        begin = max((start[i] + by_id[i].duration + wait for i, wait in a.predecessors.items()), default=0.0)
        uses = sum(1 << r for r, (demand, _) in enumerate(net.loads[j]) if demand) if net.durations[j] else 0
        if uses:
            begin = max([begin, *(end for tick, end, used in done if used & uses and tick <= ticks[j])])
        start[a.id] = begin
        done.append((ticks[j] + net.durations[j], begin + a.duration, uses))
    return {a.id: start[a.id] for a in problem.activities}
