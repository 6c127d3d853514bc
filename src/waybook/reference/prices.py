"""Candidate models, and the prices that the model price list does not have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from waybook.reference.quantity import date_text
from waybook.reference.tables import Row, Text


class CandidateModel(Row):
    """A model to choose from. `provider` and `model` are the names that genai-prices knows; `id` joins them by '/'.

    `checked` is when its prices were published or checked: YYYY, YYYY-MM or YYYY-MM-DD.
    """

    id: Text
    provider: Text
    model: Text
    label: Text
    klass: Literal["small", "balanced", "large", "open weights", "embedding"]
    checked: Annotated[str, AfterValidator(date_text)]
    note: str = ""
