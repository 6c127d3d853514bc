"""The workbook computes what Python computes: another program recalculates it from spoilt saved values."""

import pytest

from tests.spreadsheet.parity import by_formualizer, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.spreadsheet.workbook import workbook

TOLERANCE = 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_generated_plans_agree_with_a_second_engine(seed: int) -> None:
    data = workbook(made_up(seed), risk=False)
    assert list(differences(data, by_formualizer(data), TOLERANCE)) == []


def test_there_is_something_to_compare() -> None:
    data = workbook(made_up(1), risk=False)
    formulas = [found for cells in cells_of(data).values() for found in cells.values() if found.formula]
    assert len(formulas) > 3000
    assert all(found.value is not None for found in formulas)
