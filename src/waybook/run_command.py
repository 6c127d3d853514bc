"""`waybook run`: serve the app."""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import Any

from waybook.reference import data_folder


def add_parser(subparsers: Any) -> None:
    """Add the command to a parser."""
    parser = subparsers.add_parser("run", help="serve the app in the browser")
    parser.add_argument("--port", type=int, default=8501, help="port to serve on (default 8501)")
    parser.add_argument("--address", default="", help="address to listen on (default this machine alone)")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 1 when the app's files are not beside the package."""
    app = data_folder().parent / "app.py"
    if not app.exists():
        print("waybook run: app.py is not here; start it from a checkout of the project.", file=sys.stderr)
        return 1
    command = [sys.executable, str(app), "--port", str(args.port)]
    if args.address:
        command += ["--address", args.address]
    try:
        return subprocess.call(command, cwd=app.parent)
    except KeyboardInterrupt:
        return 0
