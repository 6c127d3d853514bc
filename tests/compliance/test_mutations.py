"""Flip any element of any condition, in a rule or in a fact, and some worked case must notice.

The cases' expectations come from the law, so this shows that every element of the rule base is pinned by one of them.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pytest

from tests.compliance.worked import CODE, Truth, cases, expectations
from waybook.compliance import evaluate, rule_book
from waybook.compliance.facts import FACTS
from waybook.compliance.logic import All, Answered, AnyOf, AtLeast, Condition, Not, Unexcluded
from waybook.compliance.rulebook import term_condition

Groups = dict[str, tuple[Condition, ...]]


@lru_cache
def truth() -> Truth:
    return Truth([case.answers for case in cases()])


def notices(name: str, condition: Condition, world: Truth | None = None) -> bool:
    """Some case expects of this rule or fact what the condition does not give."""
    rows, values = expectations()[name]
    return bool(np.any((world or truth()).of(condition)[rows] != values))


def some_rule_notices(world: Truth) -> bool:
    """Some case expects of some rule what this world does not give."""
    return any(notices(rule, condition, world) for rule, condition in rule_book().conditions.items())


def shape(condition: Condition) -> object:
    """The condition up to order, repetition, nesting of AND in AND and OR in OR, and AND or OR of one term."""
    match condition:
        case All(terms) | AnyOf(terms):
            kind = type(condition)
            inner: set[object] = set()
            for part in (shape(term) for term in terms):
                inner |= part[1] if isinstance(part, tuple) and part[0] is kind else {part}
            return next(iter(inner)) if len(inner) == 1 else (kind, frozenset(inner))
        case AtLeast(count, terms):
            return AtLeast, count, tuple(shape(term) for term in terms)
        case Not(term):
            return Not, shape(term)
        case _:
            return condition


def joined(groups: Groups) -> Condition:
    """A rule's condition from its three groups of terms."""
    some = (AnyOf(groups["any_of"]),) if groups["any_of"] else ()
    return All((*groups["all_of"], *some, *(Not(term) for term in groups["none_of"])))


def rule_mutants(groups: Groups, facts: set[Condition]) -> Iterator[tuple[str, Condition]]:
    """Each term dropped, negated, moved to another group, or short of one option (facts are changed on their own)."""
    for name, terms in groups.items():
        for i, term in enumerate(terms):
            rest = (*terms[:i], *terms[i + 1 :])
            yield f"{name}[{i}] dropped", joined(groups | {name: rest})
            yield f"{name}[{i}] negated", joined(groups | {name: (*rest, Not(term))})
            for other in groups.keys() - {name}:
                yield f"{name}[{i}] moved to {other}", joined(groups | {name: rest, other: (*groups[other], term)})
            if isinstance(term, Answered) and term not in facts:
                for shorter in fewer_options(term):
                    yield f"{name}[{i}] has only {shorter.options}", joined(groups | {name: (*rest, shorter)})


def fewer_options(answered: Answered) -> Iterator[Answered]:
    for option in answered.options:
        left = tuple(o for o in answered.options if o != option)
        if left:
            yield Answered(answered.question, left, answered.other)


@pytest.mark.parametrize("rule", [r for r in rule_book().rules if not r.startswith("BASE-")])
def test_every_element_of_a_rule_is_pinned(rule):
    row = rule_book().rules[rule]
    groups: Groups = {
        name: tuple(term_condition(term) for term in getattr(row, name)) for name in ("all_of", "any_of", "none_of")
    }
    facts = {define() for define in FACTS.values()}
    original = shape(joined(groups))
    assert original == shape(rule_book().conditions[rule])
    survivors = [
        what for what, mutant in rule_mutants(groups, facts) if shape(mutant) != original and not notices(rule, mutant)
    ]
    assert not survivors


