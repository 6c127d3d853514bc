"""Reads single-mode project scheduling instances in the PSPLIB format (`.sm`).

Format: Kolisch and Sprecher, "PSPLIB - a project scheduling problem library", EJOR 96 (1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from waybook.model.levelling_network import Activity, Infeasible, Problem

LARGEST = 10_000_000  # bytes; the largest published single-mode file has 20 thousand


class PsplibError(ValueError):
    """The file is not a single-mode instance; the message names the file and, where there is one, the line."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


class _Reader:
    """The lines of one file, and errors that name them."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = [_Line(i, line) for i, line in enumerate(text.splitlines(), start=1)]

    def error(self, line: _Line, message: str) -> PsplibError:
        return PsplibError(f"{self.name}, line {line.number}: {message}")

    def section(self, title: str) -> Iterator[_Line]:
        """Lines of numbers under a title, up to the next line of asterisks."""
        inside = False
        for line in self.lines:
            text = line.text.strip()
            if inside and text.startswith("*"):
                return
            if inside and text and not text.startswith("-") and not re.match(r"(jobnr|R\s*\d)", text):
                yield line
            inside = inside or text.upper().replace(" ", "").startswith(title.replace(" ", ""))
        if not inside:
            raise PsplibError(f"{self.name}: there is no section '{title}'.")

    def numbers(self, line: _Line, least: int) -> list[int]:
        """The whole numbers of a line, `least` of them or more."""
        words = line.text.split()
        for word in words:
            if not re.fullmatch(r"\d{1,9}", word):
                raise self.error(line, f"'{word[:40]}' is not a whole number of zero or more.")
        if len(words) < least:
            raise self.error(line, f"{len(words)} numbers where at least {least} are expected.")
        return [int(word) for word in words]

    def header(self, label: str) -> int | None:
        """The number after a header label such as 'jobs (incl. supersource/sink ):', or None if it is absent."""
        for line in self.lines:
            found = re.match(rf"\s*(?:-\s*)?{re.escape(label)}[^:]*:\s*(\d{{1,9}})", line.text)
            if found:
                return int(found.group(1))
        return None


def read(path: Path) -> Problem:
    """The instance in a file. Activity ids are the job numbers as text, resources are 'R1', 'R2', ...

    Raises `PsplibError` if the file cannot be read or is not a single-mode instance, `Infeasible` (naming the file)
    if no plan exists for it.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise PsplibError(f"{path.name}: larger than {LARGEST // 1_000_000} MB, so not a single-mode instance.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PsplibError(f"{path.name}: this is not a text file.") from None
    except OSError as error:
        raise PsplibError(f"{path.name}: the file cannot be read ({error.strerror or 'unknown reason'}).") from None
    return parse(text, path.name)


def parse(text: str, name: str = "instance") -> Problem:
    """As `read`, from the text of a file; `name` stands in the errors."""
    reader = _Reader(name, text)
    if (projects := reader.header("projects")) is not None and projects != 1:
        raise PsplibError(f"{name}: it holds {projects} projects; only one is read.")
    for kind in ("nonrenewable", "doubly constrained"):
        if reader.header(kind):
            raise PsplibError(f"{name}: it has {kind} resources; only renewable ones are read.")
    successors = _successors(reader)
    durations, needs = _requests(reader, successors)
    capacity = _capacity(reader, {len(row) for row in needs.values()})
    jobs = reader.header("jobs")
    if jobs is not None and jobs != len(successors):
        raise PsplibError(f"{name}: the header promises {jobs} jobs, but {len(successors)} are listed.")
    before: dict[int, dict[str, float]] = {job: {} for job in successors}
    for job, after in successors.items():
        for other in after:
            before[other][str(job)] = 0
    try:
        return Problem(
            activities=[
                Activity(
                    id=str(job),
                    duration=durations[job],
                    predecessors=before[job],
                    demands={f"R{r}": units for r, units in enumerate(needs[job], start=1) if units},
                )
                for job in successors
            ],
            capacities={f"R{r}": units for r, units in enumerate(capacity, start=1)},
        )
    except Infeasible as error:
        raise Infeasible(f"{name}: {error}") from None


def _successors(reader: _Reader) -> dict[int, list[int]]:
    """Job number to the jobs that follow it."""
    successors: dict[int, list[int]] = {}
    lines: dict[int, _Line] = {}
    for line in reader.section("PRECEDENCE RELATIONS"):
        job, modes, count, *after = reader.numbers(line, least=3)
        if modes != 1:
            raise reader.error(line, f"job {job} has {modes} modes; only single-mode instances are read.")
        if job in successors:
            raise reader.error(line, f"job {job} is listed twice.")
        if len(after) != count:
            raise reader.error(line, f"job {job} announces {count} successors and lists {len(after)}.")
        successors[job], lines[job] = after, line
    if not successors:
        raise PsplibError(f"{reader.name}: the section 'PRECEDENCE RELATIONS' is empty.")
    for job, after in successors.items():
        for other in after:
            if other not in successors:
                raise reader.error(lines[job], f"job {job} names the successor {other}, which is not listed.")
    return successors


def _requests(reader: _Reader, successors: dict[int, list[int]]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Duration and demand by job number."""
    durations: dict[int, int] = {}
    needs: dict[int, list[int]] = {}
    for line in reader.section("REQUESTS/DURATIONS"):
        job, mode, duration, *units = reader.numbers(line, least=3)
        if job not in successors:
            raise reader.error(line, f"job {job} is not in the precedence section.")
        if job in durations or mode != 1:
            raise reader.error(line, f"job {job} has more than one mode; only single-mode instances are read.")
        durations[job], needs[job] = duration, units
    for job in successors:
        if job not in durations:
            raise PsplibError(f"{reader.name}: job {job} has no line in the section 'REQUESTS/DURATIONS'.")
    return durations, needs


def _capacity(reader: _Reader, widths: set[int]) -> list[int]:
    """Units of each resource; every job must state as many demands."""
    lines = list(reader.section("RESOURCEAVAILABILITIES"))
    if len(lines) != 1:
        raise PsplibError(f"{reader.name}: the section 'RESOURCEAVAILABILITIES' needs one line of numbers.")
    capacity = reader.numbers(lines[0], least=1)
    if widths != {len(capacity)}:
        found = ", ".join(str(width) for width in sorted(widths))
        raise reader.error(lines[0], f"{len(capacity)} resources, but the jobs state the demand for {found}.")
    return capacity
