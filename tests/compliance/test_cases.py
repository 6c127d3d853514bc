"""Cases written from the law: every expected rule and class holds."""

import pytest

from tests.compliance.worked import CODE, Truth, cases, expectations
from waybook.compliance import check_answers, evaluate, rule_book
from waybook.plan import read
from waybook.reference.location import data_folder


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_worked_case(case):
    book = rule_book()
    assert check_answers(case.answers, book) == [], "a case must be answers that the command accepts"
    result = evaluate(case.answers)
    found = {rule: result.statuses[rule] for rule in case.expected}
    wrong = {r: f"{found[r]}, expected {case.expected[r]}" for r in case.expected if found[r] != case.expected[r]}
    assert not wrong, f"{case.title} ({case.law}): {wrong}"
    assert all(result.fact(fact) == CODE[value] for fact, value in case.facts.items()), case.title
    assert (result.tier.certain, result.tier.worst) == (case.certain, case.worst), f"{case.title} ({case.law})"


def test_there_are_enough_cases_and_each_says_why():
    assert len(cases()) >= 60
    assert all(case.title and case.law for case in cases())
    assert len({case.id for case in cases()}) == len(cases())


def test_every_rule_is_seen_applying_and_not_applying():
    for rule in rule_book().rules:
        if not rule.startswith("BASE-"):
            assert {0, 2} <= set(expectations()[rule][1].tolist()), rule


def test_the_baseline_applies_to_everybody():
    for case in cases():
        statuses = evaluate(case.answers).statuses
        assert all(status == "applies" for rule, status in statuses.items() if rule.startswith("BASE-"))


@pytest.mark.parametrize("path", sorted(data_folder().glob("examples*/*.json")), ids=lambda path: path.stem)
def test_an_example_plan_has_answers_that_the_command_accepts(path):
    assert check_answers(read(path.read_text(encoding="utf-8")).compliance.answers, rule_book()) == []


def test_the_plain_logic_agrees_with_the_network():
    book, truth = rule_book(), Truth([case.answers for case in cases()])
    compiled = [evaluate(case.answers).statuses for case in cases()]
    for rule, condition in book.conditions.items():
        plain = truth.of(condition).tolist()
        assert plain == [CODE[statuses[rule]] for statuses in compiled], rule
