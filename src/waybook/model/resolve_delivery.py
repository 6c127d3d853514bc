"""The work: packages with their efforts, waits, order and risks, after every answer has had its say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waybook.model.answers import adjustments, maturity
from waybook.model.base_plan import Work, follow, order
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.inputs import Adjustment
from waybook.plan import Plan, Range
from waybook.plan.estimates import PackageEstimate
from waybook.plan.team import ROLE_NAMES
from waybook.reference import Reference, Size, WorkPackage

ROLES = ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")
GATE_STAGE = 3
LAST_BUILD_STAGE = 5
GATE_PACKAGE = "P5"
HALF = 0.5


@dataclass(frozen=True)
class ExtraWork:
    """Work that is not in the catalogue: the plan's own packages, and what compliance asks for."""

    id: str
    name: str
    stage: int
    roles: dict[str, float]
    effort: tuple[float, float, float]
    depends_on: tuple[str, ...]
    source: str
    date: str = ""
    grade: str = "judgement"
    wait_weeks: tuple[float, float, float] | None = None
    drivers: tuple[str, ...] = ()
    path: str = ""
    sme: float = 0.0
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExtraCost:
    """A bought thing other parts of the product ask for, such as a legal fee. Money in the plan's currency."""

    name: str
    amount: tuple[float, float, float]
    source: str
    grade: str = "judgement"
    before_gate: bool = False


@dataclass(frozen=True)
class Delivery:
    """What the other parts of resolving need to know of the work."""

    size: Size
    size_known: bool
    order: tuple[str, ...]
    after: tuple[tuple[int, ...], ...]
    adjustments: list[Adjustment]
    roles_needed: frozenset[str]

    def factor(self, target: str) -> float:
        """Product of the adjustments of a target that is not a work package."""
        return math.prod(one.value for one in self.adjustments if one.target == target and one.operation == "multiply")

    def dropped(self, target: str) -> bool:
        """Whether an answer takes a target out."""
        return any(one.target == target and one.operation == "drop" for one in self.adjustments)


def delivery(plan: Plan, reference: Reference, table: Table, extra: Sequence[ExtraWork], problems: list[str]) -> Delivery:
    """Fill the table with everything on the package, driver and adjustment axes. Faults are added to `problems`."""
    size: Size = plan.architecture.size or "M"
    build = [one for one in reference.packages if not one.is_run]
    own = [_own(plan, place) for place in range(len(plan.estimates.own_packages))]
    extras = [*own, *extra]
    names = {one.id: one.name for one in build} | {one.id: one.name for one in extras}
    _refuse_repeats(build, extras, plan, problems)
    after = _after(build, extras, plan, names, problems)
    if problems:
        return Delivery(size, plan.architecture.size is not None, (), (), [], frozenset())
    applied = [*(one for _, one in adjustments(plan, reference)), *_integrations(plan, reference, size)]
    applied = [one for target in applied for one in _spread(target, build)]
    ordered = _order(plan, reference, build, extras, after, size)
    table.axis("package", [(one, names[one]) for one in ordered])
    place = {one: number for number, one in enumerate(ordered)}
    by_id = {one.id: one for one in build}
    more = {one.id: one for one in extras}
    _efforts(plan, reference, table, ordered, by_id, more, applied, size)
    _shape(table, ordered, by_id, more, plan, reference)
    _waits(plan, table, ordered, by_id, more, applied)
    _risks(plan, reference, table, ordered, by_id, more)
    _effects(table, [one for one in applied if one.target in place and one.operation == "multiply"], place)
    stages = [(one.id, one.name) for one in reference.stages if one.number <= LAST_BUILD_STAGE]
    table.axis("stage", stages)
    table.axis("phase", [("prototype", "Up to the prototype gate"), ("build", "From the gate to go-live")])
    needed = frozenset(
        role for one in ordered for role in (by_id[one].roles if one in by_id else more[one].roles) if role in ROLES
    )
    return Delivery(
        size, plan.architecture.size is not None, ordered, tuple(tuple(place[two] for two in after[one]) for one in ordered),
        applied, needed,
    )  # fmt: skip


