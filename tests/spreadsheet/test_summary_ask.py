"""The first lines of the Summary: what is asked for, in the words of the board pack, and true after an edit."""

from __future__ import annotations

import pytest

from tests.spreadsheet.batch import through_libreoffice
from tests.spreadsheet.edits import edited, set_cell
from tests.spreadsheet.parity import Cells, cells_of
from waybook.advice import advise
from waybook.estimate import estimate
from waybook.model.results import Results
from waybook.spreadsheet.update import updated
from waybook.spreadsheet.workbook import workbook
from waybook.ui import starting


@pytest.fixture(scope="module")
def found() -> Results:
    return estimate(starting.example("customer_support"))


@pytest.fixture(scope="module")
def dearer(found: Results) -> Results:
    """Worth so much more that the advice is to go ahead."""
    plan = found.plan.model_copy(deep=True)
    for one in plan.objectives.kpis:
        one.unit_value = 4 * (one.unit_value or 0)
    return estimate(plan)


@pytest.fixture(scope="module")
def begun() -> Results:
    return estimate(starting.example("customer_support_live"))


@pytest.fixture(scope="module")
def saved(found: Results, dearer: Results, begun: Results) -> dict[str, Cells]:
    made, live = workbook(found.plan, found), workbook(begun.plan, begun)
    worth = found.plan.objectives.kpis[0].unit_value
    assert worth
    books = {
        "worth": edited(made, set_cell("Benefit", "1", "Value of one unit", 4 * worth)),
        "range": edited(made, set_cell("Work packages", "P5", "Effort, high", 400)),
        "updated": updated(dearer.plan, made, dearer).data,
        "begun": edited(live, set_cell("Work packages", "P5", "Effort, high", 400)),
    }
    return {name: cells_of(data) for name, data in through_libreoffice(books).items()}


def said(cells: Cells, label: str, column: int = 1) -> str:
    """The words beside a label of the Summary."""
    summary = cells["Summary"]
    row = next(row for (row, at), one in summary.items() if at == 0 and one.value == label)
    return str(summary[row, column].value)


def test_unchanged_it_says_what_the_board_pack_says(found: Results, begun: Results) -> None:
    for one in (found, begun):
        cells, told = cells_of(workbook(one.plan, one)), advise(one)
        assert said(cells, "Decision") == told.sentence
        assert told.buys[1:] in said(cells, "To release now")


def test_an_edit_of_the_worth_turns_the_words(found: Results, saved: dict[str, Cells]) -> None:
    before, cells = cells_of(workbook(found.plan, found)), saved["worth"]
    cost = f"{float(said(cells, 'Build cost to go-live', 3)):,.0f} GBP"
    assert said(cells, "Decision").startswith(f"Go ahead: {cost} and live by ")
    assert said(cells, "To release now").startswith(f"{cost} (P80), to go-live by ")
    assert said(cells, "Why").startswith("At export: ")
    for label in ("What it is worth", "For what benefit"):
        assert said(cells, label) != said(before, label)


def test_a_wider_range_alone_makes_the_advice_old(saved: dict[str, Cells]) -> None:
    assert said(saved["range"], "Ranges", 2) == "inputs changed: import again to refresh the ranges"
    assert said(saved["range"], "Decision").startswith("Do not release the build on these figures: a gain in ")


def test_an_update_brings_todays_advice(dearer: Results, saved: dict[str, Cells]) -> None:
    assert advise(dearer).kind == "go"
    assert said(saved["updated"], "Decision") == advise(dearer).sentence


def test_begun_work_keeps_the_advice_of_its_actuals(begun: Results, saved: dict[str, Cells]) -> None:
    assert said(saved["begun"], "Decision") == f"{advise(begun).sentence} (at export; the inputs changed since)"


def test_without_ranges_it_says_what_the_draws_say(found: Results) -> None:
    words = said(cells_of(workbook(found.plan)), "Decision")
    assert words.startswith("Do not release the build on these figures: a gain in 44 of 100 draws, asked for 70")
