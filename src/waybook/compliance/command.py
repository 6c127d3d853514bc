"""`waybook duties ANSWERS.json [--json] [--go-live DATE] [--all]`."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from waybook.compliance.answers import AnswersRefused, read_answers
from waybook.compliance.clock import CLOCK_LABELS, Clock
from waybook.compliance.disclaimer import disclaimer
from waybook.compliance.duties import Duty, days_of, duties_of
from waybook.compliance.evaluation import STATUS_LABELS, Evaluation, Status, evaluate
from waybook.compliance.load import summary_of
from waybook.compliance.rulebook import rule_book
from waybook.reference.tables import ReferenceDataError


def add_parser(subparsers: Any) -> None:
    """Add the `duties` command to an argparse sub-parser group."""
    parser = subparsers.add_parser(
        "duties",
        help="list the duties that follow from compliance answers",
        description="Which duties apply, cannot be ruled out, or do not apply. ANSWERS maps question ids to lists of "
        'option ids; a question that is absent, empty or ["unknown"] is "I don\'t know yet".',
    )
    fill_parser(parser)
    parser.set_defaults(run=run)


def fill_parser(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("answers", type=Path, metavar="ANSWERS.json", help="question id -> list of option ids")
    parser.add_argument("--json", action="store_true", help="print tier, rules and days as JSON")
    parser.add_argument("--go-live", type=_day, metavar="YYYY-MM-DD", help="place duties against this go-live date")
    parser.add_argument("--all", action="store_true", help="list the duties that do not apply too, with the reason")


def run(args: argparse.Namespace) -> int:
    """Print the result. 0: done. 2: the answers or the rule base were refused, one sentence for each fault."""
    try:
        book = rule_book()
        answers = read_answers(args.answers, book)
    except (AnswersRefused, ReferenceDataError) as problem:
        print(problem, file=sys.stderr)
        return 2
    evaluation = evaluate(answers, book)
    if args.json:
        print(json.dumps(as_json(evaluation), ensure_ascii=False))
    else:
        print(as_text(evaluation, Clock(date.today(), args.go_live), everything=args.all))
    return 0


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """Tier interval, every rule's result, and person-days (low, high) of both cost buckets."""
    tier = evaluation.tier
    return {
        "tier": {"certain": tier.certain, "worst": tier.worst, "ask": list(tier.ask)},
        "rules": dict(evaluation.statuses),
        "days": list(days_of(evaluation)),
    }


def as_text(evaluation: Evaluation, clock: Clock, *, everything: bool = False) -> str:
    """A table to read in a terminal."""
    load = summary_of(evaluation)
    low, high = days_of(evaluation)
    lines = [
        *textwrap.wrap(evaluation.tier.sentence(), 118),
        f"Person-days: {low:g} at least, {high:g} at most. On top of the build: {load.days_low:g} to "
        f"{load.days_high:g}"
        + (f", up to {load.days_unknown_high:g} more while answers are missing." if load.days_unknown_high else "."),
        f"Longest lead time: {load.lead_weeks_low:g} to {load.lead_weeks_high:g} weeks"
        + (
            f", up to {load.lead_weeks_unknown_high:g} more while answers are missing."
            if load.lead_weeks_unknown_high
            else "."
        ),
    ]
    statuses: tuple[Status, ...] = ("applies", "unknown", "no") if everything else ("applies", "unknown")
    for status in statuses:
        found = duties_of(evaluation, clock, (status,))
        lines += ["", f"{STATUS_LABELS[status]}: {len(found)}"]
        for duty in found:
            lines += _rows(duty)
    return "\n".join([*lines, "", *textwrap.wrap(disclaimer(evaluation.book), 118)])


def _rows(duty: Duty) -> list[str]:
    """A duty: what and where in the law, when, who and how long, and why."""
    effort = f"{duty.days_low:g}-{duty.days_high:g} days" + ("" if duty.bucket == "compliance" else " in the build")
    wait = f", wait {duty.lead_weeks_low:g}-{duty.lead_weeks_high:g} weeks" if duty.lead_weeks_high else ""
    below = [
        f"{duty.article}; {duty.when[0].lower()}{duty.when[1:]}",
        f"{duty.stage.capitalize()}, {duty.owner}: {effort}{wait}",
        duty.reason,
    ]
    if duty.readings:
        other = f" ({CLOCK_LABELS[duty.reading_b_clock].lower()})" if duty.reading_b_clock else ""
        below.append(f"Disputed: {duty.readings[0]}. Or: {duty.readings[1]}{other}.")
    lines = [f"  {duty.id:8} {duty.title}"]
    for text in below:
        lines += textwrap.wrap(text, 108, initial_indent=" " * 11, subsequent_indent=" " * 11)
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2027-06-30") from None


def main(argv: Sequence[str] | None = None) -> int:
    """The command on its own."""
    parser = argparse.ArgumentParser(prog="waybook duties")
    fill_parser(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
