"""Columns: precision 1.0 and recall of at least 0.9 on a generated set with decoys, and nothing shown in clear."""

import random
import time

import pytest

from tests.audit.personal.columns import DECOYS, PERSONAL, columns, email, isbn10, nhs, with_luhn
from waybook.audit.personal import PersonalKind, detect, detect_columns, mask, rules, title_words

Detected = list[tuple[str, list[object], str | None, list[PersonalKind]]]


@pytest.fixture(scope="module")
def detected() -> Detected:
    return [(title, values, expected, detect(title, values)) for title, values, expected in columns(seed=20261123)]


def test_generated_columns_are_told_apart(detected: Detected) -> None:
    found = missed = false = other = 0
    for _, _, expected, kinds in detected:
        if expected is None:
            false += bool(kinds)
        elif not kinds:
            missed += 1
        else:
            found += 1
            other += kinds[0].kind != expected
    assert (len(PERSONAL), len(DECOYS)) == (found + missed, len(DECOYS))
    assert false == 0, "a decoy was taken for personal data"
    assert found / (found + missed) >= 0.9
    assert other <= 2, "personal data were found, but of the wrong kind"


def test_titles_that_say_nothing_lose_only_what_has_no_form_of_its_own() -> None:
    """With every title replaced, checked numbers, e-mails and full names are still found, and no decoy is."""
    found = {}
    for position, (_, values, expected) in enumerate(columns(seed=7)):
        kinds = detect(f"f{position}", values)
        if expected is None:
            assert kinds == [], (values[:3], kinds)
        else:
            found.setdefault(expected, []).append(bool(kinds))
    for kind in ("email", "iban", "payment_card", "nhs_number", "uk_nino", "pl_pesel", "free_text"):
        assert all(found[kind]), kind


def test_no_value_is_shown(detected: Detected) -> None:
    r = random.Random(3)
    for title, values, _, kinds in detected:
        shown = repr(kinds)
        long = [str(v) for v in values if v is not None and len(str(v)) > 7]
        for value in r.sample(long, min(3, len(long))):
            assert value not in shown, title


def test_masks_keep_the_form_only() -> None:
    assert mask("jane.doe@example.com") == "aaa.aaa@aaa.aaa"
    assert mask("+44 7911 123456") == "+99 999 999"
    assert mask("GB82WEST12345698") == "AA99AAA999"


def test_isbn_with_the_check_digit_of_an_nhs_number_is_no_nhs_number() -> None:
    r = random.Random(1)
    numbers = [nhs(r).replace(" ", "") for _ in range(60)]
    books = [isbn10(r) for _ in range(60)]
    assert [kind.kind for kind in detect("code", numbers)] == ["nhs_number"]
    assert detect("code", books) == []
    assert detect("code", [book for book in books if book[-1] != "X"]) == []


def test_random_sixteen_digits_are_no_cards_but_cards_are() -> None:
    r = random.Random(2)
    cards = [with_luhn("4" + "".join(r.choice("0123456789") for _ in range(14))) for _ in range(30)]
    ledger = [card[:-1] + str((int(card[-1]) + 3) % 10) for card in cards]
    assert [kind.kind for kind in detect("x", cards)] == ["payment_card"]
    assert detect("x", ledger) == []


@pytest.mark.parametrize(
    ("title", "values"),
    [("empty", []), ("missing", [None, "", float("nan")]), ("numbers", list(range(50))), ("日本", ["東京"])],
)
def test_nothing_is_found_in_nothing(title: str, values: list[object]) -> None:
    assert detect(title, values) == []


def test_numbers_read_as_floats_are_still_numbers() -> None:
    r = random.Random(4)
    numbers = [float(nhs(r).replace(" ", "")) for _ in range(40)]
    assert detect("nhs number", numbers)[0].kind == "nhs_number"


def test_a_single_row_with_a_title_is_enough() -> None:
    assert detect("e-mail", ["a.person@example.org"])[0].kind == "email"
    assert detect("Date of birth", ["1980-02-29"])[0].kind == "date_of_birth"


def test_tables_leave_out_columns_without_personal_data() -> None:
    r = random.Random(6)
    found = detect_columns({"mail": [email(r) for _ in range(5)], "price": [1.5, 2.5]})
    assert list(found) == ["mail"]
    assert found["mail"][0].confidence == "high"


def test_special_categories_say_so() -> None:
    kind = detect("Diagnosis", ["a", "b"])[0]
    assert (kind.kind, kind.special, kind.confidence, kind.mask) == ("health", True, "low", "")


def test_titles_are_split_into_words() -> None:
    assert title_words("customerE-mail_Address2") == ["customer", "e", "mail", "address", "2"]
    assert title_words("Straße") == ["strasse"]


def test_hostile_cells_cost_no_time() -> None:
    """Cells made to send patterns back and forth: each column within a second or two even on a slow machine."""
    nasty = ["a" * 50_000, "1 " * 20_000, "a@" * 20_000, "a." * 20_000 + "@", "(" * 9_999, "+4 4" * 9_000,
             "A-" * 20_000, "Mr " * 20_000, "call call " * 9_000, "12." * 9_000, "\u0661" * 9_000,
             "née le " * 5_000]  # fmt: skip
    start = time.process_time()
    for title in ("x", "name", "phone", "address", "notes"):
        detect(title, [value + str(n) for value in nasty for n in range(3)])
    assert time.process_time() - start < 6


def test_every_rule_has_a_test_that_exists() -> None:
    from waybook.audit.personal_values import TESTS

    assert {rule.test for rule in rules()} - set(TESTS) == {"text", "none"}
