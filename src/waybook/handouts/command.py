"""`waybook handout PLAN.json OUT.(pptx|xml|csv|html)`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.handouts.backlog import TOOLS, Tool, backlog
from waybook.model import PlanProblem, Results
from waybook.plan import PlanError
from waybook.plan_file import keep, open_plan, refused

KINDS = {".pptx": "board pack", ".xml": "Microsoft Project XML", ".csv": "backlog", ".html": "printable summary"}


def add_parser(subparsers: Any) -> None:
    """Add the command to an argparse sub-parser group."""
    parser = subparsers.add_parser(
        "handout",
        help="board pack, project file, backlog or summary of a plan",
        description="The ending of OUT chooses: "
        + ", ".join(f"{ending} {words}" for ending, words in KINDS.items())
        + ". An edited project file comes home with `waybook import`.",
    )
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument("out", type=Path, metavar="OUT", help="an existing file is replaced")
    parser.add_argument("--tool", choices=TOOLS, default="jira", help="whose columns the backlog has (default: jira)")


def run(args: argparse.Namespace) -> int:
    """Write the hand-out. 0: done, 1: refused with a sentence for each fault; an existing file is then as it was."""
    ending = args.out.suffix.lower()
    if ending not in KINDS:
        known = ", ".join(f"{one} ({words})" for one, words in KINDS.items())
        return refused([f"{args.out.name}: choose an ending from {known}."])
    try:
        keep(args.out, handout(estimate(open_plan(args.plan)), ending, args.tool))
    except (PlanError, PlanProblem) as fault:
        return refused(fault.problems)
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
