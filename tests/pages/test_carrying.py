"""A workbook goes out, is edited, and comes home."""

import io

import openpyxl
import pytest

from tests.pages.conftest import Open, plan_of, widget
from waybook.estimate import estimate
from waybook.handouts.project.writing import project_xml
from waybook.plan import Plan
from waybook.plan.economics import RunCost
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
