"""Personal data inside running text: e-mails, telephone numbers, checked numbers, people addressed by name.

Numbers in text are only counted with proof beside the digits (a check digit and a usual grouping, or a word such as
"NHS" before them), because prose is full of order and article numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from waybook.audit.personal_numbers import iban, it_codice_fiscale, nhs_number, payment_card, uk_nino
from waybook.audit.personal_values import EMAIL, phone_valid, plain

_EMAIL = re.compile(rf"(?<![\w.@/+-]){EMAIL.pattern.removeprefix('(?i)')}(?![\w@])", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,+/-])(?:\+[1-9]\d{0,2}|00[1-9]\d)[ ./-]?(?:\(0\))?[ ./-]?\(?\d[\d ()./-]{5,14}\d(?![\w-])"
    r"|(?<![\w.,/+-])\(?0[1-9]\d{1,3}\)?[ ]\d{3,4}[ ]?\d{3,4}(?![\w-])|(?<![\w.,/+-])07\d{9}(?![\w-])"
)
_PHONE_AFTER_WORD = re.compile(
    r"(?i)\b(?:tel|phone|telephone|mobile|mob|cell|call(?: \w+){0,2}|ring(?: \w+){0,2}|telefon|tél|handy|fax)[.: ]{1,3}"
    r"(?:on |at |nr\.? |no\.? |is )?(\(?\d[\d ()./-]{6,16}\d)(?!\w)"
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_CARD = re.compile(r"(?<![\w.,/-])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5})(?![\w-])")
_CARD_AFTER_WORD = re.compile(r"(?i)\b(?:card|visa|mastercard|amex|kreditkarte|carte|tarjeta)\D{0,20}(\d{13,16})(?!\w)")
_NINO = re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")
_NHS = re.compile(r"\bNHS\b[^\d\n]{0,25}(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\w)")
_FISCALE = re.compile(r"(?<!\w)[A-Z]{6}[0-9L-V]{2}[A-EHLMPRST][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z](?!\w)")
_BIRTH = re.compile(
    r"(?i)\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|geboren(?: am)?|geburtsdatum|née? le|date de naissance|"
    r"fecha de nacimiento|nat[oa] il|geboortedatum)\W{1,3}"
    r"(?:\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_PERSON = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Mme)\.?|Miss|Herrn?|Frau|Monsieur|Madame|Señora?|Signora?|Meneer|Mevrouw) (?:[A-Z]\.? ?){0,2}"
    r"(?!Office|Word|Excel|Access|Project|Teams|Windows|SQL)([A-ZÀ-Þ][a-zà-ÿ'’-]{2,})\b"
)

LONGEST = 2_000_000
"""Characters of one text that are looked at."""


def count_in_text(text: str, ordinary: frozenset[str] | None = None) -> Counter[str]:
    """How often each kind occurs in a text. Kinds are those of data/audit/personal.csv. No value is kept.

    ordinary: words that are no names although they follow "Mr" or "Frau" here and there, from `ordinary_words` of all
    that is read (default: of this text).
    """
    text = text[:LONGEST]
    found: Counter[str] = Counter()
    digits = any(char.isdigit() for char in text)
    if "@" in text:
        found["email"] = sum(1 for _ in _EMAIL.finditer(text))
    if people := [match[1].casefold() for match in _PERSON.finditer(text)]:
        ordinary = ordinary_words(text) if ordinary is None else ordinary
        found["person_name"] = sum(name not in ordinary for name in people)
    if digits:
        taken: list[tuple[int, int]] = []
        for kind, pattern, passes in _NUMBERS:
            for match in pattern.finditer(text):
                span = match.span()
                if any(start < span[1] and span[0] < end for start, end in taken[-50:]):
                    continue
                if passes(match[match.lastindex] if pattern in _AFTER_WORD and match.lastindex else match[0]):
                    found[kind] += 1
                    taken.append(span)
    return +found


def ordinary_words(text: str) -> frozenset[str]:
    """The words after "Mr", "Frau" and their like that mostly stand without them, in small letters."""
    addressed = Counter(match[1].casefold() for match in _PERSON.finditer(text))
    if not addressed:
        return frozenset()
    words = Counter(word for word in re.findall(r"[^\W\d_][\w'’-]+", text.casefold()) if word in addressed)
    return frozenset(word for word, count in addressed.items() if words[word] > 2 * count + 1)


def kinds_in_text(text: str, ordinary: frozenset[str]) -> set[str]:
    """The kinds of `count_in_text`, for a cell; a cell of one or two words is only asked for e-mail addresses."""
    if len(text.split()) < 3:
        return {"email"} if "@" in text and _EMAIL.search(text) else set()
    return set(count_in_text(text, ordinary))


def _phone(text: str) -> bool:
    return phone_valid(text, None if text.startswith(("+", "00")) else "GB")


def _spoken_phone(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return 7 <= len(digits) <= 15 and not re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}", text)


def _always(text: str) -> bool:
    return True


_NUMBERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("iban", _IBAN, iban),
    ("payment_card", _CARD, payment_card),
    ("payment_card", _CARD_AFTER_WORD, payment_card),
    ("uk_nino", _NINO, uk_nino),
    ("nhs_number", _NHS, nhs_number),
    ("it_codice_fiscale", _FISCALE, it_codice_fiscale),
    ("date_of_birth", _BIRTH, _always),
    ("phone", _PHONE, _phone),
    ("phone", _PHONE_AFTER_WORD, _spoken_phone),
)
_AFTER_WORD = {_CARD_AFTER_WORD, _NHS, _PHONE_AFTER_WORD}


def looks_like_a_person(name: str) -> bool:
    """True for text such as a file name that seems to hold a person's name: a given name beside another word."""
    from waybook.audit.personal_values import given_names

    words = re.findall(r"[^\W\d_]+", name)
    known = [plain(word) in given_names() and len(word) > 2 for word in words]
    return any(
        flag and any(0 <= near < len(words) and words[near][:1].isupper() for near in (at - 1, at + 1))
        for at, flag in enumerate(known)
        if words[at][:1].isupper()
    )
