"""Files named on the command line: read whole, written whole, and every fault one sentence."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from waybook.plan import Plan, PlanError, read
from waybook.plan.fields import replaced
from waybook.plan.reading import LARGEST_BYTES, problems


def open_plan(path: Path, changes: Sequence[str] = ()) -> Plan:
    """The plan in a file, with changes written `path=value` (value as JSON, else as text).

    Raises:
        PlanError: no such file, not a plan, a path that does not exist, or a value that does not fit.
    """
    content = content_of(path, LARGEST_BYTES)
    try:
        plan = read(content)
    except PlanError as fault:
        raise PlanError([f"{path.name}: {one}" for one in fault.problems]) from None
    for change in changes:
        name, equals, text = change.partition("=")
        if not equals:
            raise PlanError([f"--set {change}: write it as path=value."])
        try:
            plan = replaced(plan, name.strip(), _value(text))
        except KeyError as fault:
            raise PlanError([f"--set {change}: {fault.args[0]}"]) from None
        except ValidationError as fault:
            raise PlanError([f"--set {change}: {one}" for one in problems(fault)]) from None
    return plan


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a file; one more than `most` of a larger one, so that it is refused without being held.

    Raises:
        PlanError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as fault:
        raise PlanError([f"{path}: {fault.strerror or 'cannot be read'}."]) from None


def keep(path: Path, content: bytes) -> None:
    """Write a file: all of it, or what was there before stays.

    Raises:
        PlanError: it cannot be written.
    """
    real = path.resolve()
    beside = real.with_name(f".{real.name}.new")
    try:
        if real.exists() and not real.is_file():
            real.write_bytes(content)  # a pipe or a device is not to be replaced by a file
            return
        try:
            beside.write_bytes(content)
            if real.exists():
                shutil.copymode(real, beside)
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as fault:
        raise PlanError([f"{path}: {fault.strerror or 'cannot be written'}."]) from None


def refused(problems: Sequence[str]) -> int:
    """Faults on standard error, a line each; the exit code of a command that did nothing."""
    for one in problems:
        print(one, file=sys.stderr)
    return 1


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
