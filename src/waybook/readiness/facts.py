"""Cited statistics and answers to common questions, each on the screen where it matters."""

from __future__ import annotations

from functools import cache

from waybook.reference import Fact, Reference, data_folder
from waybook.reference.tables import Row, Text, read_rows

KINDS = {
    "statistic": "Statistics",
    "forecast": "Forecasts",
    "opinion": "Opinions",
    "warning": "Beware",
    "answer": "Common questions",
}


class FactPlace(Row):
    """A fact and a screen on which it is shown."""

    fact: Text
    screen: Text


@cache
def places() -> tuple[FactPlace, ...]:
    """Which fact is shown where; a fact may stand on several screens.

    Raises:
        ReferenceDataError: a cell that does not fit.
    """
    return read_rows(data_folder() / "readiness/fact_places.csv", FactPlace, key=("fact", "screen"))


def facts_on(screen: str, reference: Reference) -> list[Fact]:
    """The facts of a screen, in the order of their table."""
    names = {one.fact for one in places() if one.screen == screen}
    return [fact for fact in reference.facts if fact.id in names]


def citation(fact: Fact) -> str:
    """Who says it, when, and of how many."""
    count = f", n = {fact.n:,} {fact.n_unit}" if fact.n else ""
    return f"{fact.source}, {fact.date}{count}"
