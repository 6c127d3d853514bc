"""How close the base plan comes to the best plan known, and how long it takes, method by method in one run.

    python -m benchmarks.levelling                        the generated instances of the tests
    python -m benchmarks.levelling DIR --best FILE        a folder of PSPLIB .sm files and its best-known table

FILE is the library's own table (columns Par, Inst, Makespan, as j30opt.sm and j60hrs.sm) or a CSV of name, makespan.
The baseline is one serial pass with the latest-finish rule. OR-tools' CP-SAT joins in where it is installed. What
`waybook schedule` does must keep the targets of 30 and 60 jobs. The published sets have as many instances of each
resource strength, so a few of each stand for a set: the gap held against the target is the mean over the strengths.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from time import process_time

from tests.model.levelling.independent import breaches
from tests.model.levelling.instances import CELLS, instance
from tests.model.levelling.test_level import as_problem, read_best_known
from waybook.model.levelling import Problem, level
from waybook.model.levelling_rules import RULES
from waybook.model.levelling_schemes import by_rank, justified, makespan, parallel, serial
from waybook.model.psplib import read
from waybook.model.schedule_command import SAMPLES

Method = Callable[[Problem], float]
TARGETS = {30: 1.5, 60: 2.3}  # number of jobs: largest average gap of the set, in percent


@dataclass(frozen=True)
class Case:
    problem: Problem
    best: float  # shortest makespan known
    strength: float | None  # resource strength, where the design of the set is known


def rule(name: str, scheme: str, just: bool = False) -> Method:
    def run(problem: Problem) -> float:
        net = problem.network
        rank = RULES[name](net)
        start = parallel(net, rank) if scheme == "parallel" else serial(net, by_rank(net, rank))
        if just:
            start = justified(net, net.mirrored(), start)
        return makespan(net, start) / net.ticks

    return run


def file_order(problem: Problem) -> float:
    net = problem.network
    return makespan(net, serial(net, range(len(net.ids)))) / net.ticks


def best_of_six(problem: Problem) -> float:
    return min(rule(name, scheme)(problem) for name in ("LFT", "LST", "MTS") for scheme in ("serial", "parallel"))


def levelled(samples: int) -> Method:
    def run(problem: Problem) -> float:
        plan = level(problem, samples=samples)
        assert breaches(problem, plan.start) == [], "the plan does not hold"
        return plan.makespan

    return run


def cp_sat(seconds: float) -> Method:
    """One worker; a plan that it does not find within the time counts as the sum of all durations."""

    def run(problem: Problem) -> float:
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        horizon = int(sum(a.duration for a in problem.activities))
        start = {a.id: model.new_int_var(0, horizon, "") for a in problem.activities}
        end = model.new_int_var(0, horizon, "")
        busy = {a.id: model.new_fixed_size_interval_var(start[a.id], int(a.duration), "") for a in problem.activities}
        for a in problem.activities:
            model.add(end >= start[a.id] + int(a.duration))
            for other in a.predecessors:
                model.add(start[a.id] >= busy[other].end_expr())
        for resource, units in problem.capacities.items():
            users = [a for a in problem.activities if a.demands.get(resource)]
            model.add_cumulative([busy[a.id] for a in users], [int(a.demands[resource]) for a in users], int(units))
        model.minimize(end)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        status = solver.solve(model)
        return float(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else float(horizon)

    return run


def methods() -> dict[str, Method]:
    table: dict[str, Method] = {
        "serial, latest finish (baseline)": rule("LFT", "serial"),
        "serial, file order": file_order,
        **{f"parallel, {name}": rule(name, "parallel") for name in RULES},
        "parallel, LFT, justified": rule("LFT", "parallel", just=True),
        "best of six": best_of_six,
        **{f"level, {samples} samples": levelled(samples) for samples in (0, 20, 100, 500, SAMPLES)},
    }
    if find_spec("ortools"):
        table["CP-SAT, 0.1 s, 1 worker"] = cp_sat(0.1)
    return table


def report(title: str, cases: Iterable[Case]) -> bool:
    """Print gap, share at the best known and CPU time of every method; whether the target is kept, if there is one."""
    cases = list(cases)
    print(f"\n{title}: {len(cases)} instances")
    print(f"{'method':34} {'gap %':>7} {'at best %':>10} {'ms each':>8} {'gap, ratio':>11}")
    gaps: dict[str, list[float]] = {}
    baseline = 0.0
    for name, run in methods().items():
        began = process_time()
        lengths = [run(case.problem) for case in cases]
        spent = (process_time() - began) / len(cases) * 1000
        gaps[name] = [100 * (length / case.best - 1) for length, case in zip(lengths, cases, strict=True)]
        gap = mean(gaps[name])
        at_best = 100 * mean(each <= 0 for each in gaps[name])
        baseline = baseline or gap
        ratio = f"{gap / baseline:.2f}" if baseline else "-"
        print(f"{name:34} {gap:7.2f} {at_best:10.0f} {spent:8.1f} {ratio:>11}")
    return kept(cases, gaps[f"level, {SAMPLES} samples"])


def kept(cases: list[Case], gaps: list[float]) -> bool:
    """Print the gap of the command by resource strength, and their mean beside the target; whether that is kept."""
    by_strength: dict[float | None, list[float]] = defaultdict(list)
    for case, gap in zip(cases, gaps, strict=True):
        by_strength[case.strength].append(gap)
    for strength, some in sorted(by_strength.items(), key=str):
        if strength is not None:
            print(f"  strength {strength}: gap {mean(some):.2f} %, largest {max(some):.1f} % of {len(some)}")
    whole = mean(map(mean, by_strength.values()))
    target = TARGETS.get(len(cases[0].problem.activities) - 2)
    print(f"waybook schedule, every strength alike: gap {whole:.2f} %" + (f", target {target} %" if target else ""))
    return target is None or whole <= target


def best_table(path: Path) -> dict[str, float]:
    """Best-known makespans by file stem: 'j301_1' from a CSV, '1_1' (parameter, instance) from the library's table."""
    best: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if found := re.match(r"\s*(\d+)\s+(\d+)\s+(\d+)\b", line):
            best[f"{found[1]}_{found[2]}"] = float(found[3])
        elif found := re.match(r"\s*([\w.-]+?)(?:\.sm)?\s*[,;]\s*(?:\d*\.\.)?(\d+)", line):
            best[found[1].lower()] = float(found[2])
    return best


