"""A number of the plan as the screen has it, and what is typed back as the plan's."""

from __future__ import annotations

from typing import Any

from waybook.plan import Range
from waybook.plan.fields import FieldNote
from waybook.ui import desk, wording
from waybook.ui.amount import amount_of, is_amount


class Shown:
    """A number as the screen has it: shares as percentages, whole numbers whole, amounts as text with separators."""

    def __init__(self, field: FieldNote) -> None:
        self.factor = 100.0 if wording.is_share(field.unit) else 1.0
        self.whole = field.kind is int
        self.amount = field.kind in (int, float, Range) and is_amount(field.unit)
        self.title, self.unit, self.bounds, self.optional = field.title, field.unit, field.bounds, field.optional

    def out(self, value: float | None) -> Any:
        """The plan's number for the screen."""
        if value is None:
            return None
        return int(value) if self.whole else round(float(value) * self.factor, 8)

    def typed(self, value: float | str | None) -> Any:
        """What the widget holds: of an amount its text, as typed where that was refused."""
        if not self.amount:
            return self.out(value)  # type: ignore[arg-type]  # only an amount is kept as typed
        return value if isinstance(value, str) else "" if value is None else f"{self.out(value):,.15g}"

    def back(self, value: float | str | None) -> Any:
        """The widget's number for the plan. Raises Refused: text that is no amount."""
        if isinstance(value, str):
            text = value
            try:
                value = self.amount_in(text)
            except ValueError as fault:
                raise desk.Refused(text, f"{self.title}: {fault}") from None
            if value is None and not self.optional:
                raise desk.Refused(text, f"{self.title}: a number is needed.")
        if value is None:
            return None
        return int(value) if self.whole else round(float(value) / self.factor, 10)

    def amount_in(self, text: str) -> float | None:
        """The number that a text says; None of an empty one. Raises ValueError: what is wrong with it, in words."""
        try:
            number = amount_of(text, self.unit, desk.plan().currency)
            if number is not None and self.whole and number % 1:
                raise ValueError("is not a whole number")
        except ValueError as fault:
            raise ValueError(f"“{text.strip()}” {fault}.") from None
        return number

    def taken(self, value: float | str | None) -> Any:
        """The widget's number for the plan. Raises Refused, in the units of the screen: beyond the field's bounds, or
        no number at all."""
        low, high = self.bounds.get("ge", self.bounds.get("gt")), self.bounds.get("le", self.bounds.get("lt"))
        least, most = self.out(low), self.out(high)
        number = self.back(value)
        shown = self.out(number)
        if shown is None or (self._above(shown, least) and (most is None or shown <= most)):
            return number
        span = f"{'more than' if 'gt' in self.bounds else 'at least'} {least:,.15g}" if least is not None else ""
        span += f"{' and ' if span else ''}at most {most:,.15g}" if most is not None else ""
        said = f"{shown:,.15g} does not count; it has to be {span}.".replace("-", "−")
        raise desk.Refused(number, f"{self.title}: {said}")

    def _above(self, value: float, least: float | None) -> bool:
        return least is None or (value > least if "gt" in self.bounds else value >= least)

    @property
    def step(self) -> int | float:
        """What the plus and minus buttons add."""
        return 1 if self.whole else 5.0 if self.factor == 100 else 1.0
