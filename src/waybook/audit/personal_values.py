"""Which values of a column have the form of a kind of personal data: one test a kind, asked about the whole column.

A test takes the distinct values and how the column's title speaks of the kind, and returns one flag a value. It sees
the whole column because some kinds can only be told apart together: an ISBN of ten digits has the check digit of an NHS
number, but one ISBN in eleven ends in X.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

from waybook.audit.personal_numbers import CHECKS, luhn, nhs_range
from waybook.reference.location import data_folder
from waybook.reference.tables import Row, read_rows

Title = Literal["named", "hinted", "silent"]
"""What the column's title says: it names the kind, it would suit it, or nothing."""

Test = Callable[[Sequence[str], Title], list[bool]]

PHONE_REGIONS = (
    "GB", "IE", "DE", "FR", "ES", "IT", "NL", "BE", "PL", "SE", "DK", "NO", "FI", "PT", "AT", "CH", "CZ", "RO", "GR",
    "HU", "US",
)  # fmt: skip
"""Numbers without a country code are tried as numbers of these countries."""

EMAIL = re.compile(r"(?i)[a-z0-9!#$%&'*+/=?^_`{|}~-][a-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}@([a-z0-9-]{1,63}\.)+[a-z]{2,24}")
_PROFILE = re.compile(
    r"(?i)(https?://)?([a-z]{2,3}\.)?(linkedin\.com/in|facebook\.com/(?!pages|groups|events)|instagram\.com|github\.com"
    r"|twitter\.com|x\.com|xing\.com/profile)/[\w.%-]+/?"
)
_PHONE = re.compile(r"(\+|00)?\(?\+?\d[\d ()./-]{4,20}\d( ?(x|ext\.?) ?\d{1,5})?")
_AMERICAN = re.compile(r"(\+?1[-. ])?\(?[2-9]\d\d\)?[-. ] ?[2-9]\d\d[-. ]\d{4}( ?(x|ext\.?) ?\d{1,5})?")
_DATE_LIKE = re.compile(
    r"\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}(.*)|\d{1,2}[-/. ]\d{1,2}[-/. ](19|20)\d\d(.*)|(19|20)\d\d(0[1-9]|1[0-2])[0-3]\d"
)
_WRITTEN_DATE = re.compile(
    r"(\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](\d{4}|\d\d)|(19|20)\d{6}"
    r"|\d{1,2}\.?[- ](de )?[^\W\d_]{3,10}\.?,?[- ](de )?(\d{4}|\d\d)"
    r"|[^\W\d_]{3,10}\.? \d{1,2},? \d{4})([T ]00:00(:00)?.*)?"
)
_UK_AREAS = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|EC|EH|EN|"
    "EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|"
    "NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|"
    "TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
_UK_POSTCODE = re.compile(
    rf"({_UK_AREAS})(\d[A-HJKPSTUW]|\d\d|\d[ABEHMNPRVWXY]|\d) ?\d[ABD-HJLNP-UW-Z]{{2}}|GIR ?0AA"
)
_POSTCODE = re.compile(
    r"\d{4,6}|\d{4} ?[A-Z]{2}|\d\d-\d{3}|\d{3} \d\d|\d{4}-\d{3}|\d{5}-\d{4}|[A-Z]{1,2}-?\d{4,5}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|[A-Z]\d[\dW] ?[A-Z\d]{4}"
)
_STREET = re.compile(
    r"(?i)\b(street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|crescent|court|ct|place|pl|square|terrace|gardens?|grove|"
    r"mews|way|hill|boulevard|blvd|bvd|rue|chemin|allee|impasse|quai|calle|avenida|plaza|paseo|carrer|camino|via|viale|"
    r"piazza|corso|strada|vicolo|ulica|ul|aleja|os|rua|travessa|largo|praca)\b\.?|(strasse|straße|str\.?|weg|platz|"
    r"gasse|allee|ring|damm|ufer|straat|laan|gracht|plein|kade|vej|gade|gatan|vägen|vagen|gata|katu|tie|utca)\b"
)
_PLATE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-zÄÖÜ0-9]{1,4}[ -]?[A-Za-z0-9]{1,4}[ -]?[A-Za-z0-9]{0,4}")
_MAC = re.compile(r"(?i)[0-9a-f]{2}([:-])([0-9a-f]{2}\1){4}[0-9a-f]{2}|([0-9a-f]{4}\.){2}[0-9a-f]{4}")
_PERSON = re.compile(r"[^\W\d_]['’.\-\w ,]{0,58}[^\W\d_]\.?|[^\W\d_]")
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "monsieur", "madame", "mme", "sig", "signora")
)
_LEGAL = re.compile(
    r"(?i)(^|[ ,.])(ltd|limited|plc|inc|llc|llp|corp|corporation|co|gmbh|ag|kg|ohg|se|sarl|sas|sa|srl|spa|bv|nv|ab|oy|"
    r"oyj|as|aps|group|holdings?|partners|sons|associates|e\.?v|sp z o|foundation|university|college|school|hospital|"
    r"bank|services|solutions|systems|gbr|kgaa|stiftung|s\.?l)\.?$|&| (and|und|et) "
)


