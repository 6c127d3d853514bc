"""Plans as JSON text: read with clear errors, upgraded from older versions, written without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from waybook.plan.document import SCHEMA_VERSION, Plan

LARGEST_BYTES = 10_000_000
MOST_MARKS = 500_000
"""Braces, brackets and colons of the text, those inside of kept versions too; as many empty objects fill the memory."""
MOST_VALUES = 100_000
"""Values of the document, fields of parts and places of lists alike; a large plan has two thousand."""
DEEPEST = 40
MOST_FAULTS = 200
"""Faults that are named one by one; nobody reads more, and a hostile file has hundreds of thousands."""

_TOO_MANY = "This file holds far more values than a plan."

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From version n to n + 1: a function on the raw document."""


class PlanError(ValueError):
    """A plan that cannot be accepted. `problems` has one sentence for each fault, naming the field."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


def read(text: str | bytes) -> Plan:
    """The plan in a JSON text, upgraded to today's schema.

    Raises PlanError: not JSON, not a Waybook plan, from a newer version, or with fields out of bounds.
    """
    if len(text) > LARGEST_BYTES:
        raise PlanError([f"A plan has at most {LARGEST_BYTES / 1e6:.0f} MB; this file has more."])
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        if sum(map(words.count, "{[:")) > MOST_MARKS:
            raise PlanError([_TOO_MANY])
        raw = json.loads(words, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except RecursionError:
        raise PlanError(["This file is nested too deeply to be a plan."]) from None
    except UnicodeDecodeError:
        raise PlanError(["This is not a Waybook plan: the file is not UTF-8 text."]) from None
    except PlanError:
        raise
    except ValueError as fault:
        where = f" (line {fault.lineno})" if isinstance(fault, json.JSONDecodeError) else ""
        raise PlanError([f"This is not a Waybook plan: it cannot be read as JSON{where}."]) from None
    return accept(raw)


def accept(raw: object) -> Plan:
    """The plan in a parsed document. Raises PlanError."""
    if not isinstance(raw, dict) or "schema_version" not in raw:
        raise PlanError(["This is not a Waybook plan. Choose a plan or a workbook saved under Export."])
    version = raw["schema_version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise PlanError([f"schema_version: {version!r} is not a version of the plan."])
    if version > SCHEMA_VERSION:
        raise PlanError(
            [f"This plan was made by a newer Waybook (schema {version}; this one reads up to {SCHEMA_VERSION})."]
        )
    _bounded(raw)
    while version < SCHEMA_VERSION:
        raw = UPGRADES[version](raw)
        version = raw["schema_version"]
    try:
        return Plan.model_validate(raw)
    except ValidationError as fault:
        raise PlanError(problems(fault)) from None


def write(plan: Plan) -> str:
    """The plan as JSON text, every field in the order of the schema."""
    return plan.model_dump_json(indent=1)


def problems(fault: ValidationError) -> list[str]:
    """One sentence for each fault: the field's path, then what is wrong with it; the last counts what is not named."""
    sentences = []
    for error in fault.errors(include_url=False, include_context=True)[:MOST_FAULTS]:
        place = _place(error["loc"])
        message = error["msg"].removeprefix("Value error, ").rstrip(".")
        if error["type"] == "extra_forbidden":
            message = "this field is not known"
        elif error["type"] == "missing":
            message = "this field is missing"
        elif not isinstance(error["input"], dict | list):
            message = f"{str(error['input'])[:60]!r}: {message[0].lower()}{message[1:]}"
        else:
            message = message[0].lower() + message[1:]
        sentences.append(f"{place}: {message}.")
    if (more := fault.error_count() - len(sentences)) > 0:
        sentences.append(f"And {more:,} more faults like these.")
    return sentences


def _place(steps: tuple[int | str, ...]) -> str:
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f"{'.' if path else ''}{step}"
    return path or "plan"


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PlanError([f"This is not a Waybook plan: the field {twice[:60]!r} stands twice."])
    return found


def _no_constant(name: str) -> float:
    raise PlanError([f"This is not a Waybook plan: {name} is not a number."])


def _bounded(value: object) -> None:
    """Refuse what is deeper or larger than any plan, before its fields are checked one by one. Raises PlanError."""
    deepest, count, level = 0, 0, [value]
    while level:
        deepest += 1
        count += len(level)
        if deepest > DEEPEST:
            raise PlanError(["This file is nested too deeply to be a plan."])
        if count > MOST_VALUES:
            raise PlanError([_TOO_MANY])
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
        ]
