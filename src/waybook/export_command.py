"""`waybook export PLAN.json OUT.xlsx`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import PlanError
from waybook.plan_file import keep, open_plan, refused
from waybook.spreadsheet.workbook import workbook


def add_parser(subparsers: Any) -> None:
    """Add the command to an argparse sub-parser group."""
    parser = subparsers.add_parser("export", help="a plan as an Excel workbook that keeps calculating")
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument("workbook", type=Path, metavar="OUT.xlsx", help="an existing file is replaced")
    parser.add_argument("--no-ranges", action="store_true", help="leave out the simulated ranges")


def run(args: argparse.Namespace) -> int:
    """Write the workbook. 0: done, 1: refused with a sentence for each fault; an existing file is then as it was."""
    if args.workbook.suffix.lower() != ".xlsx":
        return refused([f"{args.workbook.name}: the name of a workbook ends in .xlsx; for others see waybook handout."])
    try:
        plan = open_plan(args.plan)
        keep(args.workbook, workbook(plan, None if args.no_ranges else estimate(plan)))
    except (PlanError, PlanProblem) as fault:
        return refused(fault.problems)
    return 0
