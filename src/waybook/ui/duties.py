"""Compliance on screen: the questions, where the plan stands, and the register of duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import streamlit as st

from waybook.answer_prices import WEEKS_A_MONTH
from waybook.compliance import (
    Evaluation,
    Settling,
    deciding_questions,
    late_compliance,
    next_questions,
    rule_book,
    summary,
    visibility,
)
from waybook.compliance.document import Document, as_docx
from waybook.compliance.duties import duties_of
from waybook.compliance.logic import Tri
from waybook.compliance.questions import UNKNOWN, UNKNOWN_LABEL, Question
from waybook.compliance.records import (
    ARTICLE_6_HEADINGS,
    ClassificationTexts,
    assessment_owed,
    classification_document,
    dpia_document,
    duty_register_document,
)
from waybook.estimate import estimate
from waybook.model import PlanProblem
from waybook.plan import read, write
from waybook.plan.fields import replaced
from waybook.reference import load as load_reference
from waybook.ui import charts, desk, guidance, wording
from waybook.ui.ask import ask
from waybook.ui.charts_law import days_range
from waybook.ui.law_register import clock

FIVE = 5
_FIRST, _OF = "compliance first", "compliance first of"


def five(evaluation: Evaluation) -> tuple[list[str], list[str]]:
    """The five questions on top and the others. They keep their places while they are answered, until somebody asks for
    the next."""
    here = st.session_state
    if here.get(_OF) and here.get(_OF) != desk.desk().plan_id:
        here.pop(_FIRST, None)
    first, rest = most_deciding(evaluation, FIVE, here.get(_FIRST, ()))
    here[_FIRST], here[_OF] = first, desk.desk().plan_id
    return first, rest


def most_deciding(evaluation: Evaluation, count: int, keep: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Of the questions that the answers leave, the `count` that settle most now, and the others; both in their order.

    Those of `keep` come first. Where fewer are open, the answered ones that decide most fill up.
    """
    shown, order = visibility(evaluation), list(evaluation.book.questions)
    left = [question for question in order if shown[question] != "skipped"]
    ranked = [*keep, *_settled(evaluation), *deciding_questions(len(order), evaluation.book)]
    first = [question for question in dict.fromkeys(ranked) if question in left][:count]
    return sorted(first, key=order.index), [question for question in left if question not in first]


def next_five(evaluation: Evaluation, first: Sequence[str]) -> None:
    """The way to the next questions once those on top are answered."""
    open_ = [question for question in _settled(evaluation) if question not in first]
    if open_ and all(evaluation.given.get(question) for question in first):
        words = f"The next {min(FIVE, len(open_))} questions" if len(open_) > 1 else "The last question"
        st.button(words, icon=":material/arrow_downward:", type="primary", on_click=_put_first, args=(open_[:FIVE],))


def _put_first(questions: Sequence[str]) -> None:
    st.session_state[_FIRST] = list(questions)


def _settled(evaluation: Evaluation) -> dict[str, Settling]:
    """What each open question would settle, the most telling first."""
    return _settling(tuple((question, tuple(options)) for question, options in evaluation_answers(evaluation).items()))


@lru_cache(maxsize=32)
def _settling(answers: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Settling]:
    return {one.question: one for one in next_questions(dict(answers), len(rule_book().questions))}


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
    if not chosen and question_id in _settled(evaluation):
        st.caption(wording.plain(_settled(evaluation)[question_id].sentence()))


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
    load, most = summary(evaluation_answers(evaluation)), summary({})
    counted = load_reference().parameters["unknown_duty_share"].value
    with st.container(border=True):
        st.markdown(f"**{wording.plain(load.tier.sentence())}**")
        deciding = [question for question in _settled(evaluation) if question in load.tier.ask][:FIVE]
        if deciding and load.tier.worst != "out_of_scope":
            st.button("Ask these first", icon=":material/vertical_align_top:", on_click=_put_first, args=(deciding,))
        more = f"up to {load.days_unknown_high:,.0f} more while answers are missing" if load.days_unknown_high else None
        st.metric(
            "Person-days on top of the build", f"{load.days_low:.0f}–{load.days_high:.0f}", more,
            delta_color="off", delta_arrow="off",
            help="Dark: the least that is sure. Middle: the most that is sure. Pale: what cannot be ruled out. The end "
            f"of the scale is a plan without answers. The estimate counts {wording.percent(counted)} of the pale part, "
            "because most of it never applies.",
        )  # fmt: skip
        charts.draw(days_range(load, most.days_high + most.days_unknown_high, charts.look()), "days of duties")
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
