"""What a table's editor holds becomes rows of the plan, and what it cannot become is named."""

from waybook.plan import Range
from waybook.plan.economics import OneOff
from waybook.plan.fields import note
from waybook.plan.objectives import Kpi
from waybook.plan.team import TeamLine
from waybook.ui.table import BEFORE, columns_of, edited, frame_of, understood

LINE = {name: note(f"team.lines[0].{name}") for name in ("role", "name", "fte", "sourcing", "wait_weeks")}
BOUGHT = {name: note(f"economics.one_offs[0].{name}") for name in ("name", "phase", "amount")}
KPI = {name: note(f"objectives.kpis[0].{name}") for name in ("name", "eligible_share")}


def test_edits_additions_and_deletions_together() -> None:
    base = [TeamLine(name="Ann").model_dump(), TeamLine(name="Ben").model_dump()]
    state = {
        "edited_rows": {1: {"fte": 0.5}},
        "added_rows": [{"role": "QA", "name": " Cat "}],
        "deleted_rows": [0],
    }
    rows = edited(base, state, LINE)
    assert [(row["name"], row.get("fte")) for row in rows] == [("Ben", 0.5), ("Cat", None)]
    kept, faults = understood(rows, TeamLine, "Team", LINE)
    assert not faults
    assert (kept[1]["role"], kept[1]["fte"]) == ("QA", 1.0)  # an empty cell is the default
    assert base[1]["fte"] == 1.0  # the base itself never changes


def test_a_refused_cell_is_named_and_the_rest_of_its_row_is_kept() -> None:
    kept, faults = understood([{"name": "Ann"}, {"name": "Ben", "fte": -2.0}], TeamLine, "Team", LINE)
    assert [row["name"] for row in kept] == ["Ann", "Ben"]
    assert kept[1]["fte"] == 1.0
    assert len(faults) == 1
    assert faults[0].startswith("Team, line 2, Full-time people: '-2.0'")


def test_a_row_without_what_it_needs_waits() -> None:
    kept, faults = understood([{"name": "Licence", "phase": "build"}], OneOff, "Purchases", BOUGHT)
    assert kept == []
    assert faults == ["Purchases, line 1, Cost: this field is missing."]


def test_an_unordered_range_is_named() -> None:
    _, faults = understood(
        [{"name": "Licence", "amount": {"low": 5.0, "likely": 3.0, "high": 9.0}}], OneOff, "Purchases", BOUGHT
    )
    assert "low, likely and high must rise" in faults[0]


def test_three_columns_make_one_range_and_emptying_them_removes_it() -> None:
    base = [TeamLine(name="Ann").model_dump()]
    cells = {"wait_weeks.low": 1.0, "wait_weeks.likely": 2.0, "wait_weeks.high": 4.0}
    rows = edited(base, {"edited_rows": {0: cells}}, LINE)
    assert rows[0]["wait_weeks"] == {"low": 1.0, "likely": 2.0, "high": 4.0}
    rows = edited(rows, {"edited_rows": {0: dict.fromkeys(cells)}}, LINE)
    assert rows[0]["wait_weeks"] is None


def test_shares_are_percentages_on_screen_and_shares_in_the_plan() -> None:
    frame = frame_of([Kpi(name="Contacts", eligible_share=0.6).model_dump()], KPI)
    assert frame["eligible_share"].tolist() == [60]
    rows = edited([{}], {"edited_rows": {0: {"eligible_share": 7}}}, KPI)
    assert rows[0]["eligible_share"] == 0.07


def test_every_table_of_the_plan_has_columns() -> None:
    for path in ("team.lines", "data.sources", "objectives.kpis", "economics.one_offs", "estimates.own_packages"):
        kind = note(path).kind.__args__[0]
        notes = {name: note(f"{path}[0].{name}") for name in kind.model_fields if name != "roles"}
        assert set(frame_of([], notes)) == set(columns_of(notes))


def test_an_empty_line_is_no_row() -> None:
    assert understood([{"name": ""}, {}], TeamLine, "Team", LINE) == ([], [])


def test_amounts_in_cells_are_taken_as_people_type_them() -> None:
    base = [OneOff(name="Licence", amount=Range(low=1, likely=12_500.5, high=3e6)).model_dump()]
    frame = frame_of(base, BOUGHT)
    assert [frame[f"amount.{point}"][0] for point in ("low", "likely", "high")] == ["1", "12,500.5", "3,000,000"]
    assert {columns_of(BOUGHT)[f"amount.{point}"]["type_config"]["type"] for point in ("low", "high")} == {"text"}
    state = {
        "edited_rows": {0: {"amount.low": " £0.3m", "amount.likely": "400k", "amount.high": "500,000"}},
        "added_rows": [{"name": "Move", "amount.low": "1k", "amount.likely": "2 k", "amount.high": ""}],
    }
    kept, faults = understood(edited(base, state, BOUGHT), OneOff, "Purchases", BOUGHT)
    assert kept[0]["amount"] == {"low": 300_000, "likely": 400_000, "high": 500_000}
    assert faults == ["Purchases, line 2, Cost (high): this field is missing."]


def test_a_cell_that_is_no_amount_is_named_and_stays_as_typed() -> None:
    line = {**LINE, "day_rate": note("team.lines[0].day_rate")}
    rows = edited([{"name": "Ann"}], {"edited_rows": {0: {"day_rate": "about 300"}}}, line)
    kept, faults = understood(rows, TeamLine, "Team", line)
    assert (kept[0]["name"], kept[0]["day_rate"]) == ("Ann", None)
    assert faults == ["Team, line 1, Day rate: “about 300” is not a number it can take; "
                      "write one number, such as 12,500 or 12.5k or 1.2m."]  # fmt: skip
    assert frame_of(rows, line)["day_rate"].tolist() == ["about 300"]
    bought = [{"name": "Licence", "amount": {"low": "1k", "likely": "$2k", "high": "3.000"}}]
    kept, faults = understood(bought, OneOff, "Purchases", BOUGHT)
    assert kept == []
    assert "(likely): “$2k” is in another currency" in faults[0]
    assert "(high): “3.000” can be read" in faults[1]


def test_a_refused_cell_leaves_the_plan_as_it_was() -> None:
    was = OneOff(name="Licence", amount=Range(low=1, likely=2, high=3)).model_dump(mode="json")
    for cells in ({"amount.low": "a bit"}, {"amount.low": "9"}, dict.fromkeys(["amount.low", "amount.high"], "")):
        rows = edited([{**was, BEFORE: was}], {"edited_rows": {0: {**cells, "name": "Licences"}}}, BOUGHT)
        kept, faults = understood(rows, OneOff, "Purchases", BOUGHT)
        assert [(row["name"], row["amount"]) for row in kept] == [("Licences", was["amount"])]
        assert faults
        assert rows[0][BEFORE] == kept[0]
