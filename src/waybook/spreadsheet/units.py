"""The unit of a part of a formula, from the units of the inputs and lines it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from waybook.model.expression import Expression

_OF_SEVERAL = frozenset({"add", "subtract", "maximum", "minimum", "where"})
"""Operations whose arguments (after the condition) have one unit."""
_TIMES = " × "
_PLAIN = ("times", "share", "probability", "log ", "standard deviation", "1 or 0", "number", "row", "days per team day")


def unit_of(node: Expression, known: Callable[[str], str]) -> str:
    """The unit of an expression; `known` gives that of an input or line. A number of the arithmetic has none.

    Products and quotients cancel: tokens/call x USD / tokens is USD/call. A sum over months of GBP/month is GBP.
    """
    if node.op in ("input", "line"):
        return known(node.name)
    if node.op == "number" or not node.args:
        return ""
    if node.op in ("log", "exp", "at_least", "above"):
        return {"log": "log factor", "exp": "times"}.get(node.op, "1 or 0")
    units = [arg.unit or unit_of(arg, known) for arg in node.args]
    if node.op == "total" and node.over == "month":
        return _product(units[0], "months", over=False)
    if node.op in _OF_SEVERAL:
        return next((unit for unit in units[node.op == "where" :] if unit), "")
    if node.op in ("multiply", "dot", "divide", "divided"):
        return _product(*units, over=node.op.startswith("divide"))
    return units[0]


def _product(one: str, two: str, *, over: bool) -> str:
    top, bottom = _parted(one)
    more_top, more_bottom = reversed(_parted(two)) if over else _parted(two)
    top, bottom = [*top, *more_top], [*bottom, *more_bottom]
    for unit in list(top):
        match = next((other for other in bottom if _one(other) == _one(unit)), None)
        if match is not None:
            top.remove(unit)
            bottom.remove(match)
    if top or bottom:
        return _joined(top, bottom)
    units = (one, two) if not over else (one,) if one != two else ()
    return next((unit for start in ("log", "share", "standard") for unit in units if unit.startswith(start)), "times")


def _parted(unit: str) -> tuple[list[str], list[str]]:
    top, *bottom = unit.split("/")
    return [one for one in top.split(_TIMES) if not _plain(one)], bottom


def _plain(unit: str) -> bool:
    return not unit or unit.startswith(_PLAIN)


def _one(unit: str) -> str:
    return unit.removesuffix("s")


def _joined(top: Iterable[str], bottom: Iterable[str]) -> str:
    return "/".join([_TIMES.join(top) or "1", *(_one(unit) for unit in bottom)])
