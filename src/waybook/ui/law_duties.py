"""The duty register on screen: one line a duty, and one duty in full."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from waybook.compliance import Clock, Duty, Evaluation
from waybook.compliance.duties import duties_of
from waybook.compliance.evaluation import STATUS_LABELS, Status
from waybook.compliance.rules import VERIFICATIONS
from waybook.durations import date_in
from waybook.ui import desk
from waybook.ui.wording import plain

WHY: dict[Status, str] = {
    "applies": "Applies because you answered",
    "unknown": "To rule it in or out, answer",
    "no": "Does not apply because you answered",
}


def go_live() -> tuple[dt.date, dt.date] | None:
    """The days of go-live at P50 and P80, where there is an estimate."""
    found = desk.results_or_none()
    if found is None:
        return None
    start, months = desk.plan().start, found.months
    return date_in(start, months.p50), date_in(start, months.p80)


def clock() -> Clock:
    """Today and the plan's go-live at P50."""
    live = go_live()
    return Clock(dt.date.today(), live[0] if live else None)


def register(evaluation: Evaluation) -> None:
    """The duties with one result at a time, each with its reason."""
    now = clock()
    found = duties_of(evaluation, now, ("applies", "unknown", "no"))
    count = {status: sum(duty.status == status for duty in found) for status in STATUS_LABELS}

    def named(status: Status) -> str:
        return f"{STATUS_LABELS[status]}: {count[status]}"

    status = st.segmented_control(
        "Duties that", list(STATUS_LABELS), default="applies", required=True, format_func=named,
        label_visibility="collapsed", key="duties shown",
    )  # fmt: skip
    if now.go_live is None:
        st.caption("There is no estimate, so no go-live date to place the duties against.")
    shown = [duty for duty in found if duty.status == status]
    if not shown:
        st.caption("None.")
        return
    chosen = st.selectbox(
        "One duty in full", [duty.id for duty in shown], index=None, placeholder="Look at one duty in full",
        format_func=lambda one: f"{one} {evaluation.book.rules[one].title}", label_visibility="collapsed",
        key=f"duty in full {status}",
    )  # fmt: skip
    for duty in shown:
        if duty.id == chosen:
            _in_full(duty, evaluation)
    with st.container(height=520, border=False):
        table(("Duty and article", WHY[status], "Who and stage", "Effort", "When"), [_duty(duty) for duty in shown])


def _duty(duty: Duty) -> tuple[str, ...]:
    readings = " **Two readings:** see there." if duty.readings else ""
    return (
        f":gray[{plain(duty.id)}] **{plain(duty.title)}** {plain(duty.article)}",
        plain(_reason(duty)) + readings,
        f"**{plain(duty.owner)}**, {plain(duty.stage.capitalize())}",
        plain(duty.effort),
        f"{plain(_when(duty))} {_read(duty)}",
    )


def _reason(duty: Duty) -> str:
    """The reason without what the heading of its column says."""
    return duty.reason.removeprefix(f"{WHY[duty.status]} ").removeprefix("Cannot be ruled out: answer ")


def _when(duty: Duty) -> str:
    return f"{duty.when}." + (f" {duty.applies_note}." if duty.applies_note else "")


def _in_full(duty: Duty, evaluation: Evaluation) -> None:
    """Everything the rule base holds about one duty."""
    sources = "; ".join(evaluation.book.sources[source].title for source in duty.source)
    fee = f"{duty.fee_low:,.0f}–{duty.fee_high:,.0f} GBP ({duty.fee_grade})" if duty.fee_high else ""
    graded = f"{duty.effort} (days: {duty.days_grade}, wait: {duty.lead_grade})"
    left = (
        ("What to do", duty.obligations), ("What shows it", duty.evidence), ("Why", duty.reason),
        ("One reading, used in the plan", duty.readings[0] if duty.readings else ""),
        ("The other reading", duty.readings[1] if duty.readings else ""), ("Note", duty.note),
    )  # fmt: skip
    right = (
        ("Law", f"{duty.regime}, {duty.article}"), ("When", _when(duty)),
        ("Who and stage", f"{duty.owner}, {duty.stage.capitalize()}"), ("Effort", graded), ("Fee", fee),
        ("Penalty", duty.penalty), ("Checked against", f"{VERIFICATIONS[duty.verification]}: {sources}"),
    )  # fmt: skip
    with st.container(border=True):
        st.markdown(f"**{plain(duty.title)}** {_read(duty)}")
        for place, pairs in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            place.markdown("\n\n".join(f":gray[{name}:] {plain(text)}" for name, text in pairs if text))


def _read(duty: Duty) -> str:
    """When the law behind a duty was last read; older than 90 days in orange."""
    if not duty.evidence_date:
        return ":gray-badge[authors' knowledge, not dated]"
    return f":{'orange' if duty.evidence_age == 'stale' else 'gray'}-badge[read {duty.evidence_date}]"


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """A table whose texts wrap; its cells are Markdown already, data in them made plain."""
    if lines:
        cells = {name: [line[place] for line in lines] for place, name in enumerate(columns)}
        st.table(cells, hide_index=True, border="horizontal")
