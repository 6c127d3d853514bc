"""Strategy: compliance."""

import streamlit as st

from waybook import compliance
from waybook.ui import desk, duties, wording
from waybook.ui.ask import ask, ask_row

st.caption(f":material/info: {wording.plain(compliance.disclaimer())}")
answers = desk.plan().compliance.answers
evaluation = compliance.evaluate(answers)

duties.usual_in_the_sector()
asked, result = st.columns((3, 2), gap="large")
with asked:
    first, rest = duties.most_deciding(evaluation, 5)
    st.subheader("The five that decide most", anchor=False)
    for question in first:
        duties.ask_question(question, evaluation)
    with st.expander(f"The other questions that your answers leave: {len(rest)}"):
        for question in rest:
            duties.ask_question(question, evaluation)
with result:
    duties.standing(evaluation)

duties.register(evaluation)

st.subheader("How compliance is run", anchor=False)
ask_row("compliance.start_stage", "compliance.governance_owner")
duties.price_of_late(evaluation)
with st.expander("Article 6(3) note: why a listed use may still not be high-risk"):
    for text in ("purpose_text", "annex_text", "condition_text", "profiling_text"):
        ask(f"compliance.{text}", counts=False)

st.subheader("Records", anchor=False)
duties.records(evaluation)
