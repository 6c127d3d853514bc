"""All reference data at once: `load()` reads the data folder one time and keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waybook.reference.answers import AnswerRule, GateRisk, Signal
from waybook.reference.approach_scores import ApproachScore
from waybook.reference.components import Component
from waybook.reference.facts import Fact
from waybook.reference.framework import Activity, ChecklistItem, Item, Mistake, Pair, Stage, TestKind, Trap
from waybook.reference.industries import Industry
from waybook.reference.load_steps import LoadStep
from waybook.reference.packages import Theme, WorkPackage
from waybook.reference.prices import CandidateModel
from waybook.reference.quantity import Quantity
from waybook.reference.reasons import Anchor, Reason
from waybook.reference.roles import ANY, MarketSourcing, Rate, Role, Sourcing
from waybook.reference.statistics import Overrun, ReferenceClassParameter
from waybook.reference.traceability import Trace
from waybook.reference.use_cases import UseCase


@dataclass(frozen=True)
class Reference:
    """The data folder as typed rows, in the order of their files."""

    stages: tuple[Stage, ...]
    items: tuple[Item, ...]
    reasons: tuple[Reason, ...]
    anchors: tuple[Anchor, ...]
    pairs: tuple[Pair, ...]
    checklist: tuple[ChecklistItem, ...]
    traps: tuple[Trap, ...]
    mistakes: tuple[Mistake, ...]
    testing: tuple[TestKind, ...]
    activities: tuple[Activity, ...]
    facts: tuple[Fact, ...]
    roles: tuple[Role, ...]
    sourcing: tuple[Sourcing, ...]
    markets: tuple[MarketSourcing, ...]
    rates: tuple[Rate, ...]
    themes: tuple[Theme, ...]
    packages: tuple[WorkPackage, ...]
    components: tuple[Component, ...]
    use_cases: tuple[UseCase, ...]
    industries: tuple[Industry, ...]
    models: tuple[CandidateModel, ...]
    overruns: tuple[Overrun, ...]
    reference_classes: tuple[ReferenceClassParameter, ...]
    traceability: tuple[Trace, ...]
    prices: Mapping[str, Quantity]
    parameters: Mapping[str, Quantity]
    adjustments: tuple[AnswerRule, ...]
    signals: tuple[Signal, ...]
    gate_risks: tuple[GateRisk, ...]
    load_steps: tuple[LoadStep, ...]
    approach_scores: tuple[ApproachScore, ...]

    @property
    def catalogue_checked(self) -> str:
        """When the catalogue of work packages was last checked."""
        return max(one.date for one in self.packages)

    def rate(self, role: str, sourcing: str) -> Quantity:
        """What a role costs under a sourcing: low = P10, value = P50, high = P90, unit for example GBP/day.

        Business people (SME) are the organisation's own, so every sourcing gives the same rate.

        Raises:
            KeyError: no rate for this role and sourcing.
        """
        for rate in self.rates:
            if rate.role == role and rate.sourcing in (sourcing, ANY):
                return rate.quantity
        raise KeyError(f"no rate for role '{role}' under sourcing '{sourcing}'")

    def sourcing_for(self, market: str, kind: str) -> MarketSourcing:
        """Which rates hold for, say, contractors in the US, and whether others stand in for missing ones.

        Raises:
            KeyError: no such market or kind.
        """
        for row in self.markets:
            if (row.market, row.kind) == (market, kind):
                return row
        raise KeyError(f"no rates for '{kind}' in market '{market}'")

    def anchors_of(self, reason: str) -> tuple[str, ...]:
        """The five observable anchors of a reason, level 0 first; empty for an unknown reason."""
        return tuple(a.anchor for a in sorted(self.anchors, key=lambda a: a.level) if a.reason == reason)

    def reference_class(self, class_id: str) -> Mapping[str, Quantity]:
        """The numbers of a reference class by name.

        Raises:
            KeyError: no such class.
        """
        found = {row.parameter: row.quantity for row in self.reference_classes if row.class_id == class_id}
        if not found:
            raise KeyError(f"no reference class '{class_id}'")
        return found
