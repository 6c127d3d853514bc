"""The numbers the document audit works by: limits and embedding prices of data/audit."""

from __future__ import annotations

from functools import cache

from waybook.audit.rules import Threshold
from waybook.reference.location import data_folder
from waybook.reference.quantity import Grade
from waybook.reference.tables import Number, Row, Text, read_rows


class EmbeddingPrice(Row):
    """What a provider charges for vectors: `price` in `currency` for each `per`."""

    model: Text
    provider: Text
    price: Number
    currency: Text
    per: Text
    dimensions: int
    max_tokens: int
    source: Text
    date: Text
    grade: Grade


@cache
def limits() -> dict[str, Threshold]:
    """By id."""
    return {row.id: row for row in read_rows(data_folder() / "audit/document_limits.csv", Threshold)}


def limit(name: str) -> float:
    """The value of a limit, in its own unit.

    Raises:
        KeyError: no such limit.
    """
    return limits()[name].value


@cache
def embedding_prices() -> tuple[EmbeddingPrice, ...]:
    return read_rows(data_folder() / "audit/embedding.csv", EmbeddingPrice, key=("provider", "model"))
