"""Everything that needs LibreOffice, in one start of it: parity, saving again, a finance director's edits."""

from pathlib import Path

import pytest

from tests.spreadsheet.batch import through_libreoffice
from tests.spreadsheet.edits import edited, set_cell
from tests.spreadsheet.parity import Cells, agree, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.plan import Plan, read
from waybook.spreadsheet.merge import Merge
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.workbook import workbook

pytestmark = pytest.mark.libreoffice

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))}
EDITED = "customer_support"
SEEDS = (12,)
EDITS = (
    set_cell("Team", "1", "Own day rate", 955),
    set_cell("Assumptions", "discount_rate", "Value", 0.12),
    set_cell("Work packages", "E4", "Effort, likely", 31),
    set_cell("Work packages", "E9", "Effort, likely", 12.5),
    set_cell("Assumptions", "conversations", "Value", 75_000),
)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    found = {name: read(path.read_bytes()) for name, path in EXAMPLES.items()}
    return found | {f"seed {seed}": made_up(seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def books(plans: dict[str, Plan]) -> dict[str, bytes]:
    made = {name: workbook(plan, estimate(plan) if name in EXAMPLES else None) for name, plan in plans.items()}
    return made | {"edited": edited(workbook(plans[EDITED]), *EDITS)}


@pytest.fixture(scope="module")
def saved(books: dict[str, bytes]) -> dict[str, bytes]:
    return through_libreoffice(books)


def test_every_formula_is_what_python_says(books: dict[str, bytes], saved: dict[str, bytes]) -> None:
    assert len(books) >= 7
    for name, data in books.items():
        if name != "edited":
            assert list(differences(data, cells_of(saved[name]), 1e-9)) == [], name


def test_saved_again_changes_nothing(plans: dict[str, Plan], saved: dict[str, bytes]) -> None:
    for name, plan in plans.items():
        merge = read_back(plan, saved[name])
        assert (merge.differences, merge.problems) == ((), ()), name
        assert merge.accept("all") == plan


def test_a_finance_directors_edits_arrive_and_agree(plans: dict[str, Plan], saved: dict[str, bytes]) -> None:
    merge: Merge = read_back(plans[EDITED], saved["edited"])
    assert merge.problems == ()
    assert len(merge.differences) == len(EDITS)
    here, there = cells_of(workbook(merge.accept("all"))), cells_of(saved["edited"])
    for key in (
        "Build cost to go-live",
        "Go-live",
        "Prototype gate",
        "Run cost a year",
        "Net present value",
        "Most money out",
    ):
        assert agree(_figure(here, key), _figure(there, key), 1e-9), key
    assert _figure(there, "Ranges") == "inputs changed: import again to refresh the ranges"
    for place, found in here["Timeline"].items():
        if found.formula:
            assert agree(found.value, there["Timeline"][place].value, 1e-9), place


def _figure(cells: Cells, label: str) -> object:
    row = next(row for (row, column), found in cells["Summary"].items() if column == 0 and found.value == label)
    return cells["Summary"][row, 2].value
