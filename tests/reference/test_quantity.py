"""A quantity knows its unit, its range and where it comes from."""

from typing import Any

import pytest

from waybook.reference import Quantity

GOOD: dict[str, Any] = {
    "value": 2.0, "low": 1.0, "high": 4.0, "unit": "weeks", "source": "Judged by the authors", "date": "2026-11-23",
    "grade": "judgement",
}  # fmt: skip


def test_a_complete_quantity_is_accepted() -> None:
    assert Quantity(**GOOD).high == 4.0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"low": 3.0}, "not in this order"),
        ({"high": 1.5}, "not in this order"),
        ({"value": float("nan")}, "finite"),
        ({"unit": " "}, "no unit"),
        ({"source": ""}, "no source"),
        ({"date": "2026/27"}, "date '2026/27'"),
        ({"date": "2026-13"}, "date '2026-13'"),
        ({"grade": "guess"}, "grade 'guess'"),
    ],
)
def test_an_incomplete_one_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Quantity(**{**GOOD, **change})
