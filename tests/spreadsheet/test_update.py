"""Update my workbook: today's numbers in the user's own file, everything of theirs untouched."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill

from tests.spreadsheet.edits import place
from tests.spreadsheet.parity import Cells, by_formualizer, cells_of, differences
from waybook.estimate import estimate
from waybook.plan import Plan, Range
from waybook.plan.economics import OneOff, RunCost
from waybook.plan.estimates import PackageEstimate
from waybook.plan.objectives import Kpi
from waybook.plan.team import TeamLine
from waybook.spreadsheet.front_sheets import NO_ROOM
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.patch import patched, text_rows
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.update import updated
from waybook.spreadsheet.workbook import FORM, laid_out, workbook
from waybook.spreadsheet.write import HIDDEN


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan = Plan(name="Mine")
    plan.team.lines = [TeamLine(role="AIE", fte=2), TeamLine(role="SWE", fte=2, day_rate=500)]
    return plan


@pytest.fixture(scope="module")
def theirs(plan: Plan) -> bytes:
    """The export with a sheet, a chart, a colour and a formula of the user's own."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(plan, risk=False)))
    page = book.create_sheet("My notes")
    page["A1"] = "=Build_cost*2"
    page["A2"] = 7
    chart = BarChart()
    chart.add_data(Reference(page, min_col=1, min_row=1, max_row=2))
    page.add_chart(chart, "C3")
    book["Team"]["B6"].fill = PatternFill("solid", fgColor="FF00FF00")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_new_numbers_arrive_and_their_own_parts_stay(plan: Plan, theirs: bytes) -> None:
    new = plan.model_copy(deep=True)
    new.team.lines[0].fte = 3
    new.team.lines.append(TeamLine(role="QA", name="Kim", fte=1, day_rate=410))
    new.estimates.packages["E4"] = PackageEstimate(days=Range(low=9, likely=22, high=40))
    new.architecture.usage.conversations = 12_345
    out = updated(new, theirs, revision=8)
    assert out.problems == ()
    merge = read_back(new, out.data)
    assert (merge.differences, merge.problems) == ((), ())
    assert merge.revision == "8"
    before, after = zipfile.ZipFile(io.BytesIO(theirs)), zipfile.ZipFile(io.BytesIO(out.data))
    same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    changed = set(before.namelist()) - set(same)
    assert before.namelist() == after.namelist()
    assert all(name.startswith("xl/worksheets/sheet") or name == "xl/workbook.xml" for name in changed)
    assert any("chart" in name for name in same)
    book = openpyxl.load_workbook(io.BytesIO(out.data))
    assert book["My notes"]["A1"].value == "=Build_cost*2"
    assert book["Team"]["B6"].fill.fgColor.rgb == "FF00FF00"


def test_the_updated_file_computes_the_new_plan(plan: Plan, theirs: bytes) -> None:
    new = plan.model_copy(deep=True)
    new.team.lines[1].day_rate = 777
    new.team.lines[0].fte = 1
    new.team.lines[0].sourcing = "contract"
    recalculated = by_formualizer(updated(new, theirs).data)
    fresh = workbook(new, risk=False)
    read_by_people = ("Totals!", "Timeline!", "Annual!")
    wrong = [one for one in differences(fresh, recalculated) if one.where.startswith(read_by_people)]
    assert wrong == []
    summary = recalculated["Summary"]
    row = next(row for (row, at), one in summary.items() if at == 0 and str(one.value).startswith("Answers, sources"))
    assert summary[row, 2].value == 0  # what the file holds now counts as exported


def test_rows_within_reach_count_and_rows_beyond_are_told(plan: Plan, theirs: bytes) -> None:
    """As many measures, costs and adjustments as the file has free rows compute; one more is told, here and there."""
    amount = Range(low=900, likely=1000, high=1300)
    full = plan.model_copy(deep=True)
    for field in ("completeness", "timeliness", "uniqueness", "structure", "documentation"):
        setattr(full.data, field, "poor")
    kpi = Kpi(name="Calls", baseline=5, target=3, volume=900, unit_value=2, measured_by="The log")
    full.objectives.kpis += [kpi.model_copy(update={"name": f"Calls {number}"}) for number in range(5)]
    full.economics.one_offs = [OneOff(name=f"Audit {number}", amount=amount) for number in range(6)]
    full.economics.run_costs = [RunCost(name=f"Tool {number}", amount=amount) for number in range(5)]
    made = updated(full, theirs)
    assert made.problems == ()
    assert _off(made.data, full) == []
    assert _no_room(by_formualizer(made.data)) == (0, "OK")
    more = full.model_copy(deep=True)
    more.economics.one_offs.append(OneOff(name="Audit too many", amount=amount))
    more.economics.run_costs += [RunCost(name=f"Tool {number}", amount=amount) for number in range(5, 7)]
    made = updated(more, theirs)
    assert sorted(made.problems) == [
        "One-off costs: no free row for '7'. Export the plan anew to get it.",
        "Running costs: no free row for 'own 6'. Export the plan anew to get it.",
        "Running costs: no free row for 'own 7'. Export the plan anew to get it.",
    ]
    assert _no_room(by_formualizer(made.data)) == (3, "look here")
    assert _off(made.data, full) == []  # what found a place still counts
    merge = read_back(more, made.data)
    assert (merge.differences, merge.problems) == ((), ())
    again = updated(full, made.data)
    assert again.problems == ()
    assert _no_room(by_formualizer(again.data)) == (0, "OK")


