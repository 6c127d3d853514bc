"""Dated rule packs, the legal timeline, and what a sector suggests answering."""

from __future__ import annotations

from typing import Literal

from waybook.compliance.rules import Day, PartialDate
from waybook.reference.tables import Names, Row, Text

PackStatus = Literal["in force", "partly in force", "voluntary", "draft", "pending", "repealed"]

LIVE: frozenset[PackStatus] = frozenset({"in force", "partly in force", "voluntary"})
"""Statuses whose rules are evaluated. Marking a pack draft, pending or repealed retires its rules with one word."""


class Pack(Row):
    """A line of packs.csv: rules that come, change and go together. `sectors` is `all` or the sectors it is for."""

    id: Text
    title: Text
    jurisdictions: Names
    status: PackStatus
    in_force_from: Day | None = None
    evidence_date: PartialDate = ""
    source: Names
    sectors: Names
    note: str = ""

    @property
    def live(self) -> bool:
        """Its rules are evaluated."""
        return self.status in LIVE


class LegalDate(Row):
    """A line of timeline.csv: a day on which `rules` begin, change, or are expected to be explained (status `expected`:
    an announcement, nothing falls due). `moved_from` is the date it had before the law was amended."""

    date: Day
    title: Text
    law: Text
    jurisdiction: Names
    rules: Names
    status: Literal["in force", "adopted", "expected"]
    moved_from: Day | None = None
    evidence_date: PartialDate = ""
    source: Names
    note: str = ""


class SectorStart(Row):
    """A line of sectors.csv: an answer that being in a sector suggests, and why. A suggestion, never set silently."""

    id: Text
    name: Text
    question: Text
    option: Text
    jurisdiction: Names
    why: Text
