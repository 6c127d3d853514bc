"""The shipped data: complete, connected, and what they were checked against."""

import pytest

from tests.reference.conftest import Plant
from waybook.reference import Reference, ReferenceDataError, data_folder, load, read
from waybook.reference.tables import read_cells


def test_loading_happens_once() -> None:
    assert load() is load()


def test_counts(reference: Reference) -> None:
    assert [stage.number for stage in reference.stages] == [1, 2, 3, 4, 5, 6]
    assert [reason.id for reason in reference.reasons] == [f"R{n}" for n in range(1, 9)]
    assert len(reference.items) == 352
    assert [item.id for item in reference.items if not item.used] == ["X.1"]
    assert (sum(not p.is_run for p in reference.packages), sum(p.is_run for p in reference.packages)) == (36, 7)
    assert (len(reference.pairs), len(reference.checklist)) == (8, 10)
    assert (len(reference.traps), len(reference.mistakes)) == (8, 8)
    assert (len(reference.testing), len(reference.activities)) == (7, 7)
    assert 30 <= len(reference.components) <= 40


def test_likely_days_by_stage_add_up_to_the_checked_totals(reference: Reference) -> None:
    """The totals are what was checked against open data, so a change of a package must be a decision."""
    days = {
        size: [round(sum(p.effort[size][1] for p in reference.packages if p.stage == stage)) for stage in range(1, 6)]
        for size in ("S", "M", "L")
    }
    assert days == {"S": [11, 11, 20, 76, 24], "M": [26, 30, 46, 212, 65], "L": [70, 82, 104, 684, 196]}


def test_the_model_is_a_small_part_of_the_effort(reference: Reference) -> None:
    build = [package for package in reference.packages if not package.is_run]
    total = sum(package.effort["M"][1] for package in build)
    model = sum(package.effort["M"][1] for package in build if package.theme == "model")
    assert model / total == pytest.approx(0.13, abs=0.005)
    assert {package.theme for package in build} == {theme.id for theme in reference.themes}


def test_order_of_work_has_no_circle_and_ends_at_go_live(reference: Reference) -> None:
    before = {package.id: set(package.depends_on) for package in reference.packages if not package.is_run}
    done: set[str] = set()
    while ready := {name for name, needs in before.items() if name not in done and needs <= done}:
        done |= ready
    assert done == set(before)
    followed = {name for needs in before.values() for name in needs}
    assert {"G9"} <= set(before) - followed
    assert all(package.depends_on == ("G9",) for package in reference.packages if package.is_run)


def test_rates(reference: Reference) -> None:
    architect = reference.rate("CA", "uk_contract")
    assert (architect.low, architect.value, architect.high, architect.unit) == (465, 620, 775, "GBP/day")
    assert (architect.date, architect.grade) == ("2026-04-09", "published")
    assert reference.rate("AIE", "us_loaded").unit == "USD/day"
    assert reference.rate("SME", "offshore") == reference.rate("SME", "uk_contract")
    with pytest.raises(KeyError, match="no rate for role 'AIE' under sourcing 'moon'"):
        reference.rate("AIE", "moon")


def test_every_role_has_a_daily_rate_in_every_market_and_kind(reference: Reference) -> None:
    daily = {row.id for row in reference.sourcing if row.daily}
    for market in ("uk", "us", "eu"):
        for kind in ("permanent", "contract", "agency", "nearshore", "offshore"):
            row = reference.sourcing_for(market, kind)
            assert row.sourcing in daily
            assert bool(row.note) == row.stands_in, "a row that stands in says so"
            for role in reference.roles:
                assert reference.rate(role.id, row.sourcing).unit.endswith("/day")


def test_reasons_carry_what_open_data_say(reference: Reference) -> None:
    by_id = {reason.id: reason for reason in reference.reasons}
    assert by_id["R4"].multiplier == (0.96, 1.57, 2.56)
    assert by_id["R1"].probability == (0.50, 0.33, 0.18, 0.08, 0.03)
    exposed = {driver for package in reference.packages for driver in package.drivers}
    assert exposed == set(by_id), "every reason threatens some package"
    for reason in reference.reasons:
        assert reason.probability[4] <= reason.probability_unknown <= reason.probability[0]
        assert len(set(reference.anchors_of(reason.id))) == 5


