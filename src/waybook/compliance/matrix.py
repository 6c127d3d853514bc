"""The framework's nine items: never blank, always with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from waybook.compliance.evaluation import Evaluation, Finding

Demand = Literal["required", "possible", "good_practice", "not_required"]

DEMAND_LABELS: dict[Demand, str] = {
    "required": "Required",
    "possible": "May be required",
    "good_practice": "Good practice",
    "not_required": "Not required by your answers",
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One of the nine items with everything that asks for it.

    `demand` looks at law, guidance and standards; the baseline alone makes it good practice. `why` always says
    something; `waits` names what cannot be ruled out yet. Findings are split by result, each in the table's order.
    """

    id: str
    name: str
    framework_item: str
    question: str
    demand: Demand
    why: str
    waits: str
    applies: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    no: tuple[Finding, ...]


def matrix(evaluation: Evaluation) -> list[MatrixRow]:
    """The nine rows in the framework's order."""
    findings = evaluation.findings()
    rows = []
    for item in sorted(evaluation.book.items.values(), key=lambda i: i.order):
        mine = [f for f in findings if item.id in f.rule.items]
        applies = tuple(f for f in mine if f.status == "applies")
        unknown = tuple(f for f in mine if f.status == "unknown")
        no = tuple(f for f in mine if f.status == "no")
        demand = _demand(applies, unknown)
        rows.append(
            MatrixRow(
                item.id,
                item.name,
                item.item,
                item.screen_question,
                demand,
                _why(applies, unknown, no),
                _titles(unknown),
                applies,
                unknown,
                no,
            )
        )
    return rows


def _demand(applies: tuple[Finding, ...], unknown: tuple[Finding, ...]) -> Demand:
    if any(f.rule.basis != "good_practice" for f in applies):
        return "required"
    if any(f.rule.basis != "good_practice" for f in unknown):
        return "possible"
    return "good_practice" if applies or unknown else "not_required"


def _why(applies: tuple[Finding, ...], unknown: tuple[Finding, ...], no: tuple[Finding, ...]) -> str:
    first = next((f for f in applies if f.rule.basis != "good_practice"), applies[0] if applies else None)
    if first:
        others = [f for f in applies if f is not first]
        also = f" Also: {_titles(others)}." if others else ""
        return f"{first.rule.title} ({first.rule.article}): {_lower(first.sentence)}{also}"
    if unknown:
        return "Nothing is known yet: answers are missing."
    if no:
        return f"{no[0].rule.title}: {_lower(no[0].sentence)}"
    return "No rule of the rule base speaks of it."


_NAMED = 2
"""Duties named in one reason; the rest is counted, the register has them all."""


def _titles(findings: Sequence[Finding]) -> str:
    names = [f.rule.title for f in findings[:_NAMED]]
    more = len(findings) - len(names)
    return "; ".join(names) + (f"; {more} more" if more else "")


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
