"""How a finding is written: a function for one id that looks at a plan and says what it saw, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from waybook.readiness.sight import Sight


@dataclass(frozen=True)
class Seen:
    """What a rule saw on this plan.

    `repair` are the plan changes that put it right with one click; empty where only people can answer. `if_answered`
    are changes that stand for their answer, so that its worth can be simulated; they are never written into a plan.
    """

    words: str
    repair: Mapping[str, Any] = field(default_factory=dict)
    if_answered: Mapping[str, Any] = field(default_factory=dict)


Rule = Callable[[Sight], Seen | None]
RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Rule], Rule]:
    """Register the condition of a finding."""

    def register(function: Rule) -> Rule:
        if name in RULES:
            raise ValueError(f"two rules are called '{name}'")
        RULES[name] = function
        return function

    return register


def listed(names: list[str], most: int = 4) -> str:
    """Names as a sentence has them, the rest counted.

    >>> listed(["A", "B", "C"], 2), listed(["A"])
    ('A, B and 1 more', 'A')
    """
    unique = list(dict.fromkeys(names))
    shown = ", ".join(unique[:most])
    return shown if len(unique) <= most else f"{shown} and {len(unique) - most} more"
