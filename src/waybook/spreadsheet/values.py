"""What a cell says, as the value of a plan field: numbers, words, choices, dates; or a sentence why it is none."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Any, Literal, get_origin

from waybook.plan.fields import FieldNote
from waybook.plan.part import Range
from waybook.plan.team import ROLE_NAMES
from waybook.spreadsheet.answer_sheets import YES_NO
from waybook.spreadsheet.cells import ERROR, NUMBER, TRUTH, Found
from waybook.spreadsheet.sheet import LONGEST_TEXT, clean

_PLAIN_NUMBER = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)?$")
_CURRENCY = str.maketrans("", "", "£$€ \u00a0\u202f")


class NotAValue(ValueError):
    """The cell cannot be read; the message is the end of a sentence that begins with the cell's address."""


def read_value(found: Found | None, note: FieldNote, part: str, from_1904: bool) -> Any:
    """The JSON value of a field (or of one end of a range). None is an empty cell. Raises NotAValue."""
    if found is None or (found.value == "" and not found.formula):
        return None
    if found.value is None:
        raise NotAValue(
            f"holds the formula {found.formula[:60]} without a saved result. Open in Excel, save, import again."
        )
    if found.kind == ERROR:
        raise NotAValue(f"holds the error {found.value}.")
    if part == "stage":
        return found.value
    if part == "list":
        return _text(found).strip()
    if part in ROLE_NAMES or note.kind is Range or note.kind in (int, float):
        return _number(found, note)
    if note.kind is bool:
        return _truth(found, note)
    if note.kind is dt.date:
        return _date(found, note, from_1904)
    if note.labels and get_origin(note.kind) is Literal:
        return _choice(found, note)
    words = _text(found)
    most = note.bounds.get("max_length")
    if len(words) > LONGEST_TEXT or (most is not None and len(words) > most):
        raise NotAValue(f"has {len(words):,} characters; '{note.title}' takes at most {most or LONGEST_TEXT:,.0f}.")
    return clean(words)


def _number(found: Found, note: FieldNote) -> float | int:
    if found.kind == TRUTH:
        raise NotAValue(f"{found.value} is not {_named(note)}.")
    if found.kind == NUMBER:
        number = float(found.value)  # type: ignore[arg-type]
    else:
        number = _number_in_words(str(found.value), note)
    if not math.isfinite(number):
        raise NotAValue(f"{number} is not {_named(note)}.")
    for name, fails, words in (
        ("ge", number < note.bounds.get("ge", -math.inf), "at least"),
        ("gt", number <= note.bounds.get("gt", -math.inf), "more than"),
        ("le", number > note.bounds.get("le", math.inf), "at most"),
        ("lt", number >= note.bounds.get("lt", math.inf), "less than"),
    ):
        if fails:
            raise NotAValue(
                f"{number:g} is not a value for {note.title.lower()}: it has to be {words} {note.bounds[name]:g}."
            )
    if note.kind is int:
        if abs(number - round(number)) > 1e-9:
            raise NotAValue(f"{number:g} is not a whole number ({note.title.lower()}).")
        return round(number)
    return number


def _number_in_words(words: str, note: FieldNote) -> float:
    plain = words.translate(_CURRENCY)
    share = plain.endswith("%")
    plain = plain.removesuffix("%")
    if not plain or not _PLAIN_NUMBER.match(plain):
        raise NotAValue(f"'{words[:40]}' is not {_named(note)}.")
    try:
        return float(plain.replace(",", "")) / (100 if share else 1)
    except ValueError:
        raise NotAValue(f"'{words[:40]}' is not {_named(note)}.") from None


def _truth(found: Found, note: FieldNote) -> bool:
    if found.kind == TRUTH:
        return bool(found.value)
    words = _text(found).strip().lower()
    if words in ("1", "yes", "true", "y"):
        return True
    if words in ("0", "no", "false", "n"):
        return False
    raise NotAValue(f"'{words[:40]}' is neither {YES_NO['True']} nor {YES_NO['False']} ({note.title.lower()}).")


def _date(found: Found, note: FieldNote, from_1904: bool) -> str:
    if found.kind == NUMBER:
        days = float(found.value)  # type: ignore[arg-type]
        if not 1 <= days <= 200_000:
            raise NotAValue(f"{days:g} is not {_named(note)}.")
        return (
            (dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)) + dt.timedelta(days=int(days))
        ).isoformat()
    try:
        return dt.date.fromisoformat(_text(found).strip()[:10]).isoformat()
    except ValueError:
        raise NotAValue(f"'{_text(found)[:40]}' is not a date such as 2027-06-30 ({note.title.lower()}).") from None


def _choice(found: Found, note: FieldNote) -> str:
    words = _text(found).strip()
    for choice, label in note.labels.items():
        if words.lower() in (label.lower(), choice.lower()):
            return choice
    known = ", ".join(f"'{label}'" for label in list(note.labels.values())[:10])
    raise NotAValue(f"'{words[:40]}' is not one of {known} ({note.title.lower()}).")


def _text(found: Found) -> str:
    if found.kind == NUMBER:
        return f"{float(found.value):.15g}"  # type: ignore[arg-type]
    if found.kind == TRUTH:
        return "TRUE" if found.value else "FALSE"
    return str(found.value)


def _named(note: FieldNote) -> str:
    title = note.title[:1].lower() + note.title[1:]
    if title.endswith(("s", "people", "?", "by")) or title.partition(" ")[0].endswith("s") or "," in title:
        return f"a number ({title.rstrip('?')})"
    return f"{'an' if title[:1] in 'aeiou' else 'a'} {title}"
