"""Answers in, a result for every rule out: applies, cannot be ruled out, or does not apply, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from waybook.compliance.answers import Answers, AnswersRefused, known_ids_problems, split
from waybook.compliance.logic import Tri
from waybook.compliance.questions import UNKNOWN
from waybook.compliance.rulebook import RuleBook, rule_book
from waybook.compliance.rules import Rule
from waybook.compliance.tier import TIER_FACTS, Tier, interval

Status = Literal["applies", "unknown", "no"]

STATUS_LABELS: dict[Status, str] = {"applies": "Applies", "unknown": "Cannot be ruled out", "no": "Does not apply"}

_STATUS: tuple[Status, Status, Status] = ("no", "unknown", "applies")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's result, and `sentence` to say it in words.

    `ask`: the questions that settle an unknown one; `because`: those a settled one rests on; both in question order.
    """

    rule: Rule
    status: Status
    ask: tuple[str, ...]
    because: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Evaluation:
    """One run of the rule base over one set of answers."""

    book: RuleBook
    given: Mapping[str, frozenset[str]]
    unsure: frozenset[str]
    values: list[int]

    @property
    def answers(self) -> dict[str, list[str]]:
        """The answers that gave this, options in the questions' order, `unknown` last where an answer is incomplete."""
        return {
            question: [o for o in self.book.questions[question].option_ids if o in chosen]
            + ([UNKNOWN] if question in self.unsure else [])
            for question, chosen in self.given.items()
        }

    def fact(self, name: str) -> Tri:
        """A fact's value."""
        return self.book.network.value(name, self.values)

    def status(self, rule: str) -> Status:
        """A rule's result."""
        return _STATUS[self.values[self.book.network.index[rule]]]

    @cached_property
    def statuses(self) -> dict[str, Status]:
        """Every rule's result, in the table's order."""
        index, values = self.book.network.index, self.values
        return {rule: _STATUS[values[index[rule]]] for rule in self.book.rules}

    def shown(self, question: str) -> Tri:
        """Whether a question is asked: true, not yet known, or false for a skipped one."""
        gated = self.book.questions[question].gate is not None
        return self.fact(f"shown {question}") if gated else Tri.T

    def asks(self, name: str) -> tuple[str, ...]:
        """The questions that settle a rule or fact, in question order; empty when it is settled."""
        return self._ordered(self.book.network.asks(name, self.values))

    def because(self, name: str) -> tuple[str, ...]:
        """The questions a settled rule or fact rests on, in question order."""
        return self._ordered(self.book.network.grounds(name, self.values))

    @cached_property
    def tier(self) -> Tier:
        """The AI Act class as an interval."""
        facts = {name: self.fact(name) for name in TIER_FACTS.values()}
        certain, worst = interval(self.fact("ai_act_scope"), facts)
        if certain == worst:
            return Tier(certain, worst, ())
        ask: set[str] = set(self.book.network.asks("ai_act_scope", self.values))
        for tier, name in TIER_FACTS.items():
            if tier == certain:
                break  # what is milder than the certain class cannot change the interval
            ask |= self.book.network.asks(name, self.values)
        ordered = self._ordered(ask)
        return Tier(certain, worst, ordered, tuple(self.book.questions[question].title for question in ordered))

    def finding(self, rule_id: str) -> Finding:
        """A rule's result with its reason."""
        status = self.status(rule_id)
        ask, because = self.asks(rule_id), self.because(rule_id)
        if status == "unknown":
            now = [q for q in ask if self.shown(q) == Tri.T]
            sentence = f"Cannot be ruled out: answer {self._titles(now)}"
            sentence += f"; then, if asked, {self._titles([q for q in ask if q not in now])}." if now != [*ask] else "."
        elif not because:
            sentence = "Applies to every AI project."
        else:
            start = "Applies" if status == "applies" else "Does not apply"
            sentence = f"{start} because you answered {_and([self.answer_text(q) for q in because])}."
        return Finding(self.book.rules[rule_id], status, ask, because, sentence)

    def findings(self) -> list[Finding]:
        """Every rule's result with its reason, in the table's order."""
        return [self.finding(rule) for rule in self.book.rules]

    def answer_text(self, question: str) -> str:
        """An answer as it is quoted in a reason: “title: option, option”."""
        chosen = self.given.get(question, frozenset())
        asked = self.book.questions[question]
        labels = [option.short for option in asked.options if option.id in chosen]
        return f"“{asked.title}: {', '.join(labels) or 'not asked'}”"

    def _titles(self, questions: list[str]) -> str:
        return _and([f"“{self.book.questions[q].title}”" for q in questions])

    def _ordered(self, questions: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(questions, key=lambda q: self.book.questions[q].order))


def evaluate(answers: Answers, book: RuleBook | None = None) -> Evaluation:
    """Run every rule. Answers to skipped questions count for nothing; contradictions are read with caution.

    Raises:
        AnswersRefused: a question or option that does not exist.
    """
    book = book or rule_book()
    if problems := known_ids_problems(answers, book):
        raise AnswersRefused(problems)
    given, unsure = split(answers)
    open_questions = frozenset(unsure | (book.questions.keys() - given.keys()))
    return Evaluation(book, given, open_questions, book.network.run(given, open_questions))


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
