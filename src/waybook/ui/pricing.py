"""The plan's own price of the model, and its own view of how it changes: figures, where they come from and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from waybook.model.currency import dollars_for_one
from waybook.model.price_age import is_old
from waybook.plan.economics import PriceOverride
from waybook.plan.fields import note
from waybook.reference import load
from waybook.ui import desk, wording
from waybook.ui.ask import ask, ask_row, clearable, number_box
from waybook.ui.shown import Shown

PATH, TREND = "economics.price", "economics.trend"
NUMBERS = ("input_mtok", "cached_mtok", "output_mtok")


def ask_price() -> None:
    """An offer or a contract in place of the price list; empty fields bring the list back."""
    plan = desk.plan()
    kept: Any = desk.desk().drafts.get(PATH, plan.economics.price.model_dump() if plan.economics.price else {})
    widgets = {name: f"{desk.key(PATH)} {name}" for name in PriceOverride.model_fields}

    def write() -> None:
        typed = {name: st.session_state[widget] for name, widget in widgets.items()}
        typed["source"] = (typed["source"] or "").strip()
        try:
            numbers = {name: Shown(note(f"{PATH}.{name}")).back(typed[name] or None) for name in NUMBERS}
        except desk.Refused as fault:
            return desk.refuse(PATH, typed, [str(fault)])
        typed |= numbers
        given = [name for name in NUMBERS if typed[name] is not None]
        if not given:
            desk.edit(PATH, None)
        elif {"input_mtok", "output_mtok"} <= set(given):
            desk.edit(PATH, typed)
        else:
            desk.refuse(
                PATH, typed, ["Own token price: it takes the place of the list once input and output are there."]
            )

    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in NUMBERS:
            field = note(f"{PATH}.{name}")
            number_box(
                wording.label(field.title, field.unit, plan.currency), Shown(field), kept.get(name), True,
                {"key": widgets[name], "help": field.description, "placeholder": "as the list", "on_change": write},
            )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Source", kept.get("source", ""), key=widgets["source"], live="300ms", max_chars=200,
            placeholder="contract, offer or page", on_change=write,
        )  # fmt: skip
        day = kept.get("date")
        st.date_input(
            "Checked", **clearable(widgets["date"], dt.date.fromisoformat(day) if isinstance(day, str) else day),
            format="DD/MM/YYYY", on_change=write, width=180,
        )  # fmt: skip
        st.button(
            "Back to the price list", disabled=plan.economics.price is None, on_click=desk.change,
            args=({PATH: None}, "Price list"), width="content",
        )  # fmt: skip
    if plan.currency != "USD":
        symbol = wording.SYMBOLS[plan.currency]
        usual = round(dollars_for_one(plan, load()), 3)
        ask("economics.exchange_rate", label=f"US dollars for one {symbol}", usual=usual, counts=False)
    for fault in desk.desk().faults.get(PATH, []):
        st.error(wording.plain(fault), icon=":material/error:")
    if (own := plan.economics.price) is not None:
        _whose("price", own.source, own.date)


def ask_trend() -> None:
    """How the bill of a call changes from go-live on, where somebody knows better than the judged ranges."""
    ask(f"{TREND}.price", counts=False)
    ask(f"{TREND}.tokens", counts=False)
    own = desk.plan().economics.trend
    ours = own.price is None and own.tokens is None and own.years is None
    if ours and not own.source and own.date is None:
        ask(f"{TREND}.years", counts=False)
        return
    ask_row(f"{TREND}.years", f"{TREND}.source", f"{TREND}.date", widths=(1, 2, 1), counts=False)
    if not ours:
        _whose("trend", own.source, own.date)


def _whose(what: str, source: str, date: dt.date | None) -> None:
    """What a figure of one's own lacks to be believed later."""
    wrong = []
    if not source:
        wrong.append("it has no source: say which contract, offer or page it comes from")
    if date is None:
        wrong.append("it has no date")
    elif is_old(date.isoformat(), dt.date.today(), load()):
        wrong.append(f"it was checked on {date:%d %B %Y}, more than 90 days ago: check it again")
    if wrong:
        st.warning(f"Your own {what} counts, but {'; '.join(wrong)}.", icon=":material/schedule:")
