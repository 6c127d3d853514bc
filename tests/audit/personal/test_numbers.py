"""Check digits against published specimen numbers, and against one changed digit."""

import random

import pytest

from tests.audit.personal import columns as made
from waybook.audit.personal_numbers import CHECKS, luhn

SPECIMENS = {
    "payment_card": ["4111 1111 1111 1111", "378282246310005", "5555555555554444", "6011111111111117"],
    "iban": ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR1420041010050500013M02606", "NO9386011117947"],
    "uk_nino": ["AB 12 34 56 C", "JG103759A"],
    "nhs_number": ["943 476 5919", "9876543210"],
    "uk_driving_licence": ["MORGA753116SM9IJ"],
    "es_dni": ["12345678Z", "X1234567L"],
    "fr_nir": ["2 55 08 14 168 025 38"],
    "it_codice_fiscale": ["RSSMRA85T10A562S"],
    "nl_bsn": ["111222333"],
    "be_national_number": ["85.07.30-033.28"],
    "pl_pesel": ["44051401359"],
    "se_personnummer": ["811218-9876", "19811218-9876"],
    "dk_cpr": ["211062-5629"],
    "fi_hetu": ["131052-308T"],
    "ie_pps": ["1234567T"],
    "de_steuer_id": ["86095742719"],
    "ch_ahv": ["756.9217.0769.85"],
    "cz_rodne_cislo": ["710319/2745"],
    "ro_cnp": ["1800101221144"],
    "bg_egn": ["7523169263"],
    "at_svnr": ["1237010180"],
    "us_ssn": ["078-05-1120"],
}


@pytest.mark.parametrize("kind", sorted(SPECIMENS))
def test_specimens_pass(kind: str) -> None:
    assert [number for number in SPECIMENS[kind] if not CHECKS[kind](number)] == []


@pytest.mark.parametrize("kind", sorted(set(SPECIMENS) - {"uk_nino", "dk_cpr", "us_ssn", "uk_driving_licence"}))
def test_one_changed_digit_fails(kind: str) -> None:
    for number in SPECIMENS[kind]:
        place = max(i for i, char in enumerate(number) if char.isdigit())
        changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert not CHECKS[kind](changed), changed


@pytest.mark.parametrize("kind", sorted(CHECKS))
def test_other_text_is_refused_quietly(kind: str) -> None:
    for text in ("", "x", "UNKNOWN", "0" * 11, "١٢٣٤٥٦٧٨٩٠", "2024-01-31", "1" * 400, "😀", "12,345.67"):
        assert CHECKS[kind](text) is False, (kind, text)


def test_a_random_number_passes_no_more_often_than_the_table_says() -> None:
    from waybook.audit.personal import rules

    chances = {rule.test: rule.chance for rule in rules()}
    r = random.Random(0)
    lengths = {
        "nhs_number": 10, "nl_bsn": 9, "pl_pesel": 11, "de_steuer_id": 11, "payment_card": 16, "pt_nif": 9,
        "ro_cnp": 13, "se_personnummer": 10, "bg_egn": 10, "cz_rodne_cislo": 10, "at_svnr": 10, "no_fodselsnummer": 11,
        "be_national_number": 11, "fr_nir": 15, "ch_ahv": 13,
    }  # fmt: skip
    for kind, length in lengths.items():
        passed = sum(CHECKS[kind](made.digits(r, length)) for _ in range(4_000)) / 4_000
        assert passed <= chances[kind] * 1.3 + 0.003, kind


def test_luhn_agrees_with_numbers_built_digit_by_digit() -> None:
    r = random.Random(9)
    assert all(luhn(made.with_luhn(made.digits(r, 15))) for _ in range(200))
