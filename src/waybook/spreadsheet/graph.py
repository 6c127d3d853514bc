"""The traced model made ready for cells: constants folded, long or repeated parts given lines of their own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from waybook.model import algebra
from waybook.model.axes import AXES, POSITION
from waybook.model.expression import Expression, number
from waybook.model.worlds import Line, Numbers
from waybook.spreadsheet.units import unit_of

Array = NDArray[np.float64]

LONGEST = 150
"""Estimated characters of a formula above which a part of it becomes a line of its own."""
ARRAY_OPERATIONS = frozenset({"number", "input", "line", "add", "subtract", "multiply", "divide", "at_least", "above"})
"""What may stand inside SUMPRODUCT: every spreadsheet program computes these cell by cell there, and no other."""
UNNAMED = "a part of its formula"
"""For a part that the model has no words for; the tests see that none is."""
FOLDS = frozenset({"total", "largest", "dot", "grouped", "grouped_largest", "grouped_smallest"})
_SIGNS = frozenset({"add", "subtract", "multiply", "divide", "power", "at_least", "above"})
SCHEDULE = frozenset({"schedule_start", "schedule_finish"})

_PLAIN: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "maximum": max,
    "minimum": min,
    "exp": math.exp,
    "sqrt": math.sqrt,
}


def simplified(node: Expression) -> Expression:
    """The same value without additions of 0, products with 0 or 1, and sums of constants."""
    if not node.args:
        return node
    args = tuple(simplified(arg) for arg in node.args)
    if all(arg.op == "number" for arg in args) and node.op in _PLAIN:
        return number(_PLAIN[node.op](*(arg.number for arg in args)))
    if node.op in ("add", "subtract", "multiply", "divide") and len(args) == 2:
        first, second = args
        if node.op in ("add", "subtract") and _is(second, 0):
            return first
        if node.op == "add" and _is(first, 0):
            return second
        if node.op == "multiply" and (_is(first, 0) or _is(second, 0)):
            return number(0)
        if node.op in ("multiply", "divide") and _is(second, 1):
            return first
        if node.op == "multiply" and _is(first, 1):
            return second
    return replace(node, args=args, dims=_dims(node, args))


def prepared(
    lines: Mapping[str, Line], scalar_name: Callable[[str], str], unit: Callable[[str], str]
) -> dict[str, Line]:
    """The lines in order, each short enough for one cell; parts that were taken out come just before their line.

    A part is taken out when it varies on fewer axes than its line (computed once, not once a cell), when a fold would
    need a function that spreadsheets do not compute cell by cell, or when the formula would be too long; of those that
    would shorten it, one that the model has words for. `unit` gives the unit of an input or line.
    """
    done: dict[str, Line] = {}
    for key, line in lines.items():
        taken: list[Line] = []

        def take(part: Expression, line: Line = line, taken: list[Line] = taken) -> Expression:
            for earlier in taken:
                if alike(earlier.value, part):
                    return _reference(earlier)
            for earlier in taken:
                part = replaced(part, earlier.value, _reference(earlier))
            key = f"{line.key}_part{len(taken) + 1}"
            known = {one.key: one.unit for one in taken}
            part_unit = part.unit or unit_of(part, lambda name: known.get(name) or unit(name))
            taken.append(Line(key, f"{line.label}: {part.words or UNNAMED}", part_unit, "", part))
            return _reference(taken[-1])

        value = simplified(line.value)
        if value.op not in SCHEDULE:
            value = _without_constant_parts(value, value.dims, take)
            value = _with_plain_folds(value, take)
            value = _shortened(value, take, scalar_name)
        else:
            value = replace(value, args=tuple(arg if arg.op in ("input", "line") else take(arg) for arg in value.args))
        for part in taken:
            value = replaced(value, part.value, _reference(part))
            done[part.key] = part
        done[key] = replace(line, value=value)
    return done


def _reference(line: Line) -> Expression:
    return Expression("line", name=line.key, dims=line.value.dims)


def _without_constant_parts(
    node: Expression, dims: tuple[str, ...], take: Callable[[Expression], Expression]
) -> Expression:
    """Parts that vary on fewer axes than their cells, and are more than a sum or product, move out."""
    if node.op in ("number", "input", "line") or not dims:
        return node
    if node.op in FOLDS or node.op == "cumulative":
        return node
    args = []
    for arg in node.args:
        if set(arg.dims) < set(dims) and size(arg) > 3:
            args.append(take(arg))
        else:
            args.append(_without_constant_parts(arg, dims, take))
    return replace(node, args=tuple(args))


def _with_plain_folds(node: Expression, take: Callable[[Expression], Expression]) -> Expression:
    args = tuple(_with_plain_folds(arg, take) for arg in node.args)
    if node.op == "cumulative" or node.op == "grouped_smallest":
        args = tuple(arg if arg.op in ("input", "line") else take(arg) for arg in args)
    elif node.op in FOLDS:
        args = tuple(_cell_by_cell(arg, take) for arg in args)
    return replace(node, args=args)


def _cell_by_cell(node: Expression, take: Callable[[Expression], Expression]) -> Expression:
    if node.op not in ARRAY_OPERATIONS:
        return take(node)
    return replace(node, args=tuple(_cell_by_cell(arg, take) for arg in node.args))


def _shortened(node: Expression, take: Callable[[Expression], Expression], name: Callable[[str], str]) -> Expression:
    while _length(node, name) > LONGEST:
        parts = [part for part in _inner(node) if size(part) > 1 and _length(part, name) <= LONGEST]
        if not parts:
            return node
        chosen = max(parts, key=lambda part: (bool(part.words), _length(part, name)))
        node = replaced(node, chosen, take(chosen))
    return node


def _inner(node: Expression) -> list[Expression]:
    found: list[Expression] = []
    for arg in node.args:
        if node.op not in FOLDS:
            found.append(arg)
            found.extend(_inner(arg))
    return found


def replaced(node: Expression, old: Expression, new: Expression) -> Expression:
    if node is old or (node.op == old.op and alike(node, old)):
        return new
    return replace(node, args=tuple(replaced(arg, old, new) for arg in node.args)) if node.args else node


def alike(one: Expression, two: Expression) -> bool:
    """Whether two expressions say the same."""
    if (one.op, one.name, one.number, one.over, one.into) != (two.op, two.name, two.number, two.over, two.into):
        return False
    return len(one.args) == len(two.args) and all(map(alike, one.args, two.args))


def size(node: Expression) -> int:
    return 0 if node.op in ("number", "input", "line") else 1 + sum(size(arg) for arg in node.args)


def _length(node: Expression, name: Callable[[str], str]) -> int:
    if node.op == "number":
        return 2
    if node.op in ("input", "line"):
        if not node.dims:
            return len(name(node.name))
        return 20 if node.op == "input" else 9
    inner = sum(_length(arg, name) for arg in node.args)
    if node.op == "divided":
        return inner + _length(node.args[1], name) + 9
    if node.op in FOLDS:
        return inner + 26
    return inner + (2 if node.op in _SIGNS else 6)


def _is(node: Expression, value: float) -> bool:
    return node.op == "number" and node.number == value


def _dims(node: Expression, args: tuple[Expression, ...]) -> tuple[str, ...]:
    if node.op in SCHEDULE:
        return node.dims
    found = {dim for arg in args for dim in arg.dims}
    if node.into:
        found = (found - {node.over}) | {node.into}
    elif node.over and node.op != "cumulative":
        found.discard(node.over)
    return tuple(axis for axis in AXES if axis in found)


def evaluated(node: Expression, numbers: Numbers, known: Mapping[str, Array]) -> Array:
    """The numbers of an expression, on AXES. `known` has the lines that the numeric run does not."""
    if node.op == "number":
        return np.full((1,) * len(AXES), node.number)
    if node.op in ("input", "line"):
        return known[node.name] if node.name in known else numbers[node.name]
    args = [evaluated(arg, numbers, known) for arg in node.args]
    match node.op:
        case "add":
            value = args[0] + args[1]
        case "subtract":
            value = args[0] - args[1]
        case "multiply":
            value = args[0] * args[1]
        case "divide":
            value = args[0] / args[1]
        case "power":
            value = args[0] ** args[1]
        case "at_least":
            value = (args[0] >= args[1]).astype(float)
        case "above":
            value = (args[0] > args[1]).astype(float)
        case "grouped" | "grouped_largest" | "grouped_smallest":
            value = getattr(algebra, node.op)(*args, node.over, node.into, numbers.size(node.into))
        case "total" | "largest" | "dot" | "cumulative":
            full = [np.broadcast_to(arg, _full(arg, node.over, numbers)) for arg in args]
            value = getattr(algebra, node.op)(*full, over=node.over)
        case _:
            value = getattr(algebra, node.op)(*args)
    return np.asarray(value, dtype=float)


def _full(value: Array, over: str, numbers: Numbers) -> tuple[int, ...]:
    shape = list(value.shape)
    shape[POSITION[over]] = numbers.size(over)
    return tuple(shape)
