"""The framework's nine items: never blank, always with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waybook.compliance.evaluation import Evaluation, Finding

Demand = Literal["required", "possible", "good_practice", "not_required"]

DEMAND_LABELS: dict[Demand, str] = {
    "required": "Required",
    "possible": "May be required: answers are missing",
    "good_practice": "Good practice for every AI project",
    "not_required": "Not required by what you answered",
}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One of the nine items with everything that asks for it.

    `demand` looks at law, guidance and standards; the baseline alone makes it good practice. `why` always says
    something. Findings are split by result, each in the table's order.
    """

    id: str
    name: str
    framework_item: str
    question: str
    demand: Demand
    why: str
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
                _why(demand, applies, unknown, no),
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


def _why(demand: Demand, applies: tuple[Finding, ...], unknown: tuple[Finding, ...], no: tuple[Finding, ...]) -> str:
    parts = []
    binding = [f for f in applies if f.rule.basis != "good_practice"]
    if binding:
        parts.append(f"{binding[0].rule.title} ({binding[0].rule.article}): {_lower(binding[0].sentence)}")
        if len(binding) > 1:
            parts.append(f"With it: {_titles(binding[1:])}.")
    elif applies:
        parts.append(f"{applies[0].rule.title} ({applies[0].rule.article}): {_lower(applies[0].sentence)}")
    if unknown:
        parts.append(f"Cannot be ruled out yet: {_titles(unknown)}.")
    if demand == "not_required" and no:
        parts.append(f"{no[0].rule.title}: {_lower(no[0].sentence)}")
    return " ".join(parts) or "No rule of the rule base speaks of it."


_NAMED = 3
"""Duties named in one reason; the rest is counted, the register has them all."""


def _titles(findings: list[Finding] | tuple[Finding, ...]) -> str:
    names = [f.rule.title for f in findings[:_NAMED]]
    more = len(findings) - len(names)
    return "; ".join(names) + (f"; and {more} more" if more else "")


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
