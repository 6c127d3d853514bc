"""Objectives that name a technology before a result: caught, with what was seen and a business sentence in its place.

A sentence is technology-first when it asks for a technology ("Which LLM should we use?"), sets out to adopt one
("Build a chatbot for ..."), or names one, before it says which result changes. "Halve handling
time with AI" is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from waybook.plan import Plan
from waybook.readiness.tables import tables

BLANK = "…"
_GAP = r"(?:\W+\w+){0,3}?\W+"
_ARTICLES = r"(?:(?:a|an|the|our|some|new|own|in-house|this|that|such)\W+)*"


def blanks(statement: str) -> list[str]:
    """What is still to be filled in: places in square brackets, and the blanks of a rewrite.

    >>> blanks("Cut [task] from [x] to 4 minutes"), blanks("In … (process), halve waiting"), blanks("Halve waiting")
    (['[task]', '[x]'], ['…'], [])
    """
    return re.findall(r"\[[^\[\]]{1,40}\]|" + BLANK, statement)


@dataclass(frozen=True)
class Wording:
    """What was seen in an objective. `technology` is the word that came first; `rewrite` a business sentence."""

    technology: str
    why: str
    rewrite: str


@dataclass(frozen=True)
class _Lexicon:
    technology: re.Pattern[str]
    head: re.Pattern[str]
    outcome: re.Pattern[str]
    innocent: re.Pattern[str]
    question: re.Pattern[str]
    opening: re.Pattern[str]
    no_thing: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    words = {
        kind: "|".join(f"(?:{one.pattern})" for one in tables().patterns if one.kind == kind)
        for kind in ("technology", "adopt", "ask", "start", "outcome", "not_technology", "no_thing")
    }
    technology = rf"\b(?:{words['technology']})(?!\w)"
    begin = rf"(?:(?:{words['start']})\W+)*"
    head = (
        rf"^\W*(?:{begin}(?P<adopt>{words['adopt']})(?:{_GAP}|\W+)"
        rf"|(?:{words['ask']})\W+(?:\w+\W+){{0,5}}?"
        rf"|{begin}){_ARTICLES}(?P<found>{technology})"
    )
    flags = re.IGNORECASE
    return _Lexicon(
        re.compile(technology, flags),
        re.compile(head, flags),
        re.compile(rf"\b(?:{words['outcome']})(?!\w)", flags),
        re.compile(words["not_technology"], flags),
        re.compile(rf"^\W*(?:{words['ask']})\b", flags),
        re.compile(rf"\W*{_ARTICLES}\W*", flags),
        re.compile(words["no_thing"], flags),
    )


def technology_first(statement: str, plan: Plan | None = None) -> Wording | None:
    """What is wrong with the wording of an objective; None for a sentence that starts from a result."""
    lexicon = _lexicon()
    # Innocent phrases are blanked out, so that places stay as they are.
    text = lexicon.innocent.sub(lambda match: "x" * len(match[0]), " ".join(statement.split()))
    head = lexicon.head.match(text)
    named = head or lexicon.technology.search(text)
    if named is None:
        return None
    start, end = named.span("found") if head else named.span()
    adopted = head.end("adopt") if head and head["adopt"] else 0
    if not lexicon.question.match(text) and (
        _result_before(lexicon, text, adopted, start) or _runs(lexicon, text, start, end)
    ):
        return None
    word = statement.split() and " ".join(statement.split())[start:end]
    why = (
        f"It asks about {word}; that is decided in Strategy, once the result is known."
        if lexicon.question.match(text)
        else f"It starts from {word}; the result comes after it, or not at all."
    )
    return Wording(str(word), why, _rewritten(lexicon, " ".join(statement.split()), end, plan))


def _result_before(lexicon: _Lexicon, text: str, adopted: int, start: int) -> bool:
    """Whether a result stands before the technology, the words that adopt it (up to `adopted`) left aside."""
    before = text[adopted:start]
    return any(match.end() < len(before.rstrip()) for match in lexicon.outcome.finditer(before))


def _runs(lexicon: _Lexicon, text: str, start: int, end: int) -> bool:
    """Whether the technology is there already and a thing of it is to get better: `Chatbot escalations fall by ...`.

    So it is where the sentence begins with it, a thing of its own follows, and then a direction and a figure.
    """
    if lexicon.opening.fullmatch(text[:start]) is None:
        return False
    thing = re.match(r"(?:['’]s)?\W+(\w+)", text[end:])
    if thing is None or lexicon.no_thing.fullmatch(thing[1]) or lexicon.outcome.match(thing[1]):
        return False
    rest = text[end + thing.end() :]
    return (
        lexicon.outcome.search(rest) is not None
        and re.search(r"\d|\b(?:a|one|by) (?:third|half|quarter)", rest) is not None
    )


def _rewritten(lexicon: _Lexicon, text: str, end: int, plan: Plan | None) -> str:
    """The result clause of the sentence itself where it has one, else a sentence of the plan's own words and blanks."""
    rest = re.search(r"\b(?:so that|in order to|so as to|to|and)\s+(?P<clause>.+)$", text[end:], re.IGNORECASE)
    if rest is not None:
        clause = rest["clause"].rstrip(" .?!")
        first = lexicon.outcome.match(clause)
        if first is not None and clause[0].isalpha() and not lexicon.technology.search(clause):
            return clause[0].upper() + clause[1:]
    objectives = plan.objectives if plan else None
    kpi = next((one for one in objectives.kpis if one.name), None) if objectives else None
    measure = kpi.name if kpi else f"{BLANK} (measure)"
    baseline = f"{kpi.baseline:g}" if kpi and kpi.baseline is not None else BLANK
    target = f"{kpi.target:g}" if kpi and kpi.target is not None else BLANK
    process = objectives.process if objectives and objectives.process else f"{BLANK} (process)"
    users = objectives.target_users if objectives and objectives.target_users else f"{BLANK} (users)"
    return f"In {process}, bring {measure} from {baseline} to {target} within {BLANK} months, for {users}"
