"""CSV files into typed rows. Every error names file, line and column."""

from __future__ import annotations

import csv
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class ReferenceDataError(ValueError):
    """Reference data cannot be read. The message is one sentence that names the place."""


class Row(BaseModel):
    """One line of a table: its fields are the columns, nothing more and nothing less. Rows do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _split(cell: object) -> object:
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if isinstance(cell, str) else cell


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]
"""A cell with several names, separated by semicolons."""

Number = Annotated[float, Field(allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]

R = TypeVar("R", bound=Row)

# The safe loader in C where the platform has it: six times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_rows(path: Path, row: type[R], *, key: str | tuple[str, ...] | None = "id") -> tuple[R, ...]:
    """The rows of a CSV file (UTF-8, header line), in their order. An empty cell takes the field's default.

    Args:
        key: the column or columns that tell rows apart; None where nothing does.

    Raises:
        ReferenceDataError: a missing file or column, an unknown column, a cell that does not fit, a repeated key.
    """
    cells = read_cells(path)
    if not cells:
        raise ReferenceDataError(f"{path.name} has no rows.")
    expected = set(row.model_fields)
    found = set(cells[0][1])
    if unknown := sorted(found - expected):
        raise ReferenceDataError(f"{path.name}, line 1: column '{unknown[0]}' is not expected.")
    required = {name for name, field in row.model_fields.items() if field.is_required()}
    if missing := sorted(required - found):
        raise ReferenceDataError(f"{path.name}, line 1: column '{missing[0]}' is missing.")
    rows: list[R] = []
    seen: dict[Hashable, int] = {}
    for line, values in cells:
        filled = {name: cell for name, cell in values.items() if cell != "" or name in required}
        try:
            rows.append(row.model_validate(filled))
        except ValidationError as problem:
            raise ReferenceDataError(f"{path.name}, line {line}{_first(problem, filled)}") from None
        if key is not None:
            columns = (key,) if isinstance(key, str) else key
            value = tuple(values[column] for column in columns)
            if value in seen:
                named = ", ".join(value)
                raise ReferenceDataError(
                    f"{path.name}, line {line}, column {columns[0]}: '{named}' is already on line {seen[value]}."
                )
            seen[value] = line
    return tuple(rows)


def read_cells(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The file as (line number, column -> text) pairs.

    Raises:
        ReferenceDataError: no such file, a line with too many or too few cells, a repeated column, not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if len(set(header)) != len(header):
                raise ReferenceDataError(f"{path.name}, line 1: a column name is repeated.")
            rows: list[tuple[int, dict[str, str]]] = []
            for cells in reader:
                if len(cells) != len(header):
                    raise ReferenceDataError(
                        f"{path.name}, line {reader.line_num}: {len(cells)} cells where the header has {len(header)}."
                    )
                rows.append((reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
            return rows
    except FileNotFoundError:
        raise ReferenceDataError(f"{path.name} is missing from {path.parent}.") from None
    except UnicodeDecodeError as problem:
        raise ReferenceDataError(f"{path.name} is not UTF-8 text: {problem.reason}.") from None
    except csv.Error as problem:
        raise ReferenceDataError(f"{path.name}: {problem}.") from None


def read_yaml(path: Path, model: type[R]) -> R:
    """A YAML file as one typed document.

    Raises:
        ReferenceDataError: a missing file, text that is not YAML, a field that does not fit.
    """
    try:
        document = read_document(path)
    except FileNotFoundError:
        raise ReferenceDataError(f"{path.name} is missing from {path.parent}.") from None
    try:
        return model.model_validate(document)
    except ValidationError as problem:
        raise ReferenceDataError(f"{path.name}{_first(problem, document)}") from None


def read_document(path: Path) -> Any:
    """The plain content of a YAML file.

    Raises:
        FileNotFoundError: no such file.
        ReferenceDataError: text that is not YAML.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.YAMLError as problem:
        raise ReferenceDataError(f"{path.name} is not valid YAML: {' '.join(str(problem).split())}.") from None


def _first(problem: ValidationError, given: object) -> str:
    """The first thing that is wrong, as ', column x: ...'."""
    error = problem.errors(include_url=False)[0]
    place = ".".join(str(part) for part in error["loc"])
    message = error["msg"].removeprefix("Value error, ")
    # A rule over the whole row has no place of its own and its input is the row: say the rule only.
    shown = f" (found '{error['input']}')" if place and not isinstance(error["input"], (dict, BaseModel)) else ""
    return (f", column {place}" if place else "") + f": {message}{shown}."