def own_mutants(condition: Condition, other_facts: set[Condition], top: bool = True) -> Iterator[tuple[str, Condition]]:
    """Every change of one element in a fact's own definition; facts that it uses are changed under their own name."""
    if not top and condition in other_facts:
        return
    match condition:
        case All(terms) | AnyOf(terms) | AtLeast(_, terms):

            def again(changed: tuple[Condition, ...]) -> Condition:
                return AtLeast(condition.count, changed) if isinstance(condition, AtLeast) else type(condition)(changed)

            if isinstance(condition, All):
                yield f"AND to OR: {condition}", AnyOf(terms)
            if isinstance(condition, AnyOf):
                yield f"OR to AND: {condition}", All(terms)
            if isinstance(condition, AtLeast):
                yield "one more needed", AtLeast(condition.count + 1, terms)
                yield "one fewer needed", AtLeast(condition.count - 1, terms)
            for i, term in enumerate(terms):
                rest = (terms[:i], terms[i + 1 :])
                if len(terms) > 1:
                    yield f"dropped {term}", again((*rest[0], *rest[1]))
                yield f"negated {term}", again((*rest[0], Not(term), *rest[1]))
                for what, changed in own_mutants(term, other_facts, top=False):
                    yield what, again((*rest[0], changed, *rest[1]))
        case Not(term):
            yield f"NOT taken away from {term}", term
            for what, changed in own_mutants(term, other_facts, top=False):
                yield what, Not(changed)
        case Answered():
            for shorter in fewer_options(condition):
                yield f"{condition.options} to {shorter.options}", shorter
            yield f"turned round {condition}", Answered(condition.question, condition.options, not condition.other)
        case Unexcluded(question, _):
            yield "exclusions ignored", Answered(question, ("none",), other=True)


def put(condition: Condition, old: Condition, new: Condition) -> Condition:
    """`condition` with every occurrence of `old` replaced."""
    if condition == old:
        return new
    match condition:
        case All(terms) | AnyOf(terms):
            return type(condition)(tuple(put(term, old, new) for term in terms))
        case AtLeast(count, terms):
            return AtLeast(count, tuple(put(term, old, new) for term in terms))
        case Not(term):
            return Not(put(term, old, new))
        case _:
            return condition


def gates() -> set[str]:
    return {question.shown_if for question in rule_book().questions.values() if question.shown_if}


@pytest.mark.parametrize("name", sorted(FACTS.keys() - {"always"}))
def test_every_element_of_a_fact_is_pinned(name):
    fact = FACTS[name]()
    others = {define() for other, define in FACTS.items() if other != name}
    using = {rule: put(c, fact, All(())) != c for rule, c in rule_book().conditions.items()}
    if not any(using.values()):
        assert name in gates() | {row.later_if for row in rule_book().rules.values()} | {"a3_any"}
        return
    survivors = []
    for what, mutant in own_mutants(fact, others):
        if shape(mutant) == shape(fact):
            continue
        if not notices(name, mutant) and not any(
            notices(rule, put(rule_book().conditions[rule], fact, mutant)) for rule, u in using.items() if u
        ):
            survivors.append(what)
    assert not survivors


@lru_cache
def whole() -> list[dict[str, list[str]]]:
    """Cases that leave no rule open: they answer every question that is asked, and no other."""
    return [case.answers for case in cases() if "unknown" not in evaluate(case.answers).statuses.values()]


@pytest.mark.parametrize("question", [q.id for q in rule_book().questions.values() if q.gate])
def test_every_element_of_skipping_a_question_is_pinned(question):
    gate, answered = rule_book().questions[question].gate, [question in answers for answers in whole()]

    def asked(condition: Condition) -> list[bool]:
        return (Truth(whole()).of(condition) == CODE["applies"]).tolist()

    assert asked(gate) == answered
    mutants = own_mutants(gate, {define() for define in FACTS.values()} - {gate})
    assert not [what for what, mutant in mutants if asked(mutant) == answered]
    assert asked(All(())) != answered, "it is skipped somewhere"


@pytest.mark.parametrize("point", rule_book().exclusions)
def test_every_exclusion_is_pinned(point):
    outs, answers = rule_book().exclusions[point], [case.answers for case in cases()]
    for out in outs:
        fewer = {point: tuple(o for o in outs if o != out)}
        assert some_rule_notices(Truth(answers, exclusions=fewer)), out
