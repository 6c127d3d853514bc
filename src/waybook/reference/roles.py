"""Who works on the plan and what a day of theirs costs."""

from __future__ import annotations

from typing import Literal

from waybook.reference.quantity import Grade, Quantity
from waybook.reference.tables import Names, Number, Row, Text

ANY = "any"
"""Sourcing of a rate that holds however the team is sourced: business people are always the organisation's own."""


class Role(Row):
    """A role of the team. `kind` tells the eight delivery roles from business people, whose time is often forgotten."""

    id: Text
    name: Text
    discipline: Text
    kind: Literal["delivery", "business"]
    items: Names
    does: Text


class Sourcing(Row):
    """A way to get people. `daily` is False for yearly salaries, which are shown but never multiplied by days."""

    id: Text
    name: Text
    daily: bool
    note: str = ""


class MarketSourcing(Row):
    """Which rates hold for people of one kind in one market. `stands_in`: no rates of its own were found."""

    market: Literal["uk", "us", "eu"]
    kind: Literal["permanent", "contract", "agency", "nearshore", "offshore"]
    sourcing: Text
    stands_in: bool
    note: str = ""


class Rate(Row):
    """What one role costs in one market: P10, P50 and P90 of `currency` per `per`."""

    role: Text
    sourcing: Text
    p10: Number
    p50: Number
    p90: Number
    currency: Literal["GBP", "USD", "EUR"]
    per: Literal["day", "year"]
    source: Text
    date: Text
    grade: Grade
    confidence: Literal["high", "medium", "low"]
    note: str = ""

    @property
    def quantity(self) -> Quantity:
        """The rate as low = P10, value = P50, high = P90 in, for example, GBP/day."""
        unit = f"{self.currency}/{self.per}"
        return Quantity(self.p50, self.p10, self.p90, unit, self.source, self.date, self.grade, self.note)
