"""The examples to look at: each is there for something, and what is said of it is so."""

from functools import cache

import pytest

from waybook.advice import advise
from waybook.estimate import estimate
from waybook.model import Results
from waybook.ui import starting
from waybook.xray import x_ray


@cache
def results(stem: str) -> Results:
    return estimate(starting.example(stem), draws=1024)


def test_every_example_says_what_there_is_to_see() -> None:
    assert set(starting.SHOWS) == set(starting.examples())


@pytest.mark.parametrize(
    ("stem", "kind", "least", "most"),
    [
        ("customer_support", "smaller", 0.5, 0.7),
        ("financial_services", "smaller", 0.7, 1.0),
        ("healthcare", "stop", 0.8, 1.0),
        ("manufacturing", "smaller", 0.3, 0.6),
        ("retail", "smaller", 0.2, 0.5),
        ("customer_support_live", "live", 0.2, 0.5),
    ],
)
def test_what_an_example_says_of_itself_is_so(stem: str, kind: str, least: float, most: float) -> None:
    assert advise(results(stem)).kind == kind
    assert least < results(stem).p_loss < most


def test_each_fault_told_of_an_example_is_found() -> None:
    told = {
        "financial_services": "sponsor_without_budget", "manufacturing": "history_short", "retail": "data_unmeasured",
        "customer_support": "loss_likely",
    }  # fmt: skip
    for stem, finding in told.items():
        assert finding in [one.finding.id for one in x_ray(starting.example(stem), shown=results(stem))]
    assert (results("manufacturing").p_on_time or 1) < 0.2
    assert len(x_ray(starting.example("chatbot_by_friday"))) > 20
