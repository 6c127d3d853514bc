"""An amount typed in any of the usual ways is that amount; anything else is refused in words."""

import pytest

from waybook.ui.amount import amount_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("300k", 300_000), ("300 K", 300_000), ("£300,000", 300_000), ("300,000 £", 300_000), ("1.2m", 1_200_000),
        ("1.1 million", 1_100_000), ("GBP 2bn", 2e9), ("300 000", 300_000), ("1,234,567.89", 1_234_567.89),
        ("12.5", 12.5), (".5m", 500_000), ("0.125", 0.125), ("1.250m", 1_250_000), ("1250.000", 1250), ("−£5k", -5000),
        ("  ", None), ("2500", 2500),
    ],
)  # fmt: skip
def test_the_usual_ways(text: str, number: float | None) -> None:
    assert amount_of(text, "currency", "GBP") == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abc", "not a number"), ("300q", "not a number"), ("1.250,00", "two ways"), ("12,5", "two ways"),
        ("300.000", "300,000 or 300"), ("1,25,000", "two ways"), ("€300k", "another currency"), ("--5", "two signs"),
        ("3e5", "not a number"), ("nan", "not a number"), ("٣٠٠", "not a number"), ("300k-400k", "not a number"),
        ("k", "not a number"), ("12 34", "not a number"), ("£", "not a number"),
    ],
)  # fmt: skip
def test_the_others_are_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        amount_of(text, "currency", "GBP")


def test_a_count_carries_no_sign_of_a_currency() -> None:
    assert amount_of("20k", "users", "GBP") == 20_000
    with pytest.raises(ValueError, match="no amount of money"):
        amount_of("£20k", "users", "GBP")