def folder(path: Path, best: dict[str, float]) -> list[Case]:
    """The .sm files of a folder that are in the table; the j30, j60, ... in front of a name is its set."""
    cases = []
    for file in sorted(path.iterdir()):
        if file.suffix.lower() == ".sm":
            name = file.stem.lower()
            known = best.get(name) or best.get(re.sub(r"^j(30|60|90|120)(?=\d+_)", "", name))
            if known is not None:
                cell = re.match(r"j(?:30|60|90)(\d+)_", name)  # j120 has another design
                cases.append(Case(read(file), known, CELLS[int(cell[1]) - 1][2] if cell else None))
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--best", type=Path, help="best-known makespans of the folder")
    args = parser.parse_args()
    if args.folder:
        if not args.best:
            parser.error("a folder needs --best FILE")
        cases = folder(args.folder, best_table(args.best))
        if not cases:
            sys.exit(f"No .sm file of {args.folder} is in the table {args.best}.")
        sys.exit(not report(args.folder.name, cases))
    all_kept = [
        report(
            f"generated, {jobs} jobs",
            (
                Case(as_problem(instance(jobs, cell, replicate)), best, CELLS[cell - 1][2])
                for cell, replicate, best, _ in read_best_known(jobs)
            ),
        )
        for jobs in TARGETS
    ]
    sys.exit(not all(all_kept))


if __name__ == "__main__":
    main()
