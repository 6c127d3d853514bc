"""Opening, copying and bringing back plans."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import Plan, PlanError, read
from waybook.plan.document import INDUSTRIES
from waybook.readiness.wishes import open_wishes, put_off, state
from waybook.readiness.wording import technology_first
from waybook.reference import UseCase, load
from waybook.store import StoreError
from waybook.ui import charts, desk, parts, remembering, starting, wording
from waybook.ui.screens import screen_named

_PROBLEM = "problem with a file"


def welcome() -> None:
    """For a first visit: what this is, and the ways in."""
    st.markdown(
        "Answer what you know, and see **when it can be live, what it costs and what it brings**, each as an honest "
        "range. Every question may stay open. Everything is saved as you type, under a link of its own."
    )
    parts.ten_minutes()
    remembering.recall()
    beginnings()


def beginnings() -> None:
    """The three ways to begin a plan."""
    for place, draw in zip(st.columns(3), (from_industry, example, file), strict=True):
        with place:
            draw()


def from_industry() -> None:
    """A new plan in three clicks: the industry, what it is for, start."""
    with st.container(border=True, height="stretch"):
        st.markdown("**A new plan from your industry**")
        names = {pack.id: pack.name for pack in load().industries}
        here = st.selectbox(
            "Industry", list(names), list(names).index(desk.plan().industry), format_func=names.__getitem__,
            key="industry to start from", filter_mode=None,
        )  # fmt: skip
        cases = {case.id: case for case in starting.use_cases_of(here)}
        chosen = st.selectbox(
            "What for", list(cases), format_func=lambda case: cases[case].name, key=f"use case in {here}",
            filter_mode=None,
        )  # fmt: skip
        pack = starting.industry(here)
        with st.expander("What successful projects here have", type="compact"):
            st.markdown("\n".join(f"- {wording.plain(one.text)}" for one in pack.success_conditions))
            st.caption(wording.plain(f"Where such a measure usually lies: {_usual_baseline(cases[chosen])}"))
        st.button(
            "Start this plan",
            type="primary",
            help="Usual sources, systems, components and measure. Baseline, volume and worth stay yours to give.",
            on_click=_start,
            args=(here, chosen),
        )


def _usual_baseline(case: UseCase) -> str:
    low, likely, high = case.baseline
    return f"{case.kpi}, {low:g} to {high:g} {case.kpi_unit}, often {likely:g} ({case.source}; {case.grade})."


def _start(industry_id: str, case_id: str) -> None:
    plan = starting.starting_plan(industry_id, case_id)
    desk.start_over(plan, f"Started: {plan.name}")


def usual_for_industry() -> None:
    """Fill the empty fields with what is usual in the plan's industry."""
    plan = desk.plan()
    pack = starting.industry(plan.industry)
    answers = starting.usual_answers(plan, pack)
    if not answers:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**Start from what is usual: {INDUSTRIES[plan.industry]}**  \n:gray[{wording.plain(pack.summary)}]"
        )
        st.button(
            "Fill in usual sources, systems and choices",
            help="Only fields that are still empty. Undo brings them back.",
            on_click=desk.change,
            args=(answers, f"Usual answers: {pack.name}"),
        )


def kind_of_objective() -> None:
    """Offer the industry's usual objectives: a sentence to complete and what to count."""
    plan = desk.plan()
    cases = {case.id: case for case in starting.objectives_for(plan)}
    with st.popover("Start from a usual objective", icon=":material/lightbulb:"):
        chosen = st.selectbox(
            "Kind of objective", list(cases), format_func=lambda case: cases[case].name, filter_mode=None
        )
        case = cases[chosen]
        st.markdown(f"{wording.plain(case.objective)}  \n:gray[Counts: {wording.plain(case.kpi)} ({case.kpi_unit})]")
        st.caption(wording.plain(f"{case.worth_because}. {case.caution}."))
        st.button(
            "Use it",
            type="primary",
            help="Fills the objective if it is empty, and adds the measure. Baseline and worth are yours to give.",
            on_click=desk.change,
            args=(starting.from_objective(plan, case), f"Objective: {case.name}"),
        )


