"""The sentence that stands on every screen, sheet and document. Its counts are computed."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from waybook.compliance.rulebook import RuleBook, rule_book
from waybook.compliance.rules import VERIFICATIONS
from waybook.reference import first_day


def short_disclaimer(book: RuleBook | None = None) -> str:
    """The same in two sentences, for the foot of every screen and sheet."""
    book = book or rule_book()
    return (
        f"Planning aid, not legal advice: {len(book.rules)} rules ({_rest(book)}), read up to {_latest(book)} and "
        "reviewed by no lawyer. A duty that does not appear is not a clearance."
    )


def disclaimer(book: RuleBook | None = None) -> str:
    """What this rule base is, how far it was checked, and what it is not."""
    book = book or rule_book()
    judged = sum(rule.days_grade == "judgement" for rule in book.rules.values())
    effort = "Effort is judgement" if judged == len(book.rules) else f"The effort of {judged} rules is judgement"
    return (
        f"Planning aid, not legal advice. It lists duties to check, from law and guidance read up to {_latest(book)}. "
        f"The {len(book.rules)} rules rest as follows: {_rest(book)}. A rule that does not appear is not a clearance. "
        f"{effort}. High-risk examples follow a Commission draft. National law, Northern Ireland, the NHS outside "
        "England, copyright, online safety and export control are not covered. "
        "No lawyer has reviewed it: take advice before relying on it."
    )


def _rest(book: RuleBook) -> str:
    """How many rules rest on what."""
    counts = Counter(rule.verification for rule in book.rules.values())
    return ", ".join(f"{counts[level]} on {words}" for level, words in VERIFICATIONS.items())


def read_up_to(book: RuleBook) -> dt.date:
    """The day of the newest legal source."""
    dated = [source.date for source in book.sources.values() if source.date and source.kind != "measurement"]
    return max(map(first_day, dated))


def _latest(book: RuleBook) -> str:
    return f"{read_up_to(book):%d %B %Y}".lstrip("0")
