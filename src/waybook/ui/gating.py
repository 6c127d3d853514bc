"""Gates on screen: criteria with evidence, what the plan itself says, signing and reopening."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from waybook.readiness import gates
from waybook.store import StoreError
from waybook.ui import desk, wording
from waybook.ui.entries import ask_entries

_PROBLEM = "problem with a gate"
STATES = {
    "signed": (":material/lock:", "signed"),
    "slipped": (":material/error:", "signed, but slipped since"),
    "reopened": (":material/lock_open:", "reopened"),
    "ready": (":material/check:", "ready to sign"),
    "open": (":material/hourglass:", "open"),
}
CRITERION = {"passed": "Passed", "waived": "Waived", "failed": "Not met", "open": "Open"}


GATE_BEFORE = {"Strategy": 1, "Prototype": 2, "Engineering": 3, "Production": 4, "Optimisation": 5}


def notice(section: str) -> None:
    """On the screens behind a gate: that it is not signed. Quiet while a team does not use gates."""
    number, plan = GATE_BEFORE.get(section), desk.plan()
    if number is None or plan.gates.signature(number) is not None:
        return
    if plan.gates.strictness == "block":
        st.warning(
            f"Gate {number} is not signed, and gates block: what is entered here is a draft until it is.",
            icon=":material/lock:",
        )
    elif plan.gates.signed:
        st.caption(f":material/hourglass: Gate {number} is not signed yet.")


def gates_of_the_plan() -> None:
    """Choose a gate; see its criteria, give evidence, sign or reopen it."""
    states = {gate.number: gate for gate in gates.gate_states(desk.sight())}
    number = st.segmented_control(
        "Gate",
        list(states),
        default=next((n for n, gate in states.items() if gate.state in ("open", "slipped", "reopened")), len(states)),
        required=True,
        wrap=True,
        format_func=lambda n: f"{STATES[states[n].state][0]} {n} {states[n].name.partition(' to ')[0]}",
        key="gate on show",
        persist_state="session",
    )
    gate = states[number or 1]
    st.subheader(f"Gate {gate.number}, {gate.name}: {STATES[gate.state][1]}", anchor=False)
    met = sum(one.done for one in gate.criteria)
    st.caption(f"{met} of {len(gate.criteria)} criteria are met or waived.")
    for one in gate.lost:
        st.warning(
            wording.plain(f"Was met when the gate was signed, and is not now: {one.name}."), icon=":material/error:"
        )
    ask_entries(
        "gates.criteria",
        {
            one.criterion.id: {
                "Criterion": one.name, "Met when": one.criterion.criterion,
                "Stands": f"{CRITERION[one.state]}. {one.words}",
            }
            for one in gate.criteria
        },
        ("state", "owner", "evidence", "due", "note"),
        defaults={one.criterion.id: {"state": "open"} for one in gate.criteria},
        widths={"Criterion": 190, "Met when": 240, "Stands": 170, "owner": 110, "evidence": 150},
        part=f"gate {gate.number}",
    )  # fmt: skip
    _sign_or_reopen(gate)


def _sign_or_reopen(gate: gates.GateState) -> None:
    if gate.signed is not None:
        words = f"Signed by {gate.signed.by} on {gate.signed.on:%d %B %Y}"
        if gate.signed.still_open:
            words += f", with {len(gate.signed.still_open)} criteria open"
        st.info(wording.plain(f"{words}."), icon=":material/lock:")
    if gate.reopened is not None:
        st.info(wording.plain(f"Reopened by {gate.reopened.by}: {gate.reopened.reason}"), icon=":material/lock_open:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.text_input("Your name", key="signs the gate", live=True)
        if gate.signed is None:
            st.button(
                f"Sign gate {gate.number}",
                type="primary",
                disabled=not by.strip(),
                on_click=_sign,
                args=(gate.number, by),
            )
        else:
            why = st.text_input("Why it is reopened", key="why reopened", live=True)
            st.button(
                f"Reopen gate {gate.number}", disabled=not by.strip(), on_click=_reopen, args=(gate.number, by, why)
            )
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(wording.plain(problem), icon=":material/error:")


def _sign(number: int, by: str) -> None:
    try:
        plan = gates.sign(desk.sight(), number, by, dt.date.today())
        desk.change({"gates.signed": plan.gates.signed}, f"Gate {number} signed")
    except (gates.GateError, StoreError) as fault:
        st.session_state[_PROBLEM] = str(fault)


def _reopen(number: int, by: str, why: str) -> None:
    try:
        plan = gates.reopen(desk.plan(), number, by, why, dt.date.today())
        desk.change({"gates.reopened": plan.gates.reopened}, f"Gate {number} reopened")
    except (gates.GateError, StoreError) as fault:
        st.session_state[_PROBLEM] = str(fault)
