"""Strategy: compliance."""

import streamlit as st

from waybook.ui import law_questions, law_register, law_standing
from waybook.ui.ask import ask_row

law_standing.how_far_checked()
evaluation = law_questions.evaluation_of_plan()

law_register.take_usual("of the industry")
asked, result = st.columns((3, 2), gap="large")
with asked:
    first, rest = law_questions.five(evaluation)
    st.subheader("The five that decide most", anchor=False)
    for question in first:
        law_questions.ask_question(question, evaluation)
    law_questions.next_five(evaluation, first)
    with st.expander(f"The other questions that your answers leave: {len(rest)}"):
        for question in rest:
            law_questions.ask_question(question, evaluation)
with result:
    law_standing.standing(evaluation)

law_register.register(evaluation)

st.subheader("How compliance is run", anchor=False)
ask_row("compliance.start_stage", "compliance.governance_owner", "compliance.legal_rate")
law_standing.price_of_late(evaluation)
law_standing.article_6(evaluation)

st.subheader("Records", anchor=False)
law_standing.records(evaluation)
