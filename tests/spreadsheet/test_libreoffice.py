"""Everything that needs LibreOffice, in one start of it: parity, saving again, a finance director's edits."""

from pathlib import Path

import pytest

from tests.spreadsheet.batch import through_libreoffice
from tests.spreadsheet.edits import edited, new_row, set_cell
from tests.spreadsheet.parity import Cells, agree, cells_of, differences
from tests.spreadsheet.plans import made_up
from waybook.estimate import estimate
from waybook.plan import Plan, read
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.risk_sheet import STALE
from waybook.spreadsheet.workbook import workbook

pytestmark = pytest.mark.libreoffice

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))}
EDITED = "customer_support"
SEEDS = (10,)
MONEY = (
    set_cell("Team", "1", "Own day rate", 955),
    set_cell("Team", "4", "Own day rate", 610),
    set_cell("Assumptions", "discount_rate", "Value", 0.12),
    set_cell("Assumptions", "conversations", "Value", 75_000),
    set_cell("Benefit", "1", "Value of one unit", 4.1),
    set_cell("Assumptions", "lever_rates", "Value", 0.1),
    set_cell("Assumptions", "lever_effort", "Value", 0.05),
    set_cell("Assumptions", "lever_volume", "Value", -0.2),
    set_cell("Assumptions", "lever_tokens", "Value", 0.3),
)
WORK = (set_cell("Work packages", "E4", "Effort, likely", 31), set_cell("Work packages", "E9", "Effort, likely", 12.5))
ROWS = (
    set_cell("Work packages", "D2", "After 2", "D3"),
    new_row(
        "One-off costs", "1",
        {"What": "Accessibility audit", "Spent": "Up to the prototype gate", "Cost, low": 4000, "Cost, likely": 6000,
         "Cost, high": 9000},
    ),
    new_row(
        "Running costs", "index",
        {"Service": "Support contract", "A month, low": 300, "A month, likely": 400, "A month, high": 600},
    ),
)  # fmt: skip
WITH_DRAWS = ("customer_support", "manufacturing", "seed 10")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    found = {name: read(path.read_bytes()) for name, path in EXAMPLES.items()}
    return found | {f"seed {seed}": made_up(seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def books(plans: dict[str, Plan]) -> dict[str, bytes]:
    made = {
        name: workbook(plan, estimate(plan) if name in EXAMPLES else None, risk=name in WITH_DRAWS)
        for name, plan in plans.items()
    }
    made["money"] = edited(made[EDITED], *MONEY)
    made["work"] = edited(workbook(plans[EDITED], estimate(plans[EDITED]), risk=False), *WORK)
    made["rows"] = edited(workbook(plans[EDITED], risk=True), *ROWS)
    return made


@pytest.fixture(scope="module")
def saved(books: dict[str, bytes]) -> dict[str, bytes]:
    return through_libreoffice(books)


def test_every_formula_is_what_python_says(
    plans: dict[str, Plan], books: dict[str, bytes], saved: dict[str, bytes]
) -> None:
    assert len(plans) >= 6
    for name in plans:
        assert list(differences(books[name], cells_of(saved[name]), 1e-9)) == [], name


def test_saved_again_changes_nothing(plans: dict[str, Plan], saved: dict[str, bytes]) -> None:
    for name, plan in plans.items():
        merge = read_back(plan, saved[name])
        assert (merge.differences, merge.problems) == ((), ()), name
        assert merge.accept("all") == plan


@pytest.mark.parametrize(("name", "count"), [("money", len(MONEY)), ("work", len(WORK)), ("rows", len(ROWS))])
def test_a_finance_directors_edits_arrive_and_agree(
    plans: dict[str, Plan], books: dict[str, bytes], saved: dict[str, bytes], name: str, count: int
) -> None:
    """LibreOffice's numbers after the edits are Python's on the imported plan; of money, the percentiles too."""
    merge = read_back(plans[EDITED], saved[name])
    assert merge.problems == ()
    assert len(merge.differences) == count
    new = merge.accept("all")
    results = None if name == "rows" else estimate(new)
    here, there = cells_of(workbook(new, results, risk=name == "money")), cells_of(saved[name])
    for label in ("Build cost to go-live", "Go-live", "Prototype gate", "Run cost a year", "Net present value"):
        assert agree(_cell(here, "Summary", label, 4), _cell(there, "Summary", label, 4), 1e-9), label
    if name == "rows":
        before = cells_of(workbook(plans[EDITED], risk=False))
        for label in ("Build cost to go-live", "Go-live", "Run cost a year", "Net present value"):
            assert not agree(_cell(there, "Summary", label, 4), _cell(before, "Summary", label, 4), 1e-6), label
        counts = {"Roles with more or fewer units": 0, "Units booked more or fewer": 0,
                  "Packages whose followers changed": 1, "Rows added": 2}  # fmt: skip
        assert {label: _cell(there, "Risk", label, 2) for label in counts} == counts
        assert _cell(there, "Risk", "These percentiles", 2) == STALE
        assert _cell(there, "Summary", "Checks that fail", 2) == 0
    assert _cell(there, "Summary", "Ranges", 2) == "inputs changed: import again to refresh the ranges"
    for place, found in here["Timeline"].items():
        if found.formula:
            assert agree(found.value, there["Timeline"][place].value, 1e-9), place
    if name == "money":
        moved, before = False, cells_of(books[EDITED])
        for label in ("Build cost to go-live", "Go-live", "Net present value"):
            for column in range(2, 7):
                assert agree(_cell(here, "Risk", label, column), _cell(there, "Risk", label, column), 1e-9), label
                moved = moved or not agree(
                    _cell(there, "Risk", label, column), _cell(before, "Risk", label, column), 1e-3
                )
        assert moved
        assert _cell(there, "Risk", "These percentiles", 2) == "current"


def _cell(cells: Cells, sheet: str, label: str, column: int) -> object:
    row = next(row for (row, at), found in cells[sheet].items() if at == 0 and found.value == label)
    return cells[sheet][row, column].value
