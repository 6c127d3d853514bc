"""Under every screen: what its answers changed, and what its open questions could still change."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from waybook import answer_prices as prices
from waybook.compliance import rule_book
from waybook.plan import Plan
from waybook.plan.fields import get, note
from waybook.price import Price
from waybook.ui import charts, desk, whose, wording
from waybook.ui.overruling import ask_rules

NOTICED_WEEKS, NOTICED_MONEY = 0.1, 500.0
"""Less than this is not worth a line under a question."""


def what_changed(paths: Sequence[str]) -> None:
    """The price of the answers given here, worked out when somebody looks."""
    plan = desk.plan()
    given = [path for path in paths if not prices.unanswered(plan, path) and not _as_it_came(plan, path)]
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
        ask_rules(given)
        st.caption(
            "Simulated again with the same luck, without each answer in turn. P80: eight of ten projects stay below."
        )


def _as_it_came(plan: Plan, path: str) -> bool:
    """Whether a field still has the value that every new plan has: nobody answered it."""
    try:
        return bool(get(plan, path) == note(path).default)
    except KeyError:
        return False


def _table(given: Sequence[str]) -> None:
    found = desk.results_or_none()
    reasons: dict[str, list[str]] = {}
    for one in found.adjustments if found else ():
        reasons.setdefault(one.field, []).append(f"{one.because} ({one.source}; {one.grade})")
    rows = []
    for path in given:
        worth = prices.price(desk.plan(), [path])
        if worth is not None and worth.moves:
            why = list(dict.fromkeys(reasons.get(path, [])))
            rows.append({"Answer to": title(path), **cells(worth), "Because": "; ".join(why) or "Part of the sum"})
    if rows:
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, column_config={"Because": st.column_config.TextColumn(width="large")}
        )
    else:
        st.caption("None of them moves the estimate by itself.")


def cells(worth: Price, other: Price | None = None) -> dict[str, str]:
    """Columns of a table: weeks, build cost and run cost of a price, or of the way from one price to another."""
    names = {
        "Weeks": (signed_weeks, "weeks"),
        "Build cost": (signed_money, "cost"),
        "Run cost a year": (signed_money, "run"),
    }
    cells = {}
    for name, (words, field) in names.items():
        ends = [words(getattr(one, field)) for one in (worth, other) if one]
        cells[name] = "–" if all(end.startswith("±") for end in ends) else " to ".join(ends)
    return cells


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
        ranked = sorted((one for one in found if one and (one.high.moves or one.low.moves)), key=lambda one: -one.width)
        if ranked:
            st.markdown("How far each could still move P80, the most telling first:")
            rows = [{"Question": title(one.path), **cells(one.low, one.high)} for one in ranked]
            st.dataframe(pd.DataFrame(rows), hide_index=True)
        rest = [title(path) for path in open_questions if path not in {one.path for one in ranked}]
        if rest:
            st.markdown(f"{'Also open' if ranked else 'Open'}: {', '.join(rest)}.")


def telling(count: int, besides: Sequence[str] = ()) -> list[prices.Reach]:
    """The open questions that could move most, in the order they had at first: an answered one keeps its place."""
    if "telling" not in st.session_state or st.session_state.get("telling of") != desk.desk().plan_id:
        with st.spinner("Trying out the answers"):
            found = prices.most_telling(desk.plan(), count + len(besides))
        st.session_state["telling"] = [one for one in found if one.path not in besides][:count]
        st.session_state["telling of"] = desk.desk().plan_id
    ranked: list[prices.Reach] = st.session_state["telling"]
    return ranked


def forget_telling() -> None:
    """Rank again at the next look."""
    st.session_state.pop("telling", None)


def span(found: prices.Reach) -> str:
    """How far an open question could move P80, in what it moves: `−2.1 to +3.4 weeks, −£20k to +£48k`."""
    low, high = found.low, found.high
    parts = []
    if max(-low.weeks, high.weeks) >= NOTICED_WEEKS:
        parts.append(f"go-live {signed_weeks(low.weeks)} to {signed_weeks(high.weeks)} weeks")
    if max(-low.cost, high.cost) >= NOTICED_MONEY:
        parts.append(f"build cost {signed_money(low.cost)} to {signed_money(high.cost)}")
    if max(-low.run, high.run) >= NOTICED_MONEY:
        parts.append(f"run cost {signed_money(low.run)} to {signed_money(high.run)} a year")
    return "; ".join(parts)


def short(worth: Price) -> str:
    """A price in what it moves: `+3.1 weeks, +£41k to build`."""
    return ", ".join(short_parts(worth))


def short_parts(worth: Price) -> list[str]:
    """What a price moves, a phrase each; empty where nobody would notice."""
    parts = [f"{signed_weeks(worth.weeks)} weeks"] if abs(worth.weeks) >= NOTICED_WEEKS else []
    for amount, words in ((worth.cost, "to build"), (worth.run, "a year to run")):
        if abs(amount) >= NOTICED_MONEY:
            parts.append(f"{signed_money(amount)} {words}")
    return parts


def short_worth(amount: float | None) -> str:
    """A change of the net present value; nothing where nobody would notice."""
    return "" if amount is None or abs(amount) < NOTICED_MONEY else f"{signed_money(amount)} net present value"


def first_range() -> None:
    """The estimate as one sentence without a term to learn: as likely as not, and on the safe side."""
    plan, found = desk.plan(), desk.results_or_none()
    if found is None:
        return
    live, cost = found.at("go_live", 0.5, 0.8), found.at("build_cost", 0.5, 0.8)
    both = ((found.samples("go_live") <= live[1]) & (found.samples("build_cost") <= cost[1])).mean()
    dates = [wording.after(plan.start, months) for months in live]
    even, safe = (wording.money(amount, plan.currency) for amount in cost)
    words = (
        f"As likely as not real users have it by **{dates[0]}**; as likely as not it costs no more than **{even}**. "
        f"To be right four times in five, say **{dates[1]}** or **{safe}**: both together hold in "
        f"{wording.percent(float(both))} of simulated projects."
    )
    if charts.empty(plan):
        words = f"**A typical project of medium size, until you answer.** {words}"
    told, whose_it_is = st.columns([20, 1], vertical_alignment="center", gap="small")
    told.info(words.replace("$", "\\$"), icon=":material/flag:")
    with whose_it_is:
        whose.offer("first range", "The first range")


def in_words(worth: Price) -> str:
    """A price as people say it: `−3.1 weeks, +£41k to build, +£5k a year to run`."""
    words = f"{signed_weeks(worth.weeks)} weeks, {signed_money(worth.cost)} to build"
    if abs(worth.run) >= 50:
        words += f", {signed_money(worth.run)} a year to run"
    return words.replace("$", "\\$")


def signed_weeks(number: float) -> str:
    """Weeks with their sign, to a tenth: `+3.1`, `±0`."""
    return "±0" if abs(number) < 0.05 else _sign(number) + f"{abs(number):.{0 if abs(number) >= 10 else 1}f}"


def signed_money(amount: float) -> str:
    """An amount with its sign: `+£41k`, `±£0`."""
    whole = round(amount)  # the last bits of a difference are no money
    return f"{_sign(whole)}{wording.money(abs(whole), desk.plan().currency)}"


def _sign(number: float) -> str:
    return "+" if number > 0 else "−" if number < 0 else "±"


def title(path: str) -> str:
    """What a question is called."""
    if path.startswith("compliance.answers."):
        return rule_book().questions[path.rsplit(".", 1)[1]].title
    return note(path).title
