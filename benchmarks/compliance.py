"""How long the rules take, and what a two-valued engine does with a missing answer.

    python -m benchmarks.compliance

Alternatives in the same run: the same conditions walked rule by rule without shared facts, and the rule-engine library
(two-valued) where it is installed. Then the measure behind the order of the questions, on the project's worked cases:
hide one answer and count what opens.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any

from tests.compliance.worked import Case, cases
from waybook.compliance import evaluate, rule_book
from waybook.compliance.logic import All, Answered, AnyOf, AtLeast, Condition, Not, Unexcluded
from waybook.compliance.settling import what_answering_settles

ROUNDS = 7
BOOK = rule_book()


def walk(condition: Condition, answers: dict[str, list[str]]) -> int:
    """The condition from scratch: nothing shared, nothing remembered."""
    match condition:
        case Answered(question, wanted, other):
            options = BOOK.questions[question].option_ids
            return chosen(question, [o for o in options if o not in wanted] if other else list(wanted), answers)
        case Unexcluded(question, by):
            found = 0
            for point in BOOK.questions[question].option_ids:
                if point != "none":
                    hit = chosen(question, [point], answers)
                    outs = BOOK.exclusions.get(point, ())
                    found = max(found, min(hit, 2 - chosen(by, list(outs), answers)) if outs else hit)
            return found
        case All(terms):
            return min((walk(term, answers) for term in terms), default=2)
        case AnyOf(terms):
            return max((walk(term, answers) for term in terms), default=0)
        case Not(term):
            return 2 - walk(term, answers)
        case AtLeast(count, terms):
            values = [walk(term, answers) for term in terms]
            sure = values.count(2)
            return 2 if sure >= count else 1 if sure + values.count(1) >= count else 0


def chosen(question: str, wanted: list[str], answers: dict[str, list[str]]) -> int:
    given = answers.get(question) or ["unknown"]
    value = 2 if any(o in wanted for o in given) else 1 if "unknown" in given else 0
    gate = BOOK.questions[question].gate
    return value if gate is None else min(walk(gate, answers), value)


def expression(condition: Condition) -> str:
    """The condition in rule-engine's language, two-valued; a missing answer is an empty list."""
    match condition:
        case Answered(question, wanted, other):
            options = BOOK.questions[question].option_ids
            names = [o for o in options if o not in wanted] if other else wanted
            raw = "(" + " or ".join(f"'{o}' in {question}" for o in names) + ")"
            gate = BOOK.questions[question].gate
            return raw if gate is None else f"({expression(gate)} and {raw})"
        case Unexcluded(question, by):
            parts = []
            for point in BOOK.questions[question].option_ids:
                if point != "none":
                    outs = BOOK.exclusions.get(point, ())
                    hit = expression(Answered(question, (point,)))
                    parts.append(f"({hit} and not {expression(Answered(by, outs))})" if outs else hit)
            return "(" + " or ".join(parts) + ")"
        case All(terms):
            return "(" + (" and ".join(expression(term) for term in terms) or "true") + ")"
        case AnyOf(terms):
            return "(" + (" or ".join(expression(term) for term in terms) or "false") + ")"
        case Not(term):
            return f"(not {expression(term)})"
        case AtLeast(count, terms):
            total = " + ".join(f"({expression(term)} ? 1 : 0)" for term in terms)
            return f"(({total}) >= {count})"


def complete_cases() -> list[Case]:
    """The cases in which nothing is open."""
    return [case for case in cases() if "unknown" not in evaluate(case.answers).statuses.values()]


def milliseconds(run: Callable[[dict[str, list[str]]], object], chosen_cases: tuple[Case, ...]) -> float:
    """CPU time for one case: the median of several rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        for case in chosen_cases:
            run(case.answers)
        rounds.append((process_time() - start) / len(chosen_cases))
    return median(rounds) * 1000


def speed() -> bool:
    sample = cases()[::10]
    conditions = BOOK.conditions
    code = {"no": 0, "unknown": 1, "applies": 2}
    for case in sample:
        ours_found = {rule: code[status] for rule, status in evaluate(case.answers).statuses.items()}
        assert ours_found == {rule: walk(c, case.answers) for rule, c in conditions.items()}, case.id
    ours = milliseconds(lambda answers: evaluate(answers).statuses, sample)
    naive = milliseconds(lambda answers: {rule: walk(c, answers) for rule, c in conditions.items()}, sample)
    print(f"{len(conditions)} rules, {len(sample)} cases, milliseconds an evaluation")
    print(f"  waybook, shared facts            {ours:8.2f}   (limit 5.00)")
    print(f"  the same rules without sharing   {naive:8.2f}   {naive / ours:6.1f} times as long")
    if find_spec("rule_engine"):
        engine: Any = import_module("rule_engine")
        rules = {rule: engine.Rule(expression(c)) for rule, c in conditions.items()}

        def run(answers: dict[str, list[str]]) -> dict[str, bool]:
            symbols = {q: [o for o in answers.get(q, []) if o != "unknown"] for q in BOOK.questions}
            return {rule: compiled.matches(symbols) for rule, compiled in rules.items()}

        for case in complete_cases()[::20]:
            applies = {rule: status == "applies" for rule, status in evaluate(case.answers).statuses.items()}
            assert run(case.answers) == applies, case.id
        theirs = milliseconds(run, sample[:5])
        print(f"  rule-engine {engine.__version__:20} {theirs:8.2f}   {theirs / ours:6.1f} times as long, two-valued")
        missed = hidden = 0
        for case in complete_cases()[::8]:
            full = evaluate(case.answers).statuses
            for question in case.answers:
                less = {q: o for q, o in case.answers.items() if q != question}
                cleared = run(less)
                open_ = [rule for rule, status in full.items() if status == "applies"]
                hidden += len(open_)
                missed += sum(not cleared[rule] for rule in open_)
        print(f"  with one answer missing it drops {missed} of {hidden} duties that apply; waybook drops none")
    else:
        print("  rule-engine is not installed: pip install rule-engine adds it to this table")
    start = perf_counter()
    what_answering_settles({}, "annex3")
    print(f"  what answering the longest question settles: {(perf_counter() - start) * 1000:.0f} ms")
    return ours <= 5


def order() -> None:
    print(f"\nHide one answer of each of {len(complete_cases())} worked cases: classes and rules that open")
    complete = complete_cases()
    for question in BOOK.questions.values():
        tiers, rules = 0, []
        for case in complete:
            if question.id not in case.answers:
                continue
            less = evaluate({q: o for q, o in case.answers.items() if q != question.id})
            tiers += not less.tier.settled
            rules.append(sum(status == "unknown" for status in less.statuses.values()))
        opened = mean(rules) if rules else 0.0
        print(
            f"  {question.id:12} class opens in {tiers:4} of {len(rules):4}, rules {opened:5.1f}"
            f"   (table: {question.tier_opens:3.0f} of 167, {question.rules_opened:4.1f})"
        )


if __name__ == "__main__":
    fast = speed()
    order()
    sys.exit(0 if fast else 1)
