"""`waybook check [PLAN.json ...]`: are plans acceptable; without a plan, are the reference data?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from waybook.compliance import rule_book
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import PlanError
from waybook.plan_file import open_plan
from waybook.readiness.items import items_report
from waybook.reference import ReferenceDataError, data_folder, load
from waybook.reference.schema import check_folder


def add_parser(subparsers: Any) -> None:
    """Add the command to a parser."""
    parser = subparsers.add_parser("check", help="check plan files, or the reference data")
    parser.add_argument("plans", nargs="*", type=Path, help="plan files (JSON)")


def run(args: argparse.Namespace) -> int:
    """Print every fault; 1 when there is one."""
    faults: list[str] = []
    report = ""
    for path in args.plans:
        try:
            estimate(open_plan(path), draws=2)
        except (PlanError, PlanProblem) as fault:
            faults += [one if one.startswith(path.name) else f"{path.name}: {one}" for one in fault.problems]
    if not args.plans:
        try:
            load()
            rule_book()
            faults += check_folder(data_folder())
            found = items_report(load())
            report = found.words
            faults += [f"{one.item}: {one.target}: {one.why}." for one in found.dead]
        except (ReferenceDataError, ValueError) as fault:
            faults.append(str(fault))
    for fault_ in faults:
        print(fault_, file=sys.stderr)
    if not faults:
        print(f"{len(args.plans)} plans checked." if args.plans else f"Reference data checked. {report}")
    return 1 if faults else 0
