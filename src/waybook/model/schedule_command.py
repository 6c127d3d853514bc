"""`waybook schedule FILE.sm`: level one project scheduling instance and print its plan."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waybook.model.levelling import Infeasible, Levelled, level
from waybook.model.psplib import PsplibError, read

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

SAMPLES = 2000  # about half a second for 60 jobs, unless a plan is proven shortest before
SECONDS = 30.0  # no published instance comes near; a file of thousands of jobs does


def add_parser(subparsers: Subparsers) -> None:
    """Add the command to a command line's subparsers; `run` is set as the default of `run`."""
    parser = subparsers.add_parser("schedule", help="level a single-mode PSPLIB instance and print its makespan")
    _add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the plan; 0 on success, 1 with one sentence on standard error if the file is no good."""
    try:
        problem = read(args.file)
        plan = level(problem, samples=args.samples, seed=args.seed, time_budget=args.seconds)
    except (PsplibError, Infeasible) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(_as_json(plan), indent=2) if args.json else _as_text(args.file.name, plan))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """The command on its own: `python -m waybook.model.schedule_command FILE.sm`."""
    parser = argparse.ArgumentParser(prog="waybook schedule", description="Level a single-mode PSPLIB instance.")
    _add_arguments(parser)
    return run(parser.parse_args(arguments))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.sm")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    parser.add_argument("--samples", type=_count, default=SAMPLES, help="random plans to try (default %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the random plans (default %(default)s)")
    parser.add_argument("--seconds", type=_seconds, default=SECONDS, help="stop after this time (default %(default)g)")
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of zero or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not seconds >= 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds")
    return seconds


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _as_json(plan: Levelled) -> dict[str, Any]:
    return {
        "makespan": _number(plan.makespan),
        "lower_bound": _number(plan.lower_bound),
        "critical_path": _number(plan.critical_path),
        "proven_shortest": plan.proven,
        "method": plan.method,
        "tried": plan.tried,
        "start": {job: _number(begin) for job, begin in plan.start.items()},
    }


def _as_text(name: str, plan: Levelled) -> str:
    proof = "no plan is shorter" if plan.proven else f"no plan is shorter than {plan.lower_bound:g}"
    width = max(map(len, plan.order), default=3)
    return "\n".join(
        [
            f"{name}: makespan {plan.makespan:g} (critical path {plan.critical_path:g}; {proof}).",
            f"Found by {plan.method}, of {plan.tried} plans tried.",
            f"{'job':>{width + 1}} {'start':>8} {'finish':>8}",
            *(f"{job:>{width + 1}} {plan.start[job]:8g} {plan.finish[job]:8g}" for job in plan.order),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
