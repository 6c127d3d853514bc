"""The compliance questions on screen: which come first, what each would settle, and choices without contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from waybook.compliance import (
    Evaluation,
    Settling,
    contradictions,
    deciding_questions,
    evaluate,
    known_ids_problems,
    next_questions,
    rule_book,
    understood,
    visibility,
)
from waybook.compliance.questions import UNKNOWN, UNKNOWN_LABEL, Question
from waybook.ui import charts, desk, wording, worth

FIVE = 5
PERHAPS_MORE = "Perhaps more: I don't know yet"
_FIRST, _OF = "compliance first", "compliance first of"


def evaluation_of_plan() -> Evaluation:
    """What follows from the plan's answers. Those that are not understood, from a file, are named and left out."""
    answers, book = desk.plan().compliance.answers, rule_book()
    kept = understood(answers, book)
    strange = known_ids_problems(answers, book)
    for problem in [*strange, *contradictions(kept, book)]:
        st.warning(wording.plain(problem), icon=":material/warning:")
    if strange:
        change = ({"compliance.answers": kept}, "Answers that are not understood")
        st.button("Leave out what is not understood", icon=":material/delete:", on_click=desk.change, args=change)
    return evaluate(kept, book)


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
    ranked = [*keep, *settled(evaluation), *deciding_questions(len(order), evaluation.book)]
    first = [question for question in dict.fromkeys(ranked) if question in left][:count]
    return sorted(first, key=order.index), [question for question in left if question not in first]


def next_five(evaluation: Evaluation, first: Sequence[str]) -> None:
    """The way to the next questions once those on top are answered."""
    open_ = [question for question in settled(evaluation) if question not in first]
    if open_ and all(evaluation.given.get(question) for question in first):
        words = f"The next {min(FIVE, len(open_))} questions" if len(open_) > 1 else "The last question"
        st.button(words, icon=":material/arrow_downward:", type="primary", on_click=put_first, args=(open_[:FIVE],))


def put_first(questions: Sequence[str]) -> None:
    st.session_state[_FIRST] = list(questions)


def settled(evaluation: Evaluation) -> dict[str, Settling]:
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
        options = [*question.option_ids, UNKNOWN]
        st.multiselect(
            question.text,
            options,
            default=[option for option in chosen if option in options],
            format_func=lambda option: PERHAPS_MORE if option == UNKNOWN else question.label(option),
            placeholder=UNKNOWN_LABEL,
            select_all=False,
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
    worth.hold(path)
    if question_id not in settled(evaluation):
        return
    if evaluation.given.get(question_id):
        st.caption("Counted as incomplete: what else it may be stays open.")
        return
    settling = settled(evaluation)[question_id]
    each = st.popover(
        wording.plain(settling.sentence()), type="tertiary", key=f"effects of {question_id}", on_change="rerun",
        help="What each answer would do",
    )  # fmt: skip
    if each.open:
        with each:
            _effects(settling)


def _effects(settling: Settling) -> None:
    st.caption(
        "Each answer alone, everything else as it stands. Days on top of the build now: " + _days(settling.days_now)
    )
    charts.sourced(
        "what an answer settles",
        "What each answer would do",
        ("Answer", "AI Act class then", "Days then", "Duties that then apply", "Ruled out", "Still open"),
        [
            (
                effect.label, effect.tier.short(), _days(effect.days), f"{len(effect.applies)} more",
                f"{len(effect.ruled_out)}", f"{effect.still_open}",
            )
            for effect in settling.options
        ],
        place=f" {settling.question}",
    )  # fmt: skip


def _days(days: tuple[float, float]) -> str:
    return f"{days[0]:,.0f}–{days[1]:,.0f}"


def evaluation_answers(evaluation: Evaluation) -> dict[str, list[str]]:
    """The answers behind an evaluation, without those that say nothing."""
    return {question: options for question, options in evaluation.answers.items() if options and options != [UNKNOWN]}


def consistent(question: Question, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """A choice without contradiction: the newest option wins over those it excludes; "perhaps more" alone is none."""
    new = [option for option in after if option not in before]
    exclusive = {option.id for option in question.options if option.exclusive}
    if new and new[-1] in exclusive:
        return [new[-1]]
    kept = [option for option in after if option not in exclusive] if new else list(after)
    return [] if kept == [UNKNOWN] else kept
