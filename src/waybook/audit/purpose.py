"""What the use case needs from a table, and what the room believed about it before it was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from waybook.audit.report import TableReport


@dataclass(frozen=True, slots=True)
class Purpose:
    """fields: the columns the use case cannot do without, by name. history_months: how far back. freshness_days: how
    old the newest record may be. stale_months: after how long an untouched record is outdated. date_column: the date
    a record belongs to; changed_column: when it was last touched; both are guessed when None. personal_wanted: fields
    whose personal data the use case needs.
    """

    fields: tuple[str, ...] = ()
    history_months: float | None = None
    freshness_days: float | None = None
    stale_months: float | None = None
    date_column: str | None = None
    changed_column: str | None = None

    def critical(self, names: Sequence[str]) -> tuple[str, ...]:
        """The columns that count: those needed that are there, or all when none was named."""
        wanted = {field.strip().casefold() for field in self.fields}
        return tuple(name for name in names if name.strip().casefold() in wanted) or tuple(names)

    def absent(self, names: Sequence[str]) -> tuple[str, ...]:
        """The needed fields that are not there."""
        there = {name.strip().casefold() for name in names}
        return tuple(field for field in self.fields if field.strip().casefold() not in there)

    def of_table(self, table: str, names: Sequence[str]) -> Purpose:
        """What is needed of one table of a database: the fields that lie there, said as `field` or `table.field`.

        Nothing when fields are named and none of them lies there.
        """
        if not self.fields:
            return self
        said = {field.strip().casefold() for field in self.fields}
        here = tuple(name for name in names if {name.casefold(), f"{table}.{name}".casefold()} & said)
        return replace(self, fields=here) if here else Purpose()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the room said against what was measured, both shares. `gap` is measured less believed."""

    about: str
    believed: float
    measured: float | None
    evidence: str

    @property
    def gap(self) -> float | None:
        return None if self.measured is None else self.measured - self.believed

    @property
    def verdict(self) -> str:
        """Who was right, and by how much; within a point the room was right."""
        if self.gap is None:
            return "not measured"
        if abs(self.gap) < 0.01:
            return "the room was right"
        points = round(100 * abs(self.gap))
        return f"{points} point{'' if points == 1 else 's'} {'worse' if self.gap > 0 else 'better'} than believed"

    @property
    def sentence(self) -> str:
        """For the screen: what was said, what was measured, who was right."""
        said = f"{self.about.capitalize()}: the room said {self.believed:.0%}"
        return f"{said}; not measured yet." if self.measured is None else (
            f"{said}, measured {self.measured:.1%}: {self.verdict}."
        )


def against_beliefs(
    beliefs: Mapping[str, float], report: TableReport, purpose: Purpose | None = None
) -> tuple[Comparison, ...]:
    """Beliefs about "duplicates" (surplus records) and "missing" (cells of the fields that count), as shares.

    Other keys name a column and are compared with the missing share of that column.
    """
    return tuple(_compare(about, believed, report, purpose or Purpose()) for about, believed in beliefs.items())


def missing_share(report: TableReport, columns: Iterable[str]) -> float:
    """Missing cells over all cells of these columns; 0 when there are none."""
    wanted = set(columns)
    chosen = [column for column in report.columns if column.name in wanted]
    cells = sum(column.rows for column in chosen)
    return sum(column.missing for column in chosen) / cells if cells else 0.0


def surplus_share(report: TableReport) -> float:
    """Copies beyond the first over all rows: identical rows, or near-duplicates once they are measured."""
    surplus = report.duplicates.exact if report.duplicates.near is None else max(
        report.duplicates.near, report.duplicates.exact
    )
    return surplus / report.rows if report.rows else 0.0


def _compare(about: str, believed: float, report: TableReport, purpose: Purpose) -> Comparison:
    names = [column.name for column in report.columns]
    if about == "duplicates":
        near = report.duplicates.near is not None
        evidence = "records of the same entity, as matched" if near else "identical rows only, entities not compared"
        return Comparison(about, believed, surplus_share(report), evidence)
    if about == "missing":
        return Comparison(about, believed, missing_share(report, purpose.critical(names)), f"all {report.rows:,} rows")
    for column in report.columns:
        if column.name.casefold() == about.casefold():
            return Comparison(f"{column.name} missing", believed, column.missing_share, f"all {report.rows:,} rows")
    return Comparison(about, believed, None, "there is no such column")
