"""How the approaches compare on what no model of cost can say: speed, reliability, security, availability."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waybook.reference.quantity import Grade
from waybook.reference.tables import Row, Text

Score = Annotated[int, Field(ge=1, le=5)]


class ApproachScore(Row):
    """Scores of an approach from 1 (weak) to 5 (strong)."""

    id: Text
    performance: Score
    reliability: Score
    security: Score
    availability: Score
    because: Text
    source: Text
    date: Text
    grade: Grade
