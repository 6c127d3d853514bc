"""What must hold for any answers: hiding never clears, complete answers leave nothing open, reasons are reasons."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compliance.worked import cases
from waybook.compliance import check_answers, evaluate, rule_book, what_answering_settles
from waybook.compliance.duties import days_of
from waybook.compliance.evaluation import Evaluation
from waybook.compliance.logic import Tri
from waybook.compliance.tier import TIERS, UNDETERMINED

BOOK = rule_book()
SEVERITY = {tier: i for i, tier in enumerate([*TIERS, UNDETERMINED][::-1])}

Given = dict[str, list[str]]


def pick(question: str, chance: random.Random) -> list[str]:
    """A valid answer, sometimes incomplete on purpose elsewhere."""
    asked = BOOK.questions[question]
    alone = [o.id for o in asked.options if o.exclusive]
    others = [o.id for o in asked.options if not o.exclusive]
    if not asked.multiple:
        return [chance.choice(asked.option_ids)]
    if alone and chance.random() < 0.35:
        return [chance.choice(alone)]
    return chance.sample(others, chance.randint(1, min(3, len(others))))


def complete(seed: int) -> Given:
    """Answers to every question that is shown, and to no other."""
    chance = random.Random(seed)
    answers: Given = {}
    for question in BOOK.questions:
        if evaluate(answers).shown(question) == Tri.T:
            answers[question] = pick(question, chance)
    return answers


def anything(seed: int) -> Given:
    """Answers to any questions, skipped ones too, contradictions included."""
    chance = random.Random(seed)
    return {
        question.id: chance.sample(question.option_ids, chance.randint(1, min(3, len(question.option_ids))))
        for question in BOOK.questions.values()
        if chance.random() < 0.8
    }


def hidden(answers: Given, seed: int) -> Given:
    """Some answers taken away, some only made incomplete."""
    chance = random.Random(seed)
    left: Given = {}
    for question, options in answers.items():
        roll = chance.random()
        if roll < 0.2:
            continue
        if roll < 0.3:
            left[question] = [*chance.sample(options, chance.randint(0, len(options))), "unknown"]
        else:
            left[question] = options
    return left


def check_hiding(full: Evaluation, less: Evaluation) -> None:
    for rule, status in less.statuses.items():
        assert status in ("unknown", full.statuses[rule]), rule
    for fact in ("high", "dpia_required", "minimal", "a3_filtered"):
        assert less.fact(fact) in (Tri.U, full.fact(fact)), fact
    low, high = days_of(full)
    less_low, less_high = days_of(less)
    assert less_low <= low + 1e-9
    assert less_high >= high - 1e-9
    assert SEVERITY[less.tier.worst] >= SEVERITY[full.tier.worst]
    assert SEVERITY[less.tier.certain] <= SEVERITY[full.tier.certain]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_hiding_answers_can_only_open_a_rule(answers_seed, hiding_seed):
    answers = complete(answers_seed)
    check_hiding(evaluate(answers), evaluate(hidden(answers, hiding_seed)))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_hiding_holds_for_contradictory_answers_too(answers_seed, hiding_seed):
    answers = anything(answers_seed)
    check_hiding(evaluate(answers), evaluate(hidden(answers, hiding_seed)))


def test_hiding_each_answer_of_a_third_of_the_cases():
    for case in cases()[::3]:
        full = evaluate(case.answers)
        for question in case.answers:
            less = {q: o for q, o in case.answers.items() if q != question}
            check_hiding(full, evaluate(less))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_complete_answers_leave_nothing_open(seed):
    answers = complete(seed)
    assert check_answers(answers, BOOK) == []
    result = evaluate(answers)
    assert "unknown" not in result.statuses.values()
    assert result.tier.settled
    assert result.tier.ask == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_answering_what_is_asked_settles_it(answers_seed, hiding_seed):
    answers = complete(answers_seed)
    shorter = hidden(answers, hiding_seed)
    full, less = evaluate(answers), evaluate(shorter)
    restored = evaluate(shorter | {q: answers[q] for q in less.tier.ask if q in answers})
    assert restored.tier == full.tier
    for rule, status in less.statuses.items():
        asked = less.asks(rule)
        assert bool(asked) == (status == "unknown")
        if asked:
            again = evaluate(shorter | {q: answers[q] for q in asked if q in answers})
            assert again.status(rule) == full.status(rule), rule
            # Of what is asked, something can be answered now: it is not all waiting for other answers.
            assert any(less.shown(question) == Tri.T for question in asked)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_the_reasons_given_are_enough(seed, valid):
    answers = complete(seed) if valid else anything(seed)
    result = evaluate(answers)
    for rule, status in result.statuses.items():
        if status != "unknown":
            because = result.because(rule)
            assert evaluate({q: answers[q] for q in because if q in answers}).status(rule) == status, rule


@pytest.mark.parametrize("question", BOOK.questions)
def test_what_answering_settles_is_what_answering_gives(question):
    case = next(case for case in cases() if case.id == "story-cv")
    answers = {q: o for q, o in case.answers.items() if q != question}
    settling = what_answering_settles(answers, question)
    now = evaluate(answers)
    assert settling.days_now == days_of(now, bucket="compliance")
    for effect in settling.options:
        after = evaluate(answers | {question: [effect.option]})
        assert effect.days == days_of(after, bucket="compliance")
        assert effect.tier == after.tier
        for rule in effect.applies:
            assert (now.status(rule), after.status(rule)) == ("unknown", "applies")
        for rule in effect.ruled_out:
            assert (now.status(rule), after.status(rule)) == ("unknown", "no")
    removed = [(settling.days_now[1] - settling.days_now[0]) - (e.days[1] - e.days[0]) for e in settling.options]
    assert settling.range_removed[0] == pytest.approx(min(removed))
    assert min(removed) >= -1e-9
