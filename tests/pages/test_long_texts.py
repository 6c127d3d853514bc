"""Long texts in tables: rows are as high as they need, and what is asked stays readable at 1280 pixels."""

import pytest

from tests.pages.conftest import Open
from tests.readiness.conftest import plan_file
from waybook.ui.table import row_height


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
