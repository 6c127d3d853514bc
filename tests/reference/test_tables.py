"""A table that cannot be read says where."""

from pathlib import Path
from typing import Literal

import pytest

from waybook.reference import ReferenceDataError
from waybook.reference.tables import Names, Number, Row, read_rows, read_yaml


class Line(Row):
    id: str
    days: Number
    grade: Literal["good", "bad"]
    after: Names = ()
    note: str = ""


HEADER = "id,days,grade,after,note\n"


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lines.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_rows_come_typed_and_in_order(tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeff" + HEADER + 'b,2.5,good,a; c,"x, y"\na,1,bad,,\n')
    assert read_rows(path, Line) == (
        Line(id="b", days=2.5, grade="good", after=("a", "c"), note="x, y"),
        Line(id="a", days=1, grade="bad"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER + "a,many,good,,\n", "lines.csv, line 2, column days: Input should be a valid number.* (found 'many')"),
        (HEADER + "a,nan,good,,\n", "lines.csv, line 2, column days: Input should be a finite number"),
        (HEADER + "a,1,fair,,\n", "lines.csv, line 2, column grade: Input should be 'good' or 'bad' (found 'fair')"),
        (HEADER + "a,,good,,\n", "lines.csv, line 2, column days"),
        (HEADER + "a,1,good,,\nb,1,good,,\na,2,bad,,\n", "lines.csv, line 4, column id: 'a' is already on line 2."),
        (HEADER + "a,1,good\n", "lines.csv, line 2: 3 cells where the header has 5."),
        ("id,days,grade,colour\na,1,good,red\n", "lines.csv, line 1: column 'colour' is not expected."),
        ("id,grade\na,good\n", "lines.csv, line 1: column 'days' is missing."),
        ("id,id,days\n", "lines.csv, line 1: a column name is repeated."),
        (HEADER, "lines.csv has no rows."),
    ],
)
def test_a_fault_names_file_line_and_column(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ReferenceDataError) as caught:
        read_rows(table(tmp_path, text), Line)
    start, _, end = says.partition(".* ")
    assert str(caught.value).startswith(start)
    assert end in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_foreign_bytes_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match=r"gone\.csv is missing from"):
        read_rows(tmp_path / "gone.csv", Line)
    path = tmp_path / "latin.csv"
    path.write_bytes("id,days,grade\nä,1,good\n".encode("latin-1"))
    with pytest.raises(ReferenceDataError, match=r"latin\.csv is not UTF-8 text"):
        read_rows(path, Line)


def test_yaml_faults_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text("id: a\ndays: [", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"pack\.yaml is not valid YAML"):
        read_yaml(path, Line)
    path.write_text("id: a\ndays: 1\ngrade: fair\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"pack\.yaml, column grade"):
        read_yaml(path, Line)
