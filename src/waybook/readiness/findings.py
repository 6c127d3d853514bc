"""The plan X-ray: every finding that fires on a plan, the gravest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waybook.readiness import rules  # noqa: F401  registers the conditions
from waybook.readiness.rule import RULES
from waybook.readiness.sight import Sight
from waybook.readiness.tables import FindingRule, Severity, finding_rules

ORDER: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class PlanFinding:
    """A finding on a plan: what the rule says, what was seen, and the changes that put it right.

    `repair` is done with one click; it is empty where only people can answer. `if_answered` stands for their answer
    when its worth is simulated.
    """

    rule: FindingRule
    words: str
    repair: Mapping[str, Any]
    if_answered: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    @property
    def rank(self) -> tuple[int, bool]:
        """What comes first, whatever it costs: errors, and among equals the terms that cannot be kept. Moving a date or
        a budget saves nothing, so a price would put them last."""
        return ORDER.index(self.rule.severity), not self.rule.terms

    @property
    def cure(self) -> Mapping[str, Any]:
        """The changes that silence it, made or supposed."""
        return self.repair or self.if_answered


def findings(see: Sight) -> list[PlanFinding]:
    """Every finding that fires, by rank, then in the order of the tables."""
    table = finding_rules(see.reference)
    found = []
    for name, row in table.items():
        seen = RULES[name](see)
        if seen is not None:
            found.append(PlanFinding(row, seen.words, seen.repair, seen.if_answered))
    return sorted(found, key=lambda one: one.rank)
