"""Where the reference data lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder of reference data: `waybook/_data` in an installed package, `data/` in the repository.

    Raises:
        FileNotFoundError: neither folder exists.
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parents[1] / "data"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"reference data are missing: no _data folder in {_PACKAGE} and no data folder beside src")
