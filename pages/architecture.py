"""Strategy: architecture."""

import streamlit as st

from waybook.reference import load
from waybook.ui import desk, open_or_new, weighing, whose
from waybook.ui.ask import ask, ask_row

open_or_new.wishes_to_decide()
ask_row("architecture.approach", "architecture.size")
weighing.approaches()
ask(
    "architecture.model",
    choices={one.id: f"{one.label} ({one.klass})" for one in load().models if one.klass != "embedding"},
)
whose.offer("models", "The price list", "What each model costs")
ask_row("architecture.residency", "architecture.availability")

ask("architecture.integrations")

st.subheader("How much it will be used", anchor=False)
USAGE = "architecture.usage."
ask_row(f"{USAGE}users_now", f"{USAGE}users_launch", f"{USAGE}users_year", f"{USAGE}peak_factor")
ask_row(f"{USAGE}conversations", f"{USAGE}eligible_share", f"{USAGE}turns", f"{USAGE}growth")
ask_row(f"{USAGE}input_tokens", f"{USAGE}cached_tokens", f"{USAGE}output_tokens")

st.subheader("How well it has to work", anchor=False)
ask_row("architecture.latency_seconds", "architecture.human_review_share", "architecture.review_minutes")
ask_row("architecture.accepted_errors", "architecture.error_cost", widths=(1, 2))
ask(
    "architecture.scale_answer",
    placeholder="At 3,000 users: 40 requests a minute, £12 per thousand, answers within 4 s",
)

st.subheader("From prototype to production", anchor=False)
ask_row("architecture.production_from_start", "architecture.prototype_reuse", widths=(2, 1))
ask("architecture.cloud_month", counts=False)
whose.offer("load", "Hosting by load", "What hosting usually costs")

if desk.plan().objectives.later:
    ask("objectives.later", counts=False)
ask("architecture.decisions", counts=False)
