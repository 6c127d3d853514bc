"""Check digits and structures of numbers that belong to one person. Each function takes text, true when it passes.

Written from the public descriptions named in data/audit/personal.csv. A function also refuses text of another shape, so
it may be asked about anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_SEPARATORS = re.compile(r"[\s.\-/]")

# ISO 13616: letters and digits of an account number by country.
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21,
    "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18,
    "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
    "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27,
    "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
    "UA": 29, "VG": 24, "XK": 20,
}  # fmt: skip
_CARD = re.compile(
    r"4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(0[0-5]|[689]\d)\d{11}"
    r"|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12}|62\d{14,17}|(5018|5020|5038|6304|6759|676[123])\d{8,15}"
)
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?")
_FISCALE = re.compile(r"[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPRST][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]")
_FISCALE_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_DRIVER = re.compile(r"[A-Z]{1,5}9{0,4}\d[0156]\d(0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d][A-Z]{2}(\d\d)?")
_SSN = re.compile(r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}")


def _digits(text: str, *lengths: int) -> str:
    """The digits of text with separators, or "" when it holds anything else or is of another length."""
    plain = _SEPARATORS.sub("", text)
    return plain if plain.isascii() and plain.isdigit() and len(plain) in lengths else ""


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_date(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def luhn(digits: str) -> bool:
    """ISO/IEC 7812 annex B.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    doubled = (divmod(2 * int(digit), 10) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(high + low for high, low in doubled)) % 10 == 0


def payment_card(text: str) -> bool:
    """Luhn digit, length and an issuer prefix in use."""
    if not re.fullmatch(r"\d+|\d{4}([ -])\d{4}(\1\d{4}){1,2}(\1\d{1,3})?|\d{4}([ -])\d{6}\4\d{4,5}", text):
        return False
    digits = _digits(text, *range(12, 20))
    return bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and luhn(digits)


def iban(text: str) -> bool:
    """Country length and MOD 97-10.

    >>> iban("GB82 WEST 1234 5698 7654 32"), iban("GB83 WEST 1234 5698 7654 32")
    (True, False)
    """
    plain = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z\d]+", plain) or len(plain) != _IBAN_LENGTHS.get(plain[:2]):
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def uk_nino(text: str) -> bool:
    """Two letters in use, six digits, a suffix A to D that may be missing."""
    return bool(_NINO.fullmatch(re.sub(r"[\s-]", "", text).upper()))


def nhs_number(text: str) -> bool:
    """Ten digits, modulus 11 with weights 10 to 2; a remainder of ten is never issued.

    >>> nhs_number("943 476 5919"), nhs_number("943 476 5918")
    (True, False)
    """
    digits = _digits(text, 10)
    if not digits or not re.fullmatch(r"\d{10}|\d{3}([ -])\d{3}\1\d{4}", text):
        return False
    check = -_weighted(digits[:9], range(10, 1, -1)) % 11
    return check == int(digits[9]) and len(set(digits)) > 1


def nhs_range(text: str) -> bool:
    """In a range that is issued: England and Wales 4, 6, 7; Northern Ireland 32 to 39; Scotland a date DDMMYY.

    An ISBN of ten digits has the same check digit, and in most languages begins outside these ranges.
    """
    digits = _digits(text, 10)
    if not digits:
        return False
    scottish = _is_date(int(digits[:2]), int(digits[2:4]))
    return digits[0] in "467" or "32" <= digits[:2] <= "39" or scottish


def uk_driving_licence(text: str) -> bool:
    """Surname letters filled with nines, decade, month (plus 5 for women), day, year, initials, check characters."""
    plain = text.replace(" ", "").upper()
    surname = re.match(r"[A-Z]+9*", plain)
    return len(plain) in (16, 18) and bool(_DRIVER.fullmatch(plain)) and bool(surname and surname.end() == 5)


def es_dni(text: str) -> bool:
    """DNI (eight digits) or NIE (X, Y or Z and seven digits) with the letter of modulus 23."""
    plain = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[XYZ\d]\d{7}[A-Z]", plain):
        return False
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(plain[:8].translate(str.maketrans("XYZ", "012"))) % 23] == plain[8]


def fr_nir(text: str) -> bool:
    """Sex, year, month, place, order, key = 97 - number mod 97; Corsica's 2A and 2B count as 19 and 18."""
    plain = _SEPARATORS.sub("", text).upper()
    if not re.fullmatch(r"[1-478]\d\d(0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(\d\d|2A|2B)\d{8}", plain):
        return False
    return 97 - int(plain[:13].replace("2A", "19").replace("2B", "18")) % 97 == int(plain[13:])


def it_codice_fiscale(text: str) -> bool:
    """Sixteen characters, the last computed from the odd and even places."""
    plain = text.replace(" ", "").upper()
    if not _FISCALE.fullmatch(plain):
        return False
    places = [int(char) if char.isdigit() else ord(char) - ord("A") for char in plain[:15]]
    total = sum(_FISCALE_ODD[place] if index % 2 == 0 else place for index, place in enumerate(places))
    return chr(ord("A") + total % 26) == plain[15]


def nl_bsn(text: str) -> bool:
    """Nine digits: weights 9 to 2 and -1 add to a multiple of 11."""
    digits = _digits(text, 9)
    return bool(digits) and len(set(digits)) > 1 and _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def be_national_number(text: str) -> bool:
    """YYMMDD, serial, 97 - number mod 97; those born from 2000 are prefixed with 2."""
    digits = _digits(text, 11)
    if not digits or not (0 <= int(digits[2:4]) <= 12 and int(digits[4:6]) <= 31):
        return False
    return int(digits[9:]) in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)


