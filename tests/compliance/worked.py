"""The worked cases: read from cases.csv, whose expectations were written from the law, and put in numpy form.

`truth` is a second, plain implementation of the logic, column by column over many cases, against which the product's
own network is held.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from waybook.compliance import rule_book
from waybook.compliance.facts import FACTS
from waybook.compliance.logic import All, Answered, AnyOf, AtLeast, Condition, Not, Unexcluded

HERE = Path(__file__).parent
Column = NDArray[np.int8]
CODE = {"no": 0, "unknown": 1, "applies": 2}


@dataclass(frozen=True)
class Case:
    id: str
    title: str
    law: str
    answers: dict[str, list[str]]
    certain: str
    worst: str
    expected: dict[str, str]
    facts: dict[str, str]


def parse(text: str) -> dict[str, list[str]]:
    """`question=option|option; ...`"""
    pairs = [part.split("=") for part in text.split(";") if part.strip()]
    return {key.strip(): [option.strip() for option in options.split("|")] for key, options in pairs}


def changed(base: dict[str, list[str]], changes: str) -> dict[str, list[str]]:
    """The base answers with `question=option` replaced and `-question` taken away."""
    answers = dict(base)
    for part in (part.strip() for part in changes.split(";") if part.strip()):
        if part.startswith("-"):
            answers.pop(part[1:], None)
        else:
            answers |= parse(part)
    return answers


def expand(text: str, rules: list[str]) -> list[str]:
    """Rule ids; `AIA-20..27` stands for every rule in between."""
    found: list[str] = []
    for word in text.split():
        if span := re.fullmatch(r"([A-Z]+)-(\d+)\.\.(\d+)", word):
            family, first, last = span[1], int(span[2]), int(span[3])
            members = [r for r in rules if r.startswith(family + "-") and first <= int(r.split("-")[1]) <= last]
            assert {f"{family}-{span[2]}", f"{family}-{span[3]}"} <= set(members), word
            found += members
        else:
            assert word in rules, word
            found.append(word)
    return found


@lru_cache
def cases() -> tuple[Case, ...]:
    rules = list(rule_book().rules)
    with (HERE / "bases.csv").open(encoding="utf-8", newline="") as file:
        bases = {row["id"]: parse(row["answers"]) for row in csv.DictReader(file)}
    found = []
    with (HERE / "cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            families = None if row["exact"] == "*" else tuple(f + "-" for f in row["exact"].split())
            closed = [r for r in rules if families is None or (families and r.startswith(families))]
            expected = {rule: "no" for rule in closed if not rule.startswith("BASE-")}
            for status in ("applies", "unknown", "no"):
                expected |= dict.fromkeys(expand(row[status], rules), status)
            certain, _, worst = row["tier"].partition("..")
            answers = changed(bases[row["base"]], row["changes"])
            facts = dict(word.split("=") for word in row["facts"].split())
            found.append(Case(row["id"], row["title"], row["law"], answers, certain, worst or certain, expected, facts))
    return tuple(found)


@lru_cache
def expectations() -> dict[str, tuple[NDArray[np.intp], Column]]:
    """For every rule and fact: the cases that speak of it, and what they expect."""
    wanted: dict[str, tuple[NDArray[np.intp], Column]] = {}
    stated = [case.expected | case.facts for case in cases()]
    for name in (*rule_book().rules, *FACTS):
        rows = [i for i, expected in enumerate(stated) if name in expected]
        values = [CODE[stated[i][name]] for i in rows]
        wanted[name] = np.array(rows, dtype=np.intp), np.array(values, dtype=np.int8)
    return wanted


class Truth:
    """The logic over many answer sets at once, straight from the conditions, or with other exclusions."""

    def __init__(
        self,
        answer_sets: list[dict[str, list[str]]],
        exclusions: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.book = rule_book()
        self.sets = answer_sets
        self.exclusions = {**self.book.exclusions, **(exclusions or {})}
        self.memo: dict[tuple[str, tuple[str, ...]], Column] = {}

    def options(self, question: str, wanted: tuple[str, ...]) -> Column:
        """Chosen (2), not chosen (0), unknown (1), as far as the question is shown."""
        key = (question, wanted)
        if key not in self.memo:
            cells = []
            for answers in self.sets:
                chosen = answers.get(question) or ["unknown"]
                cells.append(2 if any(o in wanted for o in chosen) else 1 if "unknown" in chosen else 0)
            column = np.array(cells, dtype=np.int8)
            gate = self.book.questions[question].gate
            self.memo[key] = column if gate is None else np.minimum(self.of(gate), column)
        return self.memo[key]

    def of(self, condition: Condition) -> Column:
        match condition:
            case Answered(question, wanted, other):
                every = self.book.questions[question].option_ids
                return self.options(question, tuple(o for o in every if o not in wanted) if other else wanted)
            case Unexcluded(question, by):
                points = [p for p in self.book.questions[question].option_ids if p != "none"]
                return np.max([self.point(question, p, by) for p in points], axis=0)
            case All(terms):
                return np.min([self.everywhere(2), *(self.of(term) for term in terms)], axis=0)
            case AnyOf(terms):
                return np.max([self.everywhere(0), *(self.of(term) for term in terms)], axis=0)
            case Not(term):
                return 2 - self.of(term)
            case AtLeast(count, terms):
                columns = np.array([self.of(term) for term in terms])
                sure, possible = (columns == 2).sum(axis=0), (columns >= 1).sum(axis=0)
                return np.where(sure >= count, 2, np.where(possible >= count, 1, 0)).astype(np.int8)

    def point(self, question: str, point: str, by: str) -> Column:
        outs = self.exclusions.get(point, ())
        hit = self.options(question, (point,))
        return np.minimum(hit, 2 - self.options(by, outs)) if outs else hit

    def everywhere(self, value: int) -> Column:
        return np.full(len(self.sets), value, dtype=np.int8)
