"""Objective presets: a KPI with its unit, what a change of it is worth, and how far it may move."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from waybook.reference.components import Approach
from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Number, Row, Text


class UseCase(Row):
    """A preset. Value a month = cases x eligible share x change of the KPI (`effect`) x `value` of a unit in a case.

    `baseline` shows where such a KPI usually lies; it never replaces the team's own measurement.
    """

    id: Text
    name: Text
    industry: Text
    items: Names
    objective: Text
    kpi: Text
    kpi_unit: Text
    direction: Literal["up", "down"]
    baseline_low: Number
    baseline_likely: Number
    baseline_high: Number
    effect_low: Number
    effect_likely: Number
    effect_high: Number
    value_low: Number
    value_likely: Number
    value_high: Number
    value_unit: Text
    volume_of: Text
    worth_because: Text
    caution: Text
    approach: Approach
    source: Text
    date: Text
    grade: Grade

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for name in ("baseline", "effect", "value"):
            low, likely, high = getattr(self, name)
            if not low <= likely <= high:
                raise ValueError(f"the {name} of {self.id} is not low <= likely <= high")
        return self

    @property
    def baseline(self) -> tuple[float, float, float]:
        """Low, likely and high of today's value, in `kpi_unit`."""
        return self.baseline_low, self.baseline_likely, self.baseline_high

    @property
    def effect(self) -> tuple[float, float, float]:
        """Low, likely and high of the change towards `direction`, in `kpi_unit`, always positive."""
        return self.effect_low, self.effect_likely, self.effect_high

    @property
    def value(self) -> tuple[float, float, float]:
        """Low, likely and high of what one unit is worth in one case, in `value_unit`."""
        return self.value_low, self.value_likely, self.value_high
