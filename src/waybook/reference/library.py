"""All reference data at once: `load()` reads the data folder one time and keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from waybook.reference.answers import AnswerRule, GateRisk, Signal
from waybook.reference.framework import Stage
from waybook.reference.location import data_folder
from waybook.reference.packages import Theme, WorkPackage
from waybook.reference.parameters import read_parameters
from waybook.reference.quantity import Quantity
from waybook.reference.reasons import Reason
from waybook.reference.roles import ANY, Rate, Role, Sourcing
from waybook.reference.tables import ReferenceDataError, read_rows


@dataclass(frozen=True)
class Reference:
    """The data folder as typed rows, in the order of their files."""

    stages: tuple[Stage, ...]
    reasons: tuple[Reason, ...]
    roles: tuple[Role, ...]
    sourcing: tuple[Sourcing, ...]
    rates: tuple[Rate, ...]
    themes: tuple[Theme, ...]
    packages: tuple[WorkPackage, ...]
    parameters: Mapping[str, Quantity]
    adjustments: tuple[AnswerRule, ...]
    signals: tuple[Signal, ...]
    gate_risks: tuple[GateRisk, ...]

    def rate(self, role: str, sourcing: str) -> Quantity:
        """What a role costs under a sourcing: low = P10, value = P50, high = P90, unit for example GBP/day.

        Business people (SME) are the organisation's own, so every sourcing gives the same rate.

        Raises:
            KeyError: no rate for this role and sourcing.
        """
        for rate in self.rates:
            if rate.role == role and rate.sourcing in (sourcing, ANY):
                return rate.quantity
        raise KeyError(f"no rate for role '{role}' under sourcing '{sourcing}'")


def read(folder: Path) -> Reference:
    """The reference data of a folder.

    Raises:
        ReferenceDataError: a cell that does not fit, or a row that points nowhere; the message names the place.
    """
    reference = Reference(
        stages=read_rows(folder / "framework/stages.csv", Stage),
        reasons=read_rows(folder / "framework/reasons.csv", Reason),
        roles=read_rows(folder / "roles.csv", Role),
        sourcing=read_rows(folder / "sourcing.csv", Sourcing),
        rates=read_rows(folder / "rates.csv", Rate, key=("role", "sourcing")),
        themes=read_rows(folder / "themes.csv", Theme),
        packages=read_rows(folder / "work_packages.csv", WorkPackage),
        parameters=read_parameters(folder / "parameters.csv"),
        adjustments=read_rows(folder / "adjustments.csv", AnswerRule),
        signals=read_rows(folder / "signals.csv", Signal),
        gate_risks=read_rows(folder / "gate_risks.csv", GateRisk),
    )
    _check_links(reference)
    return reference


@cache
def load() -> Reference:
    """The reference data that come with Waybook, read once."""
    return read(data_folder())


def _check_links(reference: Reference) -> None:
    packages = {package.id for package in reference.packages}
    for package in reference.packages:
        _known("work_packages.csv", package.id, "depends_on", package.depends_on, packages)
        _known("work_packages.csv", package.id, "drivers", package.drivers, (r.id for r in reference.reasons))
        _known("work_packages.csv", package.id, "theme", [package.theme], (t.id for t in reference.themes))


def _known(file: str, row: str, column: str, names: Iterable[str], known: Iterable[str]) -> None:
    allowed = set(known)
    for name in names:
        if name not in allowed:
            raise ReferenceDataError(f"{file}, row {row}, column {column}: '{name}' does not exist.")
