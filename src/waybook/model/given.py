"""A figure of the plan, or what stands in for it while the plan has none."""

from __future__ import annotations

from waybook.model.input_table import OWN, Cell, Table
from waybook.plan import Range
from waybook.plan.part import ENDS
from waybook.reference import Quantity


def own_ends(own: Range, path: str) -> dict[str, Cell]:
    """Low, likely and high as a person gave them."""
    return {end: Cell(getattr(own, end), "The plan", grade=OWN, path=f"{path}.{end}") for end in ENDS}


def usual_ends(usual: Quantity, scale: float) -> dict[str, Cell]:
    """Low, likely and high of the reference data, times `scale`."""
    ends = {"low": usual.low, "likely": usual.value, "high": usual.high}
    return {end: Cell(number * scale, usual.source, usual.date, usual.grade) for end, number in ends.items()}


def asked(
    table: Table,
    key: str,
    own: float | None,
    usual: Quantity,
    label: str,
    path: str,
    *,
    low: float | None = None,
    high: float | None = None,
) -> None:
    """An answer of the plan as an input, or what is usual while it is empty."""
    if own is None:
        table.number(
            key,
            usual.value,
            label,
            usual.unit,
            source=usual.source,
            date=usual.date,
            grade=usual.grade,
            path=path,
            note="Assumed: not answered yet",
            low=low,
            high=high,
        )
    else:
        table.number(key, own, label, usual.unit, path=path, low=low, high=high)


def derived(
    table: Table,
    key: str,
    own: float | None,
    else_: float,
    because: str,
    label: str,
    unit: str,
    path: str,
    low: float,
    high: float | None,
) -> None:
    """A number of the plan, or what its other answers make of an empty one."""
    if own is not None:
        table.number(key, own, label, unit, path=path, low=low, high=high)
    else:
        table.number(
            key, else_, label, unit, source=because, grade="judgement", path=path,
            note="Assumed: not answered yet", low=low, high=high,
        )  # fmt: skip
