"""Strategy: compliance."""

import streamlit as st

from waybook import compliance
from waybook.ui import desk, duties, law_register, wording
from waybook.ui.ask import ask_row

st.caption(f":material/info: {wording.plain(compliance.disclaimer())}")
evaluation = compliance.evaluate(desk.plan().compliance.answers)

law_register.take_usual("of the industry")
asked, result = st.columns((3, 2), gap="large")
with asked:
    first, rest = duties.five(evaluation)
    st.subheader("The five that decide most", anchor=False)
    for question in first:
        duties.ask_question(question, evaluation)
    duties.next_five(evaluation, first)
    with st.expander(f"The other questions that your answers leave: {len(rest)}"):
        for question in rest:
            duties.ask_question(question, evaluation)
with result:
    duties.standing(evaluation)

law_register.register(evaluation)

st.subheader("How compliance is run", anchor=False)
ask_row("compliance.start_stage", "compliance.governance_owner")
duties.price_of_late(evaluation)
duties.article_6(evaluation)

st.subheader("Records", anchor=False)
duties.records(evaluation)
