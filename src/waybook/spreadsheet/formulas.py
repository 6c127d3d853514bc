"""Expressions as Excel formulas: the twin of each operation in `waybook.model.algebra`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waybook.model.expression import Expression
from waybook.spreadsheet.place import Here, Spot, letters, reference

COMPARE, SUM, PRODUCT, POWER, ATOM = 1, 3, 4, 5, 9
_BINARY = {
    "add": ("+", SUM, SUM),
    "subtract": ("-", SUM, PRODUCT),
    "multiply": ("*", PRODUCT, PRODUCT),
    "divide": ("/", PRODUCT, POWER),
    "power": ("^", ATOM, ATOM),
    "at_least": (">=", SUM, SUM),
    "above": (">", SUM, SUM),
}
"""Sign, and how tightly the left and the right argument have to bind to go without brackets."""
_STRENGTH = {
    "add": SUM,
    "subtract": SUM,
    "multiply": PRODUCT,
    "divide": PRODUCT,
    "power": POWER,
    "at_least": COMPARE,
    "above": COMPARE,
}
_FUNCTIONS = {"exp": "EXP", "log": "LN", "sqrt": "SQRT", "maximum": "MAX", "minimum": "MIN"}


@dataclass(frozen=True)
class Writer:
    """Writes formulas for the cells of one block. `spots` says where every input and line stands."""

    spots: Mapping[str, Spot]
    here: Here

    def formula(self, node: Expression) -> str:
        """The formula of a line, beginning with '='. Raises Misplaced where a value cannot be reached."""
        text, strength = self._write(node, frozenset())
        return f"=IF({text},1,0)" if strength == COMPARE else f"={text}"

    def _write(self, node: Expression, folded: frozenset[str]) -> tuple[str, int]:
        match node.op:
            case "number":
                return (f"{node.number:.15g}", ATOM) if node.number >= 0 else (f"(0-{-node.number:.15g})", ATOM)
            case "input" | "line":
                return reference(self.spots[node.name], self.here, folded), ATOM
            case "where":
                condition, yes, no = (self._bare(arg, folded) for arg in node.args)
                return f"IF({condition},{yes},{no})", ATOM
            case "divided":
                value, by = self._tight(node.args[0], folded, PRODUCT), self._tight(node.args[1], folded, POWER)
                return f"IF({self._tight(node.args[1], folded, SUM)}=0,0,{value}/{by})", ATOM
            case "whole":
                return f"INT({self._bare(node.args[0], folded)})", ATOM
            case "exp" | "log" | "sqrt":
                return f"{_FUNCTIONS[node.op]}({self._bare(node.args[0], folded)})", ATOM
            case "maximum" | "minimum":
                parts = ",".join(self._number(arg, folded) for arg in _chain(node, node.op))
                return f"{_FUNCTIONS[node.op]}({parts})", ATOM
            case "total" | "largest" | "dot" | "cumulative" | "grouped" | "grouped_largest" | "grouped_smallest":
                return self._fold(node, folded), ATOM
            case _:
                sign, left, right = _BINARY[node.op]
                first, second = self._tight(node.args[0], folded, left), self._tight(node.args[1], folded, right)
                return f"{first}{sign}{second}", _STRENGTH[node.op]

    def _fold(self, node: Expression, folded: frozenset[str]) -> str:
        value, over = node.args[0], folded | {node.over}
        plain = value.op in ("input", "line") and node.over in value.dims
        if node.op == "total":
            return f"SUM({self._bare(value, over)})" if plain else f"SUMPRODUCT({self._bare(value, over)})"
        if node.op == "dot":
            if all(node.over in arg.dims and _STRENGTH.get(arg.op) != COMPARE for arg in node.args):
                return f"SUMPRODUCT({self._bare(node.args[0], over)},{self._bare(node.args[1], over)})"
            return f"SUMPRODUCT({self._tight(node.args[0], over, PRODUCT)}*{self._tight(node.args[1], over, PRODUCT)})"
        if node.op == "largest":
            return f"MAX({self._bare(value, over)})" if plain else f"SUMPRODUCT(MAX({self._bare(value, over)}))"
        if node.op == "cumulative":
            return self._running(value)
        by = self._bare(node.args[1], over)
        place = self.here.numbers[node.into]
        values = self._bare(value, over)
        if node.op == "grouped_smallest":
            return f"_xlfn.MINIFS({values},{by},{place})"
        if plain:
            return f"SUMIF({by},{place},{values})" if node.op == "grouped" else f"_xlfn.MAXIFS({values},{by},{place})"
        product = f"({by}={place})*{self._tight(value, over, PRODUCT)}"
        return f"SUMPRODUCT({product})" if node.op == "grouped" else f"SUMPRODUCT(MAX({product}))"

    def _running(self, value: Expression) -> str:
        spot = self.spots[value.name]
        row = f"\0R{spot.row}\0" if spot.down else f"${spot.row + 1}"
        return f"SUM(${letters(spot.column)}{row}:\0C{spot.column}\0{row})"

    def _bare(self, node: Expression, folded: frozenset[str]) -> str:
        return self._write(node, folded)[0]

    def _number(self, node: Expression, folded: frozenset[str]) -> str:
        text, strength = self._write(node, folded)
        return f"IF({text},1,0)" if strength == COMPARE else text

    def _tight(self, node: Expression, folded: frozenset[str], least: int) -> str:
        text, strength = self._write(node, folded)
        return text if strength >= least else f"({text})"


def _chain(node: Expression, op: str) -> list[Expression]:
    """MAX(MAX(a, b), c) as MAX(a, b, c)."""
    return [one for arg in node.args for one in (_chain(arg, op) if arg.op == op else [arg])]
