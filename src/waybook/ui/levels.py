"""The eight reasons for failure as questions: the sentence that describes the organisation today is the level."""

from __future__ import annotations

import streamlit as st

from waybook.model.facts import mlops_level
from waybook.plan.fields import note
from waybook.plan.readiness import REASONS, MLOps
from waybook.reference import Reason, load
from waybook.ui import desk
from waybook.ui.ask import ask

_PRACTISED = "In place: every time, by itself. Partly: by hand, or for some of it. Not yet: when somebody thinks of it"


def ask_reason(reason: Reason) -> None:
    """One reason, answered by choosing what can be observed."""
    ask(
        f"readiness.{REASONS[reason.id]}",
        label=f"**{reason.axis}.** {reason.question}",
        hint=f"{reason.name}. What helps: {reason.mitigation}",
        choices={str(level): f"{level} · {anchor}" for level, anchor in enumerate(load().anchors_of(reason.id))},
    )


def ask_mlops() -> None:
    """The five practices of MLOps, with the level from 0 to 4 that they make together."""
    level = mlops_level(desk.plan())
    words = "not known yet" if level is None else f"level {level} of 4"
    st.subheader(f"Keeping it working after go-live (MLOps): {words}", anchor=False)
    st.caption(
        "The level is the mean of what is answered. It moves the days a month of refining prompts, checking accuracy "
        "and operating it, and says how ready production is where you chose no sentence for that above."
    )
    for practice in MLOps.model_fields:
        path = f"readiness.mlops.{practice}"
        field = note(path)
        ask(path, label=f"**{field.title}.** {field.description}", hint=_PRACTISED)


def reason_of(path: str) -> Reason | None:
    """The reason whose level is at a path."""
    return next((one for one in load().reasons if path == f"readiness.{REASONS[one.id]}"), None)
