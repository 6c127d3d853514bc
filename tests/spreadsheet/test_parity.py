"""The workbook computes what Python computes: two other programs recalculate it from spoilt saved values."""

from pathlib import Path

import pytest

from tests.spreadsheet.batch import through_libreoffice
from tests.spreadsheet.parity import by_formualizer, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.plan import read
from waybook.spreadsheet.workbook import workbook

EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))
TOLERANCE = 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_generated_plans_agree_with_a_second_engine(seed: int) -> None:
    data = workbook(made_up(seed))
    assert list(differences(data, by_formualizer(data), TOLERANCE)) == []


@pytest.mark.libreoffice
def test_examples_and_generated_plans_agree_with_libreoffice() -> None:
    books = {path.stem: workbook(plan, estimate(plan)) for path in EXAMPLES for plan in [read(path.read_bytes())]}
    assert len(books) >= 5
    books |= {f"seed {seed}": workbook(made_up(seed)) for seed in (101, 102, 103)}
    for name, data in through_libreoffice(books).items():
        assert list(differences(books[name], cells_of(data), TOLERANCE)) == [], name


def test_there_is_something_to_compare() -> None:
    data = workbook(made_up(1))
    formulas = [found for cells in cells_of(data).values() for found in cells.values() if found.formula]
    assert len(formulas) > 3000
    assert all(found.value is not None for found in formulas)
