"""The workbook computes what Python computes: another program recalculates it from spoilt saved values."""

import re

import pytest

from tests.spreadsheet.parity import agree, by_formualizer, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.spreadsheet.cells import column_of
from waybook.spreadsheet.workbook import workbook

TOLERANCE = 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_generated_plans_agree_with_a_second_engine(seed: int) -> None:
    data = workbook(made_up(seed), risk=False)
    assert list(differences(data, by_formualizer(data), TOLERANCE)) == []


@pytest.mark.parametrize("seed", [5, 10])
def test_draws_read_what_the_other_sheets_show(seed: int) -> None:
    """Each header cell of the draws that only names another cell has that cell's saved value."""
    cells = cells_of(workbook(made_up(seed)))
    seen = 0
    for (row, column), found in cells["Draws"].items():
        match = re.fullmatch(r"=INDEX\(('[^']+'|\w+)!\$([A-Z]+)\$(\d+)(?::[^,]+)?,[A-Z]+\$4\)", found.formula)
        if match:
            numbers = cells["Draws"][3, column].value
            place = int(match[3]) - 2 + int(numbers), column_of(match[2])  # type: ignore[arg-type]
            there = cells[match[1].strip("'")].get(place)
            assert agree(found.value, there.value if there else 0, TOLERANCE), f"Draws row {row + 1}: {found.formula}"
            seen += 1
    assert seen > 100


def test_there_is_something_to_compare() -> None:
    data = workbook(made_up(1), risk=False)
    formulas = [found for cells in cells_of(data).values() for found in cells.values() if found.formula]
    assert len(formulas) > 3000
    assert all(found.value is not None for found in formulas)
