"""Cited statistics and answers to common questions: what is said, by whom, and what it does not say."""

from __future__ import annotations

import streamlit as st

from waybook.readiness.facts import KINDS, citation, facts_on
from waybook.reference import Fact, load
from waybook.ui import wording


def here(screen: str) -> None:
    """What is known, and often said, about the subject of a screen."""
    found = facts_on(screen, load())
    if not found:
        return
    with st.expander(
        f"What is said about this: {len(found)}", icon=":material/format_quote:", on_change="rerun"
    ) as box:
        if box.open:
            for fact in found:
                card(fact)


def every(kind: str) -> None:
    """All facts of a kind, in two columns."""
    columns = st.columns(2)
    for number, fact in enumerate(one for one in load().facts if one.kind == kind):
        with columns[number % 2]:
            card(fact)


def card(fact: Fact) -> None:
    """One fact with its source and its limits."""
    quoted = fact.wording_status == "quoted"
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{wording.plain(fact.title)}**")
        words = wording.plain(fact.wording.strip('"'))
        st.markdown(f"“{words}”" if quoted else words)
        source = wording.plain(citation(fact))
        link = f" [{wording.plain('source')}]({fact.url})" if fact.url.startswith("https://") else ""
        st.caption(f"{source}. {fact.wording_status.capitalize()}; {fact.grade}.{link}")
        st.markdown(f":material/do_not_disturb_on: *What it does not say:* {wording.plain(fact.not_said)}")
        if fact.corrects:
            st.markdown(f":material/edit_off: *Often said instead:* {wording.plain(fact.corrects)}")


__all__ = ["KINDS", "card", "every", "here"]
