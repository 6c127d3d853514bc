"""Cited statistics and answers to common questions, in the words of their source and with what they do not say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Row, Text


class Fact(Row):
    """A claim to show beside a question. It is never a probability of the model.

    `wording_status` tells a quotation from a paraphrase and from wording that could not be checked. `n` counts
    `n_unit`. `corrects` is the usual wording that is wrong. `use` is 'evidence' where a parameter's source cites it.
    """

    id: Text
    kind: Literal["statistic", "forecast", "opinion", "warning", "answer"]
    title: Text
    wording: Text
    wording_status: Literal["quoted", "paraphrased", "unverified", "own words"]
    source: Text
    url: str = ""
    date: Text
    n: Annotated[int, Field(gt=0)] | None = None
    n_unit: str = ""
    method: Text
    not_said: Text
    corrects: str = ""
    use: Literal["citation", "evidence"]
    grade: Grade
    items: Names