@cache
def given_names() -> frozenset[str]:
    """Given names in common use, small letters without accents."""
    rows = read_rows(data_folder() / "audit/given_names.csv", _GivenNames, key="language")
    return frozenset(name for row in rows for name in row.names.split())


class _GivenNames(Row):
    language: str
    names: str
    source: str
    date: str
    grade: str


def plain(text: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _each(test: Callable[[str], object]) -> Test:
    return lambda values, title: [bool(test(value)) for value in values]


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _nhs(values: Sequence[str], title: Title) -> list[bool]:
    flags = [CHECKS["nhs_number"](value) for value in values]
    if title == "silent":
        passed = [value for value, flag in zip(values, flags, strict=True) if flag]
        isbn = any(re.fullmatch(r"[\d -]{9,12}[xX]", value) for value in values)
        if isbn or _share([nhs_range(value) for value in passed]) < 0.9:
            return [False] * len(values)
    return flags


def phone_shape(text: str) -> bool:
    """Seven to fifteen digits with the usual separators, and no date."""
    if not 7 <= sum(char.isdigit() for char in text) <= 20 or text.count(".") == 1:
        return False
    return bool(_PHONE.fullmatch(text)) and not _DATE_LIKE.fullmatch(text)


def phone_valid(text: str, region: str | None = None, *, possible: bool = False) -> bool:
    """True for a number that a national plan allows (or could, by its length). Numbers for fiction count too."""
    import phonenumbers  # large tables, loaded only when a column looks like telephone numbers

    if text.startswith("00"):
        text = "+" + text[2:]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    national = str(number.national_number)
    fiction = number.country_code == 44 and re.match(r"7700900|1632960|20794600", national) is not None
    test = phonenumbers.is_possible_number if possible else phonenumbers.is_valid_number
    return fiction or test(number)


def _phone(values: Sequence[str], title: Title) -> list[bool]:
    shaped = [phone_shape(value) for value in values]
    if title == "named" or _share(shaped) < 0.1:
        return shaped
    # Without a title a number must say that it is one: a country code, an American grouping, or a trunk zero.
    sure = [
        ok and (bool(_AMERICAN.fullmatch(value)) or _international(value))
        for value, ok in zip(values, shaped, strict=True)
    ]
    trunk = [
        value for value, ok, done in zip(values, shaped, sure, strict=True)
        if ok and not done and re.match(r"\(?0[1-9]", value) and (re.search(r"[ )/-]", value) or _british(value))
    ]  # fmt: skip
    if not trunk:
        return sure
    probe = trunk[:: max(1, len(trunk) // 60)]
    region = max(PHONE_REGIONS, key=lambda code: sum(phone_valid(value, code) for value in probe))
    known = set(trunk)
    return [done or (value in known and phone_valid(value, region)) for value, done in zip(values, sure, strict=True)]


def _international(text: str) -> bool:
    """A plus and a possible number, or two zeros and a valid one: identifiers are padded with zeros."""
    if text.startswith("00"):
        return phone_valid(text)
    return text.startswith(("+", "(+")) and phone_valid(text, possible=True)


def _british(text: str) -> bool:
    return bool(re.fullmatch(r"0[1237]\d{9}", text))


def _ip(values: Sequence[str], title: Title) -> list[bool]:
    flags = [_is_ip(value) for value in values]
    if title == "silent":
        # A version number of four parts is an address by form; its first part is small and hardly varies.
        quads = [value for value, flag in zip(values, flags, strict=True) if flag and ":" not in value]
        first = [int(value.split(".")[0]) for value in quads]
        private = [value.startswith(("192.168.", "172.", "10.")) for value in values]
        if first and len(set(first)) < 5 and _share([part >= 100 for part in first]) < 0.6 and _share(private) < 0.6:
            return [False] * len(values)
        if first and max(first) < 64 and _share(private) < 0.6:
            return [False] * len(values)
    return flags


def _is_ip(text: str) -> bool:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]+", text) or text.count(":") == 1:
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return not re.fullmatch(r"\d\d:\d\d(:\d\d)?|([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}", text)


def _name(values: Sequence[str], title: Title) -> list[bool]:
    flags = [is_person_shaped(value) for value in values]
    if title == "named":
        return flags
    words = [re.findall(r"[^\W\d_]+", plain(value)) for value in values]
    known = _share([any(word in given_names() or word in _TITLES for word in found) for found in words])
    if title == "hinted":
        # "The Prince Albert" has a given name in it too: people's come first, after a title or a comma.
        first = _share([_begins_with_a_name(value, found) for value, found in zip(values, words, strict=True)])
        return flags if first >= 0.2 else [False] * len(values)
    # Made-up towns ("Sarah Ville") share their last word; people rarely do.
    endings = Counter(found[-1] for found in words if found)
    if endings and max(endings.values()) > max(2, 0.2 * len(values)):
        return [False] * len(values)
    cased = [flag and (value[:1].isupper()) for value, flag in zip(values, flags, strict=True)]
    several = _share([len(found) >= 2 for found in words])
    return cased if known >= (0.5 if several >= 0.7 else 0.75) else [False] * len(values)


def _begins_with_a_name(value: str, words: Sequence[str]) -> bool:
    after_comma = re.findall(r"[^\W\d_]+", plain(value.partition(",")[2]))
    return any(word in given_names() or word in _TITLES for word in (*words[:1], *after_comma[:1]))


def is_person_shaped(text: str) -> bool:
    """One to five words of letters that no legal form ends."""
    return bool(
        len(text) <= 60
        and _PERSON.fullmatch(text)
        and len(re.findall(r"[^\W\d_]+", text)) <= 6
        and not _LEGAL.search(text)
    )


def _address(values: Sequence[str], title: Title) -> list[bool]:
    streets = [bool(_STREET.search(value)) and any(char.isdigit() for char in value) for value in values]
    if title == "silent":
        return [flag and 2 <= len(value.split()) <= 15 and len(value) <= 120
                for value, flag in zip(values, streets, strict=True)]  # fmt: skip
    words = [
        len(value) >= 6 and len(re.findall(r"[^\W\d_]{2,}|\d+", value)) >= 2 and bool(re.search(r"[^\W\d_]", value))
        for value in values
    ]
    return [flag or word for flag, word in zip(streets, words, strict=True)]


def _postcode(values: Sequence[str], title: Title) -> list[bool]:
    british = [bool(_UK_POSTCODE.fullmatch(value.upper())) for value in values]
    if title == "silent":
        return british
    return [flag or bool(_POSTCODE.fullmatch(value.upper())) for value, flag in zip(values, british, strict=True)]


def _birth_date(values: Sequence[str], title: Title) -> list[bool]:
    return [bool(_WRITTEN_DATE.fullmatch(value) or re.fullmatch(r"(19|20)\d\d", value)) for value in values]


def _device(text: str) -> bool:
    digits = text if text.isascii() and text.isdigit() else ""
    return bool(_MAC.fullmatch(text)) or (len(digits) == 15 and digits[:2] in ("35", "86", "01", "99") and luhn(digits))


def _bank_account(text: str) -> bool:
    return bool(re.fullmatch(r"\d\d[- ]\d\d[- ]\d\d|\d{6,12}|\d{2,6}([ -]\d{2,10}){1,4}", text))


TESTS: dict[str, Test] = {name: _each(check) for name, check in CHECKS.items()} | {
    "email": _each(EMAIL.fullmatch),
    "profile": _each(_PROFILE.fullmatch),
    "phone": _phone,
    "nhs_number": _nhs,
    "ip": _ip,
    "name": _name,
    "address": _address,
    "postcode": _postcode,
    "birth_date": _birth_date,
    "device": _each(_device),
    "bank_account": _each(_bank_account),
    "username": _each(re.compile(r"@?[\w.-]*[^\W\d_][\w.@-]*").fullmatch),
    "document_number": _each(re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./-]{4,19}").fullmatch),
    "plate": _each(_PLATE.fullmatch),
    "any": _each(bool),
}
"""Test of a column by its name in data/audit/personal.csv."""
