"""Start: what the room believes before the plan."""

import streamlit as st

from waybook.reference import load
from waybook.ui.ask import ask, ask_row

ask("readiness.myth", label="“AI means connecting an application to a model”", counts=False)

st.subheader("A hundred points of effort: where would you put them?", anchor=False)
POINTS = ("model", "data", "engineering", "governance")
ask_row(*(f"readiness.points.{name}" for name in POINTS), counts=False)

st.subheader("Nearer to which end?", anchor=False)
left, right = st.columns(2, gap="large")
for number, pair in enumerate(load().pairs):
    with left if number % 2 == 0 else right:
        ask(
            f"readiness.pairs.{pair.id.lower().replace('.', '')}",
            label=f"{pair.failed} → {pair.successful}",
            hint="1 is the left end, 5 the right one. Readiness shows later where your answers put it",
            counts=False,
        )

ask(
    "readiness.bitten",
    label="Which of these has hit a project of yours before?",
    choices={reason.id: reason.name for reason in load().reasons},
    placeholder="None that we know of",
    counts=False,
)
