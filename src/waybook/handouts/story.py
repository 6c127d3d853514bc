"""What the board pack and the printed page tell of a plan, worked out once."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from waybook.advice import Advice, advise
from waybook.durations import date_in
from waybook.handouts.law import Law, law
from waybook.handouts.steps import Step, next_steps
from waybook.model import Results
from waybook.model.sensitivity import Swing, swings
from waybook.plan import Plan
from waybook.wording import after, money, percent

GRADES = {
    "own": "own figures",
    "measured": "measured data",
    "published": "published figures",
    "vendor": "vendor figures",
    "judgement": "judgement",
}
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True)
class Story:
    """A simulated plan with its advice, next steps and duties. `today` is the day it is told."""

    found: Results
    advice: Advice
    steps: tuple[Step, ...]
    law: Law
    today: dt.date

    @property
    def plan(self) -> Plan:
        """The plan it is about."""
        return self.found.plan

    @property
    def name(self) -> str:
        """The project's name."""
        return clean(self.plan.name) or "Untitled plan"

    @property
    def who(self) -> str:
        """Project and organisation on one line."""
        return f"{self.name}, {clean(self.plan.organisation)}" if clean(self.plan.organisation) else self.name

    @property
    def bars(self) -> tuple[Swing, ...]:
        """What moves the build cost, largest first."""
        return swings(self.found, "build_cost")

    def asked(self) -> tuple[str, str]:
        """What is to be released now, or what it took; and the words below that figure."""
        if self.plan.operation.live is not None and self.advice.actual is not None:
            return self.money(self.advice.actual.spent), "spent on building it"
        if self.advice.ask > 0:
            return self.money(self.advice.ask), "to release now (P80)"
        return "Nothing", "to release now"

    def money(self, amount: float) -> str:
        """An amount in the plan's currency."""
        return money(amount, self.plan.currency)

    def month(self, number: float) -> str:
        """The calendar month so many months after the start."""
        return after(self.plan.start, number)

    def honesty(self) -> str:
        """How much of the estimate rests on what kind of figure."""
        shares = [f"{percent(share)} {GRADES.get(name, name)}" for name, share in self.found.grades.items()]
        words = ", ".join(shares) if shares else "no figures yet"
        return f"What the P80 cost rests on: {words}. {self.found.draws.count:,} simulated projects."


def story(found: Results, today: dt.date | None = None) -> Story:
    """The story of a simulated plan."""
    told = today or dt.date.today()
    live = date_in(found.plan.start, found.months.p80)
    return Story(found, advise(found), next_steps(found), law(found.plan, live), told)


def clean(text: str) -> str:
    """Other people's text on one line, without characters that XML cannot hold.

    >>> clean("  a\\x00b\\n c ")
    'a b c'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def brief(text: str, longest: int) -> str:
    """Text cut to a length at a word where it can be.

    >>> brief("one two three", 9), brief("short", 9)
    ('one two…', 'short')
    """
    words = clean(text)
    if len(words) <= longest:
        return words
    cut = words[: longest - 1]
    place = cut.rfind(" ")
    return (cut[:place] if place > longest * 0.6 else cut).rstrip(" ,;:") + "…"
