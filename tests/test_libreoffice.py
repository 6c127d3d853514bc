"""The harness itself can fail: a wrong cached value is not believed, and a planted error is seen."""

import pytest
import xlsxwriter

from tests import libreoffice


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Sums & more")
        sheet.write("A1", 2)
        sheet.write_formula("A2", "=A1*3", None, 6)
        sheet.write_formula("A3", '="x"&A2', None, "x6")
        sheet.write_formula("A4", "=1/(A1-2)", None, "#DIV/0!")
        sheet.write_formula("A5", "=A2>5", None, True)
        sheet.write_formula("A6", "=A2+1", None, 999)  # a formula whose cached value is wrong
        sheet.write_formula("A7", '=IF(A1<1,"y","")', None, "")
        sheet.write("B1", "text")
    return path


@pytest.mark.libreoffice
def test_recalculated_values_are_libreoffices_own(book):
    assert libreoffice.recalculate(book) == {
        "Sums & more": {"A1": 2, "A2": 6, "A3": "x6", "A4": "#DIV/0!", "A5": True, "A6": 7, "B1": "text"}
    }


@pytest.mark.libreoffice
def test_cached_values_are_not_believed_even_without_poison(book):
    assert libreoffice.recalculate(book, poison=False)["Sums & more"]["A6"] == 7


def test_poison_reaches_every_formula_and_nothing_else(book, tmp_path):
    import openpyxl

    assert libreoffice.poisoned(book, tmp_path / "p.xlsx") == 6
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx", data_only=True).worksheets[0]
    assert [sheet[f"A{row}"].value for row in range(1, 8)] == [2] + [float(libreoffice.POISON)] * 6
    assert sheet["B1"].value == "text"
