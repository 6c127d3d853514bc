"""What a document says of itself: its date, its owner, its version, in the text or in the file's name.

A file's own date changes with every copy, so it is asked last. Only that an owner or version is stated is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

BASES = ("stated", "front matter", "file name", "properties", "first page", "file date")
"""Where a date comes from, most trusted first."""

_MONTH_NAMES = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan feb maa apr mei jun jul aug sep okt nov dec",
)
_MONTHS = {month: at for names in _MONTH_NAMES for at, month in enumerate(names.split(), start=1)}
_DATE = (
    r"((?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?(?:19|20)\d\d"
    r"|[^\W\d_]{3,10}\.? \d{1,2}, (?:19|20)\d\d"
    r"|[^\W\d_]{3,10} (?:19|20)\d\d)"
)
_DATED_WORDS = (
    r"(?:last|date)[ -](?:updated|reviewed|modified|revised|changed|of issue|of review|of approval|approved|issued)",
    r"(?:updated|reviewed|revised|effective|issued?|approved|approval|publication|version|review|revision|valid|published)",
    r"(?:stand|gültig ab|geändert am|aktualisiert am|mise à jour|date de révision|en vigueur le|actualizado)",
    r"(?:fecha de revisión|aggiornato|laatst bijgewerkt|versiedatum)",
)
_STATED = re.compile(rf"(?i)\b(?:{'|'.join(_DATED_WORDS)})(?: date| from| on| at| am| le| el| il| op)?\W{{1,4}}{_DATE}")
_ANY = re.compile(r"(?<![\w./-])" + _DATE + r"(?![\w/-])")
_OWNER = re.compile(
    r"(?im)(?:^|[|\t ])(?:document |policy |process |content )?(?:owner|author|prepared by|written by|approved by|"
    r"responsible|maintained by|verantwortlich\w*|autor(?:in)?|erstellt von|auteur|propriétaire|responsable|autore|"
    r"eigenaar|właściciel|författare)[ \t]*[:|\t-][ \t]*[^\W\d_]"
)
_VERSION = re.compile(
    r"(?i)\b(?:version|versión|versione|versie|wersja|fassung|revision|rev|issue|release)(?: no| number|nummer)?"
    r"[.: \t|]{1,3}(?:\d+(?:\.\d+)*|[A-Z])\b|\bv\d+\.\d+\b"
)
_NO_AUTHORS = re.compile(
    r"(?i)\s*|.*\b(?:user|admin\w*|owner|unknown|root|guest|default|scanner|printer|office|word|acrobat|python-docx|author|"
    r"library|converter|test|temp\w*)\b.*"
)
_HEAD, _TAIL = 4_000, 2_000


def author_is_a_person_or_team(author: str) -> bool:
    """False for nothing, and for what programs write when they do not know ("Microsoft Office User")."""
    return not _NO_AUTHORS.fullmatch(author[:200])


def stated_owner(text: str, margin: str = "") -> bool:
    """True when the beginning, the end or the margin names who is responsible."""
    return any(_OWNER.search(part) for part in (text[:_HEAD], text[-_TAIL:], margin))


def stated_version(text: str, margin: str = "") -> bool:
    """True when the beginning, the end or the margin gives a version."""
    return any(_VERSION.search(part) for part in (text[:_HEAD], text[-_TAIL:], margin))


def dates_in_text(text: str, margin: str = "") -> dict[str, str]:
    """ISO dates: "stated" as the document's own, the newest of several; "first page" for one that only stands there."""
    found: dict[str, str] = {}
    stated = [
        date
        for part in (text[:_HEAD], text[-_TAIL:], margin)
        for match in _STATED.finditer(part)
        if (date := iso_date(match[1]))
    ]
    if stated:
        found["stated"] = max(stated)
    if match := next((m for m in _ANY.finditer(text[:1_500]) if iso_date(m[1])), None):
        found["first page"] = iso_date(match[1])
    return found


def iso_date(text: str) -> str:
    """A written date as ISO, the day before the month where both are numbers; "" when it is none or lies ahead.

    >>> iso_date("3 March 2021"), iso_date("31.12.2020"), iso_date("März 2022"), iso_date("32.12.2020")
    ('2021-03-03', '2020-12-31', '2022-03-01', '')
    """
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    word = next((w for w in re.findall(r"[^\W\d_]{3,}", text.lower())), "")
    if word:
        month = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
        if month is None:
            return ""
        year = numbers[-1]
        day = numbers[0] if len(numbers) > 1 else 1
    elif len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 1900 else (numbers[2], numbers[1], numbers[0])
        if month > 12 and numbers[0] <= 12:
            month, day = day, month
    else:
        return ""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return ""
    return date.isoformat() if dt.date(1980, 1, 1) <= date <= dt.date.today() + dt.timedelta(days=2) else ""


