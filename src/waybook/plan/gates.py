"""Gates between the stages: evidence for each criterion, sign-offs, reopenings."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from waybook.plan.part import Part, question


class Evidence(Part):
    """Where one criterion of a gate stands."""

    state: Literal["open", "met", "failed", "waived"] = question(
        "open",
        "State",
        "Waived needs a reason",
        labels={"open": "Open", "met": "Met", "failed": "Not met", "waived": "Waived"},
    )
    owner: str = question("", "Owner", "Who answers for it", max_length=120)
    evidence: str = question("", "Evidence", "Document, link or record that shows it", max_length=300)
    due: dt.date | None = question(None, "Due", "When it has to be there")
    note: str = question("", "Because", "Why it is waived, or what is missing", max_length=300)


class SignOff(Part):
    """A gate that somebody has signed, with what was still open."""

    gate: int = question(1, "Gate", "Number of the gate", unit="number", ge=1, le=5)
    by: str = question("", "Signed by", "Who signed", max_length=120)
    on: dt.date = question(dt.date.today, "Signed on", "When")
    still_open: list[str] = question(
        list, "Still open", "Criteria that were not met when it was signed", max_length=100
    )


class Reopening(Part):
    """A signed gate that was opened again."""

    gate: int = question(1, "Gate", "Number of the gate", unit="number", ge=1, le=5)
    by: str = question("", "Reopened by", "Who reopened it", max_length=120)
    on: dt.date = question(dt.date.today, "Reopened on", "When")
    reason: str = question("", "Because", "Why it was reopened", max_length=300)


class Gates(Part):
    """Evidence, sign-offs and how strict gates are."""

    strictness: Literal["warn", "block"] = question(
        "warn",
        "Gates",
        "Warn: a gate can be signed with open criteria, which are recorded. Block: it cannot",
        labels={"warn": "Warn", "block": "Block"},
    )
    criteria: dict[str, Evidence] = question(dict, "Criteria", "Evidence by criterion id")
    signed: list[SignOff] = question(list, "Sign-offs", "Every signature, oldest first", max_length=100)
    reopened: list[Reopening] = question(list, "Reopenings", "Every reopening, oldest first", max_length=100)

    def signature(self, gate: int) -> SignOff | None:
        """The sign-off of a gate in force: the last one, unless the gate was reopened after it."""
        signed = [one for one in self.signed if one.gate == gate]
        opened = sum(one.gate == gate for one in self.reopened)
        return signed[-1] if len(signed) > opened else None
