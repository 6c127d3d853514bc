"""The prototype contract on screen: what is missing, the signature, what was moved, and the verdict."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import streamlit as st

from waybook.plan import read, write
from waybook.plan.prototype import QUESTIONS
from waybook.readiness import contract
from waybook.readiness.traps import traps
from waybook.readiness.verdict import measured_changes, sample_advice
from waybook.store import StoreError
from waybook.ui import charts, desk, wording
from waybook.ui.charts_readiness import trap_chart, trial_chart
from waybook.xray import Trial, trial


def signing() -> None:
    """Sign the terms as they stand; show what was moved since the first signature."""
    plan = desk.plan()
    missing = contract.incomplete(plan)
    signatures = plan.prototype.signatures
    if contract.signed(plan):
        last = signatures[-1]
        st.success(wording.plain(f"Signed by {last.by} on {last.on:%d %B %Y}. Results are judged by these terms."),
                   icon=":material/lock:")  # fmt: skip
    elif missing:
        with st.expander(f"Before it can be signed: {len(missing)} to settle", icon=":material/edit_document:"):
            st.markdown("\n".join(f"- {wording.plain(line)}" for line in missing))
    for line in sample_advice(plan) if not signatures else ():
        st.info(wording.plain(f"{line}."), icon=":material/calculate:")
    for line in contract.moved(plan):
        st.warning(wording.plain(f"Moved since it was signed. {line}."), icon=":material/move_down:")
    if signatures and contract.moved(plan) and (back := contract.as_signed(plan)):
        st.button("Back to the signed terms", on_click=desk.change, args=(back, "Terms as signed"))
    if not missing and not contract.signed(plan):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            by = st.text_input("Signed by", key="signs the contract", live=True)
            st.button("Sign these terms", type="primary", on_click=_sign, args=(by,), disabled=not by.strip())
    _problem()


def _sign(by: str) -> None:
    try:
        signed = contract.sign(desk.plan(), by, dt.date.today())
        desk.change({"prototype.signatures": signed.prototype.signatures}, "Contract signed")
    except (contract.ContractError, StoreError) as fault:
        st.session_state["problem with the contract"] = str(fault)


def _problem() -> None:
    if problem := st.session_state.pop("problem with the contract", ""):
        st.error(wording.plain(problem), icon=":material/error:")


@lru_cache(maxsize=16)
def _tried(text: str) -> Trial:
    return trial(read(text))


def _three(number: float) -> str:
    return f"{number:.3g}"


def verdict() -> None:
    """What the rule says of the results, and the plan with measured values."""
    plan = desk.plan()
    if not plan.prototype.hypotheses or not plan.prototype.outcomes:
        return
    found = _tried(write(plan))
    charts.show(trial_chart(found.decision, charts.look()), "trial", numbers=False)
    lines = []
    for one in found.decision.verdicts:
        say = wording.percent if one.hypothesis.kind == "share" else _three
        inside = one.interval is not None and one.interval.low < one.interval.high  # the value has no interval
        low_high = f"{say(one.interval.low)} to {say(one.interval.high)}" if one.interval and inside else "–"
        lines.append(
            (
                QUESTIONS[one.hypothesis.asks],
                "–" if one.hypothesis.threshold is None
                else f"{'at least' if one.hypothesis.at == 'least' else 'at most'} {say(one.hypothesis.threshold)}",
                say(one.interval.observed) if one.interval else "–",
                low_high,
                one.ruling.capitalize(),
                one.words,
            )
        )  # fmt: skip
    charts.sourced(
        "verdict", "Results of the prototype",
        ("Question", "Threshold", "Observed", "True value between", "Ruling", "Because"), lines,
    )  # fmt: skip
    changes = measured_changes(plan)
    if changes and found.before and found.after:
        before, after = (wording.percent(one.p_gain) for one in (found.before, found.after))
        change = f"stays at **{after}**" if before == after else f"goes from **{before}** to **{after}**"
        st.markdown(f"With what was measured, the chance of a gain {change}.")
        st.button("Take the measured values into the plan", on_click=desk.change, args=(changes, "Measured values"))


def pilot_traps() -> None:
    """The eight reasons why prototypes do not scale, and which of them are closed."""
    states = traps(desk.sight())
    charts.show(trap_chart(states, charts.look()), "traps", numbers=False)
    with st.expander("What closes each of them", icon=":material/warning:"):
        said = {True: "Closed", False: "Open", None: "Not known"}
        charts.rows(
            ("Trap", "State", "Because", "Closed when"),
            [(one.trap.name, said[one.closed], one.words, one.trap.closed_when) for one in states],
        )
