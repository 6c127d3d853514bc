"""A copy of the data folder to plant faults in."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from waybook.reference import Reference, data_folder, load


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(source)


Plant = Callable[[str, str, str, str], Path]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """`plant(file, key, column, text)` changes one cell of the row whose first cell is `key`, or appends a column."""
    folder = tmp_path / "data"
    # Links are enough: a changed file is replaced, never written into.
    shutil.copytree(
        data_folder(), folder, ignore=shutil.ignore_patterns("examples", "audit", "compliance"), copy_function=_link
    )

    def change(file: str, key: str, column: str, text: str) -> Path:
        path = folder / file
        with path.open(encoding="utf-8", newline="") as source:
            header, *rows = list(csv.reader(source))
        if column not in header:
            header.append(column)
            rows = [[*row, ""] for row in rows]
        found = [row for row in rows if row[0] == key]
        assert found, f"{file} has no row {key}"
        found[0][header.index(column)] = text
        path.unlink()
        with path.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, lineterminator="\n").writerows([header, *rows])
        return folder

    return change
