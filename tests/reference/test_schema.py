"""No number in the data folder is without unit, source, date and grade."""

from pathlib import Path

import pytest

from tests.reference.conftest import Plant
from waybook.reference import ReferenceDataError, check_folder, data_folder
from waybook.reference.schema import Numbers, Table, check_table


def test_every_number_that_ships_has_unit_source_date_and_grade() -> None:
    assert check_folder(data_folder()) == []


@pytest.mark.parametrize(
    ("file", "key", "column", "text", "says"),
    [
        ("work_packages.csv", "E7", "source", "", "work_packages.csv, line 22, column S_low: the number has no source"),
        ("work_packages.csv", "E7", "unit", "", "the number has no unit"),
        ("work_packages.csv", "E7", "date", "", "the number has no date"),
        ("work_packages.csv", "E7", "grade", "", "the number has no grade"),
        ("work_packages.csv", "E7", "grade", "guess", "grade 'guess' is not one of"),
        ("work_packages.csv", "E7", "date", "last year", "date 'last year' is not YYYY"),
        ("work_packages.csv", "E7", "M_low", "ten", "column M_low: 'ten' is not a number"),
        ("work_packages.csv", "E7", "bonus", "12", "column bonus: the number 12 is not declared"),
        ("rates.csv", "CA", "currency", "", "column p10: the number has no unit"),
        ("framework/reasons.csv", "R2", "probability_source", "", "column probability_0: the number has no source"),
        ("framework/facts.csv", "rand_2024_rate", "n_unit", "", "facts.csv, line 2, column n: the number has no unit"),
        ("framework/facts.csv", "rand_2024_rate", "kind", "80", "column kind: the number 80 is not declared"),
        ("prices/prices.csv", "rerank", "source", " ", "line 19, column value: the number has no source"),
    ],
)
def test_a_planted_fault_is_refused_with_its_place(
    plant: Plant, file: str, key: str, column: str, text: str, says: str
) -> None:
    problems = [p for p in check_folder(plant(file, key, column, text)) if p.startswith(file)]
    assert any(says in problem for problem in problems), problems


def test_a_new_table_with_numbers_has_to_declare_them(tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text("id,days\na,3\n", encoding="utf-8")
    assert check_folder(tmp_path) == [
        "new.csv, line 2, column days: the number 3 is not declared in schema.yaml, so nothing says its unit, source, "
        "date and grade."
    ]


def test_a_number_in_yaml_needs_its_provenance_beside_or_around_it(tmp_path: Path) -> None:
    around = "unit: days\nsource: somebody\ndate: '2026'\ngrade: judgement\nsteps: [{likely: 3}]\n"
    (tmp_path / "good.yaml").write_text(around, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(around.replace("source: somebody\n", ""), encoding="utf-8")
    assert check_folder(tmp_path) == ["bad.yaml, steps 1, likely: the number has no source."]


def test_the_schema_may_not_name_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "schema.yaml").write_text("tables: {gone.csv: {labels: [x]}, a.csv: {labels: [y]}}", encoding="utf-8")
    (tmp_path / "a.csv").write_text("id\nb\n", encoding="utf-8")
    assert check_folder(tmp_path) == [
        "schema.yaml: 'gone.csv' does not exist.",
        "a.csv: column 'y' is declared in schema.yaml and does not exist.",
    ]


def test_a_schema_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "schema.yaml").write_text("tables: {a.csv: {figures: []}}", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"schema\.yaml, column tables\.a\.csv\.figures"):
        check_folder(tmp_path)


def test_years_are_dates_only_in_date_columns() -> None:
    rows = [(2, {"id": "a", "date": "2024", "checked_date": "2024-05", "year": "2024"})]
    assert [problem.split(":")[0] for problem in check_table("t.csv", rows, Table())] == ["t.csv, line 2, column year"]


def test_an_empty_cell_needs_nothing() -> None:
    rows = [(2, {"id": "a", "wait": "", "source": "", "date": "", "grade": ""})]
    assert check_table("t.csv", rows, Table(numbers=(Numbers(columns=("wait",), unit="weeks"),))) == []
