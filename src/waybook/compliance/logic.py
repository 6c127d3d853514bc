"""Strong Kleene logic: false < unknown < true, and conditions over answers that can say why they hold.

AND is the least of its terms, OR the greatest, NOT turns the scale round; ATLEAST counts what surely holds and
what may. Kleene's tables are monotone: making a term unknown can only make the whole unknown, never flip it. That is
why hiding an answer cannot turn a duty into "no duty" (S. C. Kleene, Introduction to Metamathematics, 1952, § 64).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Tri(IntEnum):
    """A truth value that may be unknown."""

    F = 0
    U = 1
    T = 2


@dataclass(frozen=True, slots=True)
class Answered:
    """One of `options` was chosen; with `other`, some option that is *not* among them was chosen."""

    question: str
    options: tuple[str, ...]
    other: bool = False


@dataclass(frozen=True, slots=True)
class Unexcluded:
    """An option of `question` was chosen whose own exclusions (exclusions.csv) were not chosen in question `by`."""

    question: str
    by: str


@dataclass(frozen=True, slots=True)
class All:
    """AND. Without terms: true."""

    terms: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """OR. Without terms: false."""

    terms: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """NOT."""

    term: Condition


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the terms hold."""

    count: int
    terms: tuple[Condition, ...]


Condition = Answered | Unexcluded | All | AnyOf | Not | AtLeast

ALWAYS = All(())


def answered(question: str, *options: str) -> Answered:
    """`question` was answered with one of `options`."""
    return Answered(question, options)


def other_than(question: str, *options: str) -> Answered:
    """`question` was answered with something else than `options`: usually anything but "none of these"."""
    return Answered(question, options, other=True)


def AND(*terms: Condition) -> All:  # noqa: N802 - the logician's spelling reads better in facts.py
    """True when every term is, false when one is false."""
    return All(terms)


def OR(*terms: Condition) -> AnyOf:  # noqa: N802
    """True when one term is, false when all are false."""
    return AnyOf(terms)


def NOT(term: Condition) -> Not:  # noqa: N802
    """True when the term is false."""
    return Not(term)


def ATLEAST(count: int, *terms: Condition) -> AtLeast:  # noqa: N802
    """True when `count` terms are true, false when fewer than `count` could be."""
    return AtLeast(count, terms)


def leaves(condition: Condition) -> Iterator[Answered | Unexcluded]:
    """The answers a condition speaks of, in reading order."""
    match condition:
        case All(terms) | AnyOf(terms) | AtLeast(_, terms):
            for term in terms:
                yield from leaves(term)
        case Not(term):
            yield from leaves(term)
        case Answered() | Unexcluded():
            yield condition
