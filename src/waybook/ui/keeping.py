"""Versions of the plan kept to compare: taken on a screen, listed with their date, cost and risk as they were then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from waybook.plan import Plan
from waybook.plan.operation import Baseline
from waybook.reforecast import MOST_VERSIONS, snapshot
from waybook.ui import charts, desk, wording

PATH = "operation.versions"
HEADS = (
    "Version", "Kept", "Cost P50", "Cost P80", "Go-live P50", "Go-live P80", "Date and budget kept", "Chance of a loss",
)  # fmt: skip


def keep_versions(plan: Plan) -> None:
    """Keep the plan of today under a name; what was kept, as it was estimated then; and forget one."""
    versions, full = plan.operation.versions, len(plan.operation.versions) >= MOST_VERSIONS
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name of this version", key="name of the version", max_chars=60, live=True)
        st.button(
            "Keep the plan of today",
            disabled=full or not name.strip() or name.strip() in {one.name for one in versions},
            help=f"Up to {MOST_VERSIONS}; forget one first." if full else "Without its actuals; each has its own name.",
            on_click=_keep,
            args=(name,),
        )
    baseline = plan.operation.baseline
    listed = [*([("Committed", baseline)] if baseline else []), *((one.name or "–", one) for one in versions)]
    if not listed:
        st.caption("Nothing is kept yet. A kept version can be chosen above and set against the plan as it changes.")
        return
    charts.sourced("versions", "Kept versions", HEADS, [_row(name, one, plan) for name, one in listed])
    st.caption("As estimated on the day; the comparison simulates each again, with today's draws and reference data.")
    if versions:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            names = [one.name or f"Version {place}" for place, one in enumerate(versions, start=1)]
            place = st.selectbox("Kept version", range(len(names)), format_func=names.__getitem__, filter_mode=None)
            st.button("Forget it", on_click=_forget, args=(place,), help="Undo brings it back.")


def _row(name: str, one: Baseline, plan: Plan) -> tuple[str, ...]:
    def said(value: float | None, words: Callable[[float], str]) -> str:
        return "–" if value is None else words(value)

    def money(amount: float) -> str:
        return wording.money(amount, plan.currency)

    who = f"{one.taken:%d %b %Y}" + (f", {one.by}" if one.by else "")
    return (
        name, who, said(one.cost_p50, money), said(one.cost_p80, money), said(one.months_p50, wording.months),
        said(one.months_p80, wording.months), said(one.kept, wording.percent), said(one.loss, wording.percent),
    )  # fmt: skip


def _keep(name: str) -> None:
    with desk.noticing():
        one = snapshot(desk.plan(), name, "", dt.date.today())
        desk.change({PATH: [*desk.plan().operation.versions, one]}, f"Kept: {name}")
    st.session_state["name of the version"] = ""


def _forget(place: int) -> None:
    versions = list(desk.plan().operation.versions)
    if place < len(versions):
        del versions[place]
        desk.change({PATH: versions}, "Version forgotten")
