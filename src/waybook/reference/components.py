"""The parts of a production AI product, each once, with every framework item it satisfies."""

from __future__ import annotations

from typing import Literal

from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Row, Share, Text

Approach = Literal["no_ai", "rules", "buy", "api", "rag", "fine_tune", "self_host"]


class Component(Row):
    """A part with the share of a work package's effort that builds it.

    `basis` says whether the package's effort already includes it or whether it comes on top (`extra`): the included
    shares of a package add up to 1. `part_of_eleven` is the framework's id where it is one of the eleven parts around
    the model. `missing_raises` is the reason for failure whose risk rises when it is missing.
    """

    id: Text
    name: Text
    what: Text
    items: Names
    package: Text
    share: Share
    basis: Literal["included", "extra"]
    role: Text
    part_of_eleven: str = ""
    needed_for: Names
    missing_raises: Text
    run_cost: Literal["", "tokens", "retrieval", "hosting", "monitoring", "people", "review", "training", "gpu"] = ""
    not_needed_because: Text
    source: Text
    date: Text
    grade: Grade

    def needed(self, approach: str) -> bool:
        """True when a plan with this approach usually needs the part."""
        return approach in self.needed_for
