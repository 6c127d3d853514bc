"""What a text looks like, without the text: its pattern, the class of its format, its type."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_KEPT = frozenset(" .,;:/-_@+#%&()[]{}'\"*=!?<>|\\$£€~^`")
_LONGEST = 48


class _Masks(dict[int, str]):
    """Characters to pattern characters: 9 a digit, A a capital, a another letter, x anything else."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _KEPT:
            mask = char
        else:
            category = unicodedata.category(char)
            mask = {"Nd": "9", "Lu": "A", "Lt": "A", "Zs": " "}.get(category, "a" if category[0] == "L" else "x")
        self[code] = mask
        return mask


_MASKS = _Masks()


def pattern(text: str) -> str:
    """The text with its digits and letters replaced, cut at 48 characters.

    >>> pattern("LS1 4Az"), pattern("07/05/2021")
    ('AA9 9Aa', '99/99/9999')
    """
    return text[:_LONGEST].translate(_MASKS)


_NUMBERS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("integer", "9", re.compile(r"[-+]?9+")),
    ("decimal", "9.9", re.compile(r"[-+]?9*\.9+|[-+]?9+\.")),
    ("decimal", "9,9", re.compile(r"[-+]?9+,9+")),
    ("decimal", "9E+9", re.compile(r"[-+]?9+([.,]9+)?[Aa][-+]?9+")),
    ("decimal", "9,999", re.compile(r"[-+]?9{1,3}(,999)+(\.9+)?")),
    ("decimal", "9.999", re.compile(r"[-+]?9{1,3}(\.999){2,}(,9+)?|[-+]?9{1,3}\.999,9+")),
    ("decimal", "9 999", re.compile(r"[-+]?9{1,3}( 999)+([.,]9+)?")),
    ("decimal", "$9", re.compile(r"[-+]?[£$€] ?9[9.,]*|9[9.,]* ?[£$€]|[-+]?9[9.,]* AAA|AAA 9[9.,]*")),
    ("decimal", "9%", re.compile(r"[-+]?9[9.,]* ?%")),
)
_TIME = r"99?:99(:99(\.9+)?)?"
_ZONE = r"( ?[Aa]{1,5}| ?[-+]99:?99)?"
_DATES: tuple[tuple[str, str], ...] = (
    ("9999-99-99", r"9999-99?-99?"), ("9999/99/99", r"9999/99?/99?"), ("9999.99.99", r"9999\.99?\.99?"),
    ("99/99/9999", r"99?/99?/9999"), ("99-99-9999", r"99?-99?-9999"), ("99.99.9999", r"99?\.99?\.9999"),
    ("99/99/99", r"99?/99?/99"), ("99-99-99", r"99?-99?-99"), ("99.99.99", r"99\.99\.99"),
    ("99 Aaa 9999", r"99?[ -](Aa+|A+|a+)\.?[ -],? ?9999"), ("Aaa 99, 9999", r"(Aa+|A+)\.? 99?,? 9999"),
    ("99 Aaa 99", r"99?-(Aa+|A+|a+)-99"),
)
_DATE_PATTERNS = tuple((shape, re.compile(f"(?P<date>{text})(?P<time>[ T]{_TIME}{_ZONE})?".replace("[ T]", "[ A]")))
                       for shape, text in _DATES)
_CLOCK = re.compile(_TIME)
_WORDS = re.compile(r"[Aa '\-.]+")
_RUNS = re.compile(r"9+|A+|a+")
_REPEATED = re.compile(r"((?:[ ,.\-]+)(?:Aa|A|a|9))\1+")


@dataclass(frozen=True, slots=True)
class Shape:
    """type: integer, decimal, date, datetime, time, email, url, text. form: the class of formats it belongs to."""

    type: str
    form: str


@lru_cache(maxsize=50_000)
def shape(mask: str) -> Shape:
    """The type and the class of formats of a pattern.

    >>> shape("99/9/9999"), shape("Aaaa Aaa-Aaa"), shape("AA9 9AA").form
    (Shape(type='date', form='99/99/9999'), Shape(type='text', form='Aa'), 'A9 9A')
    """
    if "9" in mask:
        for kind, form, regex in _NUMBERS:
            if regex.fullmatch(mask):
                return Shape(kind, form)
        for form, regex in _DATE_PATTERNS:
            if found := regex.fullmatch(mask):
                return Shape("datetime", f"{form} 99:99") if found["time"] else Shape("date", form)
        if _CLOCK.fullmatch(mask):
            return Shape("time", "99:99")
    if "@" in mask and re.fullmatch(r"[^@ ]+@[^@ ]+\.[^@ ]+", mask):
        return Shape("email", "a@a.a")
    if re.match(r"[Aa]{4,5}://\S|aaa\.[Aa9]", mask) and " " not in mask:
        return Shape("url", "a://a.a")
    if _WORDS.fullmatch(mask):
        letters = _RUNS.sub(lambda run: run[0][0], mask)
        capitals, small = "A" in letters, "a" in letters
        form = "A" if capitals and not small else "a" if small and not capitals else "Aa"
        return Shape("text", form if capitals or small else letters.strip() or " ")
    collapsed = _RUNS.sub(lambda run: run[0][0], mask)
    return Shape("text", _REPEATED.sub(r"\1", collapsed))


@dataclass(frozen=True, slots=True)
class Looks:
    """How a column's values look. Shares are of the values counted.

    forms: class of formats -> (share, commonest pattern of the class, its type). types: type -> share.
    """

    counted: int
    types: Mapping[str, float]
    forms: Mapping[str, tuple[float, str, str]]
    words: float


def looks(values: Mapping[str, int]) -> Looks:
    """The looks of values with their counts. Surrounding spaces do not count."""
    masks: Counter[str] = Counter()
    words = 0
    for text, count in values.items():
        stripped = text.strip()
        masks[stripped[:_LONGEST].translate(_MASKS)] += count
        words += count * (stripped.count(" ") + 1)
    total = sum(masks.values())
    if total == 0:
        return Looks(0, {}, {}, 0.0)
    types: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    best: dict[str, tuple[int, str, str]] = {}
    for mask, count in masks.items():
        found = shape(mask)
        types[found.type] += count
        forms[found.form] += count
        if count > best.get(found.form, (0, "", ""))[0]:
            best[found.form] = (count, mask, found.type)
    ordered = {form: (count / total, best[form][1], best[form][2]) for form, count in forms.most_common(200)}
    return Looks(total, {kind: count / total for kind, count in types.most_common()}, ordered, words / total)


_TRUE_FALSE = frozenset({"true", "false", "yes", "no", "y", "n", "t", "f", "0", "1"})


def is_boolean(values: Iterable[str]) -> bool:
    """All values are words for true or false, and there are two sides or a word (0 alone is a number)."""
    folded = {value.strip().casefold() for value in values}
    return bool(folded) and len(folded) > 1 and folded <= _TRUE_FALSE
