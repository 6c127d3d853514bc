"""What is asked for, at the top of the Summary: the advice of the numbers, in words that follow every edit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from waybook.advice import Advice, advise
from waybook.model.results import Results
from waybook.plan.fields import get
from waybook.readiness.tables import tables
from waybook.spreadsheet.book import Book
from waybook.spreadsheet.place import address
from waybook.spreadsheet.sheet import CALCULATION, CAPTION, FINDING, FROZEN, LABEL, NOTE, Sheet
from waybook.wording import money

TOP, WORDS = 3, 2
REASONS = 3
ROOM = 7 + REASONS
"""Rows of the block with the empty one below it."""
PAIR = ("P50", "P80")
APPETITE = "prototype.appetite"
MONTHS = '"Jan","Feb","Mar","Apr","May","Jun","Jul","Aug","Sep","Oct","Nov","Dec"'
CURRENT = 'Ranges_state="current"'
SINCE = " (at export; the inputs changed since)"
NOTHING = "Nothing before the ways are compared again, in Waybook"


@dataclass(frozen=True)
class Said:
    """Words as a formula without its '=', and as they stand when saved."""

    formula: str
    saved: str

    def __add__(self, other: Said | str) -> Said:
        """One after the other."""
        more = plain(other) if isinstance(other, str) else other
        return Said(f"{self.formula}&{more.formula}", self.saved + more.saved)


def plain(words: str) -> Said:
    """Words that do not change."""
    doubled = words.replace('"', '""')
    return Said(f'"{doubled}"', words)


def figure(formula: str, value: float, digits: int = 0) -> Said:
    """A number; FIXED, because the formats of TEXT depend on the language of the program."""
    return Said(f"FIXED({formula},{digits})", f"{value:,.{digits}f}")


@dataclass(frozen=True)
class Live:
    """Cells of the Summary and of Risk that the words are made of, each P50 and P80, with their saved values."""

    cost: tuple[Said, Said]
    date: tuple[tuple[str, dt.date], tuple[str, dt.date]]
    worth: Said
    loss: Said
    losses: float


def add_ask(book: Book, sheet: Sheet, row: int, live: Live, results: Results | None) -> None:
    """The block at the top, and from `row` on what its words rest on: frozen from the export, and live."""
    advice = advise(results) if results is not None else None
    currency, years = book.plan.currency, book.plan.economics.horizon_years
    own, usual = get(book.plan, APPETITE), tables().threshold("appetite")
    asked = usual if own is None else float(own)
    sheet.text(row, 0, "What the words at the top rest on", CAPTION)
    rest = _Rest(sheet, row)
    reasons = [words or "–" for words in (*advice.reasons, *[""] * REASONS)[:REASONS]] if advice else []
    if advice:
        told = rest.frozen("Advice at export", advice.sentence)
        money_asked = rest.frozen("Asked for at export", _asked(advice, currency))
        begun = rest.frozen("Work had begun at export", "yes" if advice.actual or advice.kind == "live" else "no")
        because = [rest.frozen(f"Reason {place} at export", words) for place, words in enumerate(reasons, 1)]
    rest.row += 1
    sheet.text(rest.row, 0, "Chance of a gain usually asked for")
    sheet.text(rest.row, 1, "share", "unit")
    sheet.number(rest.row, WORDS, usual, FROZEN, "0%")
    answer, usually = f"Answers!{address(book.rows_of[f'answer.{APPETITE}'], 3)}", address(rest.row, WORDS)
    wanted = rest.share("Chance of a gain asked for", f"IF(ISNUMBER({answer}),{answer},{usually})", asked)
    gain = rest.share("Chance of a gain now", f"1-{live.loss.formula}", 1 - live.losses)
    half, most = live.cost
    early, late = (rest.live(f"Live by, {name}", _month(*day)) for name, day in zip(PAIR, live.date, strict=True))
    go = plain("Go ahead: ") + most + f" {currency} and live by " + late + ", at 80% confidence"
    no = plain("Do not release the build on these figures: a gain in ") + figure(f"100*{gain}", 100 - 100 * live.losses)
    no += plain(" of 100 draws, asked for ") + figure(f"100*{wanted}", 100 * asked)
    go, no = rest.live("Where enough draws gain", go), rest.live("Where too few gain", no)
    enough, gains = f"{gain}>={wanted}", 1 - live.losses >= asked
    decided = _either(enough, gains, go, no)
    released = _either(enough, gains, most + f" {currency} (P80), to go-live by " + late, plain(NOTHING))
    why = []
    if advice:
        words = (rest.live("Decision on changed figures", decided), rest.live("Release on changed figures", released))
        decided, released = (_kept(begun, cell, now) for cell, now in zip((told, money_asked), words, strict=True))
        why = [_either(CURRENT, True, cell, plain("At export: ") + cell) for cell in because]
    benefit, run = (float(book.values[key]) for key in ("benefit_year", "run_year"))
    counted = figure("Benefit_year", benefit) + f" {currency} a year at full ramp, against " + figure("Run_year", run)
    sheet.text(TOP, 0, "What is asked for", CAPTION)
    for at, (label, said, style) in enumerate(
        (
            ("Decision", decided, FINDING),
            ("To release now", released, FINDING),
            ("The plan as it stands", plain("Costs ") + half + f" {currency} (P50) to " + most + f" {currency} (P80) "
             "and is live by " + early + " (P50) to " + late + " (P80)", LABEL),
            ("What it is worth", plain("Net present value ") + live.worth + f" {currency} (P50) over {years} "
             f"year{'s' * (years > 1)}, and a loss in " + figure(f"100*{live.loss.formula}", 100 * live.losses)
             + " of 100 draws", LABEL),
            ("For what benefit", _either("Benefit_year>0", benefit > 0, counted + " to run it (likely values)",
                                         plain("No benefit is counted yet")), LABEL),
            *(("" if place else "Why", cell, NOTE) for place, cell in enumerate(why)),
        ),
        TOP + 1,
    ):  # fmt: skip
        sheet.text(at, 0, label)
        sheet.formula(at, WORDS - 1, f"={said.formula}", said.saved, style)


@dataclass
class _Rest:
    """Rows that each hold one part of the words, so that no formula is long; `row` is the last one written."""

    sheet: Sheet
    row: int

    def frozen(self, label: str, words: str) -> Said:
        """Words as they were at export, and the cell they are in."""
        self.row += 1
        self.sheet.text(self.row, 0, label)
        self.sheet.text(self.row, WORDS, words, "aside")
        return Said(address(self.row, WORDS), words)

    def live(self, label: str, said: Said) -> Said:
        """Words that follow the figures, and the cell they are in."""
        self.row += 1
        self.sheet.text(self.row, 0, label)
        self.sheet.formula(self.row, WORDS, f"={said.formula}", said.saved, "aside")
        return Said(address(self.row, WORDS), said.saved)

    def share(self, label: str, formula: str, value: float) -> str:
        """The cell of a share."""
        self.row += 1
        self.sheet.text(self.row, 0, label)
        self.sheet.text(self.row, 1, "share", "unit")
        self.sheet.formula(self.row, WORDS, f"={formula}", value, CALCULATION, "0%")
        return address(self.row, WORDS)


def _month(cell: str, day: dt.date) -> Said:
    return Said(f'CHOOSE(MONTH({cell}),{MONTHS})&" "&YEAR({cell})', f"{day:%b %Y}")


def _asked(advice: Advice, currency: str) -> str:
    if not advice.ask:
        return advice.buys[:1].upper() + advice.buys[1:]
    return f"{money(advice.ask, currency)} (P80), to last until {advice.by:%b %Y}: {advice.buys}"


def _either(condition: str, holds: bool, one: Said, other: Said) -> Said:
    return Said(f"IF({condition},{one.formula},{other.formula})", one.saved if holds else other.saved)


def _kept(begun: Said, told: Said, now: Said) -> Said:
    """The advice of the full simulation while nothing changed; of begun work also later, but said to be older."""
    return _either(CURRENT, True, told, _either(f'{begun.formula}="yes"', False, told + SINCE, now))