def pl_pesel(text: str) -> bool:
    """Date with the century in the month, serial, check digit of weights 1 3 7 9."""
    digits = _digits(text, 11)
    if not digits or not _is_date(int(digits[4:6]), int(digits[2:4]) % 20):
        return False
    return -_weighted(digits[:10], (1, 3, 7, 9) * 3) % 10 == int(digits[10])


def se_personnummer(text: str) -> bool:
    """(YY)YYMMDD-NNNC with a Luhn digit; the day plus 60 in a coordination number."""
    match = re.fullmatch(r"(?:19|20)?(\d{6})[-+ ]?(\d{4})", text)
    if not match:
        return False
    digits = match[1] + match[2]
    return _is_date(int(digits[4:6]) % 60, int(digits[2:4])) and luhn(digits)


def dk_cpr(text: str) -> bool:
    """DDMMYY-SSSS. Serials issued since 2007 need not pass modulus 11, so only the date is checked."""
    match = re.fullmatch(r"(\d\d)(\d\d)\d\d-\d{4}", text)
    return bool(match) and _is_date(int(match[1]), int(match[2])) if match else False


def no_fodselsnummer(text: str) -> bool:
    """DDMMYY, individual number, two modulus 11 digits; the day plus 40 in a D-number."""
    digits = _digits(text, 11)
    if not digits or not _is_date(int(digits[:2]) % 40, int(digits[2:4])):
        return False
    first = -_weighted(digits[:9], (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -_weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return first == int(digits[9]) and second == int(digits[10])


def fi_hetu(text: str) -> bool:
    """DDMMYY, century sign, individual number, check character of modulus 31."""
    match = re.fullmatch(r"(\d{6})[-+A-FU-Y](\d{3})([\dA-Y])", text.upper())
    if not match or not _is_date(int(match[1][:2]), int(match[1][2:4])):
        return False
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(match[1] + match[2]) % 31] == match[3]


def pt_nif(text: str) -> bool:
    """Nine digits, modulus 11; persons' numbers begin with 1, 2 or 3."""
    digits = _digits(text, 9)
    if not digits or digits[0] not in "123":
        return False
    check = 11 - _weighted(digits[:8], range(9, 1, -1)) % 11
    return (0 if check > 9 else check) == int(digits[8])


def ie_pps(text: str) -> bool:
    """Seven digits, check character of modulus 23, a letter A to I or W that may follow."""
    match = re.fullmatch(r"(\d{7})([A-W])([A-IW]?)", text.replace(" ", "").upper())
    if not match:
        return False
    second = 0 if match[3] in ("", "W") else ord(match[3]) - ord("A") + 1
    total = _weighted(match[1], range(8, 1, -1)) + 9 * second
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == match[2]


def de_steuer_id(text: str) -> bool:
    """Eleven digits, ISO 7064 MOD 11,10; of the first ten one digit occurs two or three times, the others once."""
    digits = _digits(text, 11)
    if not digits or digits[0] == "0":
        return False
    counts = sorted(digits[:10].count(digit) for digit in set(digits[:10]))
    if counts[-1] not in (2, 3) or (len(counts) > 1 and counts[-2] > 1):
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2% 11
    return (11 - product) % 10 == int(digits[10])


def at_svnr(text: str) -> bool:
    """Serial of three digits, check digit, DDMMYY; months 13 to 15 serve full days."""
    digits = _digits(text, 10)
    if not digits or digits[0] == "0" or not (1 <= int(digits[4:6]) <= 31 and 1 <= int(digits[6:8]) <= 15):
        return False
    return _weighted(digits, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(digits[3])


def ch_ahv(text: str) -> bool:
    """756 and ten digits, the last the check digit of EAN-13."""
    digits = _digits(text, 13)
    return digits.startswith("756") and -_weighted(digits[:12], (1, 3) * 6) % 10 == int(digits[12])


def cz_rodne_cislo(text: str) -> bool:
    """YYMMDD/SSSC: month plus 50 for women (20 more when serials ran out), divisible by 11."""
    match = re.fullmatch(r"(\d{6})/?(\d{4})", text)
    if not match or not _is_date(int(match[1][4:6]), int(match[1][2:4]) % 50% 20):
        return False
    number = int(match[1] + match[2])
    return number % 11 == 0 or (number // 10% 11 == 10 and number % 10 == 0)


def ro_cnp(text: str) -> bool:
    """Sex and century, YYMMDD, county, serial, modulus 11 of weights 279146358279."""
    digits = _digits(text, 13)
    if not digits or digits[0] == "0" or not _is_date(int(digits[5:7]), int(digits[3:5])):
        return False
    check = _weighted(digits[:12], (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return (1 if check == 10 else check) == int(digits[12])


def bg_egn(text: str) -> bool:
    """YYMMDD (month plus 20 or 40 by century), serial, modulus 11."""
    digits = _digits(text, 10)
    if not digits or not _is_date(int(digits[4:6]), int(digits[2:4]) % 20):
        return False
    return _weighted(digits[:9], (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11% 10 == int(digits[9])


def us_ssn(text: str) -> bool:
    """AAA-GG-SSSS without the areas, groups and serials that are never issued. It has no check digit."""
    return bool(_SSN.fullmatch(text))


CHECKS: dict[str, Callable[[str], bool]] = {
    check.__name__: check
    for check in (
        payment_card, iban, uk_nino, nhs_number, uk_driving_licence, es_dni, fr_nir, it_codice_fiscale, nl_bsn,
        be_national_number, pl_pesel, se_personnummer, dk_cpr, no_fodselsnummer, fi_hetu, pt_nif, ie_pps, de_steuer_id,
        at_svnr, ch_ahv, cz_rodne_cislo, ro_cnp, bg_egn, us_ssn,
    )
}  # fmt: skip
"""Test of one value by its name in data/audit/personal.csv."""
