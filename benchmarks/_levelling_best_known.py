"""Makes tests/model/levelling/best_known.csv: the best makespans known for the generated instances.

    python -m benchmarks._levelling_best_known --jobs 60 --replicates 1-3 --seconds 40 > rows.csv

Every instance is solved by OR-tools' CP-SAT, started from our own plan of 2,000 samples; a row whose two numbers agree
is proven optimal. OR-tools is not a dependency of the project: install it beside (`pip install ortools`).
"""

import argparse
import sys

from tests.model.levelling.instances import CELLS, Instance, instance
from tests.model.levelling.test_level import as_problem
from waybook.model.levelling import Levelled, level


def solve(made: Instance, ours: Levelled, seconds: float, workers: int) -> tuple[int, int]:
    """Best makespan and proven lower bound within a time limit."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    jobs = range(len(made.durations))
    start = [model.new_int_var(0, int(ours.makespan), "") for _ in jobs]
    busy = [model.new_fixed_size_interval_var(start[j], made.durations[j], "") for j in jobs]
    for i, after in enumerate(made.successors):
        for j in after:
            model.add(start[j] >= start[i] + made.durations[i])
    for r, units in enumerate(made.capacity):
        users = [j for j in jobs if made.needs[j][r]]
        model.add_cumulative([busy[j] for j in users], [made.needs[j][r] for j in users], units)
    for j in jobs:
        model.add_hint(start[j], int(ours.start[str(j)]))
    model.add(start[-1] >= int(ours.lower_bound))
    model.minimize(start[-1])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.solve(model)
    return int(solver.objective_value), int(solver.best_objective_bound)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=30)
    parser.add_argument("--replicates", default="1-3", help="first-last")
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--workers", type=int, default=4)
    args = parser.parse_args()
    first, last = map(int, args.replicates.split("-"))
    for replicate in range(first, last + 1):
        for cell in range(1, len(CELLS) + 1):
            made = instance(args.jobs, cell, replicate)
            ours = level(as_problem(made), samples=2000)
            if ours.proven:
                best, bound = int(ours.makespan), int(ours.makespan)
            else:
                best, bound = solve(made, ours, args.seconds, args.workers)
            print(f"{args.jobs},{cell},{replicate},{best},{bound}")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
