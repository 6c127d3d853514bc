"""The standard of the workbook, rule by rule (reference: FAST, ICAEW's twenty principles, WCAG)."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.workbook import Workbook

from tests.spreadsheet.parity import Cells, cells_of
from tests.spreadsheet.plans import made_up
from waybook.model.expression import Expression, apply
from waybook.plan import read
from waybook.spreadsheet.graph import UNNAMED
from waybook.spreadsheet.place import address
from waybook.spreadsheet.sheet import HEADER
from waybook.spreadsheet.styles import STYLES
from waybook.spreadsheet.units import unit_of
from waybook.spreadsheet.workbook import laid_out, workbook

LONGEST = 160
LONGEST_IN_DRAWS = 400
"""A draw's sum over months is one cell: split, it would be a cell for each month and draw."""
UNSAID = re.compile(rf"\b(?:step|part) \d|over months \d|{UNNAMED}")
"""Words of a formula that was split without saying what its parts are."""
EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").glob("*.json"))
ALLOWED = {"0", "1", "4", "6", "12", "1000000"}
OPAQUE = ("OFFSET", "INDIRECT", "NOW(", "TODAY", "RAND", "IFERROR", "CELL(", "INFO(")
INPUTS = ["Assumptions", "Team", "Work packages", "Risks", "Benefit"]
COSTS = ["One-off costs", "Running costs", "Prices by month"]
ANSWERS = ["Answers", "Data sources", "Calendar"]
REPORTS = ["Risk", "Compliance", "Compliance records", "Data audit", "Readiness", "Sources", "Checks", "_plan"]
CALCULATIONS = ("Workings", "Schedule", "Totals", "Timeline", "Annual")
FRONT = ["About", "Summary"]
ORDER = [*FRONT, *INPUTS, *COSTS, *ANSWERS, *CALCULATIONS, "Draws", *REPORTS]


@pytest.fixture(scope="module")
def data() -> bytes:
    return workbook(made_up(3), risk=True)


@pytest.fixture(scope="module")
def cells(data: bytes) -> Cells:
    return cells_of(data)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(made_up(3), risk=False)))


def formulas(cells: Cells) -> list[tuple[str, tuple[int, int], str]]:
    return [
        (sheet, place, found.formula)
        for sheet, there in cells.items()
        for place, found in there.items()
        if found.formula and found.formula != "=shared"
    ]


def test_sheets_stand_in_the_order_of_reading(cells: Cells) -> None:
    assert list(cells) == ORDER


def test_about_comes_first_and_says_what_it_is(cells: Cells) -> None:
    words = {str(found.value) for found in cells["About"].values()}
    assert {"What it is for", "How cells look", "Limits", "Sheets", "Plan", "Made with", "Exported"} <= words
    assert set(ORDER) - {"About", "_plan"} <= words


def test_flow_goes_from_left_to_right(cells: Cells) -> None:
    """No calculation reads a later sheet."""
    for sheet, _, formula in formulas(cells):
        if sheet in CALCULATIONS:
            read = {name.strip("'") for name in re.findall(r"('[^']+'|[A-Za-z]+)!", formula)}
            assert all(ORDER.index(name) <= ORDER.index(sheet) for name in read), (sheet, formula)


def test_kinds_of_cells_are_told_apart_and_legible() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for name, style in STYLES.items():
        one, two = light(style.get("font_color", "#000000")), light(style.get("bg_color", "#FFFFFF"))
        assert (max(one, two) + 0.05) / (min(one, two) + 0.05) >= 4.5, name
    looks = {
        (style.get("font_color"), style.get("bg_color"))
        for name, style in STYLES.items()
        if name in ("input", "reference", "frozen", "calculation")
    }
    assert len(looks) == 4


