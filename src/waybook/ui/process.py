"""What the process costs today, beside the questions about it, and what that makes of the measures of success."""

from __future__ import annotations

from typing import Any

import streamlit as st

from waybook.readiness.process import ProcessCost, process_cost
from waybook.ui import charts, desk, wording
from waybook.ui.charts_process import process_chart
from waybook.ui.wording import figures, money


def today() -> None:
    """Hours and money a month, the worth of a case and of a minute, and the step that takes most."""
    currency = desk.plan().currency
    cost = process_cost(desk.sight())
    if cost is None:
        st.caption(
            "With cases a month and minutes a case, this says what the process costs today, and what a case costs."
        )
        return
    charts.numbers(
        "process today",
        "The process today",
        (
            "The process today, a month",
            money(cost.month, currency),
            "Cases times minutes, at the day rate of business people (Team). A case that goes wrong is done twice.",
        ),
        ("Working hours a month", figures(cost.hours), "What those who work in the process spend on it."),
        ("One case", money(cost.case, currency), "With its share of the cases that go wrong."),
        ("One minute", money(cost.minute, currency), "Of the people who work in the process."),
    )
    if len(cost.steps) > 1:
        charts.show(process_chart(cost, currency, charts.look()), "process")
    if changes := from_process(cost):
        st.button(
            "Fill volume and worth of the measures from this",
            icon=":material/calculate:",
            help="Only what is empty: the cases a month, and for a measure in minutes or hours what those cost, for a "
            "share of cases what a case costs.",
            on_click=desk.change,
            args=(changes, "Worth from the process"),
        )


def gains() -> None:
    """Which way each measure counts as gain: the model cannot know whether more of it is better."""
    said = []
    for one in desk.plan().objectives.kpis:
        if one.baseline is None or one.target is None or one.baseline == one.target or one.effect is not None:
            continue
        way = "fall" if one.target < one.baseline else "rise"
        what = "loss" if (one.unit_value or 0) < 0 else "gain"
        said.append(
            f"{one.name or 'a measure without a name'}: a {way} from {one.baseline:,.15g} to {one.target:,.15g} "
            f"{one.unit} counts as {what}".replace("-", "−")
        )
    if said:
        st.caption(wording.plain(f"{'; '.join(said)}. If that is the wrong way round, correct baseline and target."))


def from_process(cost: ProcessCost) -> dict[str, Any]:
    """The changes that fill the empty volumes and values of the measures from the process; nothing that is a guess."""
    found: dict[str, Any] = {}
    for place, one in enumerate(desk.plan().objectives.kpis):
        words = one.unit.strip().casefold()
        worth = {"minute": cost.minute, "hour": 60 * cost.minute, "share": cost.case}
        value = next((amount for unit, amount in worth.items() if words.startswith(unit)), None)
        if one.unit_value is None and value is not None:
            found[f"objectives.kpis[{place}].unit_value"] = round(value, 2)
        if one.volume is None:
            found[f"objectives.kpis[{place}].volume"] = cost.cases
    return found
