"""Formulas of the sheet of draws: one cell a draw, months folded in SUMPRODUCT by arithmetic instead of MAX and MIN,
which spreadsheet programs do not compute cell by cell there."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.model.expression import Expression
from waybook.spreadsheet.formulas import PRODUCT, SUM, Writer


@dataclass(frozen=True)
class ArrayWriter(Writer):
    """As Writer; a maximum or minimum along a folded axis becomes a comparison."""

    def _write(self, node: Expression, folded: frozenset[str]) -> tuple[str, int]:
        if node.op in ("maximum", "minimum") and folded & set(node.dims):
            return self._chosen(node, folded), PRODUCT
        return super()._write(node, folded)

    def _chosen(self, node: Expression, folded: frozenset[str]) -> str:
        first, second = node.args
        if second.op == "number" and second.number == 0 and node.op == "maximum":
            if first.op == "subtract":
                one, two = (self._tight(arg, folded, SUM) for arg in first.args)
                return f"({one}-{self._tight(first.args[1], folded, PRODUCT)})*({one}>{two})"
            text = self._bare(first, folded)
            return f"({text})*({self._tight(first, folded, SUM)}>0)"
        one, two = self._tight(first, folded, SUM), self._tight(second, folded, PRODUCT)
        sign = ">" if node.op == "minimum" else "<"
        return (
            f"1*({one}-({self._tight(first, folded, PRODUCT)}-{two})*({one}{sign}{self._tight(second, folded, SUM)}))"
        )