def _off(data: bytes, plan: Plan) -> list[str]:
    found = differences(workbook(plan, risk=False), by_formualizer(data))
    return [one.where for one in found if one.where.startswith(("Totals!", "Timeline!", "Annual!"))]


def _no_room(cells: Cells) -> tuple[object, object]:
    row = next(row for (row, column), found in cells["Checks"].items() if column == 0 and found.value == NO_ROOM)
    return cells["Checks"][row, 1].value, cells["Checks"][row, 3].value


def test_a_lost_header_row_leaves_the_sheet_as_it_was(plan: Plan, theirs: bytes) -> None:
    new = plan.model_copy(deep=True)
    new.economics.one_offs = [OneOff(name="Audit", amount=Range(low=1, likely=2, high=3))]
    lost = patched(theirs, {"One-off costs": {(4, 0): None}})
    made = updated(new, lost)
    assert made.problems == (
        "One-off costs: the header row of a table is gone; its figures stay as they were in this file.",
    )
    before, after = (cells_of(one)["One-off costs"] for one in (lost, made.data))
    assert [found.value for found in before.values()] == [found.value for found in after.values()]


def test_a_row_typed_below_the_free_ones_fails_a_check(plan: Plan) -> None:
    below = laid_out(plan).spots["running.below"].row
    typed = patched(workbook(plan, risk=False), {"Running costs": {(below, 1): "Beyond", (below, 3): 500.0}})
    cells = by_formualizer(typed)["Checks"]
    found = {str(one.value): cells[row, 3].value for (row, at), one in cells.items() if at == 0 and (row, 3) in cells}
    assert [words for words, result in found.items() if result == "look here"] == [
        "Running costs: no row was inserted, or typed below the free ones, that the formulas do not reach"
    ]


def test_simulated_ranges_are_todays_and_the_draws_the_files_own(plan: Plan) -> None:
    old, new = plan.model_copy(deep=True), plan.model_copy(deep=True)
    new.team.lines[1].day_rate = 900
    new.team.lines[0].fte = 1
    out = cells_of(updated(new, workbook(old, estimate(old)), estimate(new)).data)["Risk"]
    fresh, before = (cells_of(workbook(one, estimate(one)))["Risk"] for one in (new, old))
    row = next(row for (row, column), found in fresh.items() if column == 0 and found.value == "Build cost to go-live")
    units = next(
        row for (row, column), found in fresh.items() if column == 0 and "Units of each role" in str(found.value)
    )
    assert fresh[row, 8].value == out[row, 8].value != before[row, 8].value
    assert before[units, 2].value == out[units, 2].value != fresh[units, 2].value


def test_a_row_taken_out_is_emptied(plan: Plan, theirs: bytes) -> None:
    new = plan.model_copy(deep=True)
    new.team.lines.pop()
    out = updated(new, theirs)
    cells = cells_of(out.data)["Team"]
    row, column = place(cells_of(out.data), "Team", "2", "There")
    assert cells[row, column].value == "To be found"  # the role is needed, and nobody fills it now
    assert read_back(new, out.data).problems == ()


def test_a_foreign_file_is_refused(plan: Plan) -> None:
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="not exported by Waybook"):
        updated(plan, out.getvalue())


def test_a_file_laid_out_by_another_version_is_refused(plan: Plan, theirs: bytes) -> None:
    cells = cells_of(theirs)
    texts = {place: str(found.value) for place, found in cells[HIDDEN].items()}
    texts[0, 0] = texts[0, 0].replace(f'"waybook_form": {FORM}', f'"waybook_form": {FORM - 1}')
    with pytest.raises(Refused, match="Another version of Waybook exported this workbook: import its changes"):
        updated(plan, patched(theirs, {}, {HIDDEN: text_rows(texts)}))
