"""Every field of the Plan by path: what it is called, its unit, its bounds, its value."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from waybook.plan.document import Plan
from waybook.plan.part import Part

STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['([^']*)'\]")


@dataclass(frozen=True)
class FieldNote:
    """What the schema says of one field. `kind` is the annotation without None and Annotated; rows are `path[]`."""

    path: str
    title: str
    description: str
    unit: str
    items: tuple[str, ...]
    labels: dict[str, str]
    kind: Any
    optional: bool
    bounds: dict[str, float]
    default: Any


def note(path: str) -> FieldNote:
    """The note of the field at a path such as `team.lines[2].fte`. Raises KeyError for a path not in the schema."""
    kind: Any = Plan
    info: FieldInfo | None = None
    for step in steps(path):
        kind = _bare(kind)[0]
        if isinstance(step, int) or get_origin(kind) in (list, dict):
            kind = get_args(kind)[-1]
        elif isinstance(kind, type) and issubclass(kind, Part) and step in kind.model_fields:
            info = kind.model_fields[step]
            kind = info.annotation
        else:
            raise KeyError(f"The plan has no field '{path}'.")
    if info is None:
        raise KeyError(f"The plan has no field '{path}'.")
    return _note(path, info)


def every() -> Iterator[FieldNote]:
    """Every field of the schema, in order; rows of a list are written `path[]`, entries of a mapping `path{}`."""
    yield from _every()


@cache
def _every() -> tuple[FieldNote, ...]:
    return tuple(_walk("", Plan))


def get(plan: Part, path: str) -> Any:
    """The value at a path. Raises KeyError where a row or entry is not there."""
    value: Any = plan
    for step in steps(path):
        try:
            value = getattr(value, str(step)) if isinstance(value, Part) else value[step]
        except (AttributeError, LookupError, TypeError):
            raise KeyError(f"The plan has nothing at '{path}'.") from None
    return value


def row_name(plan: Part, path: str) -> str:
    """What the row or entry that holds a field is called: `team.lines[0].day_rate` gives `R. Okafor, AI engineer`.

    Empty where the field stands in no row, or the row has no name.
    """
    value: Any = plan
    called = ""
    for step in steps(path)[:-1]:
        inside = isinstance(value, list | dict)
        try:
            value = getattr(value, str(step)) if isinstance(value, Part) else value[step]
        except LookupError:
            return str(step)  # an entry that the plan does not have yet
        if not inside:
            continue
        called = str(step) if isinstance(step, str) else getattr(value, "name", "")
        if role := getattr(value, "role", ""):
            called = ", ".join(filter(None, (called, note(f"{path.rpartition('.')[0]}.role").labels[role])))
    return called


def replaced(plan: Plan, path: str, value: Any) -> Plan:
    """A checked copy of the plan with one value changed. Raises KeyError (path) or ValidationError (value)."""
    raw = plan.model_dump(mode="json")
    node: Any = raw
    *before, last = steps(path)
    for step in before:
        try:
            node = node[step]
        except (LookupError, TypeError):
            raise KeyError(f"The plan has nothing at '{path}'.") from None
    there = isinstance(node, dict) or (isinstance(node, list) and isinstance(last, int) and last < len(node))
    if there:
        node[last] = value.model_dump(mode="json") if isinstance(value, Part) else value
    else:
        raise KeyError(f"The plan has nothing at '{path}'.")
    return Plan.model_validate(raw)


@lru_cache(maxsize=4096)
def steps(path: str) -> tuple[str | int, ...]:
    """`team.lines[2].fte` as ("team", "lines", 2, "fte")."""
    found: list[str | int] = []
    for match in STEP.finditer(path):
        name, row, key = match.groups()
        found.append(int(row) if row is not None else key if key is not None else name)
    return tuple(found)


def _walk(prefix: str, part: type[Part]) -> Iterator[FieldNote]:
    for name, info in part.model_fields.items():
        path = f"{prefix}{name}"
        yield _note(path, info)
        kind = _bare(info.annotation)[0]
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from _walk(f"{path}.", kind)
        elif get_origin(kind) in (list, dict):
            inner = get_args(kind)[-1]
            if isinstance(inner, type) and issubclass(inner, Part):
                yield from _walk(f"{path}{'[]' if get_origin(kind) is list else '{}'}.", inner)


def _note(path: str, info: FieldInfo) -> FieldNote:
    kind, optional, inner = _bare(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    bounds = {
        name: getattr(rule, name)
        for rule in (*info.metadata, *inner)
        for name in ("ge", "gt", "le", "lt", "max_length")
        if getattr(rule, name, None) is not None
    }
    labels: Any = extra.get("labels") or {}
    if not labels and get_origin(kind) is Literal:
        labels = {str(choice): str(choice) for choice in get_args(kind)}
    items: Any = extra.get("items") or ()
    default = info.get_default(call_default_factory=True, validated_data={}) if not info.is_required() else None
    return FieldNote(
        path,
        info.title or "",
        info.description or "",
        str(extra.get("unit", "")),
        tuple(items),
        dict(labels),
        kind,
        optional,
        bounds,
        default,
    )


def _bare(kind: Any) -> tuple[Any, bool, list[Any]]:
    """An annotation without None and Annotated, whether None was there, and the rules inside Annotated."""
    optional = False
    rules: list[Any] = []
    while True:
        if get_origin(kind) in (Union, types.UnionType):
            choices = [choice for choice in get_args(kind) if choice is not type(None)]
            optional = optional or len(choices) < len(get_args(kind))
            if len(choices) != 1:
                return kind, optional, rules
            kind = choices[0]
        elif get_origin(kind) is Annotated:
            for rule in get_args(kind)[1:]:
                rules.extend(rule.metadata if isinstance(rule, FieldInfo) else [rule])
            kind = get_args(kind)[0]
        else:
            return kind, optional, rules
