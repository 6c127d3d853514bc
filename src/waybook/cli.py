"""`waybook`: every result without a browser."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

import waybook

COMMANDS = {
    "run": ("waybook.run_command", "serve the app in the browser"),
    "simulate": ("waybook.simulate_command", "cost, date, benefit and risk of a plan"),
    "export": ("waybook.export_command", "a plan as an Excel workbook that keeps calculating"),
    "import": ("waybook.import_command", "what somebody changed in an exported workbook or project file"),
    "handout": ("waybook.handouts.command", "board pack, project file, backlog or summary of a plan"),
    "audit": ("waybook.audit.command", "measure a table, a database or a folder of documents"),
    "duties": ("waybook.compliance.command", "the legal duties that follow from answers"),
    "schedule": ("waybook.model.schedule_command", "level a PSPLIB instance"),
    "xray": ("waybook.xray_command", "what is wrong with a plan, what it costs, and where its gates stand"),
    "check": ("waybook.check_command", "check a plan file, or the reference data"),
}
"""Command to the module that holds it. Only the module asked for is imported, so that each command starts at once."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code: 0 done, 1 refused or failed with a sentence on stderr, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help") or words[0] not in COMMANDS:
        return _overview(words)
    parser = argparse.ArgumentParser(prog="waybook")
    subparsers = parser.add_subparsers(dest="command", required=True)
    module = importlib.import_module(COMMANDS[words[0]][0])
    module.add_parser(subparsers)
    chosen = parser.parse_args(words)
    run = getattr(chosen, "run", None) or module.run
    try:
        return int(run(chosen))
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def _overview(words: Sequence[str]) -> int:
    if words and words[0] == "--version":
        print(waybook.__version__)
        return 0
    wrong = bool(words) and words[0] not in ("-h", "--help")
    out = sys.stderr if wrong or not words else sys.stdout
    if wrong:
        print(f"waybook: there is no command '{words[0][:40]}'.", file=out)
    print("usage: waybook COMMAND [-h] ...\n", file=out)
    for name, (_, what) in COMMANDS.items():
        print(f"  {name:10} {what}", file=out)
    return 2 if wrong or not words else 0


if __name__ == "__main__":
    sys.exit(main())
