"""Beside a question: what its answer is worth at P80. Behind it: the rules, their sources, and the way to disagree."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from waybook import answer_prices as prices
from waybook.answer_effects import Chance, effects
from waybook.model.answers import maturity
from waybook.model.inputs import Adjustment
from waybook.plan import Range
from waybook.plan.fields import note, replaced
from waybook.price import Price
from waybook.reference import load
from waybook.reference.answers import AnswerRule
from waybook.ui import desk, guidance, wording
from waybook.ui.overruling import OPERATIONS

OVERRULED = "estimates.overruled"
MOST_ANSWERS = 8
"""Of one question that are priced beside each other."""


def hold(path: str) -> None:
    """Keep the place under the question just drawn; `show` fills it when the screen is there."""
    if path.startswith(prices.PRICED):
        desk.desk().beside[path] = st.container(key=f"worth {path}")


def show() -> None:
    """Fill the places: the screen is drawn by now, so that nobody waits for the prices."""
    plan = desk.plan()
    for path, place in desk.desk().beside.items():
        with place:
            if prices.unanswered(plan, path):
                reach = prices.reach(plan, path)
                if reach is not None and guidance.span(reach):
                    _open(path, guidance.span(reach))
            else:
                price = prices.price(plan, [path])
                worth = prices.worth(plan, path) if path.startswith(prices.BENEFIT) else None
                if price is not None:
                    _given(path, price, guidance.short_worth(worth))


def _open(path: str, span: str) -> None:
    with _behind(path, f"Open: {span} at P80") as box:
        if not box.open:
            return
        st.markdown(f"Nobody has answered this yet. The answer could move P80 by **{wording.plain(span)}**.")
        _answers(path)
        _say("While it is open", [one for one in load().adjustments if (one.field, one.answer) == (path, "unknown")])


def _given(path: str, price: Price, worth: str) -> None:
    words = ", ".join(filter(None, (guidance.short(price), worth)))
    if not words:
        span = prices.reach(desk.plan(), path)
        if span is None or not guidance.span(span):
            return  # no answer to this one moves the estimate
        words = "±0"
    with _behind(path, "±0 at P80, as assumed" if words == "±0" else f"{words} at P80") as box:
        if not box.open:
            return
        st.markdown(f"This answer: **{wording.plain(words)}** at P80, against leaving it open.")
        if worth:
            st.caption("Net present value at P80: eight of ten simulated projects bring more.")
        _answers(path)
        found = effects(desk.plan(), path, load())
        if found.rules or found.chances:
            st.markdown("**The rules it sets off.** Where you know better, give your own figure; empty takes ours.")
        for rule, applied in found.rules:
            _ask_rule(path, rule, applied)
        for chance in found.chances:
            _ask_chance(path, chance)
        _say("No longer", found.spared)
        if not (found.rules or found.chances or found.spared):
            st.caption(
                f"It goes straight into the sum; no rule stands between. {wording.plain(note(path).description)}. "
                "To disagree, change it above."
            )


def _behind(path: str, words: str) -> Any:
    together = re.sub("([+−])", "\\1\u2060", words)  # no line ends with a sign
    return st.popover(
        together.replace("$", "\\$"), type="tertiary", icon=":material/sell:", key=f"behind {path}", on_change="rerun"
    )


def _answers(path: str) -> None:
    """Other answers, against today's."""
    plan = desk.plan()
    if path.startswith("compliance.answers."):
        return
    field = note(path)
    rows = []
    ends = prices.possible(plan, path)
    answers = range(ends[0], ends[-1] + 1) if field.unit.startswith("level") else ends[:MOST_ANSWERS]
    for answer in answers:
        worth = prices.difference(replaced(plan, path, answer), plan)
        if worth is not None:
            rows.append({"Instead": _named(answer, field.labels, field.unit), **guidance.cells(worth)})
    if rows:
        st.table(rows, hide_index=True, border="horizontal")


def _named(answer: Any, labels: Mapping[str, str], unit: str) -> str:
    if isinstance(answer, Range):
        answer = answer.likely
    if isinstance(answer, float | int) and not unit.startswith("level"):
        words = f"{answer:.0%}" if wording.is_share(unit) else f"{answer:,g} {wording.unit(unit, desk.plan().currency)}"
        return words.replace("-", "−")
    return wording.plain(labels.get(str(answer), f"Level {answer}" if unit.startswith("level") else str(answer)))


def _size(rule: AnswerRule, value: float) -> str:
    return "out of the plan" if rule.operation == "drop" and value == 0 else f"{OPERATIONS[rule.operation]} {value:g}"


def _say(when: str, rules: Sequence[AnswerRule]) -> None:
    """Rules nobody can give a figure for now; one line for those that differ in the work package alone."""
    for words in dict.fromkeys(
        f"{when}: {rule.because}, {_size(rule, rule.value)}. {rule.source}, {rule.date}; {rule.grade}."
        for rule in rules
    ):
        st.caption(wording.plain(words))


def _ask_rule(path: str, rule: AnswerRule, applied: tuple[Adjustment, ...]) -> None:
    names = {package.id: package.name for package in load().packages}
    targets = ", ".join(dict.fromkeys(names.get(one.target, one.target) for one in applied))
    _ask_own(
        path,
        rule.id,
        f"{rule.because}: {OPERATIONS[rule.operation]}",
        f"{targets}. {rule.source}, {rule.date}; {rule.grade}.",
        rule.value,
        50,
    )


def _ask_chance(path: str, chance: Chance) -> None:
    reason, now = chance.reason, chance.now
    low, likely, high = reason.multiplier
    level = "not known" if now.level is None else f"level {now.level:.1f} of 4"
    because = "; ".join(now.because) or "nothing is known"
    _ask_own(
        path,
        reason.id,
        f"{reason.name} ({level}): chance of it",
        f"{wording.percent(chance.open.probability)} without this answer. Because: {because}. If it happens, exposed "
        f"work takes {low:g} to {high:g} times as long, likely {likely:g}. {reason.probability_source}, "
        f"{reason.probability_date}; {reason.probability_grade}. Factor: {reason.source}.",
        _usual_chance(chance),
        1,
    )


def _usual_chance(chance: Chance) -> float:
    plan = desk.plan().model_copy(deep=True)
    plan.estimates.overruled.pop(chance.reason.id, None)
    return maturity(plan, load(), chance.reason).probability


def _ask_own(path: str, name: str, words: str, source: str, ours: float, most: float) -> None:
    """One rule with a place for the team's own figure."""
    key = f"{desk.key(OVERRULED)} own {name}"

    def write() -> None:
        values = {rule: own for rule, own in desk.plan().estimates.overruled.items() if rule != name}
        typed = st.session_state[key]
        desk.change({OVERRULED: values if typed is None else {**values, name: typed}}, "Rules you disagree with")
        st.session_state[f"behind {path}"] = True  # its words change with the figure, which would close it

    st.number_input(
        wording.plain(words),
        min_value=0.0,
        max_value=float(most),
        value=desk.plan().estimates.overruled.get(name),
        step=0.05,
        format="%g",
        placeholder=f"ours: {ours:.3g}",
        key=key,
        on_change=write,
    )
    st.caption(wording.plain(source))
