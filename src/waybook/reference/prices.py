"""Candidate models, and the prices that the model price list does not have."""

from __future__ import annotations

from typing import Literal

from waybook.reference.tables import Row, Text


class CandidateModel(Row):
    """A model to choose from. `provider` and `model` are the names that genai-prices knows; `id` joins them by '/'."""

    id: Text
    provider: Text
    model: Text
    label: Text
    klass: Literal["small", "balanced", "large", "open weights", "embedding"]
    note: str = ""
