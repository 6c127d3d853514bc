"""The people: who is there when, what a day costs, and who stands in for roles nobody has filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waybook.durations import WEEKS_A_MONTH
from waybook.model.closed_days import closed_days
from waybook.model.currency import from_pounds
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.inputs import Adjustment
from waybook.model.problems import outside
from waybook.model.work import MOST_WEEKS, ROLES, Delivery, three
from waybook.plan import Plan
from waybook.plan.part import ENDS
from waybook.plan.team import ROLE_NAMES, TeamLine
from waybook.reference import Quantity, Reference

LEAST_PRESENCE = 0.1
WORKING_DAYS = 5
LONG_BUILD = 4
"""Years for which closures return at least, however few are counted for the benefit."""


@dataclass(frozen=True)
class _Line:
    """A line of the team, given or assumed. `path` is "" for an assumed one."""

    line: TeamLine
    path: str
    label: str


def team(plan: Plan, reference: Reference, table: Table, work: Delivery, problems: list[str]) -> None:
    """Fill the table with everything on the line axis, the readiness of roles and the business people."""
    lines = _lines(plan, reference, work)
    for role in ROLES:
        there = sum(one.line.fte for one in lines if one.line.role == role)
        if role in work.roles_needed and there <= 0:
            problems.append(
                f"team.lines: the plan needs the role {ROLE_NAMES[role]}, and the team has 0 full-time people in it."
            )
    for place, given in enumerate(plan.team.lines):
        problems += outside(f"team.lines[{place}].wait_weeks", given.wait_weeks, "weeks", most=MOST_WEEKS)
    if problems:
        return
    table.axis("line", [(str(place + 1), one.label) for place, one in enumerate(lines)])
    fte = [
        Cell(one.line.fte, "The plan", grade=OWN, path=f"{one.path}.fte")
        if one.path
        else Cell(one.line.fte, "Assumed until the team is filled in")
        for one in lines
    ]
    table.column("line_fte", "line", fte, "People", "FTE", low=0, high=100)
    table.column(
        "line_role",
        "line",
        [Cell(ROLES.index(_delivery(one.line)) + 1.0, "The plan", grade=OWN) for one in lines],
        "Role",
        "row",
        codes="role",
    )
    rates = [_rate(plan, reference, one) for one in lines]
    for end in ENDS:
        table.column(
            f"line_rate_{end}", "line", [one[end] for one in rates], f"Day rate, {end}", f"{plan.currency}/day", low=0
        )
    months = reference.parameters[f"build_months_{work.size}"].value
    loss = reference.parameters["joiner_loss"]
    waits = {
        role: [_wait(one.line, reference) for one in lines if one.line.role == role and one.line.fte > 0]
        for role in ROLES
    }
    table.column(
        "line_presence",
        "line",
        _presence(lines, waits, months, loss),
        "Part of the build there",
        "share",
        low=0,
        high=1,
    )
    _ready(table, waits)
    _closures(plan, table)
    _business(plan, reference, table)


def _lines(plan: Plan, reference: Reference, work: Delivery) -> list[_Line]:
    given = [
        _Line(line, f"team.lines[{place}]", line.name or f"{ROLE_NAMES[line.role]}, {line.sourcing}")
        for place, line in enumerate(plan.team.lines)
        if line.role in ROLES
    ]
    named = {one.line.role for one in given}
    found = list(given)
    for role in ROLES:
        if role in named or (given and role not in work.roles_needed):
            continue
        usual = reference.parameters[f"team_{work.size}_{role}"]
        label = f"{ROLE_NAMES[role]}, not filled yet" if given else f"{ROLE_NAMES[role]}, assumed"
        line = TeamLine(role=role, fte=usual.value, sourcing="contract", available="hire" if given else "now")
        found.append(_Line(line, "", label))
        if given:
            work.adjustments.append(
                Adjustment(
                    f"role:{role}",
                    "hire",
                    usual.value,
                    f"Nobody fills {ROLE_NAMES[role]}: a contractor is looked for",
                    "team.lines",
                    usual.source,
                    usual.date,
                    usual.grade,
                )
            )
    return found


def _delivery(line: TeamLine) -> str:
    return line.role


def _rate(plan: Plan, reference: Reference, one: _Line) -> dict[str, Cell]:
    line = one.line
    path = f"{one.path}.day_rate" if one.path else ""
    if line.day_rate is not None:
        return {
            end: Cell(max(line.day_rate, 1e-6), "The plan", grade=OWN, path=path) for end in ENDS
        }
    rates = reference.sourcing_for(plan.team.market, line.sourcing)
    rate = reference.rate(line.role, rates.sourcing)
    scale = from_pounds(plan, reference) / from_pounds(plan, reference, rate.unit.partition("/")[0])
    doubt = reference.parameters["rate_doubt"].value
    source = f"{rate.source}{'; ' + rates.note if rates.note else ''}"
    ends = {
        "low": rate.value * (rate.low / rate.value) ** doubt,
        "likely": rate.value,
        "high": rate.value * (rate.high / rate.value) ** doubt,
    }
    return {end: Cell(number * scale, source, rate.date, rate.grade, path) for end, number in ends.items()}


def _wait(line: TeamLine, reference: Reference) -> tuple[float, float, float]:
    if line.available == "now":
        return 0.0, 0.0, 0.0
    if line.wait_weeks is not None:
        return three(line.wait_weeks)
    usual: Quantity = reference.parameters[
        {"permanent": "hire_wait", "contract": "contract_wait"}.get(line.sourcing, "partner_wait")
    ]
    return usual.low, usual.value, usual.high


def _presence(
    lines: Sequence[_Line], waits: dict[str, list[tuple[float, float, float]]], months: float, loss: Quantity
) -> list[Cell]:
    """A late joiner counts for the part of the build left, less what learning costs. The first to fill a role holds
    back the role's start instead (`role_ready`).

    Whoever comes before the others takes nothing from the role: it is there at least as much as without them, so one
    more line never makes anything later.
    """
    cells = [Cell(1.0, "There from the start")] * len(lines)
    for role in ROLES:
        places = [place for place, one in enumerate(lines) if one.line.role == role and one.line.fte > 0]
        likely = [wait[1] for wait in waits[role]]

        def there(at: int, first: float, likely: list[float] = likely, places: list[int] = places) -> float:
            if lines[places[at]].line.available == "now":
                return 1.0
            late = max(0.0, likely[at] - first) / WEEKS_A_MONTH / months
            return max(LEAST_PRESENCE, 1 - late) * (1 - loss.value)

        fte = [lines[place].line.fte for place in places]
        part = [there(at, min(likely)) for at in range(len(places))]
        for first in sorted(set(likely), reverse=True):
            from_then = [at for at in range(len(places)) if likely[at] >= first]
            alone = sum(fte[at] * there(at, first) for at in from_then)
            whole = sum(one * share for one, share in zip(fte, part, strict=True))
            late = sum(fte[at] * part[at] for at in from_then)
            if late and alone > whole:
                for at in from_then:
                    part[at] *= 1 + (alone - whole) / late
        for at, place in enumerate(places):
            if lines[place].line.available != "now":
                cells[place] = Cell(part[at], loss.source, loss.date, loss.grade)
    return cells


def _ready(table: Table, waits: dict[str, list[tuple[float, float, float]]]) -> None:
    smallest = 1 / 7
    firsts = [_first([tuple(max(end, smallest) for end in wait) for wait in waits[role] if wait[2] > 0]
                     if all(wait[2] > 0 for wait in waits[role]) else []) for role in ROLES]  # fmt: skip
    table.plain(
        "role_waits",
        "role",
        [float(first is not None) for first in firsts],
        "Still to be found",
        "1 or 0",
        source="The plan's team",
    )
    for place, end in enumerate(ENDS):
        table.plain(
            f"ready_{end}",
            "role",
            [first[place] if first else 1.0 for first in firsts],
            f"Weeks until there, {end}",
            "weeks",
            source="The plan's team, else typical waits",
        )


def _first(waits: Sequence[tuple[float, ...]]) -> tuple[float, float, float] | None:
    """Weeks until somebody fills a role: the shortest likely wait with the narrowest spread above and the widest below.

    No draw of it is later than that of any line, whatever their ranges: one more line never keeps a role waiting.
    """
    if not waits:
        return None
    likely = min(wait[1] for wait in waits)
    return likely * min(wait[0] / wait[1] for wait in waits), likely, likely * min(wait[2] / wait[1] for wait in waits)


def _closures(plan: Plan, table: Table) -> None:
    """Closed days in working days from the start; a closure counts those before it as not there."""
    closed: set[dt.date] = set()
    rows: list[tuple[str, float, float]] = []
    for name, first, last in closed_days(plan, max(plan.economics.horizon_years, LONG_BUILD) + 1):
        days = {first + dt.timedelta(day) for day in range((last - first).days + 1)}
        days = {day for day in days if day.weekday() < WORKING_DAYS} - closed
        if days:
            before = np.busday_count(plan.start, min(days), holidays=sorted(closed))
            rows.append((f"{name} {first.year}", float(before), float(len(days))))
            closed |= days
    rows = rows or [("None", 0.0, 0.0)]
    table.axis("closure", [(str(place + 1), row[0]) for place, row in enumerate(rows)])
    for place, key, label in ((1, "closure_after", "After working day"), (2, "closure_days", "Closed days")):
        cells = [Cell(float(row[place]), "The plan's calendar", grade=OWN) for row in rows]
        table.column(key, "closure", cells, label, "working days", low=0)


def _business(plan: Plan, reference: Reference, table: Table) -> None:
    usual = reference.parameters["business_rate"]
    own = plan.team.business_rate
    scale = from_pounds(plan, reference)
    for end, number in (("low", usual.low), ("likely", usual.value), ("high", usual.high)):
        key, label = f"business_rate_{end}", f"Day rate of business people, {end}"
        if own is None:
            table.number(
                key,
                number * scale,
                label,
                f"{plan.currency}/day",
                source=usual.source,
                date=usual.date,
                grade=usual.grade,
                path="team.business_rate" if end == "likely" else "",
                low=0,
            )
        else:
            table.number(key, max(own, 1e-6), label, f"{plan.currency}/day", path="team.business_rate", low=0)
