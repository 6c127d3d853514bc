"""Project scheduling instances made from a seed, in the manner of the ProGen generator.

The published benchmark sets j30 and j60 are a full factorial of three parameters, ten instances a cell:
network complexity (arcs per node) 1.5, 1.8, 2.1; resource factor (share of the four resources that a job needs)
0.25 to 1; resource strength (0: capacity just fits the hungriest job, 1: no conflict in the earliest-start plan)
0.2, 0.5, 0.7, 1. Method: Kolisch, Sprecher and Drexl, "Characterization and generation of a general class of
resource-constrained project scheduling problems", Management Science 41 (1995). The published files are not
redistributed here; these instances follow the same design and are made on the spot.
"""

import random
from dataclasses import dataclass
from itertools import product

COMPLEXITY = (1.5, 1.8, 2.1)
FACTOR = (0.25, 0.5, 0.75, 1.0)
STRENGTH = (0.2, 0.5, 0.7, 1.0)
CELLS = tuple(product(COMPLEXITY, FACTOR, STRENGTH))  # 48

RESOURCES = 4
MOST_ARCS = 3  # successors or predecessors of one job


@dataclass(frozen=True)
class Instance:
    """Jobs 0 and n + 1 are the dummy start and finish. `needs[job][resource]`."""

    name: str
    durations: tuple[int, ...]
    successors: tuple[tuple[int, ...], ...]
    needs: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]


def instance(jobs: int, cell: int, replicate: int) -> Instance:
    """The instance of `jobs` real jobs for one of the 48 parameter cells (1 to 48)."""
    complexity, factor, strength = CELLS[cell - 1]
    rng = random.Random(1_000_003 * jobs + 1_009 * cell + replicate)
    successors = _network(jobs, complexity, rng)
    durations = (0, *(rng.randint(1, 10) for _ in range(jobs)), 0)
    needs = _needs(jobs, factor, rng)
    capacity = _capacity(durations, successors, needs, strength)
    return Instance(
        name=f"made{jobs}_{cell}_{replicate}",
        durations=durations,
        successors=tuple(tuple(sorted(s)) for s in successors),
        needs=tuple(tuple(row) for row in needs),
        capacity=capacity,
    )


def _network(jobs: int, complexity: float, rng: random.Random) -> list[set[int]]:
    """Acyclic network without redundant arcs, numbered topologically, about `complexity` arcs a node."""
    last = jobs + 1
    after: list[set[int]] = [set() for _ in range(jobs + 2)]
    before: list[set[int]] = [set() for _ in range(jobs + 2)]
    below: list[set[int]] = [{j} for j in range(jobs + 2)]  # reachable from j, itself included
    above: list[set[int]] = [{j} for j in range(jobs + 2)]

    def redundant(i: int, j: int) -> bool:
        already = j in below[i]
        return already or any(j2 in after[i2] for i2 in above[i] for j2 in below[j])  # or makes an old arc redundant

    def add(i: int, j: int) -> None:
        after[i].add(j)
        before[j].add(i)
        for i2 in tuple(above[i]):
            below[i2] |= below[j]
        for j2 in tuple(below[j]):
            above[j2] |= above[i]

    starts, ends = range(1, 4), range(jobs - 2, jobs + 1)
    for j in starts:
        add(0, j)
    for i in ends:
        add(i, last)
    for j in range(4, jobs + 1):  # every job gets one predecessor
        room = [i for i in range(1, min(j, jobs - 2)) if len(after[i]) < MOST_ARCS and not redundant(i, j)]
        if room:
            add(rng.choice(room), j)
    for i in range(jobs - 3, 0, -1):  # every job gets one successor
        if not after[i]:
            room = [j for j in range(max(i + 1, 4), jobs + 1) if len(before[j]) < MOST_ARCS and not redundant(i, j)]
            if room:
                add(i, rng.choice(room))
    for j in range(1, jobs + 1):  # the few that found no partner hang on the dummies
        if not before[j]:
            add(0, j)
        if not after[j]:
            add(j, last)
    goal = round(complexity * (jobs + 2))
    arcs = sum(map(len, after))
    for _ in range(20_000):
        if arcs >= goal:
            break
        i, j = sorted(rng.sample(range(1, jobs + 1), 2))
        if i in ends or j in starts or len(after[i]) >= MOST_ARCS or len(before[j]) >= MOST_ARCS or redundant(i, j):
            continue
        add(i, j)
        arcs += 1
    return after


def _needs(jobs: int, factor: float, rng: random.Random) -> list[list[int]]:
    """Demand of 1 to 10 units on a share `factor` of all (job, resource) pairs, at least one resource a job."""
    table = [[0] * RESOURCES for _ in range(jobs + 2)]
    for j in range(1, jobs + 1):
        table[j][rng.randrange(RESOURCES)] = rng.randint(1, 10)
    empty = [(j, r) for j in range(1, jobs + 1) for r in range(RESOURCES) if not table[j][r]]
    rng.shuffle(empty)
    for j, r in empty[: round(factor * jobs * RESOURCES) - jobs]:
        table[j][r] = rng.randint(1, 10)
    return table


def _capacity(
    durations: tuple[int, ...], successors: list[set[int]], needs: list[list[int]], strength: float
) -> tuple[int, ...]:
    """Between the hungriest job and the peak of the earliest-start plan, at the point `strength`."""
    start = [0] * len(durations)
    for i, after in enumerate(successors):
        for j in after:
            start[j] = max(start[j], start[i] + durations[i])
    capacity = []
    for r in range(RESOURCES):
        least = max(row[r] for row in needs)
        peak = max(
            sum(needs[j][r] for j in range(len(durations)) if start[j] <= t < start[j] + durations[j])
            for t in range(start[-1])
        )
        capacity.append(least + round(strength * (max(peak, least) - least)))
    return tuple(capacity)


def as_sm(made: Instance) -> str:
    """The instance as a PSPLIB single-mode file."""
    rule = "*" * 72
    jobs = len(made.durations)
    names = "  ".join(f"R {r + 1}" for r in range(len(made.capacity)))
    lines = [
        rule,
        f"file with basedata            : {made.name}",
        "initial value random generator: 1",
        rule,
        "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {jobs}",
        f"horizon                       :  {sum(made.durations)}",
        "RESOURCES",
        f"  - renewable                 :  {len(made.capacity)}   R",
        "  - nonrenewable              :  0   N",
        "  - doubly constrained        :  0   D",
        rule,
        "PROJECT INFORMATION:",
        "pronr.  #jobs rel.date duedate tardcost  MPM-Time",
        f"    1     {jobs - 2}      0        0        0        0",
        rule,
        "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
        *(
            f"{j + 1:4d}        1  {len(after):9d}   " + "".join(f"{k + 1:4d}" for k in after)
            for j, after in enumerate(made.successors)
        ),
        rule,
        "REQUESTS/DURATIONS:",
        f"jobnr. mode duration  {names}",
        "-" * 72,
        *(
            f"{j + 1:3d}      1  {made.durations[j]:4d}  " + "".join(f"{k:5d}" for k in made.needs[j])
            for j in range(jobs)
        ),
        rule,
        "RESOURCEAVAILABILITIES:",
        f"  {names}",
        "".join(f"{k:5d}" for k in made.capacity),
        rule,
    ]
    return "\n".join(lines) + "\n"
