"""What leaves comes home: unchanged files change nothing, edits arrive, conflicts are told."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.spreadsheet.edits import edited, new_row, place, set_cell
from tests.spreadsheet.parity import by_formualizer, cells_of
from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.plan import Plan, PlanError, Range, read
from waybook.plan.fields import every
from waybook.plan.objectives import Kpi
from waybook.plan.team import TeamLine
from waybook.spreadsheet.merge import Merge
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.workbook import workbook

EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read(next(path for path in EXAMPLES if path.stem == "customer_support").read_bytes())


@pytest.fixture(scope="module")
def data(plan: Plan) -> bytes:
    return workbook(plan, plan_id="a-plan", revision=7, risk=False)


def ids(merge: Merge) -> list[str]:
    assert merge.problems == ()
    return [one.id for one in merge.differences]


@pytest.mark.parametrize("seed", range(20, 25))
def test_export_then_import_changes_nothing(seed: int) -> None:
    plan = made_up(seed)
    merge = read_back(plan, workbook(plan, risk=False))
    assert ids(merge) == []
    assert merge.accept("all") == plan


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_come_home_the_same(path: Path) -> None:
    plan = read(path.read_bytes())
    data = workbook(plan, risk=False)
    merge = read_back(plan, data)
    assert ids(merge) == []
    assert merge.accept("all") == plan


def test_every_field_of_the_plan_travels(data: bytes) -> None:
    """A new field of the schema is either a cell or rides in the hidden plan; both come from the same document."""
    hidden = json.loads(
        "".join(str(found.value) for (_, column), found in sorted(cells_of(data)["_plan"].items()) if column == 1)
    )
    for one in every():
        if "[]" not in one.path and "{}" not in one.path:
            node = hidden
            for step in one.path.split("."):
                if node is None:
                    break
                assert step in node, one.path
                node = node[step]


def test_identity_is_kept(plan: Plan, data: bytes) -> None:
    merge = read_back(plan, data)
    assert (merge.plan_id, merge.revision) == ("a-plan", "7")
    assert "This workbook was exported from another plan." in read_back(plan, data, plan_id="b").notes


def test_figures_arrive_as_own(plan: Plan, data: bytes) -> None:
    there = edited(
        data,
        set_cell("Assumptions", "conversations", "Value", 91_000),
        set_cell("Team", "1", "Own day rate", 955),
        set_cell("Work packages", "E4", "Effort, likely", 31),
        set_cell("Work packages", "D1", "In the plan", 0),
        set_cell("Answers", "architecture.availability", "Answer", "99.9% (9 hours)"),
        set_cell("Answers", "objectives.sponsor", "Answer", "=HYPERLINK(1)"[1:]),
    )
    merge = read_back(plan, there)
    new = merge.accept("all")
    assert merge.problems == ()
    assert new.architecture.usage.conversations == 91_000
    assert new.team.lines[0].day_rate == 955
    own = new.estimates.packages["E4"].days
    assert own is not None
    assert own.likely == 31
    assert own.low < 31 < own.high
    assert not new.estimates.packages["D1"].included
    assert new.architecture.availability == "99.9"
    assert len(merge.differences) == 6
    assert merge.accept("none") == plan
    only = merge.accept([merge.differences[0].id])
    assert sum(getattr(only, name) != getattr(plan, name) for name in Plan.model_fields) == 1


def test_new_rows_arrive(plan: Plan, data: bytes) -> None:
    last = str(len([line for line in plan.team.lines if line.role != "SME"]))
    there = edited(
        data,
        new_row("Team", last, {"Who": "Ada", "Role": "AI engineer", "People": 0.5, "From": "Contractor"}),
        new_row(
            "Work packages",
            "G9",
            {
                "Id": "Z1",
                "Work package": "Migration",
                "Stage": "Engineering",
                "Effort, low": 3,
                "Effort, likely": 5,
                "Effort, high": 9,
                "After 1": "P5",
                "Software developer": 1,
            },
        ),
        new_row(
            "Running costs", "index", {"Service": "Fee", "A month, low": 1, "A month, likely": 2, "A month, high": 3}
        ),
        new_row("Benefit", str(len(plan.objectives.kpis)), {"Measure": "Calls", "Baseline": 4, "Volume": 100}),
    )
    merge = read_back(plan, there)
    new = merge.accept("all")
    assert merge.problems == ()
    added = new.team.lines[-1]
    assert (added.name, added.role, added.fte, added.sourcing) == ("Ada", "AIE", 0.5, "contract")
    package = new.estimates.own_packages[-1]
    assert (package.id, package.stage, package.roles, package.depends_on) == ("Z1", 4, {"SWE": 1.0}, ["P5"])
    assert new.economics.run_costs[-1].amount == Range(low=1, likely=2, high=3)
    assert new.objectives.kpis[-1].name == "Calls"
    assert ids(read_back(new, workbook(new, risk=False))) == []


def test_assumed_rows_become_own_together() -> None:
    plan = Plan(name="Empty")
    data = workbook(plan, risk=False)
    new = read_back(plan, edited(data, set_cell("Team", "2", "People", 3))).accept("all")
    assert len(new.team.lines) == 8
    assert {line.fte for line in new.team.lines if line.role == "SWE"} == {3}
    bought = read_back(plan, edited(data, set_cell("One-off costs", "1", "Cost, likely", 12_000))).accept("all")
    assert [one.amount.likely for one in bought.economics.one_offs] == [12_000]


def test_deleted_row_is_a_removal(plan: Plan, data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Team"].delete_rows(place(cells_of(data), "Team", "2", "Role")[0] + 1)
    out = io.BytesIO()
    book.save(out)
    new = read_back(plan, out.getvalue()).accept("all")
    assert new.team.lines == [line for place, line in enumerate(plan.team.lines) if place != 1]


def test_conflicts_are_told_and_rows_are_followed(plan: Plan, data: bytes) -> None:
    now = plan.model_copy(deep=True)
    now.architecture.usage.conversations = 70_000
    now.team.lines.insert(0, TeamLine(role="QA", fte=9))
    there = edited(
        data,
        set_cell("Assumptions", "conversations", "Value", 50_000),
        set_cell("Team", "1", "People", 6.5),
    )
    merge = read_back(now, there)
    assert [one.id for one in merge.conflicts] == ["architecture.usage.conversations"]
    conflict = merge.conflicts[0]
    assert (conflict.base, conflict.now, conflict.edited) == (plan.architecture.usage.conversations, 70_000, 50_000)
    new = merge.accept("all")
    assert new.team.lines[0].fte == 9
    assert new.team.lines[1].fte == 6.5
    agreed = read_back(read_back(plan, there).accept("all"), there)
    assert agreed.differences == ()


def test_what_one_side_changed_alone_stays(plan: Plan, data: bytes) -> None:
    now = plan.model_copy(deep=True)
    now.objectives.kpis.append(Kpi(name="New in the app"))
    new = read_back(now, edited(data, set_cell("Assumptions", "conversations", "Value", 50_000))).accept("all")
    assert new.objectives.kpis[-1].name == "New in the app"
    assert new.architecture.usage.conversations == 50_000


def test_work_that_waits_for_itself_is_not_taken(plan: Plan, data: bytes) -> None:
    for before in ("D1", "G9"):
        merge = read_back(plan, edited(data, set_cell("Work packages", "D1", "After 1", before)))
        with pytest.raises(PlanError, match="D1"):
            merge.accept("all")
        assert merge.accept("none") == plan


def test_unknown_difference_is_refused(plan: Plan, data: bytes) -> None:
    with pytest.raises(PlanError, match="no difference 'nothing'"):
        read_back(plan, data).accept(["nothing"])


def test_pandas_and_viewers_see_saved_values(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert book["Summary"]["E5"].value > 1000


def test_what_never_pays_back_does_not_do_so_in_month_0(plan: Plan) -> None:
    poor = plan.model_copy(deep=True)
    poor.objectives.kpis = []
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(poor, estimate(poor, draws=64))))["Summary"]
    payback = next(row for row in sheet.iter_rows() if row[0].value == "Paid back in month")
    assert payback[4].number_format.endswith(';"never"')
    assert "never" in payback[5].number_format
    titles = [str(cell.value) for row in sheet.iter_rows() for cell in row if "paid back" in str(cell.value)]
    assert titles
    assert all("if nothing goes wrong" in one for one in titles)


def test_an_edit_of_a_figure_that_is_not_the_plans_is_told(plan: Plan) -> None:
    """Fees that follow from answers stand in the table of purchases: typing over one must not vanish without a word."""
    data = workbook(plan, estimate(plan, draws=64), risk=False)
    assert read_back(plan, data).notes == ()
    cells = cells_of(data)["One-off costs"]
    (row,) = [at for (at, _), cell in cells.items() if str(cell.value).startswith("Legal counsel")]
    spoilt = edited(data, set_cell("One-off costs", str(cells[row, 0].value), "Cost, likely", 99_000))
    merge = read_back(plan, spoilt)
    assert ids(merge) == []
    (told,) = merge.notes
    assert told.startswith("One-off costs!")
    assert "Waybook's own" in told


def test_a_trend_of_ones_own_comes_home_and_moves_the_run_cost(plan: Plan, data: bytes) -> None:
    there = edited(
        data,
        set_cell("Assumptions", "call_price_year", "Value", -0.5),
        set_cell("Answers", "economics.trend.source", "Answer", "Bills of two years"),
    )
    new = read_back(plan, there).accept("all")
    assert new.economics.trend.price == Range(low=-0.6, likely=-0.5, high=0.5)
    assert (new.economics.trend.tokens, new.economics.trend.source) == (None, "Bills of two years")
    before, after = (estimate(one, draws=64) for one in (plan, new))
    assert after.at("run_year", 0.5) < before.at("run_year", 0.5)
    own = after.inputs["call_price_year_likely"]
    assert (own.grade(), own.source()) == ("own", "Bills of two years")
    assert after.inputs["call_tokens_year_likely"].grade() == "judgement"
    assert ids(read_back(new, workbook(new, risk=False))) == []


def test_what_acts_after_the_next_import_is_counted_at_once() -> None:
    """An answer, a source of data and a wait of people move no figure yet: the Summary says that they changed."""
    plan = read(next(path for path in EXAMPLES if path.stem == "healthcare").read_bytes())
    data = edited(
        workbook(plan, risk=False),
        set_cell("Answers", "architecture.latency_seconds", "Answer", 5),
        set_cell("Data sources", "S1", "Size", 999),
        set_cell("Team", "1", "There", "To be found"),
        set_cell("Team", "9", "Wait, likely", 6),
    )
    cells = by_formualizer(data)["Summary"]
    found = {str(one.value): cells.get((row, 2)) for (row, column), one in cells.items() if column == 0}
    counted, ranges = found["Answers, sources of data, waits changed"], found["Ranges"]
    assert counted is not None
    assert ranges is not None
    assert counted.value == 4
    assert ranges.value == "inputs changed: import again to refresh the ranges"
