"""The seven ways to a better chance, ranked by what each is worth to this plan."""

from __future__ import annotations

from dataclasses import dataclass

from waybook.readiness.sight import Sight


@dataclass(frozen=True)
class NextAction:
    """One of the framework's seven answers (Q.10 to Q.16): the reason it works on, where to do it, and its level."""

    item: str
    name: str
    reason: str
    place: str
    level: float | None

    @property
    def open(self) -> bool:
        """Whether there is something left to do."""
        return self.level is None or self.level < BEST


BEST = 4
ACTIONS = (
    ("Q.10", "Start from a measurable objective", "R1", "objectives.kpis"),
    ("Q.11", "Measure and repair the data", "R2", "data.sources"),
    ("Q.12", "Design for production from day one", "R8", "architecture.production_from_start"),
    ("Q.13", "Choose an architecture for the real load", "R5", "architecture.approach"),
    ("Q.14", "Know the duties and build security in", "R6", "compliance.answers"),
    ("Q.15", "Fund the run: watch and improve", "R7", "team.run_owner"),
    ("Q.16", "Work with people who have done it", "R4", "team.lines"),
)


def next_actions(see: Sight) -> list[NextAction]:
    """The seven, lowest level first; what nobody has answered counts as lowest."""
    levels = see.numbers.levels if see.numbers else {}
    found = [NextAction(item, name, reason, place, levels.get(reason)) for item, name, reason, place in ACTIONS]
    return sorted(found, key=lambda one: -1.0 if one.level is None else one.level)