def test_inputs_have_words_units_and_validation(book: Workbook) -> None:
    for name in ("Assumptions", "Team", "Work packages", "Benefit", "One-off costs", "Running costs"):
        page = book[name]
        ruled = page.data_validations.dataValidation
        covered = {cell for rule in ruled for area in rule.sqref.ranges for row in area.rows for cell in row}
        for row in page.iter_rows():
            for cell in row:
                blue = (
                    cell.font.color is not None
                    and cell.font.color.rgb == "FF0000C0"
                    and cell.fill.fgColor.rgb == "FFFFFBE0"
                )
                if blue and isinstance(cell.value, int | float):
                    assert (cell.row, cell.column) in covered, f"{name}!{cell.coordinate}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_part_of_a_formula_says_what_it_is_and_its_unit(path: Path) -> None:
    """A formula too long for one cell is split; each part has words and a unit of its own."""
    made = laid_out(read(path.read_bytes()), risk=path == EXAMPLES[0])
    parts = {key: line for key, line in made.lines.items() if key not in made.traced}
    assert len(parts) >= 15
    for key, line in parts.items():
        assert UNNAMED not in line.label, key
        assert line.unit, key
    labels = [(line.label, line.value.dims) for line in made.lines.values() if line.key in parts]
    assert len(labels) == len(set(labels))
    for name, sheet in made.sheets.items():
        for place, cell in sheet.cells.items():
            if cell.kind == "text" and name in (*CALCULATIONS, "Draws"):
                assert not UNSAID.search(str(cell.content)), f"{name}!{address(*place)} {cell.content}"


def test_no_word_of_a_header_breaks_and_units_are_whole() -> None:
    made = laid_out(made_up(3))
    for name, sheet in made.sheets.items():
        for (row, column), cell in sheet.cells.items():
            if cell.kind == "text" and (cell.style == HEADER or (cell.style == "unit" and name in CALCULATIONS)):
                longest = max((len(word) for word in re.split("[ -]", str(cell.content))), default=0)
                words = longest if cell.style == HEADER else len(str(cell.content))
                assert sheet.widths.get(column, 8.4) >= words, f"{name}!{address(row, column)} {cell.content}"


def test_units_of_parts_follow_from_those_of_inputs() -> None:
    units = {"tokens": "tokens/call", "price": "USD", "per": "tokens", "cost": "GBP/month", "when": "months",
             "share": "share", "luck": "standard deviations", "z90": "standard deviations", "up": "times"}  # fmt: skip
    one = {key: Expression("input", name=key, dims=("month",)) for key in units}
    for value, unit in (
        (one["tokens"] * one["price"] / one["per"], "USD/call"),
        (apply("total", one["share"] * one["cost"], over="month"), "GBP"),
        (apply("total", one["share"] * one["up"], over="month"), "months"),
        (one["cost"] + one["luck"] * one["cost"] / one["z90"], "GBP/month"),
        (one["luck"] * apply("log", one["up"]) / one["z90"], "log factor"),
        (one["luck"] * (one["share"] - one["share"]) / one["z90"], "share"),
        (one["cost"] / one["cost"], "times"),
        (12 * one["when"], "months"),
        (one["when"] > 0, "1 or 0"),
    ):
        assert unit_of(value, units.__getitem__) == unit


def test_every_named_input_is_used(cells: Cells) -> None:
    named = {
        key
        for (_, column), found in cells["Assumptions"].items()
        if column == 0
        for key in [str(found.value)]
        if key.islower()
    }
    text = " ".join(formula for _, _, formula in formulas(cells)).lower()
    unused = {key for key in named if not re.search(rf"\b{key}_?(?:_likely|_low|_high)?\b", text)}
    assert unused == set()


def test_no_numbers_hide_in_formulas(cells: Cells) -> None:
    for sheet, place, formula in formulas(cells):
        if sheet in CALCULATIONS:
            for token in Tokenizer(formula).items:
                if token.type == "OPERAND" and token.subtype == "NUMBER":
                    assert token.value in ALLOWED, f"{sheet}!{address(*place)} {formula}"


