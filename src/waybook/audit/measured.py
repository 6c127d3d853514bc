"""Everything measured in a table so far; findings, scores and the report are made from it and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waybook.audit.facts import ColumnFacts
from waybook.audit.history import History, changed_column, record_column
from waybook.audit.purpose import Purpose
from waybook.audit.report import Reading, Sample
from waybook.audit.sampling import ColumnLooks

if TYPE_CHECKING:
    from waybook.audit.near import NearDuplicates


@dataclass
class Measured:
    """Filled tier by tier. `facts` and `looks` go with `names` by position."""

    name: str
    names: tuple[str, ...]
    purpose: Purpose
    today: dt.date
    rows: int = 0
    reading: Reading | None = None
    facts: list[ColumnFacts] = field(default_factory=list)
    surplus: int | None = None
    totals: int = 0
    sample: Sample | None = None
    looks: list[ColumnLooks] = field(default_factory=list)
    histories: Mapping[str, History] = field(default_factory=dict)
    near: NearDuplicates | None = None
    near_note: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def critical(self) -> tuple[str, ...]:
        return self.purpose.critical(self.names)

    def column(self, name: str) -> tuple[ColumnFacts, ColumnLooks | None]:
        """Raises ValueError when there is no such column."""
        at = self.names.index(name)
        return self.facts[at], self.looks[at] if self.looks else None

    @property
    def record_history(self) -> History | None:
        """By the date a record belongs to."""
        return self._history(self.purpose.date_column, record_column(self._dates()))

    @property
    def changed_history(self) -> History | None:
        """By the date a record was last touched; None when no column says so."""
        return self._history(self.purpose.changed_column, changed_column(self._dates()))

    def _dates(self) -> list[str]:
        births = {
            name for name, seen in zip(self.names, self.looks, strict=False)
            if any(kind.kind == "date_of_birth" for kind in seen.personal)
        }
        return [name for name in self.names if name in self.histories and name not in births]

    def _history(self, said: str | None, guessed: str | None) -> History | None:
        for name in (said, guessed):
            if name is not None:
                for column, history in self.histories.items():
                    if column.casefold() == name.casefold():
                        return history
        return None

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns without a gap or a repeat."""
        return tuple(
            name for name, fact in zip(self.names, self.facts, strict=False)
            if self.rows > 1 and fact.distinct == self.rows and fact.distinct_exact and fact.missing == 0
            and fact.kind not in {"number", "date", "datetime"}
        )
