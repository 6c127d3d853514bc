"""Records of invented people with damaged copies, after the fashion of Febrl: names, addresses, numbers, typing errors.

Nothing here is taken from a data set. Families share surname and address, so that not all that looks alike is a copy.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations

COLUMNS = (
    "given_name", "surname", "street_number", "address", "suburb", "postcode", "state", "date_of_birth", "phone",
)
_ONSETS = ["b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t",
           "th", "v", "w"]
_MIDDLES = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ie"]
_ENDS = ["n", "r", "l", "s", "th", "ck", "m", "rt", "nd", "", "son", "ley", "ton", "by", "wood", "ford", "man"]
_STREETS = ["street", "road", "avenue", "close", "place", "crescent", "drive", "lane"]


def _word(rng: random.Random, parts: int) -> str:
    return "".join(rng.choice(_ONSETS) + rng.choice(_MIDDLES) for _ in range(parts)) + rng.choice(_ENDS)


def people(
    originals: int, copies: int, seed: int = 7, families: float = 0.1
) -> tuple[list[dict[str, str]], list[int]]:
    """Records in random order and, for each, the person it is of.

    A person has at most four copies; each copy has one to four damaged fields.
    """
    rng = random.Random(seed)
    given = [_word(rng, 1) for _ in range(400)]
    surnames = [_word(rng, 2) for _ in range(3000)]
    towns = [(_word(rng, 2), f"{rng.randrange(2000, 8000)}", rng.choice(["nsw", "vic", "qld", "sa", "wa"]))
             for _ in range(600)]
    streets = [f"{_word(rng, 2)} {rng.choice(_STREETS)}" for _ in range(4000)]

    def skewed(words: Sequence[str]) -> str:
        return words[min(int(rng.expovariate(4) * len(words)), len(words) - 1)]

    records: list[dict[str, str]] = []
    for number in range(originals):
        if records and rng.random() < families:
            relative = records[rng.randrange(max(0, number - 50), number)]
            record = {**relative, "given_name": skewed(given), "date_of_birth": _birth(rng)}
            if rng.random() < 0.5:
                record["phone"] = _phone(rng)
        else:
            suburb, postcode, state = rng.choice(towns)
            record = {
                "given_name": skewed(given), "surname": skewed(surnames), "street_number": str(rng.randrange(1, 300)),
                "address": rng.choice(streets), "suburb": suburb, "postcode": postcode, "state": state,
                "date_of_birth": _birth(rng), "phone": _phone(rng),
            }
        records.append(record)
    made = [(record, number) for number, record in enumerate(records)]
    taken = [0] * originals
    while copies:
        number = rng.randrange(originals)
        if taken[number] < 4:
            taken[number] += 1
            made.append((_damaged(rng, records[number]), number))
            copies -= 1
    rng.shuffle(made)
    return [record for record, _ in made], [number for _, number in made]


def _birth(rng: random.Random) -> str:
    return f"{rng.randrange(1930, 2010)}{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}"


def _phone(rng: random.Random) -> str:
    return f"0{rng.randrange(2, 9)}{rng.randrange(10**7, 10**8)}"


def _damaged(rng: random.Random, record: dict[str, str]) -> dict[str, str]:
    copy = dict(record)
    for _ in range(rng.choice([1, 1, 2, 2, 3, 4])):
        field = rng.choice(COLUMNS)
        kind = rng.random()
        if kind < 0.12:
            copy[field] = ""
        elif kind < 0.17:
            copy["given_name"], copy["surname"] = copy["surname"], copy["given_name"]
        elif kind < 0.22:
            copy["address"], copy["suburb"] = copy["suburb"], copy["address"]
        else:
            copy[field] = _mistyped(rng, copy[field])
    return copy


def _mistyped(rng: random.Random, text: str) -> str:
    if len(text) < 2:
        return text
    at = rng.randrange(len(text) - 1)
    other = rng.choice("0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz")
    return rng.choice([
        text[:at] + other + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + other + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    ])


def true_pairs(owners: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of rows (low, high) of the same person."""
    groups: dict[int, list[int]] = {}
    for row, owner in enumerate(owners):
        groups.setdefault(owner, []).append(row)
    return {pair for rows in groups.values() for pair in combinations(rows, 2)}