def test_one_formula_down_each_column_or_along_each_row(cells: Cells) -> None:
    """In relative form, the cells of a block have the same formula down or along."""
    for sheet in CALCULATIONS:
        shapes = {place: _relative(found.formula, place) for place, found in cells[sheet].items() if found.formula}
        lonely = [
            place
            for place, shape in shapes.items()
            if not any(
                shapes.get((place[0] + down, place[1] + right)) == shape
                for down, right in ((1, 0), (-1, 0), (0, 1), (0, -1))
            )
        ]
        single = [place for place in lonely if place[1] != 3]
        assert len(single) <= len(shapes) * 0.02 + 20, (sheet, [address(*place) for place in single[:10]])


def _relative(formula: str, place: tuple[int, int]) -> str:
    def one(match: re.Match[str]) -> str:
        column = 0
        for letter in match[2]:
            column = column * 26 + ord(letter) - 64
        return (match[2] if match[1] else f"c{column - 1 - place[1]}") + (
            match[4] if match[3] else f"r{int(match[4]) - 1 - place[0]}"
        )

    return re.sub(r"(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b", one, formula)


def test_formulas_are_short_and_plain(cells: Cells) -> None:
    for sheet, place, formula in formulas(cells):
        where = f"{sheet}!{address(*place)} {formula}"
        assert len(formula) <= (LONGEST_IN_DRAWS if sheet == "Draws" else LONGEST), where
        assert not any(word in formula for word in OPAQUE), where
        assert not re.search(r"IF\([^()]*,[^()]*,IF\(", formula), where


def test_no_errors_and_every_formula_has_its_result(cells: Cells) -> None:
    for sheet, there in cells.items():
        for place, found in there.items():
            assert found.kind != "error", f"{sheet}!{address(*place)}"
            assert not found.formula or found.value is not None, f"{sheet}!{address(*place)}"


def test_no_macros_links_or_entities(data: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


def test_checks_pass_and_are_counted(cells: Cells) -> None:
    results = [found.value for (_, column), found in cells["Checks"].items() if column == 3][1:]
    assert len(results) >= 12
    assert set(results) == {"OK"}


def test_protection_and_visibility(book: Workbook) -> None:
    for page in book.worksheets:
        assert page.sheet_state == ("veryHidden" if page.title == "_plan" else "visible")
        assert page.protection.sheet == (
            page.title in {*CALCULATIONS, *REPORTS, "Summary", "Checks"} - {"Risk", "_plan"}
        )
        assert not [row for row, size in page.row_dimensions.items() if size.hidden]
        assert not [column for column, size in page.column_dimensions.items() if size.hidden]


def test_accessible(data: bytes, book: Workbook) -> None:
    archive = zipfile.ZipFile(io.BytesIO(data))
    drawings = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/drawings/drawing")]
    assert drawings
    for drawing in drawings:
        assert drawing.count("<xdr:cNvPr ") == drawing.count(" descr=")
    assert book.properties.title
    assert book.properties.creator == "Waybook"
    for page in book.worksheets:
        assert not page.merged_cells.ranges
        if page.title != "_plan":
            assert page["A1"].value
            assert page["A2"].value


def test_prints_on_landscape_a4_with_headers(book: Workbook) -> None:
    for page in book.worksheets:
        if page.title == "_plan":
            continue
        assert page.page_setup.orientation == "landscape"
        assert str(page.page_setup.paperSize) == "9"
        assert "&P" in str(page.oddFooter.right.text)
    assert len(book["Timeline"].col_breaks.brk) >= 1


def test_frozen_panes_and_months_in_the_same_columns(book: Workbook) -> None:
    for name in ORDER[1:-1]:
        if name in book.sheetnames:
            assert book[name].freeze_panes is not None, name
    months = [cell.value for cell in book["Timeline"][5]][5:10]
    assert months == [1, 2, 3, 4, 5]
    prices = {cell.row: cell.value for cell in book["Timeline"]["B"] if "a million tokens" in str(cell.value)}
    assert len(prices) == 3
    last = book["Prices by month"].max_row
    for row, column in zip(prices, "CDE", strict=True):
        assert book["Timeline"].cell(row, 6).value == f"=INDEX('Prices by month'!${column}$6:${column}${last},F$5)"