def _own(plan: Plan, place: int) -> ExtraWork:
    one = plan.estimates.own_packages[place]
    return ExtraWork(
        one.id, one.name or one.id, one.stage, dict(one.roles) or {"SWE": 1.0}, (one.days.low, one.days.likely, one.days.high),
        tuple(one.depends_on), "The plan", grade=OWN, path=f"estimates.own_packages[{place}].days",
    )  # fmt: skip


def _refuse_repeats(build: Sequence[WorkPackage], extras: Sequence[ExtraWork], plan: Plan, problems: list[str]) -> None:
    known = {one.id for one in build}
    for place, one in enumerate(extras):
        where = f"estimates.own_packages[{place}]"
        if one.id in known:
            problems.append(f"{where}.id: '{one.id}' is already the id of a work package.")
        known.add(one.id)
        if wrong := sorted(set(one.roles) - set(ROLES)):
            problems.append(f"{where}.roles: '{wrong[0]}' is not a role; use {', '.join(ROLES)}.")
        elif abs(sum(one.roles.values()) - 1) > 1e-6 or min(one.roles.values(), default=0) < 0:
            problems.append(f"{where}.roles: the shares add up to {sum(one.roles.values()):.0%}, not to 100%.")
        if one.effort[0] <= 0:
            problems.append(f"{where}.days: {one.effort[0]:g} is not above 0 person-days.")
    for name, estimate in plan.estimates.packages.items():
        if name not in known:
            problems.append(f"estimates.packages['{name}']: there is no work package '{name}'.")
        if estimate.days is not None and estimate.days.low <= 0:
            problems.append(f"estimates.packages['{name}'].days.low: {estimate.days.low:g} is not above 0 person-days.")
        if estimate.wait_weeks is not None and estimate.wait_weeks.low < 0:
            problems.append(f"estimates.packages['{name}'].wait_weeks.low: {estimate.wait_weeks.low:g} is below 0 weeks.")


