"""The language of a text by its commonest small words, or by its script; and how many characters a token takes in it.

A word that several languages share counts for less. The words and the characters per token are in
data/audit/languages.csv.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from waybook.reference.location import data_folder
from waybook.reference.quantity import Grade
from waybook.reference.tables import Row, Share, read_rows

UNKNOWN = ""

# Words looked at: the language of a document does not change with its length.
_WORDS = 4_000
_FEWEST_WORDS = 8
# Share of the words that must be small words of the language; running text has 25 to 50%, gibberish under 2%.
_LEAST_SHARE = 0.05
_ONE_LETTER = 0.3
# Small words of two letters and more that must be seen.
_DIFFERENT = 4

_SCRIPTS = {
    "kana": "[\u3040-\u30ff]",
    "hangul": "[\uac00-\ud7af]",
    "han": "[\u4e00-\u9fff]",
    "arabic": "[\u0600-\u06ff]",
    "hebrew": "[\u0590-\u05ff]",
    "devanagari": "[\u0900-\u097f]",
    "thai": "[\u0e00-\u0e7f]",
}
# Japanese is mostly Han characters with kana between them, so kana are asked first and need a smaller share.
_SCRIPT_SHARE = {"kana": 0.1}


class Language(Row):
    """words: common small words, separated by spaces, and the share of running text that they make up; or the script
    that tells the language."""

    code: str
    name: str
    words: str = ""
    usual_share: Share | None = None
    script: str = ""
    characters_per_token: float
    spread: float
    source: str
    date: str
    grade: Grade


@cache
def languages() -> dict[str, Language]:
    """By ISO 639-1 code; "" is the unknown language."""
    return {row.code: row for row in read_rows(data_folder() / "audit/languages.csv", Language, key="code")}


@cache
def _weights() -> dict[str, dict[str, float]]:
    """word -> language -> weight."""
    spoken: dict[str, list[Language]] = defaultdict(list)
    for language in languages().values():
        for word in set(language.words.split()):
            spoken[word].append(language)
    # Finnish says with endings what English says with small words: each hit weighs by how rare hits are.
    return {
        word: {language.code: 1 / len(spoken_in) / (language.usual_share or 1) for language in spoken_in}
        for word, spoken_in in spoken.items()
    }


@cache
def _by_script() -> dict[str, str]:
    return {language.script: language.code for language in languages().values() if language.script}


def language_of(text: str) -> str:
    """ISO 639-1 code, or `UNKNOWN` for text that is too short, not prose, or of a language not in the table.

    >>> language_of("The invoice is paid when it has been approved by the manager of the department.")
    'en'
    """
    sample = text[:60_000]
    letters = sum(char.isalpha() for char in sample)
    if not letters:
        return UNKNOWN
    for script, pattern in _SCRIPTS.items():
        if len(re.findall(pattern, sample)) > _SCRIPT_SHARE.get(script, 0.3) * letters:
            return _by_script()[script]
    words = re.findall(r"[^\W\d_]+", sample.lower())[:_WORDS]
    if len(words) < _FEWEST_WORDS:
        return UNKNOWN
    scores: defaultdict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, count in Counter(words).items():
        # One letter is a variable or a unit as often as a word.
        worth = _ONE_LETTER if len(word) == 1 else 1.0
        for code, weight in _weights().get(word, {}).items():
            scores[code] += weight * count * worth
            hits[code] += count
            different[code] += len(word) > 1
    if not scores:
        return UNKNOWN
    best = max(scores, key=lambda code: scores[code])
    enough = hits[best] >= _LEAST_SHARE * len(words) and different[best] >= min(_DIFFERENT, 1 + len(words) // 20)
    return best if enough else UNKNOWN


def tokens_of(characters: int, code: str) -> float:
    """Estimated tokens of a text of this length and language; `languages()[code].spread` is its error."""
    return characters / languages()[code].characters_per_token
