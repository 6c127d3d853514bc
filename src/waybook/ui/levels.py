"""The eight reasons for failure as questions: the sentence that describes the organisation today is the level."""

from __future__ import annotations

from waybook.plan.readiness import REASONS
from waybook.reference import Reason, load
from waybook.ui.ask import ask


def ask_reason(reason: Reason) -> None:
    """One reason, answered by choosing what can be observed."""
    ask(
        f"readiness.{REASONS[reason.id]}",
        label=f"**{reason.axis}.** {reason.question}",
        hint=f"{reason.name}. What helps: {reason.mitigation}",
        choices={str(level): f"{level} · {anchor}" for level, anchor in enumerate(load().anchors_of(reason.id))},
    )


def reason_of(path: str) -> Reason | None:
    """The reason whose level is at a path."""
    return next((one for one in load().reasons if path == f"readiness.{REASONS[one.id]}"), None)