def _after(
    build: Sequence[WorkPackage], extras: Sequence[ExtraWork], plan: Plan, names: dict[str, str], problems: list[str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in build:
        changed = plan.estimates.packages.get(one.id, PackageEstimate()).depends_on
        found[one.id] = one.depends_on if changed is None else tuple(changed)
        for other in found[one.id]:
            if other not in names:
                problems.append(f"estimates.packages['{one.id}'].depends_on: there is no work package '{other}'.")
            if other == one.id:
                problems.append(f"estimates.packages['{one.id}'].depends_on: '{one.id}' cannot wait for itself.")
    for place, more in enumerate(extras):
        found[more.id] = more.depends_on
        for other in more.depends_on:
            if other not in names or other == more.id:
                problems.append(f"estimates.own_packages[{place}].depends_on: there is no other work package '{other}'.")
        for later in more.blocks:
            found[later] = (*found[later], more.id)
    if not problems:
        waiting = dict(found)
        while free := [one for one, before in waiting.items() if not any(two in waiting for two in before)]:
            for one in free:
                del waiting[one]
        if waiting:
            circle = " -> ".join(_circle(waiting))
            problems.append(f"estimates.packages: these work packages wait for one another in a circle: {circle}.")
    return found


def _circle(waiting: dict[str, tuple[str, ...]]) -> list[str]:
    path = [next(iter(waiting))]
    while True:
        following = next(two for two in waiting[path[-1]] if two in waiting)
        if following in path:
            return [*path[path.index(following) :], following]
        path.append(following)


def _integrations(plan: Plan, reference: Reference, size: Size) -> list[Adjustment]:
    """Effort of the API layer follows the number and quality of systems to connect."""
    listed = plan.architecture.integrations
    if not listed:
        return []
    weight = {name: reference.parameters[f"integration_{name or 'unknown'}"] for name in ("good", "average", "poor", "")}
    usual = reference.parameters[f"integrations_{size}"]
    load = sum(weight[one.quality or ""].value for one in listed) / usual.value
    factor = max(load, reference.parameters["integration_floor"].value)
    words = f"{len(listed)} systems to connect against {usual.value:g} in the default effort"
    source = weight[""]
    return [Adjustment("E3", "multiply", factor, words, "architecture.integrations", source.source, source.date, source.grade)]


def _spread(one: Adjustment, build: Sequence[WorkPackage]) -> list[Adjustment]:
    """An adjustment of a whole stage becomes one for each of its packages."""
    if not one.target.startswith("stage:"):
        return [one]
    stage = int(one.target.removeprefix("stage:"))
    return [
        Adjustment(p.id, one.operation, one.value, one.because, one.field, one.source, one.date, one.grade)
        for p in build
        if p.stage == stage
    ]


def _order(
    plan: Plan, reference: Reference, build: Sequence[WorkPackage], extras: Sequence[ExtraWork],
    after: dict[str, tuple[str, ...]], size: Size,
) -> tuple[str, ...]:  # fmt: skip
    if plan.estimates.order:
        return follow(plan.estimates.order, after)
    people = {role: reference.parameters[f"team_{size}_{role}"].value for role in ROLES}
    crew, focus = reference.parameters["crew"].value, reference.parameters["focus"].value
    week = reference.parameters["days_per_week"].value
    known = {one.id: (one.roles, one.effort[size][1], one.wait_weeks) for one in build}
    known |= {one.id: (one.roles, one.effort[1], one.wait_weeks) for one in extras}
    wait = {one: (three[2][1] * week if three[2] else 0.0) for one, three in known.items()}
    work: list[Work] = []
    for one, (roles, days, _) in known.items():
        used = {role: min(people[role], crew) for role in roles if role in people}
        length = max((days * roles[role] / (units * focus) for role, units in used.items()), default=days)
        demand = tuple((role, math.ceil(units / HALF)) for role, units in used.items())
        work.append((one, length, tuple((two, wait[two]) for two in after[one]), demand))
    return order(tuple(work), tuple((role, math.ceil(units / HALF)) for role, units in people.items()))


def _efforts(
    plan: Plan, reference: Reference, table: Table, ordered: Sequence[str], by_id: dict[str, WorkPackage],
    more: dict[str, ExtraWork], applied: Sequence[Adjustment], size: Size,
) -> None:  # fmt: skip
    widening = plan.estimates.widening
    k = reference.parameters["widening"].value if widening is None else widening
    unknown = 1.0 if plan.architecture.size else reference.parameters["unknown_size"].value
    cells: dict[str, list[Cell]] = {"low": [], "likely": [], "high": [], "wide": [], "in": []}
    for one in ordered:
        estimate = plan.estimates.packages.get(one, PackageEstimate())
        measured = _measured(plan) if one == "E1" else None
        if one in more:
            extra = more[one]
            days, source, date, grade, path = extra.effort, extra.source, extra.date, extra.grade, extra.path
        elif estimate.days is not None:
            days, source, date, grade = _three(estimate.days), "The plan", "", OWN
            path = f"estimates.packages['{one}'].days"
        elif measured is not None:
            days, source, date, grade, path = measured, "Findings of the data audit", "", "measured", ""
        else:
            days, source, date, grade = by_id[one].effort[size], by_id[one].source, by_id[one].date, by_id[one].grade
            path = ""
        for end, number in zip(("low", "likely", "high"), days, strict=True):
            cells[end].append(Cell(number, source, date, grade, f"{path}.{end}" if path else ""))
        wide = k if grade == OWN else unknown
        wide *= math.prod(a.value for a in applied if a.target == one and a.operation == "widen")
        cells["wide"].append(Cell(wide, "Own ranges are too narrow; unanswered questions add doubt"))
        out = not estimate.included or any(a.target == one and a.operation == "drop" for a in applied)
        cells["in"].append(Cell(0.0 if out else 1.0, "The plan", grade=OWN, path=f"estimates.packages['{one}'].included"))
    for end in ("low", "likely", "high"):
        table.column(f"effort_base_{end}", "package", cells[end], f"Effort, {end}", "person-days", low=0)
    table.column("effort_widening", "package", cells["wide"], "Widening", "times", low=0)
    table.column("package_included", "package", cells["in"], "In the plan", "1 or 0", low=0, high=1)
    _history(plan, reference, table)


def _history(plan: Plan, reference: Reference, table: Table) -> None:
    """A team's own estimates and actuals shift and scale the doubt, with weight n / (n + 10)."""
    logs = np.array([math.log(one.actual_days / one.estimated_days) for one in plan.estimates.past_projects])
    number = len(logs)
    weight = number / (number + reference.parameters["history_weight"].value)
    usual = reference.parameters["shared_history_sd"].value
    scale = 1.0 if number < 2 else (1 - weight) + weight * float(logs.std(ddof=1)) / usual
    source = f"{number} past projects in the plan" if number else "No past projects in the plan"
    shift = math.exp(weight * float(logs.mean())) if number else 1.0
    table.number("history_factor", shift, "Own history: shift", "times", source=source, low=0)
    table.number("history_spread", scale, "Own history: doubt", "times", source=source, low=0)


def _shape(
    table: Table, ordered: Sequence[str], by_id: dict[str, WorkPackage], more: dict[str, ExtraWork], plan: Plan, reference: Reference
) -> None:
    table.axis("role", [(role, ROLE_NAMES[role]) for role in ROLES])  # type: ignore[index]
    roles = [by_id[one].roles if one in by_id else more[one].roles for one in ordered]
    stages = [by_id[one].stage if one in by_id else more[one].stage for one in ordered]
    table.block("share", ("role", "package"), [[one.get(role, 0.0) for one in roles] for role in ROLES], "Share of the effort",
                "share", source="Work package catalogue")  # fmt: skip
    business = [by_id[one].sme if one in by_id else more[one].sme for one in ordered]
    table.plain("sme", "package", business, "Business days", "days per team day", source="Work package catalogue")
    table.plain("package_stage", "package", stages, "Stage", "number", source="Framework", codes="stage", grade="published")
    phase = [1 if stage <= GATE_STAGE else 2 for stage in stages]
    table.plain("package_phase", "package", phase, "Phase", "number", source="Framework", codes="phase", grade="published")
    gate = [GATE_PACKAGE] if _in_plan(table, ordered, GATE_PACKAGE) else []
    gate = gate or [one for one, stage in zip(ordered, stages, strict=True) if stage == GATE_STAGE]
    gate = gate or [one for one, stage in zip(ordered, stages, strict=True) if stage < GATE_STAGE]
    table.plain("package_at_gate", "package", [float(one in gate) for one in ordered], "At the prototype gate", "1 or 0",
                source="Framework")  # fmt: skip
    crew = reference.parameters["crew"]
    cells = []
    for one in ordered:
        own = plan.estimates.packages.get(one, PackageEstimate()).crew
        path = f"estimates.packages['{one}'].crew"
        cells.append(
            Cell(crew.value, crew.source, crew.date, crew.grade, path) if own is None else Cell(own, "The plan", grade=OWN, path=path)
        )
    table.column("package_crew", "package", cells, "People of one role at once", "FTE", low=HALF, high=20)


def _in_plan(table: Table, ordered: Sequence[str], name: str) -> bool:
    return name in ordered and bool(table.inputs["package_included"].values[ordered.index(name)])


def _waits(
    plan: Plan, table: Table, ordered: Sequence[str], by_id: dict[str, WorkPackage], more: dict[str, ExtraWork],
    applied: Sequence[Adjustment],
) -> None:  # fmt: skip
    cells: dict[str, list[Cell]] = {"low": [], "likely": [], "high": []}
    has: list[float] = []
    for one in ordered:
        own = plan.estimates.packages.get(one, PackageEstimate()).wait_weeks
        package = by_id.get(one)
        weeks = more[one].wait_weeks if package is None else package.wait_weeks
        source, date, grade, path = (
            (package.source, package.date, package.grade, "") if package else (more[one].source, "", "judgement", "")
        )
        if own is not None:
            weeks, source, date, grade, path = _three(own), "The plan", "", OWN, f"estimates.packages['{one}'].wait_weeks"
        else:
            added = sum(a.value for a in applied if a.target == one and a.operation == "wait_add")
            asked = max((a.value for a in applied if a.target == one and a.operation == "wait_to"), default=0.0)
            low, likely, high = weeks or (0.0, 0.0, 0.0)
            grow = max(likely + added, asked) - likely
            if grow > 0:
                weeks = (low + grow * HALF, likely + grow, high + grow * (1 + HALF))
                source = f"{source}; lengthened by {grow:g} weeks by answers"
        has.append(float(weeks is not None and weeks[2] > 0))
        smallest = 1 / 7  # a day: the doubt is a ratio and needs something to multiply
        low, likely, high = weeks or (1.0, 1.0, 1.0)
        low, likely, high = (max(x, smallest) for x in (low, likely, high))
        for end, number in zip(("low", "likely", "high"), (low, likely, high), strict=True):
            cells[end].append(Cell(number, source, date, grade, f"{path}.{end}" if path else ""))
    table.plain("package_waits", "package", has, "Has a wait", "1 or 0", source="Work package catalogue and answers")
    for end in ("low", "likely", "high"):
        table.column(f"wait_{end}", "package", cells[end], f"Wait, {end}", "weeks", low=0)


def _risks(
    plan: Plan, reference: Reference, table: Table, ordered: Sequence[str], by_id: dict[str, WorkPackage], more: dict[str, ExtraWork]
) -> None:
    found = [maturity(plan, reference, reason) for reason in reference.reasons]
    table.axis("driver", [(r.id, r.name) for r in reference.reasons] + [(g.id, g.name) for g in reference.gate_risks])
    chance = []
    for reason, one in zip(reference.reasons, found, strict=True):
        level = "unknown" if one.level is None else f"maturity {one.level:.1f} of 4"
        words = f"{level}; {reason.probability_source}"
        chance.append(Cell(one.probability, words, reason.probability_date, reason.probability_grade))
    chance += [Cell(g.probability, g.source, g.date, g.grade) for g in reference.gate_risks]
    table.column("risk_probability", "driver", chance, "Probability", "probability", low=0, high=1)
    names = ("low", "likely", "high")
    for place, end in enumerate(names):
        factors = [Cell(r.multiplier[place], r.source, r.date, r.grade) for r in reference.reasons]
        factors += [Cell(getattr(g, f"multiplier_{end}"), g.source, g.date, g.grade) for g in reference.gate_risks]
        table.column(f"risk_{end}", "driver", factors, f"Factor, {end}", "times", low=0)
    table.plain("risk_happens", "driver", [0.0] * len(chance), "What if it happens", "1 or 0", source="What if", grade=OWN)
    exposed = [
        [float(r.id in (by_id[one].drivers if one in by_id else more[one].drivers)) for one in ordered] for r in reference.reasons
    ] + [[float(one in g.packages) for one in ordered] for g in reference.gate_risks]
    values = np.array(exposed).T
    table.block("exposure", ("package", "driver"), values.tolist(), "Exposed to the risk", "1 or 0", source="Work package catalogue")


def _effects(table: Table, applied: Sequence[Adjustment], place: dict[str, int]) -> None:
    rows = [
        (f"{one.target}: {one.because}", one.value, place[one.target] + 1, one) for one in applied
    ]  # fmt: skip
    table.axis("adjustment", [(str(number + 1), row[0]) for number, row in enumerate(rows)] or [("1", "None")])
    values = [Cell(row[1], row[3].source, row[3].date, row[3].grade) for row in rows] or [Cell(1.0, "No adjustment")]
    table.column("adjustment_factor", "adjustment", values, "Factor", "times", low=0)
    days = [Cell(0.0, "The plan")] * max(1, len(rows))
    table.column("adjustment_days", "adjustment", days, "Days", "person-days")
    codes = [Cell(float(row[2]), "Answers") for row in rows] or [Cell(1.0, "No adjustment")]
    table.column("adjustment_package", "adjustment", codes, "Work package", "row", codes="package")


def _measured(plan: Plan) -> tuple[float, float, float] | None:
    """Days of preparation the measured sources ask for; the last measurement of each source counts."""
    last = {one.source: one.days for one in plan.data.measurements if one.days is not None}
    if not last:
        return None
    total = tuple(max(HALF, sum(getattr(days, end) for days in last.values())) for end in ("low", "likely", "high"))
    return total[0], total[1], total[2]


def _three(one: Range) -> tuple[float, float, float]:
    return one.low, one.likely, one.high
