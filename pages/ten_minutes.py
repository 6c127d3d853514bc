"""Start: the open questions that would change the estimate most, in one place."""

import streamlit as st

from waybook.ui import advising, guidance
from waybook.ui.ask import ask, ask_row, label_of
from waybook.ui.levels import ask_reason, reason_of
from waybook.ui.screens import screen_of

ask("objectives.statement", placeholder="Customers get a correct answer to a routine question in minutes")
ask_row("architecture.size", "economics.budget", "economics.target_months")

st.subheader("The answers that would change most", anchor=False)
telling = guidance.telling(count=8, besides=("architecture.size",))
st.caption(
    "Below each: how far it could move the cautious figure, the P80, which eight projects in ten stay below. Compared "
    "are the open questions whose usual answers are known. Questions of law have their own order under Compliance; the "
    "figures of your measures only you know."
    if telling
    else "None is open any more that would move the estimate. The screens that follow go into detail."
)
for row in range(0, len(telling), 2):
    for place, one in zip(st.columns(2, gap="large"), telling[row : row + 2], strict=False):
        with place:
            reason = reason_of(one.path)
            if reason:
                ask_reason(reason)
            else:
                ask(one.path, label=f"**{screen_of(one.path).title}.** {label_of(one.path)}")

guidance.first_range()
advising.out_of_reach()
st.button("Work out the next ones", icon=":material/refresh:", on_click=guidance.forget_telling)
