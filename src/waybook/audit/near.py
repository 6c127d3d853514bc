"""Near-duplicate entities of a table: which columns tell an entity, how many rows are compared, what came out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from waybook.audit.facts import ColumnFacts
from waybook.audit.linkage import Matches, match
from waybook.audit.report import Cancel, Progress
from waybook.audit.rules import threshold
from waybook.audit.sampling import ColumnLooks

_ENTITY = {"person_name", "email", "phone", "address", "postcode", "date_of_birth"}
_NAMED = re.compile(
    r"(?i)(^|[ _])(name|title|company|organisation|organization|customer|client|supplier|vendor|site|address|addr|"
    r"street|city|suburb|town|post ?code|zip|phone|tel|email|dob|birth|contact|brand|surname)"
)
_MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """surplus: records beyond the first of each entity. borderline: pairs that need a person. Both for all `rows`.

    compared: the rows that were compared; fewer than `rows` when only whole blocks were.
    """

    rows: int
    compared: int
    surplus: int
    borderline: int
    columns: tuple[str, ...]
    evidence: str


def entity_columns(names: Sequence[str], facts: Sequence[ColumnFacts], looks: Sequence[ColumnLooks]) -> tuple[str, ...]:
    """The columns by which records are compared; none when the table does not look like one of entities.

    A table is one of entities when two columns hold what tells a person or an organisation: a name, an address ...
    """
    chosen: list[tuple[float, str]] = []
    telling = 0
    for name, fact, seen in zip(names, facts, looks, strict=True):
        kinds = {kind.kind for kind in seen.personal}
        tells = bool(kinds & _ENTITY) or (seen.type == "text" and _NAMED.search(_spaced(name)) is not None)
        telling += tells
        if not tells and not _identifies(fact, seen):
            continue
        if fact.missing > 0.9 * fact.rows or (fact.distinct or 0) < 2 or seen.looks.words > 8:
            continue
        number = (fact.distinct or 0) >= threshold("key_distinct") * fact.not_null and seen.looks.words < 1.5
        if number and not kinds & _ENTITY:
            continue  # a record's own number tells nothing about the entity: its copy has another
        chosen.append((-(seen.distinct / max(seen.filled, 1)), name))
    if telling < 2:
        return ()
    wanted = {name for _, name in sorted(chosen)[:_MOST_COLUMNS]}
    return tuple(name for name in names if name in wanted)


def _identifies(fact: ColumnFacts, seen: ColumnLooks) -> bool:
    """Codes and short texts may tell an entity; amounts, moments, flags and the few categories do not."""
    if seen.type in {"boolean", "decimal", "datetime", "date", "time", "number", "url", "empty"}:
        return False
    distinct = fact.distinct or 0
    if seen.type == "integer":
        return distinct > 0.3 * fact.rows
    return distinct > 20 and not seen.categories


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def near_duplicates(
    columns: Mapping[str, Sequence[str | None]],
    rows: int,
    progress: Progress,
    cancel: Cancel,
    block: str | None = None,
) -> NearDuplicates:
    """Compares the records given. `rows` is the size of the table; `block` names the column whose whole blocks these
    records are, when they are not all.

    Raises:
        Cancelled: the user stopped.
    """
    matches: Matches = match(columns, progress, cancel)
    high, low = threshold("near_match"), threshold("near_review")
    borderline = int(((matches.probability >= low) & (matches.probability < high)).sum())
    surplus = matches.surplus(high)
    scale = rows / matches.rows if matches.rows else 1.0
    if scale > 1 and block is not None:
        evidence = (
            f"{matches.rows:,} of {rows:,} rows, in whole blocks of equal {block}, carried over to all: at least, "
            f"since records that differ in {block} are not compared"
        )
    else:
        evidence = f"all {rows:,} rows compared by {', '.join(columns)}"
    return NearDuplicates(
        rows=rows, compared=matches.rows, surplus=round(surplus * scale), borderline=round(borderline * scale),
        columns=tuple(columns), evidence=evidence,
    )