@dataclass(frozen=True, slots=True)
class NameMarks:
    """What a file name says. stem: the name without version, date, copy marks and folder, in small letters.

    rank: orders versions of one stem, a larger one is newer; None when the name has no mark. by_year: the only mark is
    a year, so that the files may be yearly reports and not versions. date: ISO, "" when there is none.
    """

    stem: str
    rank: tuple[float, ...] | None
    by_year: bool = False
    date: str = ""


# How far on a version is; a name without such a word lies at 1.
_STAGES = {
    "obsolete": -1.0, "superseded": -1.0, "archived": -1.0, "deprecated": -1.0, "old": -1.0, "alt": -1.0, "draft": 0.0,
    "entwurf": 0.0, "brouillon": 0.0, "borrador": 0.0, "wip": 0.0, "review": 0.5, "new": 1.5, "neu": 1.5, "final": 2.0,
    "approved": 2.0, "signed": 2.0, "latest": 3.0, "current": 3.0,
}  # fmt: skip
_MARK_VERSION = re.compile(r"(?:^|[ _.(-])(?:version|ver|rev|v|r)[ _.-]?(\d{1,3}(?:[._]\d{1,3}){0,2})(?=$|[ _.)-])")
_MARK_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MARK_DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.]((?:19|20)\d\d)(?!\d)")
_MARK_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ](0[1-9]|1[0-2])(?!\d)")
_MARK_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_MARK_COPY = re.compile(r"[ _-]*(?:\((\d{1,2})\)|(?:- )?(?:copy|kopie|copie|copia)(?: ?\(?(\d+)\)?)?)(?=$|[ _.-])")
_MARK_STAGE = re.compile(rf"(?:^|[ _.(-])({'|'.join(_STAGES)})[ _-]?(\d{{0,2}})(?=$|[ _.)-])")
_OLD_FOLDER = re.compile(
    r"(?i)(?:^|/)_?(?:archived?|archiv|old|obsolete|superseded|veraltet|ancien|vecchio|previous)"
    r"(?:[ _-]?versions?)?(?:/|$)"
)


def name_marks(name: str) -> NameMarks:
    """Version, stage, date and copy marks of a file name such as "HR/Leave policy v2.1 FINAL (1).docx"."""
    folder, _, file = name.rpartition("/")
    stem = (file.rsplit(".", 1)[0] if "." in file else file).lower()
    version: tuple[float, ...] = ()
    stage = date = ""
    stage_number = copy = 0
    by_year = False

    def cut(pattern: re.Pattern[str]) -> re.Match[str] | None:
        nonlocal stem
        match = pattern.search(stem)
        if match:
            stem = f"{stem[: match.start()]} {stem[match.end() :]}"
        return match

    if match := cut(_MARK_COPY):
        copy = int(match[1] or match[2] or 1)
    if match := cut(_MARK_DAY):
        date = f"{match[1]}-{match[2]}-{match[3]}"
    elif match := cut(_MARK_DAY_FIRST):
        date = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    elif match := cut(_MARK_MONTH):
        date = f"{match[1]}-{match[2]}-01"
    if match := cut(_MARK_VERSION):
        version = tuple(float(part) for part in re.split(r"[._]", match[1]))
    while match := cut(_MARK_STAGE):
        stage, stage_number = match[1], int(match[2] or 0)
    if not date and (match := cut(_MARK_YEAR)):
        date, by_year = f"{match[1]}-01-01", True
    old = bool(_OLD_FOLDER.search(folder))
    stem = re.sub(r"[\W_]+", " ", stem).strip()
    marked = bool(version or stage or date or copy or old)
    padded = (*version, 0.0, 0.0, 0.0)[:3]
    # A copy "(1)" is younger than its original by habit, but says least.
    rank = (
        -1.0 if old else 0.0, _STAGES.get(stage, 1.0) if stage in ("latest", "current", "old") else 0.0, *padded,
        _STAGES.get(stage, 1.0), float(stage_number), float(date.replace("-", "") or 0), float(copy),
    )  # fmt: skip
    plain = not (version or stage or copy or old)
    return NameMarks(stem, rank if marked else None, by_year and plain, _valid(date))


def _valid(date: str) -> str:
    return iso_date(date) if date else ""


def best_date(dates: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(basis, ISO date), most trusted first."""
    for basis in BASES:
        if dates.get(basis):
            yield basis, dates[basis]
