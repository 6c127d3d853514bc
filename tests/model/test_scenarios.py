"""Other ways to the same end, with the same draws."""

from __future__ import annotations

import numpy as np
import pytest

from waybook.estimate import estimate
from waybook.model import Results
from waybook.model.scenarios import SWITCHES, Variant, compare, difference, variants, varied
from waybook.plan import Plan, PlanError, read, write
from waybook.plan.fields import replaced
from waybook.plan.operation import Baseline
from waybook.reference import data_folder, load

PLAN = read((data_folder() / "examples/customer_support.json").read_bytes())


@pytest.fixture(scope="module")
def found() -> dict[str, Results]:
    return {one.id: estimate(varied(PLAN, one, load()), draws=1024) for one in variants(PLAN, load())}


def test_every_way_can_be_estimated_and_the_plan_itself_is_untouched(found: dict[str, Results]) -> None:
    assert list(found)[:5] == ["planned", "smaller", "buy", "rules", "no_ai"]
    assert found["planned"].plan == PLAN
    assert PLAN.architecture.approach == "rag"
    assert found["smaller"].plan.architecture.size == "S"
    assert all(line.sourcing == "agency" for line in found["partner"].plan.team.lines)


def test_smaller_costs_less_and_no_ai_costs_what_the_plan_says(found: dict[str, Results]) -> None:
    assert found["smaller"].cost.p50 < 0.6 * found["planned"].cost.p50
    assert found["smaller"].months.p50 < found["planned"].months.p50
    no_ai = found["no_ai"]
    bought = PLAN.objectives.alternative_cost
    assert bought is not None
    assert float(np.sum(no_ai.likely.value("bought_cost"))) >= bought
    assert no_ai.cost.p50 < 0.5 * found["planned"].cost.p50
    assert float(np.max(no_ai.likely.value("run_tokens"))) == 0
    assert float(no_ai.likely.value("run_review")) == 0


def test_reach_scales_the_benefit(found: dict[str, Results]) -> None:
    reach = {one.id: one.reach for one in variants(PLAN, load())}
    for name in ("rules", "buy"):
        ratio = found[name].samples("benefit_full") / found["planned"].samples("benefit_full")
        np.testing.assert_allclose(ratio, reach[name], rtol=1e-9)


def test_comparison_is_draw_by_draw(found: dict[str, Results]) -> None:
    results = [found["planned"], found["smaller"], found["no_ai"]]
    table = compare(results)
    worth = [one.samples("npv") for one in results]
    assert table.better[1, 0] == pytest.approx(float((worth[1] > worth[0]).mean()))
    assert table.better[0, 1] + table.better[1, 0] == pytest.approx(1)
    assert (np.diag(table.better) == 0).all()
    assert table.regret.min() >= 0
    assert table.regret.argmin() == table.best
    with pytest.raises(ValueError, match="different draws"):
        compare([found["planned"], estimate(PLAN, draws=512)])


def test_the_difference_adds_up(found: dict[str, Results]) -> None:
    first, second = found["planned"], found["smaller"]
    steps = difference(first, second)
    assert sum(step for _, step in steps) == pytest.approx(second.npv.mean - first.npv.mean, rel=1e-6)
    assert dict(steps)["Building"] > 0
    assert dict(steps)["Benefit"] < 0


def test_ways_already_chosen_are_not_offered() -> None:
    plan = Plan()
    plan.architecture.approach, plan.architecture.size = "buy", "S"
    names = [one.id for one in variants(plan, load())]
    assert "buy" not in names
    assert "smaller" not in names
    assert names[0] == "planned"


def test_reach_of_one_changes_nothing_but_the_way() -> None:
    same = varied(PLAN, Variant("planned", "", "", 1.0), load())
    assert same == PLAN


def test_the_plan_as_committed_is_one_of_the_ways() -> None:
    now = PLAN.model_copy(deep=True)
    now.operation.baseline = Baseline(by="Ann", plan=write(PLAN))
    now.architecture.size = "L"
    way = next(one for one in variants(now, load()) if one.id == "committed")
    assert varied(now, way, load()) == PLAN
    assert "committed" not in [one.id for one in variants(PLAN, load())]


def test_timing_can_be_compared_either_way(found: dict[str, Results]) -> None:
    assert found["production_later"].cost.p80 > found["planned"].cost.p80
    assert found["compliance_late"].months.p80 > found["planned"].months.p80
    assert found["data_first"].cost.p80 != found["planned"].cost.p80
    for name, (_, _, path, value) in SWITCHES.items():
        other = replaced(PLAN, path, value)
        assert name not in [one.id for one in variants(other, load())]


def test_a_dearer_model_costs_more_to_run_and_is_offered_once(found: dict[str, Results]) -> None:
    assert found["dearer_model"].run_cost_year.p50 > found["planned"].run_cost_year.p50
    assert found["dearer_model"].cost.p50 == found["planned"].cost.p50
    dear = varied(PLAN, next(one for one in variants(PLAN, load()) if one.id == "dearer_model"), load())
    assert "dearer_model" not in [one.id for one in variants(dear, load())]
    assert "dearer_model" not in [one.id for one in variants(replaced(PLAN, "architecture.approach", "rules"), load())]


def test_a_way_may_bring_more_than_the_plan(found: dict[str, Results]) -> None:
    more = estimate(varied(PLAN, Variant("planned", "", "", 3.0), load()), draws=64)
    same = estimate(PLAN, draws=64)
    np.testing.assert_allclose(more.samples("benefit_year"), 3 * same.samples("benefit_year"))


def test_a_kept_version_is_one_of_the_ways_with_todays_draws() -> None:
    now = PLAN.model_copy(deep=True)
    now.operation.versions = [Baseline(name="Before the cut", plan=write(PLAN)), Baseline(plan="{}")]
    now.seed, now.architecture.size = 7, "S"
    ways = {one.label: one for one in variants(now, load())}
    then = varied(now, ways["Before the cut"], load())
    assert then.architecture == PLAN.architecture
    assert then.seed == 7
    table = compare([estimate(now, draws=256), estimate(then, draws=256)])
    assert table.better[0, 1] + table.better[1, 0] == pytest.approx(1)
    now.currency = "USD"
    with pytest.raises(PlanError, match="It counts in GBP, the plan in USD"):
        varied(now, ways["Before the cut"], load())
