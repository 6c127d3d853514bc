"""What if: each percentage scales its kind and nothing else, in every draw, and 0% is the plan as typed."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.advice import advise, what_if
from waybook.estimate import estimate
from waybook.model.candidates import offers
from waybook.model.results import Results
from waybook.plan import Plan
from waybook.plan.fields import replaced
from waybook.ui import starting

DRAWS = 256


@pytest.fixture(scope="module")
def typed() -> Results:
    return estimate(starting.example("customer_support"), draws=DRAWS)


def pulled(typed: Results, **levers: float) -> Results:
    plan: Plan = typed.plan
    for name, value in levers.items():
        plan = replaced(plan, f"economics.levers.{name}", value)
    return estimate(plan, draws=DRAWS)


@pytest.mark.parametrize(
    ("lever", "scaled", "same"),
    [
        (
            "rates",
            ("labour_cost", "run_people", "run_review"),
            ("bought_cost", "go_live", "run_tokens", "benefit_full"),
        ),
        ("effort", ("labour_cost",), ("bought_cost", "run_people", "run_tokens", "benefit_full")),
        ("volume", ("run_tokens", "run_review", "benefit_full"), ("build_cost", "go_live", "run_people")),
        ("tokens", ("run_tokens",), ("build_cost", "go_live", "run_people", "run_review", "benefit_full")),
    ],
)
def test_a_lever_scales_its_kind_and_nothing_else(
    typed: Results, lever: str, scaled: tuple[str, ...], same: tuple[str, ...]
) -> None:
    found = pulled(typed, **{lever: 0.1})
    for key in scaled:
        assert np.max(typed.draws.value(key)) > 0, key
        np.testing.assert_allclose(found.draws.value(key), 1.1 * typed.draws.value(key), rtol=1e-9, err_msg=key)
    for key in same:
        np.testing.assert_array_equal(found.draws.value(key), typed.draws.value(key), err_msg=key)


def test_more_effort_takes_longer(typed: Results) -> None:
    assert pulled(typed, effort=0.2).months.p80 > typed.months.p80


def test_candidates_cost_what_the_model_says_with_dearer_tokens(typed: Results) -> None:
    found = pulled(typed, tokens=0.5)
    chosen = next(one for one in offers(found) if one.chosen)
    assert chosen.call == pytest.approx(float(found.likely.value("call_price").mean()), rel=1e-9)
    assert chosen.call == pytest.approx(1.5 * next(one.call for one in offers(typed) if one.chosen))


def test_the_advice_says_that_it_is_a_what_if(typed: Results) -> None:
    found = pulled(typed, rates=0.1, tokens=-0.25)
    assert what_if(typed.plan) == ""
    assert "what if" not in advise(typed).sentence
    assert advise(found).sentence.endswith("(what if: all day rates +10%, token prices −25%)")
