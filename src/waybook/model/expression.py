"""Symbols: the model run on these builds the graph the workbook's formulas are written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from waybook.model.axes import AXES


@dataclass(frozen=True, eq=False)
class Expression:
    """A node of the graph.

    `op` is 'number' (value in `name`), 'input' or 'line' (key in `name`), or an operation of `waybook.model.algebra`.
    `dims` are the axes it varies on, in the order of AXES. `over` is the axis an operation folds away or runs along;
    `into` the axis a grouping creates. `words` and `unit` say what a part of a long formula is (`World.part`).
    """

    op: str
    args: tuple[Expression, ...] = ()
    name: str = ""
    number: float = 0.0
    over: str = ""
    into: str = ""
    dims: tuple[str, ...] = field(default=())
    words: str = ""
    unit: str = ""

    __array_ufunc__ = None  # numpy hands binary operations back to us

    def __bool__(self) -> bool:
        raise TypeError("a value of the model has no truth value: use where()")

    def __add__(self, other: Any) -> Expression:
        return apply("add", self, other)

    def __radd__(self, other: Any) -> Expression:
        return apply("add", other, self)

    def __sub__(self, other: Any) -> Expression:
        return apply("subtract", self, other)

    def __rsub__(self, other: Any) -> Expression:
        return apply("subtract", other, self)

    def __mul__(self, other: Any) -> Expression:
        return apply("multiply", self, other)

    def __rmul__(self, other: Any) -> Expression:
        return apply("multiply", other, self)

    def __truediv__(self, other: Any) -> Expression:
        return apply("divide", self, other)

    def __rtruediv__(self, other: Any) -> Expression:
        return apply("divide", other, self)

    def __pow__(self, other: Any) -> Expression:
        return apply("power", self, other)

    def __neg__(self) -> Expression:
        return apply("subtract", 0.0, self)

    def __ge__(self, other: Any) -> Expression:
        return apply("at_least", self, other)

    def __gt__(self, other: Any) -> Expression:
        return apply("above", self, other)

    def __le__(self, other: Any) -> Expression:
        return apply("at_least", other, self)

    def __lt__(self, other: Any) -> Expression:
        return apply("above", other, self)


def number(value: float) -> Expression:
    """A constant of the model's arithmetic (0, 1, 12), never one of the domain."""
    return Expression("number", number=float(value))


def apply(op: str, *args: Any, over: str = "", into: str = "") -> Expression:
    """The node of an operation. `over` is folded away, `into` created; other axes are those of the arguments."""
    nodes = tuple(arg if isinstance(arg, Expression) else number(arg) for arg in args)
    found = {dim for node in nodes for dim in node.dims}
    if into:
        found = (found - {over}) | {into}
    elif over and op not in RUNNING:
        found.discard(over)
    return Expression(op, nodes, over=over, into=into, dims=tuple(axis for axis in AXES if axis in found))


RUNNING = frozenset({"cumulative"})
"""Operations that run along an axis and keep it."""


def leaves(node: Expression) -> set[str]:
    """Keys of the inputs and lines that an expression reads directly."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.op in ("input", "line"):
            found.add(one.name)
        waiting.extend(one.args)
    return found