def business_wording() -> None:
    """Catch an objective that begins with a technology, and offer a sentence that begins with the result."""
    plan = desk.plan()
    caught = technology_first(plan.objectives.statement, plan)
    if caught is None:
        return
    st.warning(wording.plain(caught.why), icon=":material/rule:")
    if caught.rewrite:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Rather: *{wording.plain(caught.rewrite)}*")
            st.button("Use this", on_click=desk.change, args=({"objectives.statement": caught.rewrite}, "Rewritten"))
            st.button(
                "Use this, and keep yours for Strategy",
                help="Your sentence goes on the list 'Decide later'. It comes back on the screen Architecture.",
                on_click=desk.change,
                args=(put_off(plan, caught, dt.date.today()), "Put off until Strategy"),
            )


def wishes_put_off() -> None:
    """What waits for its stage, and where it is decided."""
    later = desk.plan().objectives.later
    if any(one.wish for one in later):
        still = len(open_wishes(desk.plan()))
        with st.expander(f"Decide later: {still} of {len(later)} open", icon=":material/pending_actions:"):
            charts.rows(("Wish", "Stands"), [(one.wish, state(one)) for one in later if one.wish])
            parts.link(screen_named("architecture"), "Decide on the screen Architecture")


def wishes_to_decide() -> None:
    """What was put off and waits for a decision, which is taken further down."""
    still = [wording.plain(one.wish) for one in open_wishes(desk.plan()) if one.stage == "strategy"]
    if still:
        st.caption(f":material/pending_actions: To be decided here, at the foot of the screen: {'; '.join(still)}")


def example() -> None:
    """Open a copy of a finished plan."""
    names = starting.examples()
    with st.container(border=True, height="stretch"):
        st.markdown("**Look at a finished plan**")
        chosen = st.selectbox(
            "Example", list(names), format_func=names.__getitem__, label_visibility="collapsed", filter_mode=None
        )
        if chosen is not None:
            st.caption(starting.SHOWS[chosen])
        st.button("Open a copy", disabled=chosen is None, on_click=_open_example, args=(chosen,))


def _open_example(stem: str) -> None:
    plan = starting.example(stem)
    desk.start_over(plan, f"From the example {plan.name}")


def file() -> None:
    """Open a plan from its JSON file, or an empty one."""
    with st.container(border=True, height="stretch"):
        st.markdown("**Open a plan file, or an empty plan**")
        st.file_uploader("Plan file (JSON)", type="json", key="plan file", max_upload_size=10, on_change=_open_file)
        for problem in st.session_state.get(_PROBLEM, []):
            st.error(wording.plain(problem), icon=":material/error:")
        st.button("New, empty plan", on_click=desk.start_over, args=(Plan(), "Empty plan"))


def _open_file() -> None:
    found = st.session_state["plan file"]
    st.session_state[_PROBLEM] = []
    if found is None:
        return
    try:
        plan = read(found.getvalue())
        estimate(plan, draws=2)  # a plan that contradicts itself is refused here, not on the next screen
        desk.start_over(plan, "From a file")
    except (PlanError, PlanProblem, StoreError) as fault:
        problems = getattr(fault, "problems", [str(fault)])
        st.session_state[_PROBLEM] = [*map(desk.sentence, problems[:10]), "The plan on the desk is unchanged."]


def history() -> None:
    """The plan's earlier states, to bring back."""
    plan_id = desk.desk().plan_id
    with st.expander("Earlier states of this plan", icon=":material/history:", on_change="rerun") as opened:
        if not opened.open:
            return
        lines = desk.store().history(plan_id)
        words = {
            line.number: f"{line.at:%d %b %H:%M} UTC · {line.note or 'Edit'}{' · now' if line.current else ''}"
            for line in lines
        }
        chosen = st.selectbox("Earlier states", list(words), format_func=words.__getitem__, filter_mode=None)
        st.button("Bring this state back", on_click=_restore, args=(plan_id, chosen))


def _restore(plan_id: str, number: int) -> None:
    with desk.noticing():
        desk.take(desk.store().restore(plan_id, number))
