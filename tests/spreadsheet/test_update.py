"""Update my workbook: today's numbers in the user's own file, everything of theirs untouched."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill

from tests.spreadsheet.edits import place
from tests.spreadsheet.parity import by_formualizer, cells_of, differences
from waybook.estimate import estimate
from waybook.plan import Plan, Range
from waybook.plan.estimates import PackageEstimate
from waybook.plan.team import TeamLine
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.patch import patched, text_rows
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.update import updated
from waybook.spreadsheet.workbook import FORM, workbook
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
    recalculated = by_formualizer(updated(new, theirs).data)
    fresh = workbook(new, risk=False)
    read_by_people = ("Totals!", "Timeline!", "Annual!")
    wrong = [one for one in differences(fresh, recalculated) if one.where.startswith(read_by_people)]
    assert wrong == []


def test_simulated_ranges_are_todays_and_the_draws_the_files_own(plan: Plan) -> None:
    old, new = plan.model_copy(deep=True), plan.model_copy(deep=True)
    new.team.lines[1].day_rate = 900
    new.team.lines[0].fte = 1
    out = cells_of(updated(new, workbook(old, estimate(old)), estimate(new)).data)["Risk"]
    fresh, before = (cells_of(workbook(one, estimate(one)))["Risk"] for one in (new, old))
    row = next(row for (row, column), found in fresh.items() if column == 0 and found.value == "Build cost to go-live")
    units = next(
        row for (row, column), found in fresh.items() if column == 0 and str(found.value).startswith("Units of a role")
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
