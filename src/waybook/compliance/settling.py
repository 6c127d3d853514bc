"""Which question to ask next, and what its answer would settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from waybook.compliance.answers import Answers
from waybook.compliance.duties import days_of
from waybook.compliance.evaluation import Evaluation, evaluate
from waybook.compliance.logic import Tri
from waybook.compliance.questions import UNKNOWN
from waybook.compliance.rulebook import RuleBook, rule_book
from waybook.compliance.tier import Tier

Visibility = Literal["shown", "waiting", "skipped"]

_VISIBILITY: tuple[Visibility, Visibility, Visibility] = ("skipped", "waiting", "shown")


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """What choosing one option alone would do: the rules it would make apply, those it would rule out, how many stay
    open, the AI Act class and the person-days on top of the build then."""

    option: str
    label: str
    applies: tuple[str, ...]
    ruled_out: tuple[str, ...]
    still_open: int
    tier: Tier
    days: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Settling:
    """What a question decides, given the other answers.

    `opens` counts the rules that are open and wait for it. `days_now` is the range of person-days on top of the build
    while it is unknown; `range_removed` the least, mean and most by which one answer alone would shrink its width.
    """

    question: str
    opens: int
    days_now: tuple[float, float]
    range_removed: tuple[float, float, float]
    options: tuple[OptionEffect, ...]

    def sentence(self) -> str:
        """One line to show beside the question."""
        least, _, most = self.range_removed
        if most <= 0 and not self.opens:
            return "Settles nothing that the other answers leave open."
        rules = "1 rule waits" if self.opens == 1 else f"{self.opens} rules wait"
        if round(most) <= 0:
            return f"{rules} for this answer; alone it takes no days off the range, together with others it does."
        width = f"{most:.0f}" if round(least) == round(most) else f"{least:.0f} to {most:.0f}"
        return f"{rules} for this answer; alone it takes {width} days off the range."


def what_answering_settles(answers: Answers, question: str, book: RuleBook | None = None) -> Settling:
    """Try every option of a question, alone, in place of what it holds now.

    Raises:
        AnswersRefused: a question or option that does not exist.
    """
    book = book or rule_book()
    before = evaluate({**answers, question: [UNKNOWN]}, book)
    now = days_of(before, bucket="compliance")
    effects = []
    for option in book.questions[question].options:
        after = evaluate({**answers, question: [option.id]}, book)
        changed = [
            (rule, status) for rule, status in after.statuses.items()
            if before.statuses[rule] == "unknown" and status != "unknown"
        ]  # fmt: skip
        effects.append(
            OptionEffect(
                option.id,
                option.label,
                tuple(rule for rule, status in changed if status == "applies"),
                tuple(rule for rule, status in changed if status == "no"),
                sum(status == "unknown" for status in after.statuses.values()),
                after.tier,
                days_of(after, bucket="compliance"),
            )
        )
    removed = [(now[1] - now[0]) - (effect.days[1] - effect.days[0]) for effect in effects]
    opens = sum(
        question in before.asks(rule) for rule, status in before.statuses.items() if status == "unknown"
    )  # fmt: skip
    return Settling(question, opens, now, (min(removed), sum(removed) / len(removed), max(removed)), tuple(effects))


def deciding_questions(count: int = 5, book: RuleBook | None = None) -> list[str]:
    """The questions that decide most when nothing is known, in the order they are asked.

    Weighs equally how often the AI Act class, and how many rules, stay open without the answer (measured on cases; the
    columns of questions.csv).
    """
    questions = list((book or rule_book()).questions.values())
    most_tier = max(q.tier_opens for q in questions)
    most_rules = max(q.rules_opened for q in questions)
    ranked = sorted(questions, key=lambda q: -(q.tier_opens / most_tier + q.rules_opened / most_rules))
    return [q.id for q in sorted(ranked[:count], key=lambda q: q.order)]


def next_questions(answers: Answers, count: int = 5, book: RuleBook | None = None) -> list[Settling]:
    """The open questions that settle most now, the most telling first.

    Three shares are added: rules that wait for the answer, mean days it takes off the range, and, while it bears on the
    AI Act class, how often that class hangs on it (`tier_opens`). A question that another answer may still skip comes
    behind those that are asked for certain.
    """
    book = book or rule_book()
    evaluation = evaluate(answers, book)
    open_ = [q for q in book.questions if q in evaluation.unsure and evaluation.shown(q) != Tri.F]
    found = [what_answering_settles(answers, q, book) for q in open_]
    most_rules = max((s.opens for s in found), default=0) or 1
    most_days = max((s.range_removed[1] for s in found), default=0.0)
    most_tier = max(q.tier_opens for q in book.questions.values())

    def worth(settling: Settling) -> float:
        question = book.questions[settling.question]
        days = settling.range_removed[1] / most_days if most_days > 0 else 0.0
        tier = question.tier_opens / most_tier if question.id in evaluation.tier.ask else 0.0
        return settling.opens / most_rules + days + tier

    found.sort(key=lambda s: (evaluation.shown(s.question) != Tri.T, -worth(s), book.questions[s.question].order))
    return found[:count]


def visibility(evaluation: Evaluation) -> dict[str, Visibility]:
    """For every question: shown, waiting for an earlier answer, or skipped.

    A waiting question may be answered already; its answer counts once the earlier one does not rule it out.
    """
    return {question: _VISIBILITY[evaluation.shown(question)] for question in evaluation.book.questions}
