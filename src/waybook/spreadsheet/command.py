"""`waybook export PLAN.json OUT.xlsx` and `waybook import PLAN.json EDITED.xlsx [--accept all|none|FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import Plan, PlanError, read, write
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.workbook import workbook


def add_parsers(subparsers: Any) -> None:
    """Add the `export` and `import` commands to an argparse sub-parser group."""
    out = subparsers.add_parser("export", help="a plan as an Excel workbook that keeps calculating")
    out.add_argument("plan", type=Path, metavar="PLAN.json")
    out.add_argument("workbook", type=Path, metavar="OUT.xlsx")
    out.add_argument("--no-ranges", action="store_true", help="leave out the simulated ranges")
    out.set_defaults(run=run_export)
    back = subparsers.add_parser(
        "import",
        help="what somebody changed in an exported workbook",
        description="Prints the differences of an edited workbook from the plan as JSON. With --accept all or a FILE "
        "(a JSON list of difference ids) the plan file is rewritten with them.",
    )
    back.add_argument("plan", type=Path, metavar="PLAN.json")
    back.add_argument("workbook", type=Path, metavar="EDITED.xlsx")
    back.add_argument(
        "--accept", default="none", metavar="all|none|FILE", help="which differences to take (default: none)"
    )
    back.set_defaults(run=run_import)


def run_export(args: argparse.Namespace) -> int:
    """Write the workbook. 0: done, 1: refused with a sentence for each fault."""
    try:
        plan = _plan(args.plan)
        found = None if args.no_ranges else estimate(plan)
        args.workbook.write_bytes(workbook(plan, found))
    except (PlanError, PlanProblem, OSError) as fault:
        return _refused(fault)
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Print the differences, and take those asked for. 0: done, 1: refused; the plan file is then as it was."""
    try:
        plan = _plan(args.plan)
        merge = read_back(plan, args.workbook.read_bytes())
        told = {
            "differences": [one.as_json() for one in merge.differences],
            "conflicts": [one.id for one in merge.conflicts],
            "problems": list(merge.problems),
            "notes": list(merge.notes),
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        if args.accept != "none":
            chosen = args.accept if args.accept == "all" else _ids(Path(args.accept))
            taken = merge.accept(chosen)
            if taken != plan:
                _replace(args.plan, write(taken))
    except (PlanError, PlanProblem, Refused, OSError) as fault:
        return _refused(fault)
    return 0


def _plan(path: Path) -> Plan:
    return read(path.read_bytes())


def _ids(path: Path) -> list[str]:
    try:
        ids = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise PlanError([f"{path.name}: this is not a JSON list of difference ids."]) from None
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise PlanError([f"{path.name}: this is not a JSON list of difference ids."])
    return ids


def _replace(path: Path, text: str) -> None:
    """All of the file or nothing of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _refused(fault: Exception) -> int:
    if isinstance(fault, OSError):
        print(f"{fault.filename}: {fault.strerror}", file=sys.stderr)
    else:
        for problem in getattr(fault, "problems", [str(fault)]):
            print(problem, file=sys.stderr)
    return 1
