"""`waybook import PLAN.json EDITED.(xlsx|xml) [--accept all|none|FILE]`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.handouts.project.changes import project_changes
from waybook.handouts.project.merge import ProjectChanges
from waybook.handouts.project.reading import LARGEST_BYTES, NotReadable
from waybook.model import PlanProblem
from waybook.plan import Plan, PlanError, write
from waybook.plan_file import content_of, keep, open_plan, refused
from waybook.spreadsheet.guard import LARGEST_FILE, Refused
from waybook.spreadsheet.merge import Merge
from waybook.spreadsheet.reading import read_back

LARGEST_CHOICE = 1_000_000


def add_parser(subparsers: Any) -> None:
    """Add the command to an argparse sub-parser group."""
    parser = subparsers.add_parser(
        "import",
        help="what somebody changed in an exported workbook or project file",
        description="Prints the differences of an edited workbook (.xlsx) or Microsoft Project file (.xml) from the "
        "plan as JSON. With --accept all or a FILE (a JSON list of difference ids) the plan file takes them.",
    )
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument("edited", type=Path, metavar="EDITED", help="workbook (.xlsx) or project file (.xml)")
    parser.add_argument(
        "--accept", default="none", metavar="all|none|FILE", help="which differences to take (default: none)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the differences, and take those asked for. 0: done, 1: refused; the plan file is then as it was."""
    try:
        plan = open_plan(args.plan)
        chosen = args.accept if args.accept in ("all", "none") else _ids(Path(args.accept))
        merge = _merged(plan, args.edited)
        told = {
            "differences": [one.as_json() for one in merge.differences],
            "conflicts": [one.id for one in merge.differences if one.conflict],
            "problems": list(merge.problems),
            "notes": list(merge.notes),
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        taken = merge.accept(chosen)
        if taken != plan:
            keep(args.plan, write(taken).encode())
    except (Refused, NotReadable) as fault:
        return refused([f"{args.edited.name}: {one}" for one in fault.problems])
    except (PlanError, PlanProblem) as fault:
        return refused(fault.problems)
    return 0


def _merged(plan: Plan, path: Path) -> Merge | ProjectChanges:
    if path.suffix.lower() == ".xml":
        return project_changes(estimate(plan), content_of(path, LARGEST_BYTES))
    return read_back(plan, content_of(path, LARGEST_FILE))


def _ids(path: Path) -> list[str]:
    """The ids of the differences to take.

    Raises:
        PlanError: no such file, or not a list of texts.
    """
    content = content_of(path, LARGEST_CHOICE)
    try:
        ids = json.loads(content)
    except (ValueError, RecursionError):
        ids = None
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise PlanError([f"{path.name}: this is not a JSON list of difference ids."])
    return ids
