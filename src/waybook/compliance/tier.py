"""The AI Act class as an interval: what it certainly is, and the worst it may be."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.compliance.logic import Tri

TIERS: dict[str, str] = {
    "prohibited": "prohibited",
    "high_a3": "high-risk (Annex III)",
    "high_a1a": "high-risk (Annex I, Section A product)",
    "high_a1b": "high-risk in name (Annex I, Section B product: sector law carries the duties)",
    "transparency": "transparency duties",
    "minimal": "minimal",
    "out_of_scope": "outside the AI Act",
}
"""Classes, worst first, as they are said on screen."""

SHORT_TIERS: dict[str, str] = {
    "prohibited": "Prohibited",
    "high_a3": "High-risk: Annex III use",
    "high_a1a": "High-risk: Section A product",
    "high_a1b": "Section B product",
    "transparency": "Transparency duties",
    "minimal": "Minimal",
    "out_of_scope": "Outside the AI Act",
}
"""The same where there is little room: a picture's axis, a table's cell."""

UNDETERMINED = "undetermined"
"""The certain end while it is open whether the AI Act applies at all."""

TIER_FACTS: dict[str, str] = {
    "prohibited": "prohibited_any",
    "high_a3": "a3_high",
    "high_a1a": "a1_A",
    "high_a1b": "a1_B",
    "transparency": "transparency",
}


@dataclass(frozen=True, slots=True)
class Tier:
    """`certain` is the least severe class still possible to rely on, `worst` the most severe that cannot be ruled out.

    `ask` has the questions that settle it, in question order; empty when certain and worst are the same. `titles` says
    the same questions in words.
    """

    certain: str
    worst: str
    ask: tuple[str, ...]
    titles: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """One class, certainly."""
        return self.certain == self.worst

    def sentence(self) -> str:
        """The interval in words and the questions that decide: never a reassurance while something is open."""
        decided = ", ".join(f"“{title}”" for title in self.titles) or ", ".join(self.ask)
        return self.headline() + (f" Decided by: {decided}." if decided else "")

    def headline(self) -> str:
        """The interval alone."""
        if self.worst == "out_of_scope":
            return "By these answers the EU AI Act does not apply; other duties may."
        if self.settled:
            return f"AI Act class: {TIERS[self.worst]}."
        if self.certain == UNDETERMINED:
            return f"It is not known whether the AI Act applies; possibly {TIERS[self.worst]}."
        return f"AI Act class: at least {TIERS[self.certain]}, possibly {TIERS[self.worst]}."

    def short(self) -> str:
        """The interval where there is little room."""
        if self.settled:
            return SHORT_TIERS[self.worst]
        if self.certain == UNDETERMINED:
            return f"Not known, at worst: {SHORT_TIERS[self.worst]}"
        return f"{SHORT_TIERS[self.certain]}, at worst: {SHORT_TIERS[self.worst]}"


def interval(scope: Tri, facts: dict[str, Tri]) -> tuple[str, str]:
    """(certain, worst) from the scope and the facts of TIER_FACTS.

    Every fact implies the scope, so none can be certain while the scope is open.
    """
    if scope == Tri.F:
        return "out_of_scope", "out_of_scope"
    worst = next((tier for tier, name in TIER_FACTS.items() if facts[name] != Tri.F), "minimal")
    if scope == Tri.U:
        return UNDETERMINED, worst
    certain = next((tier for tier, name in TIER_FACTS.items() if facts[name] == Tri.T), "minimal")
    return certain, worst
