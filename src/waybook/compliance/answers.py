"""Answers: what they may look like, and every fault in them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waybook.compliance.logic import Tri
from waybook.compliance.questions import UNKNOWN

if TYPE_CHECKING:
    from waybook.compliance.rulebook import RuleBook

Answers = Mapping[str, Sequence[str]]
"""Question id -> option ids. A question that is absent, empty or `unknown` is "I don't know yet"."""


class AnswersRefused(ValueError):
    """Answers that contradict themselves or the questions. `problems` holds one sentence for each fault."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def split(answers: Answers) -> tuple[dict[str, frozenset[str]], set[str]]:
    """Options chosen by question, and the questions answered with `unknown` (alone or beside other options)."""
    given: dict[str, frozenset[str]] = {}
    unsure: set[str] = set()
    for question, options in answers.items():
        chosen = frozenset(options)
        if not chosen or UNKNOWN in chosen:
            unsure.add(question)
        given[question] = chosen - {UNKNOWN}
    return given, unsure


def known_ids_problems(answers: Answers, book: RuleBook) -> list[str]:
    """Questions and options that do not exist."""
    problems = []
    for key, options in answers.items():
        question = book.questions.get(key)
        if question is None:
            problems.append(f"'{key}' is not a question{_did_you_mean(key, book.questions)}.")
            continue
        for option in options:
            if option != UNKNOWN and option not in question.option_ids:
                problems.append(
                    f"'{key}': '{option}' is not one of its options{_did_you_mean(option, question.option_ids)}."
                )
    return problems


def understood(answers: Answers, book: RuleBook) -> dict[str, list[str]]:
    """The answers without questions and options that do not exist."""
    return {
        key: [option for option in options if option == UNKNOWN or option in book.questions[key].option_ids]
        for key, options in answers.items()
        if key in book.questions
    }


def contradictions(answers: Answers, book: RuleBook) -> list[str]:
    """Answers that exclude one another, or are given twice."""
    problems = []
    for key, options in answers.items():
        question = book.questions[key]
        chosen = list(dict.fromkeys(options))
        if len(chosen) != len(options):
            problems.append(f"'{key}': an option is given twice.")
        if len(chosen) > 1 and not question.multiple:
            problems.append(f"'{key}' takes one option but has {len(chosen)}: {_listed(chosen)}.")
        elif len(chosen) > 1:
            for option in question.options:
                if option.exclusive and option.id in chosen:
                    others = [other for other in chosen if other != option.id]
                    problems.append(f"'{key}': '{option.id}' contradicts {_listed(others)}.")
    return problems


def check_answers(answers: Answers, book: RuleBook) -> list[str]:
    """Every fault as a sentence that names the question: unknown ids, contradictions, answers to skipped questions."""
    unknown = known_ids_problems(answers, book)
    problems = unknown + contradictions(understood(answers, book), book)
    if unknown:
        return problems  # what they were meant to say may decide which questions are skipped
    given, unsure = split(answers)
    values = book.network.run(given, frozenset(unsure | (set(book.questions) - set(given))))
    for key, chosen_options in given.items():
        question = book.questions[key]
        if chosen_options and question.gate is not None and book.network.value(f"shown {key}", values) == Tri.F:
            because = _listed(sorted(book.network.grounds(f"shown {key}", values)))
            problems.append(
                f"'{key}' is answered but skipped: it is asked only when {question.shown_when}, "
                f"which the answer to {because} rules out."
            )
    return problems


def read_answers(path: Path, book: RuleBook) -> dict[str, list[str]]:
    """Answers from a JSON file that maps question ids to lists of option ids.

    Raises:
        AnswersRefused: with one sentence for each fault, each naming the file and the key.
    """
    name = path.name
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        repeated.extend(key for key in dict.fromkeys(keys) if keys.count(key) > 1)
        return dict(items)

    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=pairs)
    except FileNotFoundError:
        raise AnswersRefused([f"{name}: there is no such file."]) from None
    except OSError as problem:
        raise AnswersRefused([f"{name}: cannot be read ({problem.strerror})."]) from None
    except UnicodeDecodeError:
        raise AnswersRefused([f"{name}: is not UTF-8 text."]) from None
    except json.JSONDecodeError as problem:
        raise AnswersRefused([f"{name}, line {problem.lineno}: is not valid JSON ({problem.msg})."]) from None
    except RecursionError:
        raise AnswersRefused([f"{name}: is nested too deeply."]) from None
    if not isinstance(found, dict):
        raise AnswersRefused([f"{name}: must be an object that maps question ids to lists of option ids."])
    problems = [f"{name}: '{key}' is given twice." for key in repeated]
    answers: dict[str, list[str]] = {}
    for key, options in found.items():
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
            problems.append(f"{name}: '{key}' must be a list of option ids such as [\"{_example(key, book)}\"].")
        else:
            answers[key] = options
    problems += [f"{name}: {problem}" for problem in check_answers(answers, book)]
    if problems:
        raise AnswersRefused(problems)
    return answers


def _example(key: str, book: RuleBook) -> str:
    question = book.questions.get(key)
    return question.option_ids[0] if question else UNKNOWN


def _listed(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def _did_you_mean(word: str, words: Iterable[str]) -> str:
    close = get_close_matches(word, list(words), n=1)
    return f"; did you mean '{close[0]}'" if close else ""
