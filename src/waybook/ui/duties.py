"""Compliance on screen: the questions, where the plan stands, and the register of duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from waybook.compliance import (
    Clock,
    Evaluation,
    deciding_questions,
    late_compliance,
    matrix,
    rule_book,
    suggested_answers,
    summary,
    visibility,
    what_answering_settles,
)
from waybook.compliance.clock import CLOCK_LABELS, stale_packs, timeline
from waybook.compliance.document import Document, as_docx
from waybook.compliance.duties import duties_of
from waybook.compliance.evaluation import STATUS_LABELS
from waybook.compliance.matrix import DEMAND_LABELS
from waybook.compliance.questions import UNKNOWN, UNKNOWN_LABEL, Question
from waybook.compliance.records import (
    ClassificationTexts,
    classification_document,
    dpia_document,
    duty_register_document,
)
from waybook.plan.document import INDUSTRIES
from waybook.ui import desk, wording


def most_deciding(evaluation: Evaluation, count: int) -> tuple[list[str], list[str]]:
    """Of the questions that the answers leave, the `count` that decide most, and the others; both in their order."""
    shown = visibility(evaluation)
    left = [question for question in evaluation.book.questions if shown[question] != "skipped"]
    first: list[str] = []
    for most in range(count, len(evaluation.book.questions) + 1):
        first = [question for question in deciding_questions(most, evaluation.book) if question in left]
        if len(first) >= count:
            break
    return first, [question for question in left if question not in first]


def ask_question(question_id: str, evaluation: Evaluation) -> None:
    """One question with its reason; no choice is 'I don't know yet'."""
    question = evaluation.book.questions[question_id]
    path = f"compliance.answers.{question_id}"
    desk.desk().asked.append(path)
    chosen = list(desk.plan().compliance.answers.get(question_id, []))
    why = wording.plain(f"{question.why} ({question.article})")
    if question.multiple:
        st.multiselect(
            question.text,
            [*question.option_ids],
            default=[option for option in chosen if option in question.option_ids],
            format_func=question.label,
            placeholder=UNKNOWN_LABEL,
            help=why,
            **desk.edits(path, lambda after: consistent(question, chosen, after)),
        )
    else:
        options = [UNKNOWN, *question.option_ids]
        st.selectbox(
            question.text,
            options,
            index=options.index(chosen[0]) if chosen and chosen[0] in options else 0,
            format_func=question.label,
            filter_mode=None,
            help=why,
            **desk.edits(path, lambda option: [] if option == UNKNOWN else [option]),
        )
    for fault in desk.desk().faults.get(path, []):
        st.error(wording.plain(fault), icon=":material/error:")
    if not chosen:
        st.caption(wording.plain(what_answering_settles(evaluation_answers(evaluation), question_id).sentence()))


def evaluation_answers(evaluation: Evaluation) -> dict[str, list[str]]:
    """The answers behind an evaluation."""
    return {question: sorted(options) for question, options in evaluation.given.items() if options}


