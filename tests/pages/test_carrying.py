"""A workbook goes out, is edited, and comes home."""

import io
import re
import zipfile

import openpyxl
import pytest

from tests.pages.conftest import Open, plan_of, widget
from waybook.estimate import estimate
from waybook.handouts.project.writing import project_xml
from waybook.plan import Plan
from waybook.plan.economics import RunCost
from waybook.plan.fields import row_name
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.workbook import workbook
from waybook.ui import carrying, starting, take_away


def edited(plan: Plan, was: float, new: float) -> bytes:
    """The exported workbook with one number changed by hand."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(plan, estimate(plan, draws=64))))
    cells = [
        cell for sheet in book for row in sheet for cell in row if cell.value == was and sheet.sheet_state == "visible"
    ]
    assert cells
    for cell in cells:
        cell.value = new
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_edit_made_in_the_workbook_is_shown_then_taken(open_screen: Open) -> None:
    plan = starting.example("customer_support").model_copy(deep=True)
    plan.economics.budget = 271_828.0
    app = open_screen("export", plan)
    content = edited(plan, 271_828.0, 314_159.0)
    app.get("file_uploader")[0].upload("edited.xlsx", content, "application/octet-stream").run()
    assert not app.exception
    assert plan_of(app).economics.budget == 271_828
    assert any("1 difference above is not in the plan" in each.value for each in app.warning)
    take = next(each for each in app.button if each.label.startswith("Take "))
    take.click().run()
    assert plan_of(app).economics.budget == 314_159
    assert any("Taken: 1 difference" in each.value for each in app.success)
    assert not app.warning
    app.button("undo").click().run()
    assert plan_of(app).economics.budget == 271_828


def test_rates_by_formula_are_named_by_their_row_and_priced_before_they_are_taken(open_screen: Open) -> None:
    plan = starting.example("customer_support").model_copy(deep=True)
    for place, line in enumerate(plan.team.lines[:4]):
        line.day_rate = 501.0 + place
    app = open_screen("export", plan)
    book = openpyxl.load_workbook(io.BytesIO(workbook(plan, estimate(plan, draws=64))))
    for row in book["Team"].iter_rows():
        for cell in row:
            if cell.value in (501, 502, 503, 504):
                cell.value = cell.value + 600 if cell.value == 501 else f"={cell.value}+600"
    out = io.BytesIO()
    book.save(out)
    content = with_results(out.getvalue(), {"=502+600": 1102, "=503+600": 1103, "=504+600": 1104})
    app.get("file_uploader")[0].upload("edited.xlsx", content, "application/octet-stream").run()
    assert not app.exception
    assert any(one.label == "How 3 cells were read" for one in app.expander)
    assert not any("formula" in one.value for one in app.info)
    listed = app.dataframe[0].value["Field"].tolist()
    assert listed[0] == "Day rate (£ a day), R. Okafor, AI engineer"
    assert any("Taking what is ticked" in one.value and "to build" in one.value for one in app.caption)
    next(one for one in app.button if one.label == "Take 4 of 4").click().run()
    assert any("Taken: 4 differences" in one.value for one in app.success)
    assert not any("nothing in it" in one.value for one in app.info)


def test_a_row_is_called_what_people_call_it() -> None:
    plan = starting.example("customer_support")
    assert row_name(plan, "team.lines[0].day_rate") == "R. Okafor, AI engineer"
    assert row_name(plan, "economics.budget") == ""
    assert "S3" not in plan.estimates.packages
    assert row_name(plan, "estimates.packages['S3'].wait_weeks") == "S3"


def with_results(data: bytes, results: dict[str, float]) -> bytes:
    """The file with results beside its formulas, which a program that does not calculate leaves out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode("utf-8") if name.startswith("xl/worksheets/") else ""
            for formula, result in results.items():
                told = f"<f>{formula[1:]}</f>"
                part = re.sub(f"{re.escape(told)}<v ?/?>(</v>)?", f"{told}<v>{result}</v>", part)
            new.writestr(name, part or old.read(name))
    return out.getvalue()


def test_what_finds_no_room_in_somebodys_workbook_is_said_before_it_is_taken(open_screen: Open) -> None:
    plan = starting.example("customer_support").model_copy(deep=True)
    content = workbook(plan, estimate(plan, draws=64))
    amount = plan.economics.one_offs[0].amount
    plan.economics.run_costs += [RunCost(name=f"Service {number}", amount=amount) for number in range(9)]
    app = open_screen("export", plan)
    app.get("file_uploader")[0].upload("mine.xlsx", content, "application/octet-stream").run()
    next(one for one in app.button if one.label.startswith("Put today")).click().run()
    assert not app.exception
    assert any("found a place" in one.value for one in app.warning)
    assert any("no free row" in one.value for one in app.error)


def test_a_workbook_that_cannot_take_todays_numbers_says_why(
    open_screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise Refused("Another version of Waybook exported this workbook.")

    monkeypatch.setattr(carrying, "updated", refused)
    plan = starting.example("customer_support")
    app = open_screen("export", plan)
    content = workbook(plan, estimate(plan, draws=64))
    app.get("file_uploader")[0].upload("mine.xlsx", content, "application/octet-stream").run()
    next(one for one in app.button if one.label.startswith("Put today")).click().run()
    assert not app.exception
    assert any("Another version" in one.value for one in app.error)


def test_a_foreign_file_changes_nothing(open_screen: Open) -> None:
    app = open_screen("export", Plan(name="Mine"))
    app.get("file_uploader")[0].upload("other.xlsx", b"PK\x05\x06" + bytes(18), "application/octet-stream").run()
    assert not app.exception
    assert len(app.error) >= 1
    assert plan_of(app).name == "Mine"
    assert widget(app, "download_button", "Plan (JSON)") is not None


def test_values_in_the_list_of_differences() -> None:
    import doctest

    assert doctest.testmod(carrying).failed == 0


def test_a_project_file_comes_home(open_screen: Open) -> None:
    plan = starting.example("customer_support")
    app = open_screen("export", plan)
    content = project_xml(estimate(plan))
    app.get("file_uploader")[0].upload("plan.xml", content, "application/xml").run()
    assert not app.exception
    assert not app.error
    assert app.success
    app.get("file_uploader")[0].upload("plan.xml", b"<a/>", "application/xml").run()
    assert not app.exception
    assert len(app.error) >= 1


def test_every_file_is_made_from_a_plan() -> None:
    """What the buttons make, without the browser: each begins as its kind of file does."""
    plan = starting.example("retail")
    assert take_away._pptx(plan).startswith(b"PK")
    assert take_away._project(plan).lstrip().startswith(b"<?xml")
    assert take_away._xlsx(plan, "", 1).startswith(b"PK")
    assert take_away._json(plan).startswith(b"{")
