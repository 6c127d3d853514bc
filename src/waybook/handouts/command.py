"""`waybook handout PLAN.json OUT.(pptx|xml|csv|html)`, and `waybook handout PLAN.json EDITED.xml --read`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.handouts.backlog import TOOLS, Tool, backlog
from waybook.model import PlanProblem, Results
from waybook.plan import PlanError
from waybook.plan_file import open_plan

KINDS = {".pptx": "board pack", ".xml": "Microsoft Project XML", ".csv": "backlog", ".html": "printable summary"}


def add_parser(subparsers: Any) -> None:
    """Add the command to an argparse sub-parser group."""
    parser = subparsers.add_parser(
        "handout",
        help="board pack, project file, backlog or summary of a plan",
        description="The ending of OUT chooses: "
        + ", ".join(f"{ending} {words}" for ending, words in KINDS.items())
        + ". With --read, OUT is an edited project file and its differences from the plan are printed as JSON.",
    )
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--tool", choices=TOOLS, default="jira", help="whose columns the backlog has (default: jira)")
    parser.add_argument("--read", action="store_true", help="read an edited project file (.xml) instead of writing")


def run(args: argparse.Namespace) -> int:
    """Write the hand-out, or read a project file. 0: done, 1: refused with a sentence for each fault."""
    ending = args.out.suffix.lower()
    if ending not in KINDS:
        known = ", ".join(f"{one} ({words})" for one, words in KINDS.items())
        return _refused(f"{args.out.name}: choose an ending from {known}.")
    if args.read and ending != ".xml":
        return _refused(f"{args.out.name}: only Microsoft Project XML (.xml) can be read back.")
    from waybook.handouts.project.reading import NotReadable

    try:
        found = estimate(open_plan(args.plan))
        if args.read:
            from waybook.handouts.project.changes import project_changes

            told = project_changes(found, args.out.read_bytes()).as_json()
            print(json.dumps(told, ensure_ascii=False, indent=1))
            return 0
        args.out.write_bytes(handout(found, ending, args.tool))
    except (PlanError, PlanProblem, NotReadable) as fault:
        return _refused(*fault.problems)
    except OSError as fault:
        return _refused(f"{fault.filename}: {fault.strerror}.")
    return 0


def handout(found: Results, ending: str, tool: Tool = "jira") -> bytes:
    """The hand-out that goes with a file ending: .pptx, .xml, .csv or .html. Only what it needs is imported.

    Raises:
        KeyError: another ending.
    """
    if ending == ".pptx":
        from waybook.handouts.board_pack import board_pack

        return board_pack(found)
    if ending == ".xml":
        from waybook.handouts.project.writing import project_xml

        return project_xml(found)
    if ending == ".csv":
        return backlog(found, tool)
    if ending == ".html":
        from waybook.handouts.summary_page import summary_page

        return summary_page(found).encode()
    raise KeyError(ending)


def _refused(*problems: str) -> int:
    for one in problems:
        print(one, file=sys.stderr)
    return 1
