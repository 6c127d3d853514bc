"""After the start: the baseline, the forecast from actuals, alerts, the run calendar, and how promises held."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import streamlit as st

from waybook.durations import date_in
from waybook.model import PlanProblem
from waybook.plan import read, write
from waybook.plan.operation import SERIES
from waybook.readiness.alerts import against_plan, alerts
from waybook.readiness.run import calendar, calibration, key, months_between
from waybook.reference import load
from waybook.reforecast import Reforecast, Step, bridge, planned_spending, reforecast, take_baseline
from waybook.ui import charts, desk, whose, wording
from waybook.ui.charts_operation import bridge_chart, series_chart, spending_chart
from waybook.ui.entries import ask_entries

MONTHS_A_YEAR = 12


def packages() -> dict[str, str]:
    """Names of the work packages one can report on: the catalogue's, those of the law, and the team's own."""
    names = {one.id: one.name for one in load().packages if not one.is_run}
    found = desk.results_or_none()
    if found is not None:
        axis = found.inputs.axes["package"]
        names |= dict(zip(axis.ids, axis.labels, strict=True))
    return {one: f"{one} {name}" for one, name in names.items()}


@lru_cache(maxsize=16)
def _forecast(text: str) -> Reforecast | None:
    return reforecast(read(text))


@lru_cache(maxsize=16)
def _bridge(text: str) -> tuple[Step, ...]:
    return tuple(bridge(read(text)))


def warnings() -> None:
    """Figures that have left their range, and who acts."""
    see = desk.sight()
    for one in [*alerts(see.plan), *against_plan(see.plan, see.numbers)]:
        owner = f"{one.owner} acts" if one.owner else "Nobody is named to act"
        st.warning(wording.plain(f"{one.words}. {owner}."), icon=":material/notifications:")


def baseline() -> None:
    """The plan the team committed to, and what has moved P80 since."""
    plan = desk.plan()
    taken = plan.operation.baseline
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input("Who commits to the plan", key="takes the baseline", live=True)
        st.button(
            "Take the plan of today as baseline",
            disabled=not by.strip(),
            help="Later forecasts are held against it. Actuals are not part of it.",
            on_click=_take,
            args=(by,),
        )
    if taken is None:
        st.caption("No baseline yet.")
        return
    st.caption(wording.plain(f"Baseline of {taken.taken:%d %B %Y}, {taken.by}."))
    try:
        steps = _bridge(write(plan))
    except PlanProblem as fault:
        st.error(wording.plain(str(fault)), icon=":material/error:")
        return
    if steps:
        charts.show(bridge_chart(steps, plan.currency, charts.look(300)), "since baseline")


def _take(by: str) -> None:
    with desk.noticing():
        now = take_baseline(desk.plan(), by, dt.date.today()).operation
        desk.change({"operation.baseline": now.baseline, "operation.versions": now.versions}, "Baseline taken")


def forecast() -> None:
    """What is done is fixed; what is left is simulated again with what the work has shown."""
    plan = desk.plan()
    try:
        found = _forecast(write(plan))
    except PlanProblem as fault:
        for problem in fault.problems:
            st.error(wording.plain(desk.sentence(problem)), icon=":material/error:")
        return
    if found is None:
        st.caption("Enter spending by month or work done, and the forecast starts from there.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for label, value, more in (
            ("Spent so far", wording.money(found.spent, plan.currency),
             f"by {found.as_of:%d %b %Y}" + ("" if found.spent_known else ", priced from days")),
            ("Build cost now (P50)", wording.money(found.cost_p50, plan.currency),
             f"P80 {wording.money(found.cost_p80, plan.currency)}"),
            ("Go-live now (P50)", wording.after(plan.start, found.months_p50),
             f"P80 {wording.after(plan.start, found.months_p80)}"),
            ("Days taken against forecast", f"{found.observed:.2f}",
             f"{found.finished} packages; {found.ratio:.2f} used for what is left"),
        ):  # fmt: skip
            st.metric(label, value.replace("$", "\\$"), more, delta_color="off", delta_arrow="off")
        whose.offer("forecast", "The forecast from actuals")


def spending() -> None:
    """Spending against the plan, and where the forecast ends."""
    plan = desk.plan()
    found = desk.results_or_none()
    if found is None or not any(one.spent is not None for one in plan.operation.months):
        return
    try:
        now = _forecast(write(plan))
    except PlanProblem:
        return
    charts.show(spending_chart(plan, planned_spending(found), now, charts.look(300)), "spending")


def figures() -> None:
    """Accuracy, run cost, use and the measure of success, each in its range."""
    plan, found = desk.plan(), desk.results_or_none()
    p50, p80 = found.at("run_year", 0.5, 0.8) if found else (0.0, 0.0)
    planned = {"run_cost": (p50 / MONTHS_A_YEAR, p80 / MONTHS_A_YEAR)} if found else {}
    known = [name for name in SERIES if any(getattr(one, name) is not None for one in plan.operation.months)]
    for start in range(0, len(known), 2):
        shown = known[start : start + 2]
        charts.beside(*((name, series_chart(plan, name, charts.look(230), planned.get(name))) for name in shown))


def run_calendar() -> None:
    """The seven activities with owner, days and when they are next due."""
    plan, reference = desk.plan(), load()
    found = desk.results_or_none()
    live = plan.operation.live or (date_in(plan.start, found.months.p50) if found else plan.start)
    st.subheader("Run calendar", anchor=False)
    today = plan.operation.as_of or dt.date.today()
    activities = calendar(plan, reference, live, 12 + months_between(live, today))
    ask_entries(
        "operation.activities",
        {
            key(one.activity): {
                "Activity": one.activity.name, "Watches": one.activity.watches,
                "Days now": f"{one.days:.1f}", "Next due": f"{day:%d %b %Y}" if (day := one.due(today)) else "–",
            }
            for one in activities
        },
        ("owner", "days", "every"),
        widths={"Activity": 190, "Watches": 205, "owner": 130},
    )  # fmt: skip
    total = sum(one.days for one in activities)
    whose.offer("run calendar", "Days of the run calendar", whose.LABEL)
    st.caption(f"{total:.0f} person-days a month together, from {live:%B %Y}.")


def promises() -> None:
    """How often the P50s and P80s of finished plans held."""
    for one in calibration(desk.plan().operation.forecasts):
        st.markdown(f"- {wording.plain(one.words)}.")
