"""Under every screen: what its answers changed, and what its open questions could still change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from waybook.compliance import rule_book
from waybook.plan.fields import note
from waybook.ui import desk, prices, wording


def what_changed(paths: Sequence[str]) -> None:
    """The price of the answers given here, worked out when somebody looks."""
    given = [path for path in paths if not prices.unanswered(desk.plan(), path)]
    if not given:
        return
    with st.expander("What your answers here changed", icon=":material/price_change:", on_change="rerun") as box:
        if not box.open:
            return
        whole = prices.price(desk.plan(), given)
        if whole is None:
            st.caption("Without these answers there is no estimate to compare with.")
            return
        st.markdown(f"All of them together: **{in_words(whole)}** at P80, against leaving them open.")
        _table(given)
        st.caption(
            "Simulated again with the same luck, without each answer in turn. P80: eight of ten projects stay below."
        )


def _table(given: Sequence[str]) -> None:
    plan, found = desk.plan(), desk.results_or_none()
    reasons: dict[str, list[str]] = {}
    for one in found.adjustments if found else ():
        reasons.setdefault(one.field, []).append(f"{one.because} ({one.source}; {one.grade})")
    rows = []
    for path in given:
        worth = prices.price(plan, [path])
        if worth is not None and worth.moves:
            why = list(dict.fromkeys(reasons.get(path, [])))
            rows.append(
                {
                    "Answer to": title(path),
                    "Weeks": signed(worth.weeks, wording.figures),
                    "Build cost": signed(worth.cost, lambda amount: wording.money(amount, plan.currency)),
                    "Because": "; ".join(why) or "It is part of the sum",
                }
            )
    if rows:
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, column_config={"Because": st.column_config.TextColumn(width="large")}
        )
    else:
        st.caption("None of them moves the estimate by itself.")


def still_unknown(paths: Sequence[str]) -> None:
    """The open questions, the one that could move most first."""
    plan = desk.plan()
    open_questions = [path for path in paths if prices.unanswered(plan, path)]
    if not open_questions:
        if paths:
            st.caption(":material/check: Every question on this screen has an answer.")
        return
    count = len(open_questions)
    words = f"Still unknown here: {count} question{'s' if count > 1 else ''}"
    with st.expander(words, icon=":material/help:", on_change="rerun") as box:
        if not box.open:
            return
        st.caption("Unknown is an answer: the estimate is wider for it, and nothing is blocked.")
        found = [prices.reach(plan, path) for path in open_questions if not path.startswith("compliance.answers.")]
        ranked = sorted((one for one in found if one and one.width > 0), key=lambda one: -one.width)
        for one in ranked:
            low, high = in_words(one.low), in_words(one.high)
            st.markdown(f"- **{title(one.path)}** could move P80 from {low} to {high}")
        rest = [title(path) for path in open_questions if path not in {one.path for one in ranked}]
        if rest:
            st.markdown("Not priced: " + ", ".join(rest) if ranked else "\n".join(f"- {name}" for name in rest))


def in_words(worth: prices.Price) -> str:
    """A price as people say it: `+3.1 weeks, +£41k`."""
    weeks = signed(worth.weeks, wording.weeks)
    money = signed(worth.cost, lambda amount: wording.money(amount, desk.plan().currency))
    return f"{weeks}, {money}".replace("$", "\\$")


def signed(number: float, words: Callable[[float], str]) -> str:
    """A number with its sign in front, whatever its unit."""
    return f"{'+' if number > 0 else '−' if number < 0 else '±'}{words(abs(number))}"


def title(path: str) -> str:
    """What a question is called."""
    if path.startswith("compliance.answers."):
        return rule_book().questions[path.rsplit(".", 1)[1]].title
    return note(path).title
