"""What the stored draws need of the traced model: only the lines behind cost, date and net present value, and months
folded into one formula a draw, because a row for each month and draw would be a workbook of millions of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from waybook.model.expression import Expression, apply, leaves, number
from waybook.model.worlds import Line
from waybook.spreadsheet.graph import SCHEDULE, alike, simplified
from waybook.spreadsheet.units import unit_of

TARGETS = ("build_cost", "go_live", "npv")
MONTH = "month"


@dataclass
class DrawGraph:
    """`lines` are those that vary by draw, in order; what they read besides stands on the other sheets."""

    traced: Mapping[str, Line]
    label: Callable[[Expression], str]
    unit: Callable[[str], str]
    lines: dict[str, Line] = field(default_factory=dict)
    sums: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values = {key: simplified(line.value) for key, line in self.traced.items()}
        self.uses: dict[str, int] = {}
        for key in self._needed():
            for name in leaves(self.values[key]):
                self.uses[name] = self.uses.get(name, 0) + 1
        for key in self._needed():
            line, value = self.traced[key], self.values[key]
            if "draw" not in value.dims or self._inlined(key):
                continue
            before = len(self.sums)
            value = self._inlining(value)
            for one in self.sums[before:]:
                self.lines[one.key] = one
            self.lines[key] = replace(line, value=value)

    def _needed(self) -> list[str]:
        waiting, found = list(TARGETS), set()
        while waiting:
            key = waiting.pop()
            if key in found or key not in self.values:
                continue
            found.add(key)
            waiting.extend(leaves(self.values[key]))
        return [key for key in self.traced if key in found]

    def _inlined(self, key: str) -> bool:
        """Lines by month and draw, and lines by package that only one other line reads."""
        value = self.values.get(key)
        if value is None or "draw" not in value.dims or value.op in SCHEDULE:
            return False
        if MONTH in value.dims:
            return True
        by_schedule = any(key in leaves(other) for other in self.values.values() if other.op in SCHEDULE)
        return "package" in value.dims and self.uses.get(key, 0) == 1 and not by_schedule

    def _inlining(self, node: Expression) -> Expression:
        if node.op == "line" and self._inlined(node.name):
            return self._inlining(self.values[node.name])
        if node.op in SCHEDULE:
            return node
        if node.op in ("dot", "total") and node.over == MONTH and "draw" in node.dims:
            weights = [arg for arg in node.args if "draw" not in arg.dims]
            varying = [arg for arg in node.args if "draw" in arg.dims]
            product = varying[0]
            for other in varying[1:]:
                product = product * other
            return self._inlining(self._folded(product, weights))
        return replace(node, args=tuple(self._inlining(arg) for arg in node.args)) if node.args else node

    def _folded(self, node: Expression, weights: list[Expression]) -> Expression:
        """The sum over months of a value times weights, with everything that no month changes in front of the sum."""
        if MONTH not in node.dims:
            return node * self._sum(weights)
        if node.op == "line" and self._inlined(node.name):
            return self._folded(self.values[node.name], weights)
        if node.op in ("add", "subtract"):
            return apply(node.op, self._folded(node.args[0], weights), self._folded(node.args[1], weights))
        if node.op == "total":
            return apply("total", self._folded(node.args[0], weights), over=node.over)
        factors = self._factors(node)
        front = [one for one in factors if MONTH not in one.dims]
        monthly = [one for one in factors if MONTH in one.dims]
        split = next((one for one in monthly if one.op in ("add", "subtract") and "draw" in one.dims), None)
        if split is not None and len(factors) > 1:
            rest = [one for one in factors if one is not split]
            halves = [self._folded(_product([arg, *rest]), weights) for arg in split.args]
            return apply(split.op, *halves)
        return _product([*front, self._sum([*weights, *monthly])])

    def _factors(self, node: Expression) -> list[Expression]:
        if node.op == "line" and self._inlined(node.name):
            line, value = self.traced[node.name], self.values[node.name]
            named = replace(value, words=line.label.lower(), unit=line.unit)
            return self._factors(value) if value.op == "multiply" else [named]
        if node.op == "multiply":
            return [*self._factors(node.args[0]), *self._factors(node.args[1])]
        return [node]

    def _sum(self, factors: list[Expression]) -> Expression:
        ordered = sorted(factors, key=lambda one: "draw" in one.dims)  # what no draw changes is computed once
        value = apply("total", self._inlining(_product(ordered)), over=MONTH)
        label = f"Sum over months of {' × '.join(self.label(one).lower() for one in ordered)}"
        for one in self.sums:
            if alike(one.value, value):
                return Expression("line", name=one.key, dims=value.dims)
        place = len(self.sums) + 1
        unit = unit_of(apply("total", _product(ordered), over=MONTH), self.unit)
        self.sums.append(Line(f"month_sum{place}", label, unit, "", value))
        return Expression("line", name=f"month_sum{place}", dims=value.dims)


def _product(factors: list[Expression]) -> Expression:
    out = number(1)
    for one in factors:
        out = one if out.op == "number" and out.number == 1 else out * one
    return out
