"""Wishes for a technology or a feature that came before the result: put off, and due again at their stage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from waybook.plan import Plan
from waybook.plan.objectives import Wish
from waybook.readiness.sight import Sight
from waybook.readiness.wording import Wording


def put_off(plan: Plan, caught: Wording, on: dt.date) -> dict[str, Any]:
    """The changes that put the sentence that was caught on the list, and the business sentence in its place."""
    statement = plan.objectives.statement
    kept = [one for one in plan.objectives.later if one.wish != statement]
    return {
        "objectives.later": [*kept, Wish(wish=statement, noted=on)],
        "objectives.statement": caught.rewrite,
    }


def state(wish: Wish) -> str:
    """Where a wish stands, in a few words."""
    if wish.decided:
        return f"decided: {wish.decided}"
    noted = f"noted on {wish.noted:%d %B %Y}, " if wish.noted else ""
    return f"{noted}returns in {wish.stage.capitalize()}"


def due(see: Sight) -> list[Wish]:
    """Wishes whose stage has come and that nobody has decided.

    Strategy has come once an approach is chosen; a stage, once the gate before it is signed.
    """
    numbers = {stage.id: stage.number for stage in see.reference.stages}
    return [one for one in open_wishes(see.plan) if _come(see, numbers[one.stage])]


def open_wishes(plan: Plan) -> list[Wish]:
    """Wishes that nobody has decided."""
    return [one for one in plan.objectives.later if one.wish and not one.decided]


def _come(see: Sight, stage: int) -> bool:
    return (stage == 2 and see.begun) or see.plan.gates.signature(stage - 1) is not None
