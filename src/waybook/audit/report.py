"""What an audit says: counts, shares and patterns, never a cell's value.

Every type here is frozen and holds aggregates only, so a report may be kept, exported and compared. Durations are
working days of effort unless a finding says that it is a wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, Protocol

Days = tuple[float, float, float]
"""Working days: low, likely, high."""

Severity = Literal["info", "low", "medium", "high"]
SEVERITIES: tuple[Severity, ...] = ("info", "low", "medium", "high")

Tier = Literal[1, 2, 3]
"""1: exact, on all rows. 2: on a stated random sample. 3: near-duplicates, the last and slowest step."""

Dimension = Literal["completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy"]
DIMENSIONS: tuple[Dimension, ...] = (
    "completeness", "uniqueness", "consistency", "timeliness", "validity", "accuracy",
)

NO_DAYS: Days = (0.0, 0.0, 0.0)


class AuditError(ValueError):
    """The source cannot be audited. The message is one sentence for a person, and quotes no cell."""


class Cancelled(Exception):
    """The user stopped the audit. Nothing of it is kept."""


class Progress(Protocol):
    """Told what is being done and how far it is: `step` is for the screen, `done` runs from 0 to 1."""

    def __call__(self, step: str, done: float) -> None: ...


Cancel = Callable[[], bool]
"""Asked often; true means stop now, with `Cancelled`."""


def silent(step: str, done: float) -> None:
    """The progress of a caller who does not watch."""


def never() -> bool:
    """The cancel of a caller who does not stop."""
    return False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right, with what it takes.

    kind: a row of data/audit/fixes.csv. column: the column or file kind, None for the whole source.
    rows, share: how much of the source it touches; share is rows over the rows it could touch, 0 to 1.
    days: working days low/likely/high; when `waits` is true they pass on the calendar and nobody works them.
    fix, why: sentences for the screen. evidence: where the figure comes from ("all 1,000 rows", "sample of ...").
    """

    kind: str
    column: str | None
    rows: int
    share: float
    severity: Severity
    days: Days = NO_DAYS
    fix: str = ""
    why: str = ""
    evidence: str = ""
    tier: Tier = 1
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A dimension out of 100 with its evidence; value None means not measured, which is never an average."""

    dimension: Dimension
    value: float | None
    evidence: str
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A pattern of characters (9 digit, A capital, a small letter) and the share of the sampled values having it."""

    pattern: str
    share: float


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column. `missing` counts nulls, blanks and placeholders; the last are also counted in `placeholders`.

    `distinct` is exact when `distinct_exact`. `minimum` and `maximum` are given for numbers and dates of columns that
    hold no personal data. `personal` is the kind of personal data found by the rules, None when they found none.
    """

    name: str
    type: str
    missing: int
    distinct: int | None
    formats: tuple[Format, ...] = ()
    personal: str | None = None
    rows: int = 0
    placeholders: int = 0
    distinct_exact: bool = True
    minimum: str | None = None
    maximum: str | None = None
    length: tuple[int, int] | None = None
    types: Mapping[str, float] = field(default_factory=dict)
    personal_share: float | None = None
    outliers: int | None = None
    key: bool = False
    sampled: int | None = None

    @property
    def missing_share(self) -> float:
        return self.missing / self.rows if self.rows else 0.0


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Surplus rows: the copies beyond the first. `near` is None until it is measured; `near_note` says why or how."""

    exact: int
    near: int | None = None
    near_borderline: int = 0
    near_columns: tuple[str, ...] = ()
    near_note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file was read, each correctable: pass the fields back as `ReadOptions`."""

    kind: str
    rows_read: int
    rows_rejected: int = 0
    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person corrected; None means find out. `header_row` counts from 1; 0 says that there is no header."""

    delimiter: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows behind the tier 2 figures. `error` is the half-width of the 95% interval of a share, at worst."""

    rows: int
    of: int
    random: bool
    error: float
    label: str


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table, complete up to `tier`."""

    name: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    duplicates: Duplicates
    findings: tuple[Finding, ...]
    scores: Mapping[str, Score]
    tier: Tier = 1
    reading: Reading | None = None
    sample: Sample | None = None
    history: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether placeholders and identical rows are counted; before that it is a first look."""
        return self.sample is not None or self.scores["uniqueness"].value is not None

    def column(self, name: str) -> ColumnProfile:
        """Raises KeyError when there is no such column."""
        for profile in self.columns:
            if profile.name == name:
                return profile
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign-key candidate: `share` of the distinct values of the child column are found in the parent column."""

    child: str
    child_column: str
    parent: str
    parent_column: str
    share: float
    tier: Tier = 1


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A database: its tables, the links between them, what was left out, and findings that are of no one table."""

    name: str
    tables: tuple[TableReport, ...]
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def to_json(value: object) -> Any:
    """A report as plain JSON values: dataclasses become objects, tuples lists, finite numbers as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(v) for v in value]
    if isinstance(value, float):
        return round(value, 6) if value == value and abs(value) != float("inf") else None
    return value
