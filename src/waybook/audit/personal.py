"""Personal data by kind: which columns hold it, told from the title and the form of the values, never shown in clear.

`detect("contact", values)` gives the kinds found, most certain first. A kind counts when enough of the distinct values
pass its test (check digit, national plan, form) and, where the title says nothing, when chance cannot explain it: the
probability that so many random values of the same form pass is held below one in a million. Kinds without a form of
their own (names, addresses, dates of birth, health) need the title or, for names, given names in common use.

Finding none means "none found by these rules", not "none".
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

from waybook.audit.personal_text import kinds_in_text, ordinary_words
from waybook.audit.personal_values import TESTS, Title, plain
from waybook.reference.location import data_folder
from waybook.reference.quantity import Grade
from waybook.reference.tables import Names, Row, Share, read_rows

Confidence = Literal["high", "medium", "low"]
"""high: the values prove it (check digit, national plan, a form of their own). medium: form and title agree, or many
given names. low: the title alone, to be confirmed by a person."""

MOST_VALUES = 1_000
"""Distinct values looked at in a column."""

LONGEST_CELL = 10_000
"""Characters looked at in a cell."""

# Evidence against chance, in nats: exp(-14) is below one in a million.
_SURPRISE = 14.0
# A test that random values of the same form pass less often than this is proof by itself.
_RARE = 0.11


class Rule(Row):
    """One row of data/audit/personal.csv.

    chance: share of random values of the same form that pass the test. named_share, unnamed_share: share of the
    distinct values that must pass when the title names the kind and when it does not (None: never without a title).
    """

    kind: str
    label: str
    group: str
    special: bool
    header: Names = ()
    header_weak: Names = ()
    not_header: Names = ()
    test: str
    chance: Share
    named_share: Share
    unnamed_share: Share | None = None
    source: str
    date: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class PersonalKind:
    """A kind of personal data in a column.

    share: of the distinct non-empty values looked at, those that have the form. mask: the commonest pattern, letters as
    a and A, digits as 9, runs shortened to at most three, so that it shows the form and nothing of the person.
    basis: a sentence that says why. special: a category of Article 9 or 10 of the GDPR, or health.
    """

    kind: str
    label: str
    group: str
    special: bool
    share: float
    confidence: Confidence
    basis: str
    mask: str


@cache
def rules() -> tuple[Rule, ...]:
    """The detectors, in the order of their file."""
    return read_rows(data_folder() / "audit/personal.csv", Rule, key="kind")


@cache
def labels() -> dict[str, str]:
    """What each kind is called on screen."""
    return {rule.kind: rule.label for rule in rules()}


def detect(column: str, values: Iterable[object]) -> list[PersonalKind]:
    """The kinds of personal data in a column, most certain first; empty when the rules find none.

    values: a sample of the column's cells of any type; empty cells are passed over, and of the distinct values at most
    `MOST_VALUES` are looked at.
    """
    texts = _distinct(values)
    if not texts:
        return []
    words = title_words(column)
    decoy = any(_speaks(rule.header, words) for rule in rules() if rule.group == "decoy")
    found = [kind for rule in rules() if (kind := _apply(rule, words, texts, decoy)) is not None]
    kinds = {kind.kind for kind in found}
    numbered = any(kind.group == "national number" and kind.kind != "identity_document" for kind in found)
    found = [kind for kind in found if not (kind.kind == "identity_document" and numbered)]
    if not kinds - {"username"}:
        text = _free_text(texts)
        found += [text] if text else []
    order: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}
    return sorted(found, key=lambda kind: (order[kind.confidence], -kind.share))


def detect_columns(columns: Mapping[str, Iterable[object]]) -> dict[str, list[PersonalKind]]:
    """`detect` for every column of a table; columns without personal data are left out."""
    return {name: found for name, values in columns.items() if (found := detect(name, values))}


def mask(value: str) -> str:
    """The pattern of a value: a, A and 9 for letters and digits, runs shortened to at most three.

    >>> mask("jane.doe@example.co.uk"), mask("GB82 WEST 1234 5698")
    ('aaa.aaa@aaa.aa.aa', 'AA99 AAA 999 999')
    """
    value = value[:200]
    kinds = ("9" if char.isdigit() else "A" if char.isupper() else "a" if char.isalpha() else char for char in value)
    return re.sub(r"(.)\1{3,}", r"\1\1\1", "".join(kinds))[:40]


def title_words(column: str) -> list[str]:
    """A column title as plain words: camel case and separators split, accents removed.

    >>> title_words("customerEmail_Address2")
    ['customer', 'email', 'address', '2']
    """
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", column)
    return re.findall(r"[^\W\d_]+|\d+", plain(spaced))


def _speaks(patterns: Iterable[str], words: list[str]) -> bool:
    """True when one of the patterns matches consecutive words, `*` standing for the rest of a word."""
    joined = "".join(words)
    for pattern in patterns:
        parts = pattern.split()
        if any(all(map(fnmatchcase, words[at:], parts)) for at in range(len(words) - len(parts) + 1)):
            return True
        # A title written without separators: "DATEOFBIRTH".
        run_together = "".join(parts).replace("*", "") + "*"
        if len(parts) > 1 and len(words) == 1 and len(joined) > 6 and fnmatchcase(joined, run_together):
            return True
    return False


def _apply(rule: Rule, words: list[str], texts: list[str], decoy: bool) -> PersonalKind | None:
    if rule.test not in TESTS:
        return None
    title: Title = "silent"
    if _speaks(rule.header, words):
        title = "named"
    elif not decoy and _speaks(rule.header_weak, words):
        title = "hinted"
    # "phone type" names a telephone and holds none.
    barred = title != "silent" and _speaks(rule.not_header, words)
    title = "silent" if barred else title
    needed = rule.unnamed_share if title == "silent" else rule.named_share
    if needed is None or (title == "silent" and (barred or decoy) and rule.chance > 0.001):
        return None
    # Most columns fail most tests at once: a few values tell, before all are asked.
    probe = texts[:: max(1, len(texts) // 40)]
    if title == "silent" and not any(TESTS[rule.test](probe, "named")):
        return None
    flags = TESTS[rule.test](texts, title)
    share = sum(flags) / len(flags)
    proved = rule.chance < _RARE and len(flags) * _divergence(share, rule.chance) > _SURPRISE
    if share < needed or share == 0 or (title == "silent" and not proved):
        return None
    loose = rule.test in ("name", "address", "postcode", "birth_date")
    confidence: Confidence = "low" if rule.test == "any" else "medium" if loose or not proved else "high"
    said = {"named": "the title names it", "hinted": "the title suits it", "silent": "the title says nothing"}[title]
    basis = said if rule.test == "any" else f"{share:.0%} of {len(flags):,} distinct values have its form; {said}"
    patterns = Counter(mask(text) for text, flag in zip(texts, flags, strict=True) if flag)
    shown = "" if rule.test == "any" else patterns.most_common(1)[0][0]
    return PersonalKind(rule.kind, rule.label, rule.group, rule.special, share, confidence, basis, shown)


def _free_text(texts: list[str]) -> PersonalKind | None:
    rule = next(rule for rule in rules() if rule.kind == "free_text")
    ordinary = ordinary_words(" ".join(texts))
    found = [kinds_in_text(text, ordinary) for text in texts]
    touched = sum(bool(kinds) for kinds in found)
    share = touched / len(texts)
    if not touched or share < rule.named_share:
        return None
    # One "Mr" among many texts may be a stray word.
    if touched == 1 and len(texts) >= 50 and {"person_name"} in found:
        return None
    named = ", ".join(labels()[kind] for kind in sorted(set().union(*found)))
    basis = f"{share:.1%} of {len(texts):,} distinct texts hold: {named}"
    return PersonalKind(rule.kind, rule.label, rule.group, rule.special, share, "medium", basis, "")


def _divergence(share: float, chance: float) -> float:
    """Kullback-Leibler divergence in nats: n times it bounds minus the log of the chance of such a share among n."""
    if share <= chance:
        return 0.0
    chance = max(chance, 1e-9)
    rest = (1 - share) * math.log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return share * math.log(share / chance) + rest


def _distinct(values: Iterable[object]) -> list[str]:
    """The distinct texts, evenly thinned to `MOST_VALUES`."""
    texts = list(dict.fromkeys(text for value in values if (text := as_text(value))))
    if len(texts) <= MOST_VALUES:
        return texts
    return [texts[int(at * len(texts) / MOST_VALUES)] for at in range(MOST_VALUES)]


def as_text(value: object) -> str:
    """A cell as text; "" when it is empty. A whole number read as a float loses its ".0"."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return str(value)[:LONGEST_CELL].strip()
