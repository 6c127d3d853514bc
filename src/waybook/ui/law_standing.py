"""Where the plan stands with the law: days and class, the price of a late start, Article 6(3), records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, partial

import streamlit as st

from waybook.compliance import (
    Evaluation,
    disclaimer,
    late_compliance,
    short_disclaimer,
    summary,
)
from waybook.compliance.document import Document, as_docx
from waybook.compliance.duties import duties_of
from waybook.compliance.load import ComplianceLoad
from waybook.compliance.logic import Tri
from waybook.compliance.records import (
    ARTICLE_6_HEADINGS,
    ClassificationTexts,
    assessment_owed,
    classification_document,
    dpia_document,
    duty_register_document,
)
from waybook.durations import WEEKS_A_MONTH
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import read, write
from waybook.plan.fields import replaced
from waybook.reference import load as load_reference
from waybook.ui import charts, desk, guidance, whose, wording
from waybook.ui.ask import ask
from waybook.ui.charts_law import class_interval, days_range
from waybook.ui.law_duties import clock
from waybook.ui.law_questions import FIVE, evaluation_answers, put_first, settled

NAMED = 3
"""Deciding questions that are named; the others are counted."""


def how_far_checked() -> None:
    """The disclaimer in two lines, and all of it on demand."""
    st.caption(f":material/info: {wording.plain(short_disclaimer())}", help=wording.plain(disclaimer()))


def standing(evaluation: Evaluation) -> None:
    """The class under the AI Act, the days and the longest wait, with what missing answers may add."""
    load, most = summary(evaluation_answers(evaluation)), summary({})
    counted = load_reference().parameters["unknown_duty_share"].value
    with st.container(border=True, key="standing", gap="small"):
        more = f"up to {load.days_unknown_high:,.0f} more while answers are missing" if load.days_unknown_high else None
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.metric(
                "Person-days on top of the build", f"{load.days_low:,.0f}–{load.days_high:,.0f}", more,
                delta_color="off", delta_arrow="off", width="content",
                help="Dark: the least that is sure. Middle: the most that is sure. Pale: what cannot be ruled out. The "
                f"end of the scale is a plan without answers. The estimate counts {wording.percent(counted)} of the "
                "pale part, because most of it never applies.",
            )  # fmt: skip
            whose.offer("duties", "Days, waits and duties of the law")
        charts.draw(days_range(load, most.days_high + most.days_unknown_high, charts.look()), "days of duties")
        st.markdown(f"**{wording.plain(load.tier.headline())}**")
        charts.draw(class_interval(load.tier, charts.look()), "class interval")
        deciding = [question for question in settled(evaluation) if question in load.tier.ask]
        if deciding and load.tier.worst != "out_of_scope":
            named = ", ".join(f"“{evaluation.book.questions[question].title}”" for question in deciding[:NAMED])
            others = f" and {len(deciding) - NAMED} more" if len(deciding) > NAMED else ""
            st.button(
                "Ask first what decides the class", icon=":material/vertical_align_top:", type="tertiary",
                on_click=put_first, args=(deciding[:FIVE],), help=wording.plain(f"Decided by {named}{others}."),
            )  # fmt: skip
        wait, count = st.columns(2)
        lead = load.lead_weeks_unknown_high
        wait.metric(
            "Longest wait, weeks", f"{load.lead_weeks_low:.0f}–{load.lead_weeks_high:.0f}",
            f"up to {lead:.0f} more" if lead else None,
            delta_color="off", delta_arrow="off", help=_longest(load, evaluation),
        )  # fmt: skip
        count.metric(
            "Duties that apply", f"{load.rules_sure}", f"{load.rules_unknown} not ruled out",
            delta_color="off", delta_arrow="off",
        )  # fmt: skip


def _longest(load: ComplianceLoad, evaluation: Evaluation) -> str:
    rule = evaluation.book.rules[load.longest] if load.longest else None
    named = f"Longest of the duties that apply: {rule.title} ({rule.article}). " if rule else ""
    return wording.plain(f"{named}Waits run side by side, so the longest counts, not the sum.")


def price_of_late(evaluation: Evaluation) -> None:
    """What this plan would gain or lose by beginning with compliance in Engineering, simulated on the same draws."""
    found = _late(write(desk.plan()))
    if found is None:
        return
    late = late_compliance(evaluation)
    rework = [f"{days:.0f}" for days in late.rework_days]
    st.markdown(
        "**Engineering instead of Strategy, for this plan:** "
        + "; ".join(
            f"P{level} {guidance.signed_weeks(weeks)} weeks and {guidance.signed_money(cost)} to build".replace(
                "$", "\\$"
            )
            for level, weeks, cost in found
        )
        + ".",
        help="The difference between two simulations of this plan on the same draws, the same that moves the bar above "
        f"when the choice is changed. The duties alone would mean {rework[1]} person-days of rework ({rework[0]} to "
        f"{rework[2]}); part of it hides behind other work. " + wording.plain(late.basis),
    )


LATE_DRAWS = 1024
"""Enough for a difference, because both sides meet the same luck."""


@lru_cache(maxsize=32)
def _late(text: str) -> tuple[tuple[int, float, float], ...] | None:
    """Percentile, weeks and build cost by which a late start differs from an early one; None without an estimate."""
    plan = read(text)
    try:
        early, late = (
            estimate(replaced(plan, "compliance.start_stage", stage), draws=LATE_DRAWS)
            for stage in ("strategy", "engineering")
        )
    except PlanProblem:
        return None
    return tuple(
        (level, (after[0] - before[0]) * WEEKS_A_MONTH, after[1] - before[1])
        for level, after, before in (
            (50, (late.months.p50, late.cost.p50), (early.months.p50, early.cost.p50)),
            (80, (late.months.p80, late.cost.p80), (early.months.p80, early.cost.p80)),
        )
    )


def article_6(evaluation: Evaluation) -> None:
    """The four texts of the provider's assessment, where they are owed or may be."""
    owed, why = assessment_owed(evaluation)
    if owed == Tri.F and not any(_article_6_texts()):
        return
    with st.expander("Article 6(3) note: why a listed use may still not be high-risk", expanded=owed == Tri.T):
        st.caption(wording.plain(why))
        for field, heading in ARTICLE_6_HEADINGS.items():
            ask(f"compliance.{field}_text", label=heading, counts=False)


def _article_6_texts() -> tuple[str, str, str, str]:
    found = desk.plan().compliance
    return found.purpose_text, found.annex_text, found.condition_text, found.profiling_text


def records(evaluation: Evaluation) -> None:
    """The three records as Word files: duty register, DPIA screening, classification note."""
    plan, today = desk.plan(), dt.date.today()
    name = plan.name or "Untitled plan"
    texts = ClassificationTexts(*_article_6_texts())
    everything = duties_of(evaluation, clock(), ("applies", "unknown", "no"))
    makers = {
        "Duty register": partial(duty_register_document, everything, name, today, plan.objectives.statement),
        "DPIA screening": partial(dpia_document, evaluation, name, today),
        "Classification note": partial(classification_document, evaluation, texts, name, today),
    }
    with st.container(horizontal=True):
        for title, make in makers.items():
            st.download_button(
                f"{title} (Word)",
                partial(_as_word, make),
                f"{title.lower().replace(' ', '-')}.docx",
                icon=":material/description:",
                on_click="ignore",
            )


def _as_word(make: Callable[[], Document]) -> bytes:
    return as_docx(make())