def test_components_cover_every_part_named_twice_only_once(reference: Reference) -> None:
    """The lists of the framework name the same parts again and again: each item finds exactly one component."""
    for repeated in (
        ("F4.1", "R3.1", "D2.1"), ("F4.5", "R3.4"), ("F4.6", "R3.5"), ("F4.7", "R3.8", "R8.2", "D4.2"),
        ("F4.11", "R8.8", "D4.1"), ("F5.1", "R3.11", "D2.6"), ("R5.10", "CL.9"),
    ):  # fmt: skip
        found = [{c.id for c in reference.components if item in c.items} for item in repeated]
        assert len(set.union(*found)) == 1, repeated


def test_the_eleven_parts_around_the_model(reference: Reference) -> None:
    parts = [component.part_of_eleven for component in reference.components if component.part_of_eleven]
    assert sorted(parts) == sorted(f"F4.{n}" for n in range(1, 12))


def test_which_parts_an_approach_needs(reference: Reference) -> None:
    needs = {
        approach: {component.id for component in reference.components if component.needed(approach)}
        for approach in ("no_ai", "rules", "buy", "api", "rag", "fine_tune", "self_host")
    }
    documents = {"vector_index", "retrieval"}
    assert needs["rag"] - needs["api"] == documents
    assert needs["self_host"] - needs["api"] == {"model_serving", *documents}
    assert needs["fine_tune"] - needs["api"] == {"training_pipeline", *documents}
    assert needs["buy"] < needs["api"]
    assert needs["no_ai"] == needs["rules"]
    assert not {"model", "guardrails", "evaluation_set", "prompt_management", *documents} & needs["rules"]


def test_extra_shares_are_what_the_approach_adds_to_the_package(reference: Reference) -> None:
    """The model multiplies the package when the approach is chosen; the component shows the same effort as a part."""
    factors = {
        (cells["answer"], cells["target"]): float(cells["value"])
        for _, cells in read_cells(data_folder() / "adjustments.csv")
        if (cells["field"], cells["operation"]) == ("architecture.approach", "multiply")
    }
    extra = [component for component in reference.components if component.basis == "extra"]
    assert {component.id for component in extra} == {"training_pipeline", "model_serving"}
    for component in extra:
        assert factors[component.needed_for[0], component.package] == pytest.approx(1 + component.share)


@pytest.mark.parametrize(
    ("file", "key", "column", "text", "says"),
    [
        ("work_packages.csv", "E7", "depends_on", "E99", "work_packages.csv, row E7, column depends_on: 'E99'"),
        ("work_packages.csv", "E7", "drivers", "R9", "column drivers: 'R9' does not exist"),
        ("work_packages.csv", "E7", "M_low", "99", "line 22: effort M of E7 is not 0 < low <= likely <= high"),
        ("work_packages.csv", "E7", "AIE", "0.5", "the role shares of E7 add up to 0.5, not to 1"),
        ("work_packages.csv", "E7", "wait_low", "1", "the wait of E7 needs low, likely and high"),
        ("work_packages.csv", "E7", "stage", "7", "work_packages.csv, line 22, column stage"),
        ("components.csv", "retrieval", "items", "F4.6;F9.9", "row retrieval, column items: 'F9.9' does not exist"),
        ("components.csv", "retrieval", "share", "0.8", "the shares of package E7 add up to 1.1, not to 1"),
        ("framework/reasons.csv", "R2", "probability_3", "0.9", "the probability of R2 rises with maturity"),
        ("framework/items.csv", "F4.6", "id", "F4.66", "'F4.6' does not exist"),
        ("traceability.csv", "F4.6", "targets", "component:rag", "row F4.6, column targets: 'component:rag'"),
        ("traceability.csv", "F4.6", "item", "F4.5", "'F4.5' is already on line"),
        ("prices/prices.csv", "rerank", "low", "9", "prices.csv, line 19, id rerank: low 9, value 2 and high 2.5"),
        ("use_cases.csv", "customer_support", "effect_low", "0.9", "the effect of customer_support is not low"),
    ],
)
def test_a_planted_fault_is_refused_with_its_place(
    plant: Plant, file: str, key: str, column: str, text: str, says: str
) -> None:
    folder = plant(file, key, column, text)
    with pytest.raises(ReferenceDataError) as caught:
        read(folder)
    assert says in str(caught.value)
