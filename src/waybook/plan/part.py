"""What every part of the Plan is made of: strict documents whose fields explain themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

MOST = 1e12
"""No number of a plan is further from 0: products of such numbers would be more than a computer counts."""
YEARS = (1900, 2200)
"""The years that dates of a plan lie in: what lasts for decades from there is still a date."""


class Part(BaseModel):
    """A piece of the Plan. Unknown fields are refused and every assignment is checked."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True, validate_default=False, allow_inf_nan=False)

    @field_validator("*")
    @classmethod
    def _countable(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not -MOST <= value <= MOST:
            raise ValueError(f"it has to be at {f'most {MOST:,.0f}' if value > 0 else f'least −{MOST:,.0f}'}")
        if isinstance(value, dt.date) and not YEARS[0] <= value.year <= YEARS[1]:
            raise ValueError(f"it has to be in the years {YEARS[0]} to {YEARS[1]}")
        return value


def question(
    default: Any,
    title: str,
    description: str,
    *,
    unit: str = "",
    items: tuple[str, ...] = (),
    labels: dict[Any, str] | None = None,
    **bounds: Any,
) -> Any:
    """A field that draws its own widget.

    `unit` is shown beside the number; `items` are the framework items the question serves; `labels` gives the words
    on screen for each choice. Bounds (`ge`, `le`, `max_length` ...) go to pydantic. A callable default makes a value.
    """
    extra: dict[str, Any] = {"unit": unit, "items": list(items)}
    if labels:
        extra["labels"] = {str(choice): words for choice, words in labels.items()}
    if callable(default):
        return Field(default_factory=default, title=title, description=description, json_schema_extra=extra, **bounds)
    return Field(default, title=title, description=description, json_schema_extra=extra, **bounds)


ENDS = ("low", "likely", "high")
"""The points of a range, in rising order."""


class Range(Part):
    """Three points of an uncertain quantity: low = P10, likely = P50, high = P90 of what could be."""

    low: float = question(..., "Low", "One in ten outcomes is below this")
    likely: float = question(..., "Likely", "As many outcomes above as below")
    high: float = question(..., "High", "One in ten outcomes is above this")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"low, likely and high must rise: {self.low:g}, {self.likely:g}, {self.high:g} do not")
        return self
