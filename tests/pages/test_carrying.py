"""A workbook goes out, is edited, and comes home."""

import io

import openpyxl

from tests.pages.conftest import Open, plan_of, widget
from waybook.estimate import estimate
from waybook.plan import Plan
from waybook.spreadsheet.workbook import workbook
from waybook.ui import carrying, starting


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
    take = next(each for each in app.button if each.label.startswith("Take "))
    take.click().run()
    assert plan_of(app).economics.budget == 314_159
    app.button("undo").click().run()
    assert plan_of(app).economics.budget == 271_828


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
