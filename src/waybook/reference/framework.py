"""The framework's own lists: stages and items. Lists that only views use live here too."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waybook.reference.tables import Row, Text


class Stage(Row):
    """One of the six stages: what it decides and what closes it."""

    id: Text
    number: Annotated[int, Field(ge=1, le=6)]
    name: Text
    item: Text
    decides: Text
    closes: Text
    verb: Text
