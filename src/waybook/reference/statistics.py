"""What real projects and tasks did against their estimate, and the reference classes built on it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from waybook.reference.quantity import Grade, Quantity
from waybook.reference.tables import Number, Row, Text


class Overrun(Row):
    """Quantiles of actual/estimate in one data set. Only these summaries are kept, no rows of the set."""

    id: Text
    level: Literal["task", "package", "project"]
    what: Literal["effort", "duration"]
    n: Annotated[int, Field(gt=0)]
    p10: Number
    p50: Number
    p80: Number
    p90: Number
    p95: Number | None = None
    p99: Number | None = None
    mean: Number
    sum_ratio: Number | None = None
    log_mean: Number | None = None
    log_sd: Number | None = None
    robust_log_sd: Number | None = None
    share_over: Number | None = None
    share_exact: Number | None = None
    share_over_half: Number | None = None
    tail_overrun: Number | None = None
    hill: Number | None = None
    source: Text
    date: Text
    grade: Grade
    note: str = ""


class ReferenceClassParameter(Row):
    """One number of a reference class, for example the exponent of its tail."""

    class_id: Text
    kind: Literal["cost", "duration", "accuracy", "public", "months", "effect"]
    label: Text
    parameter: Text
    value: Number
    low: Number
    high: Number
    unit: Text
    source: Text
    date: Text
    grade: Grade
    note: str = ""

    @property
    def quantity(self) -> Quantity:
        """The number with its range and provenance."""
        return Quantity(self.value, self.low, self.high, self.unit, self.source, self.date, self.grade, self.note)
