"""A plan in which every field is filled, made from the schema itself, with text that tries to be Markdown and HTML."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, get_args, get_origin

from waybook.plan import Plan, Range
from waybook.plan.fields import FieldNote, note
from waybook.plan.part import Part

NASTY = "<b>Ann & *Co*</b> :smile: $x$ [a](http://b)"

_KEYS = {
    "architecture.components": "model",
    "compliance.answers": "market",
    "estimates.packages": "D1",
    "gates.criteria": "g1_F1_1",
    "operation.activities": "F6_1",
}
_VALUES: dict[str, Any] = {
    "schema_version": 1,
    "seed": 7,
    "compliance.answers": {"market": ["uk", "eu"], "ai": ["infers"]},
    "estimates.packages.D1.depends_on": [],
    "estimates.order": [],
    "estimates.own_packages[0].id": "X1",
    "estimates.own_packages[0].roles": {"SWE": 1.0},
    "estimates.own_packages[0].depends_on": ["D1"],
    "architecture.model": "anthropic/claude-sonnet-4-5",
    "architecture.usage.users_year": 500,
    "operation.progress[0].package": "D1",
    "readiness.bitten": ["R2"],
    "data.measurements[0].report": {"rows": 10},
    "economics.levers.effort": 0.05,
}


def full_plan() -> Plan:
    """Every field answered."""
    return Plan.model_validate({name: _value(name, info.annotation) for name, info in Plan.model_fields.items()})


def _value(path: str, kind: Any) -> Any:
    if path in _VALUES:
        return _VALUES[path]
    kind = note(path).kind if path.count("[") or "." in path or path in Plan.model_fields else kind
    field = note(path)
    if kind is Range:
        factor = 0.1 if field.unit.startswith("share") else 10
        return {"low": 1 * factor, "likely": 2 * factor, "high": 3 * factor}
    if isinstance(kind, type) and issubclass(kind, Part):
        return {name: _value(f"{path}.{name}", None) for name in kind.model_fields}
    if get_origin(kind) is list:
        inner = get_args(kind)[0]
        return [_value_of_row(f"{path}[0]", inner)] if issubclass(inner, Part) else ["x"]
    if get_origin(kind) is dict:
        key = _KEYS.get(path)
        return {} if key is None else {key: _value_of_row(f"{path}.{key}", get_args(kind)[1])}
    if get_origin(kind) is Literal:
        return get_args(kind)[-1]
    return _scalar(kind, field)


def _value_of_row(path: str, kind: type[Part]) -> Any:
    return {name: _value(f"{path}.{name}", None) for name in kind.model_fields}


def _scalar(kind: Any, field: FieldNote) -> Any:
    if kind is bool:
        return True
    if kind is str:
        return NASTY[: int(field.bounds.get("max_length", 99))]
    if kind is dt.date:
        return "2027-01-04"
    top = field.bounds.get("le", 1e9)
    return kind(min(top, 0.5 if field.unit.startswith("share") else 3 if kind is int else 20))
