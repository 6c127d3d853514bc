"""Discovery: business objective."""

import streamlit as st

from waybook.ui import open_or_new, process
from waybook.ui.ask import ask, ask_row

open_or_new.kind_of_objective()

ask(
    "objectives.statement",
    placeholder="Customers get a correct answer to a routine question in minutes, at half of today's cost",
)
open_or_new.business_wording()
open_or_new.wishes_put_off()
ask_row("objectives.process", "objectives.process_owner", widths=(2, 1))
ask_row("objectives.bottleneck", "objectives.target_users")
ask_row("objectives.steps_changed", "objectives.training_hours")
ask_row("objectives.volume", "objectives.handling_minutes", "objectives.error_rate")
with st.expander("Step by step: where the time goes", type="compact"):
    ask("objectives.steps", counts=False)
process.today()

ask(
    "objectives.kpis",
    # What benefit needs first: it fits beside each other on a projector.
    columns=("name", "unit", "baseline", "target", "unit_value", "volume", "eligible_share", "measured_by"),
)
process.gains()

st.subheader("Who wants it", anchor=False)
ask_row("objectives.sponsor", "objectives.sponsor_has_budget", "objectives.review_cadence")
ask_row("economics.budget", "economics.target_months", "economics.run_budget_year")

st.subheader("Without AI", anchor=False)
ask_row("objectives.alternative", "objectives.alternative_cost", widths=(2, 1))
