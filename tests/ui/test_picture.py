"""The parts of pictures: ticks, contrast, names that do not cover each other."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from waybook.ui.picture import DARK, LIGHT, Look, curve, folded, money_ticks, month_ticks, safe, scale
from waybook.ui.placing import beside


def _luminance(color: str) -> float:
    channels = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_text_and_marks_can_be_told_from_the_background(look: Look) -> None:
    for color in (look.ink, look.muted, look.accent, look.warning):
        assert contrast(color, look.paper) >= 4.5, color
    for color in (look.accent2, look.neutral):
        assert contrast(color, look.paper) >= 3, color
    assert contrast(look.on_accent, look.accent) >= 4.5
    for tint in (look.pale, look.grey, look.tint):
        assert contrast(look.ink, tint) >= 4.5, tint


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 500_000, ["£0", "£100k", "£200k", "£300k", "£400k", "£500k"]),
        (-800_000, 600_000, ["−£750k", "−£500k", "−£250k", "£0", "£250k", "£500k"]),
        (0, 2_600_000, ["£0", "£0.5m", "£1.0m", "£1.5m", "£2.0m", "£2.5m"]),
        (0, 900, ["£0", "£200", "£400", "£600", "£800"]),
    ],
)
def test_money_ticks_are_exact(low: float, high: float, expected: list[str]) -> None:
    assert money_ticks(low, high, "GBP")["ticktext"] == expected


def test_money_ticks_name_what_they_stand_at() -> None:
    for high in (7, 33, 480, 7_300, 41_000, 260_000, 1_900_000, 88_000_000):
        ticks = money_ticks(0, high, "USD")
        assert 3 <= len(ticks["tickvals"]) <= 9
        for value, text in zip(ticks["tickvals"], ticks["ticktext"], strict=True):
            factor = {"k": 1e3, "m": 1e6, "n": 1e9}.get(text[-1], 1)
            assert float(text.strip("$kmbn").replace(",", "")) * factor == pytest.approx(value)


def test_month_ticks_carry_the_calendar() -> None:
    ticks = month_ticks(dt.date(2027, 1, 4), 0, 17)
    assert ticks["ticktext"][0] == "0<br>Jan 2027"
    assert ticks["tickvals"][1] in (3, 6)
    assert month_ticks(dt.date(2027, 1, 4), 0, 0.4)["tickvals"] == [0.0]
    assert len(month_ticks(dt.date(2027, 1, 4), 0, 2000)["tickvals"]) < 12


def test_scale_of_nothing() -> None:
    assert scale(3, 3) == [3]


def test_curve_goes_from_least_to_most() -> None:
    values, share = curve(np.arange(1000.0))
    assert (values[0], values[-1], share[100]) == (0, 999, 0.5)


def test_words_of_others_are_harmless() -> None:
    assert safe("<a href='x'>A</a>") == "&lt;a href='x'&gt;A&lt;/a&gt;"
    assert folded("<script>alert('somebody was here')</script>", 20).replace("<br>", "").count("<") == 0
    assert folded("Data preparation and pipelines at production scale", 22).count("<br>") == 1


def test_names_keep_apart() -> None:
    dots = [(100, 100), (104, 102), (100, 96), (300, 100)]
    names = ["Infrastructure", "Expectations", "Governance", "Team"]
    boxes = []
    for (x, y), name, side in zip(dots, names, beside(dots, names, 15, 400, 200), strict=True):
        width, height = len(name) * 7.5, 16.5
        left = x + side.xshift + {"left": 0, "center": -width / 2, "right": -width}[side.xanchor]
        low = y + side.yshift + {"bottom": 0, "middle": -height / 2, "top": -height}[side.yanchor]
        boxes.append((left, low, left + width, low + height))
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert min(one[2], other[2]) <= max(one[0], other[0]) or min(one[3], other[3]) <= max(one[1], other[1])
