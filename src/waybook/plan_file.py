"""A plan named on the command line: read it, or say in one sentence why not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from waybook.plan import Plan, PlanError, read
from waybook.plan.fields import replaced
from waybook.plan.reading import problems


def open_plan(path: Path, changes: Sequence[str] = ()) -> Plan:
    """The plan in a file, with changes written `path=value` (value as JSON, else as text).

    Raises:
        PlanError: no such file, not a plan, a path that does not exist, or a value that does not fit.
    """
    try:
        plan = read(path.read_bytes())
    except OSError as fault:
        raise PlanError([f"{path}: {fault.strerror or 'cannot be read'}."]) from None
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


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
