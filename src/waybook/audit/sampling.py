"""Tier 2: what a stated random sample says about the values of a column. The values themselves stay here."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from waybook.audit.calendar_text import DateReading, read_dates
from waybook.audit.personal import PersonalKind, as_text, detect
from waybook.audit.report import Sample
from waybook.audit.rules import placeholder_texts, threshold
from waybook.audit.values import Looks, is_boolean, looks

_Z = 1.96  # of a 95% interval
_DAMAGED = re.compile(r"\ufffd|Ã[\u0080-\u00bf]|â€|Â[£©®°\u00a0]|ï¿½|#####")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+\d{2}")
_IDENTIFIER = re.compile(r"(?i)(^|[ _])(id|no|nr|number|code|phone|tel|mobile|account|ean|isbn|ref|sku)s?($|[ _])")
_DATE_NAME = re.compile(r"(?i)(^|[ _])(date|day|when|dob|birth|created|updated|modified|since|until|at|on)($|[ _])")


def share_error(rows: int, of: int) -> float:
    """Half-width of the 95% interval of a share at worst (one half), normal approximation, finite population.

    >>> round(share_error(20_000, 1_000_000), 4), share_error(50, 50)
    (0.0069, 0.0)
    """
    if rows <= 0:
        return 1.0
    if rows >= of:
        return 0.0
    return _Z * math.sqrt(0.25 / rows * (of - rows) / (of - 1))


def sample_size(rows: int, columns: int) -> int:
    """Rows to draw: fewer from wide tables, never below the least."""
    wanted = min(threshold("sample_rows"), threshold("sample_cells") / max(columns, 1))
    return min(rows, int(max(wanted, threshold("sample_rows_min"))))


def sample_of(drawn: int, rows: int, random: bool) -> Sample:
    """How a report says what the sample is."""
    error = share_error(drawn, rows)
    if drawn >= rows:
        return Sample(drawn, rows, True, 0.0, f"all {rows:,} rows")
    if not random:
        return Sample(drawn, rows, False, 1.0, f"the first {drawn:,} of {rows:,} rows, not a random sample")
    label = f"random sample of {drawn:,} of {rows:,} rows, ±{100 * error:.1f} points at worst"
    return Sample(drawn, rows, True, error, label)


@dataclass(frozen=True, slots=True)
class ColumnLooks:
    """Shares are of the filled values of the sample, 0 to 1.

    type: the type the values have, whatever the engine calls it. typed: the engine itself holds them to that type.
    spellings: odd spellings of categories.
    """

    filled: int
    distinct: int
    type: str
    looks: Looks
    typed: bool = False
    dates: DateReading | None = None
    personal: tuple[PersonalKind, ...] = ()
    spellings: int = 0
    spaces: float = 0.0
    damaged: float = 0.0
    rewritten: float = 0.0
    outliers: float | None = None
    categories: bool = False
    notes: tuple[str, ...] = field(default=())


_FAMILY = {"integer": "number", "decimal": "number", "date": "date", "datetime": "date"}


def look(name: str, kind: str, cells: Sequence[Any]) -> ColumnLooks:
    """The looks of one column's sampled cells; `kind` is the engine's type."""
    counts: Counter[str] = Counter()
    for cell, count in Counter(cell for cell in cells if cell is not None).items():
        counts[cell if isinstance(cell, str) else as_text(cell)] += count
    missing = placeholder_texts()
    values = {text: n for text, n in counts.items() if text.strip() and text.strip().lower() not in missing}
    filled = sum(values.values())
    if not filled:
        return ColumnLooks(0, 0, kind if kind != "text" else "empty", looks({}))
    found = looks(values)
    type_ = kind if kind != "text" else inferred_type(found, values)
    dates = read_dates(values, found) if kind == "text" and type_ in {"date", "datetime"} else None
    personal = tuple(detect(name, values))
    return ColumnLooks(
        filled=filled, distinct=len(values), type=type_, looks=found, typed=kind != "text", dates=dates,
        personal=personal,
        spellings=_odd_spellings(values) if type_ in {"text", "boolean"} and not personal else 0,
        spaces=_share(values, filled, lambda text: text != text.strip()) if kind == "text" else 0.0,
        damaged=_share(values, filled, lambda text: _DAMAGED.search(text) is not None) if kind == "text" else 0.0,
        rewritten=_rewritten(name, values, filled) if kind == "text" else 0.0,
        outliers=_outliers(values, filled) if type_ in {"integer", "decimal", "number"} else None,
        categories=len(values) <= threshold("category_values") and type_ in {"text", "boolean"} and filled >= 50
        and len(values) <= filled / 5,
    )


def inferred_type(found: Looks, values: Mapping[str, int]) -> str:
    """The type that the texts have: number, date ... when enough of them do, else text."""
    if is_boolean(values):
        return "boolean"
    families: Counter[str] = Counter()
    for kind, share in found.types.items():
        families[_FAMILY.get(kind, kind)] += share  # type: ignore[assignment]
    family, share = families.most_common(1)[0]
    if family == "text" or share < threshold("typed_share"):
        return "text"
    if family == "number":
        return "integer" if found.types.get("decimal", 0) < threshold("format_share") else "decimal"
    if family == "date":
        return "datetime" if found.types.get("datetime", 0) > found.types.get("date", 0) else "date"
    return family


def _share(values: Mapping[str, int], filled: int, test: Any) -> float:
    return sum(count for text, count in values.items() if test(text)) / filled


def _odd_spellings(values: Mapping[str, int]) -> int:
    """Categories written in more than one way, counted as the spellings beyond the commonest."""
    if len(values) > threshold("category_values"):
        return 0
    groups: defaultdict[str, int] = defaultdict(int)
    for text in values:
        folded = re.sub(r"[\W_]+", "", text).casefold()
        groups[folded or text] += 1
    odd = sum(n - 1 for n in groups.values())
    folded_all = {text.strip().casefold() for text in values}
    for short, long in (("y", "yes"), ("n", "no"), ("t", "true"), ("f", "false"), ("m", "male"), ("f", "female")):
        odd += short in folded_all and long in folded_all
    return odd


def _rewritten(name: str, values: Mapping[str, int], filled: int) -> float:
    """Identifiers in scientific notation, and dates as a spreadsheet's day numbers."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    share = 0.0
    if _IDENTIFIER.search(spaced):
        share = _share(values, filled, lambda text: _SCIENTIFIC.fullmatch(text.strip()) is not None)
    if _DATE_NAME.search(spaced):
        share += _share(values, filled, lambda text: bool(re.fullmatch(r"[2-5]\d{4}(\.\d+)?", text.strip())))
    return share


def _outliers(values: Mapping[str, int], filled: int) -> float | None:
    """The share far out by Tukey's fences; on the logarithm where all are positive and the upper tail is long."""
    numbers: list[float] = []
    weights: list[int] = []
    for text, count in values.items():
        try:
            number = float(text.replace(",", "") if text.count(",") and "." in text else text.replace(",", "."))
        except ValueError:
            continue
        if math.isfinite(number):
            numbers.append(number)
            weights.append(count)
    if sum(weights) < 20 or len(numbers) < 3:
        return None
    x = np.repeat(np.array(numbers), weights)
    q1, q2, q3 = np.quantile(x, [0.25, 0.5, 0.75])
    if q2 > 0 and x.min() > 0 and (q3 - q2) > 1.5 * (q2 - q1):
        x = np.log(x)
        q1, q3 = np.quantile(x, [0.25, 0.75])
    reach = threshold("outlier_iqr") * (q3 - q1)
    if reach <= 0:
        return None
    return float(((x < q1 - reach) | (x > q3 + reach)).sum() / filled)
