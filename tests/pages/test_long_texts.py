"""Long texts in tables: rows are as high as they need, and what is asked stays readable at 1280 pixels."""

import pytest

from tests.pages.conftest import Open, view
from tests.readiness.conftest import plan_file
from waybook.plan.fields import note
from waybook.ui.table import row_height, text_widths


@pytest.mark.parametrize(("letters", "pixels"), [(0, None), (20, None), (30, 66), (55, 76), (75, 96), (600, 96)])
def test_a_row_is_as_high_as_its_longest_text_up_to_four_lines(letters, pixels):
    rows = [{"text": "x"}, {"text": "x" * letters, "other": "y" * 900}]
    assert row_height(rows, {"text": 150}) == pixels
    assert row_height(rows, {"text": 150}, least=3) == (None if pixels == 66 else pixels)


def test_criteria_and_hypotheses_wrap_and_short_tables_stay_low(open_screen: Open):
    plan = plan_file("examples/customer_support_live")
    for screen, wraps in (("gates", True), ("prototype", True), ("work", False)):
        editors = open_screen(screen, plan).dataframe
        assert any(one.proto.row_height for one in editors) is wraps, screen


def test_a_long_text_is_given_the_room_that_the_other_columns_leave():
    notes = {name: note(f"objectives.later[0].{name}") for name in ("wish", "noted", "stage", "decided")}
    rows = [{"wish": "Which LLM should we use?", "decided": "A mid-price model with our documents; " * 2}]
    widths = text_widths(rows, notes)
    assert set(widths) == {"wish", "decided"}
    assert row_height(rows, widths) is None
    assert row_height(rows, dict.fromkeys(widths, 150)) == 96
    assert max(widths.values()) + min(widths.values()) < 900
    fields = note("prototype.hypotheses").kind.__args__[0].model_fields
    full = {name: note(f"prototype.hypotheses[0].{name}") for name in fields}
    assert max(text_widths([{"text": "x" * 300}], full).values()) < 200


def test_work_packages_show_effort_or_waits_each_within_the_screen(open_screen: Open):
    app = open_screen("work", plan_file("examples/customer_support_live"))
    assert [name for name in app.dataframe[0].value.columns if name.endswith(".low")] == ["days.low"]
    view(app, "work", "Waits and people")
    asked = list(app.dataframe[0].value.columns)[-4:]
    assert asked == ["wait_weeks.low", "wait_weeks.likely", "wait_weeks.high", "crew"]
    assert set(app.dataframe[0].value["Usual wait"]) > {"–", "0.5 · 2 · 7"}