def consistent(question: Question, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """A choice without contradiction: the newest option wins over those it excludes."""
    new = [option for option in after if option not in before]
    exclusive = {option.id for option in question.options if option.exclusive}
    if new and new[-1] in exclusive:
        return [new[-1]]
    return [option for option in after if option not in exclusive] if new else list(after)


def standing(evaluation: Evaluation) -> None:
    """The class under the AI Act, the days and the longest wait, with what missing answers may add."""
    load = summary(evaluation_answers(evaluation))
    with st.container(border=True):
        st.markdown(f"**{wording.plain(load.tier.sentence().partition(' Decided by:')[0])}**")
        if load.tier.ask:
            titles = [evaluation.book.questions[question].title for question in load.tier.ask]
            rest = f" and {len(titles) - 4} more" if len(titles) > 4 else ""
            st.caption(wording.plain(f"Decided by: {', '.join(titles[:4])}{rest}."))
        more = f"up to {load.days_unknown_high:.0f} more while answers are missing" if load.days_unknown_high else None
        st.metric(
            "Person-days on top of the build", f"{load.days_low:.0f}–{load.days_high:.0f}", more,
            delta_color="off", delta_arrow="off",
        )  # fmt: skip
        lead = load.lead_weeks_unknown_high
        st.metric(
            "Longest wait, weeks", f"{load.lead_weeks_low:.0f}–{load.lead_weeks_high:.0f}",
            f"up to {lead:.0f} more while answers are missing" if lead else None,
            delta_color="off", delta_arrow="off",
        )  # fmt: skip
        st.metric(
            "Duties that apply", f"{load.rules_sure}", f"{load.rules_unknown} cannot be ruled out yet",
            delta_color="off", delta_arrow="off",
        )  # fmt: skip


def register(evaluation: Evaluation) -> None:
    """Duties and the nine items of the framework, as tables."""
    plan = desk.plan()
    live = _go_live()
    found = duties_of(evaluation, Clock(dt.date.today(), live))
    st.subheader("What follows", anchor=False)
    duties_tab, items_tab, dates_tab = st.tabs([f"Duties: {len(found)}", "The nine items", "Dates of the law"])
    with duties_tab:
        st.dataframe(
            pd.DataFrame(
                [
                    {
                        "Duty": duty.title, "Status": STATUS_LABELS[duty.status], "Why": duty.reason,
                        "Owner": duty.owner, "Stage": duty.stage.capitalize(),
                        "Days": f"{duty.days_low:g}–{duty.days_high:g}"
                        + ("" if duty.bucket == "compliance" else " (in the build)"),
                        "Wait, weeks": f"{duty.lead_weeks_low:g}–{duty.lead_weeks_high:g}",
                        "When": CLOCK_LABELS[duty.clock], "Article": duty.article, "Id": duty.id,
                    }
                    for duty in found
                ]
            ),
            hide_index=True, height=320,
            column_config={"Duty": st.column_config.TextColumn(width="medium"),
                           "Why": st.column_config.TextColumn(width="large")},
        )  # fmt: skip
        if live is None:
            st.caption(f"Set against today and the project start, {plan.start:%d %B %Y}; no go-live date yet.")
    with items_tab:
        st.dataframe(
            pd.DataFrame(
                [
                    {"Item": row.name, "Question": row.question, "Demand": DEMAND_LABELS[row.demand], "Why": row.why}
                    for row in matrix(evaluation)
                ]
            ),
            hide_index=True,
            column_config={"Why": st.column_config.TextColumn(width="large")},
        )
    with dates_tab:
        _dates(evaluation, live)


def _dates(evaluation: Evaluation, live: dt.date | None) -> None:
    """The legal timeline against the plan's own go-live, and which packs rest on old evidence."""
    clock = Clock(dt.date.today(), live)
    rows = [
        {
            "Date": one.moment.date,
            "What": one.moment.title,
            "Law": one.moment.law,
            "For this plan": CLOCK_LABELS[one.status],
            "Rules of yours": one.touches,
            "Evidence": EVIDENCE[one.evidence],
        }
        for one in timeline(evaluation, clock)
    ]
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, column_config={"Date": st.column_config.DateColumn(format="DD/MM/YYYY")}
    )
    old = [evaluation.book.packs[pack].title for pack in stale_packs(clock, evaluation.book)]
    if old:
        st.caption(wording.plain(f"Evidence older than 90 days, or undated: {', '.join(old)}."))


def usual_in_the_sector() -> None:
    """Offer the answers that the plan's industry suggests; nothing is answered without the click."""
    plan = desk.plan()
    suggested = {
        question: options
        for question, options in suggested_answers(SECTORS.get(plan.industry, plan.industry), ("UK", "EU")).items()
        if not plan.compliance.answers.get(question)
    }
    if not suggested:
        return
    book = rule_book()
    words = "; ".join(
        f"{book.questions[question].title}: {', '.join(book.questions[question].label(one) for one in options)}"
        for question, options in suggested.items()
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Take what is usual in {INDUSTRIES[plan.industry].lower()}",
            icon=":material/auto_awesome:",
            on_click=desk.change,
            args=(
                {f"compliance.answers.{question}": options for question, options in suggested.items()},
                "Usual answers",
            ),
        )
        st.caption(wording.plain(words))


SECTORS = {
    "retail": "retail",
    "financial_services": "finance",
    "healthcare": "health",
    "manufacturing": "manufacturing",
}
EVIDENCE = {"fresh": "fresh", "stale": "older than 90 days", "undated": "undated"}


def price_of_late(evaluation: Evaluation) -> None:
    """What it costs to begin with compliance in Engineering."""
    late = late_compliance(evaluation)
    low, likely, high = (f"{weeks:.0f}" for weeks in late.delay_weeks)
    rework = [f"{days:.0f}" for days in late.rework_days]
    if late.surely_late:
        st.caption(
            f"Starting in Engineering: {likely} weeks later ({low} to {high}) and "
            f"{rework[1]} person-days of rework ({rework[0]} to {rework[2]}). " + wording.plain(late.basis)
        )


def records(evaluation: Evaluation) -> None:
    """The three records as Word files: duty register, DPIA screening, classification note."""
    plan, today = desk.plan(), dt.date.today()
    name = plan.name or "Untitled plan"
    texts = ClassificationTexts(
        plan.compliance.purpose_text,
        plan.compliance.annex_text,
        plan.compliance.condition_text,
        plan.compliance.profiling_text,
    )
    everything = duties_of(evaluation, Clock(today, _go_live()), ("applies", "unknown", "no"))
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


def _go_live() -> dt.date | None:
    """The day of the median go-live, where there is an estimate."""
    found = desk.results_or_none()
    return None if found is None else desk.plan().start + dt.timedelta(days=found.months.p50 * 365.25 / 12)
