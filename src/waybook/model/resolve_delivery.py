"""The work: packages with their efforts, waits, order and risks, after every answer has had its say."""

from __future__ import annotations

import math
from collections.abc import Sequence

from waybook.model.answers import adjustments
from waybook.model.base_plan import Work, follow, order
from waybook.model.component_states import activity_adjustments, component_adjustments
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.inputs import Adjustment
from waybook.model.problems import outside
from waybook.model.resolve_doubt import effects, risks, waits
from waybook.model.resolve_effort import efforts
from waybook.model.work import DUTIES, HALF, LEAST_DAYS, MOST_DAYS, MOST_WEEKS, ROLES, UNTOUCHED, Delivery, ExtraWork
from waybook.plan import Plan
from waybook.plan.team import ROLE_NAMES
from waybook.reference import Reference, Size, WorkPackage

GATE_STAGE = 3
LAST_BUILD_STAGE = 5
GATE_PACKAGE = "P5"


def delivery(
    plan: Plan, reference: Reference, table: Table, extra: Sequence[ExtraWork], problems: list[str]
) -> Delivery:
    """Fill the table with everything on the package, driver and adjustment axes. Faults are added to `problems`."""
    size: Size = plan.architecture.size or "M"
    build = [one for one in reference.packages if not one.is_run]
    own = [_own(plan, place) for place in range(len(plan.estimates.own_packages))]
    extras = [*own, *extra]
    names = {one.id: one.name for one in build} | {one.id: one.name for one in extras}
    _refuse_repeats(build, extras, plan, reference, problems)
    after = _after(build, extras, plan, names, problems)
    if problems:
        return Delivery(size, plan.architecture.size is not None, (), (), [], frozenset())
    applied = [
        *(one for _, one in adjustments(plan, reference)),
        *_integrations(plan, reference, size),
        *component_adjustments(plan, reference),
        *activity_adjustments(plan, reference),
    ]
    applied = [one for target in applied for one in _spread(target, build)]
    ordered = _order(plan, reference, build, extras, after, size)
    table.axis("package", [(one, names[one]) for one in ordered])
    place = {one: number for number, one in enumerate(ordered)}
    by_id = {one.id: one for one in build}
    more = {one.id: one for one in extras}
    efforts(plan, reference, table, ordered, by_id, more, applied, size)
    _shape(table, ordered, by_id, more, plan, reference)
    waits(plan, table, ordered, by_id, more, applied)
    risks(plan, reference, table, ordered, by_id, more)
    effects(table, [one for one in applied if one.target in place and one.operation == "multiply"], place)
    stages = [(one.id, one.name) for one in reference.stages if one.number <= LAST_BUILD_STAGE]
    table.axis("stage", stages)
    table.axis("phase", [("prototype", "Up to the prototype gate"), ("build", "From the gate to go-live")])
    needed = frozenset(
        role for one in ordered for role in (by_id[one].roles if one in by_id else more[one].roles) if role in ROLES
    )
    return Delivery(
        size,
        plan.architecture.size is not None,
        ordered,
        tuple(tuple(place[two] for two in after[one]) for one in ordered),
        applied,
        needed,
    )


def _own(plan: Plan, place: int) -> ExtraWork:
    one = plan.estimates.own_packages[place]
    return ExtraWork(
        one.id,
        one.name or one.id,
        one.stage,
        dict(one.roles) or {"SWE": 1.0},
        (one.days.low, one.days.likely, one.days.high),
        tuple(one.depends_on),
        "The plan",
        grade=OWN,
        path=f"estimates.own_packages[{place}].days",
    )


def _refuse_repeats(
    build: Sequence[WorkPackage],
    extras: Sequence[ExtraWork],
    plan: Plan,
    reference: Reference,
    problems: list[str],
) -> None:
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
    for place, package in enumerate(plan.estimates.own_packages):
        path = f"estimates.own_packages[{place}].days"
        problems += outside(path, package.days, "person-days", LEAST_DAYS, MOST_DAYS)
    rules, reasons = {rule.id for rule in reference.adjustments}, {reason.id for reason in reference.reasons}
    for rule, own in plan.estimates.overruled.items():
        if rule not in rules | reasons:
            problems.append(f"estimates.overruled['{rule}']: there is no rule '{rule}'.")
        elif rule in reasons and own > 1:
            problems.append(f"estimates.overruled['{rule}']: {own:g} is not a chance from 0 to 1.")
    for name, estimate in plan.estimates.packages.items():
        if name not in known and name not in DUTIES:
            problems.append(f"estimates.packages['{name}']: there is no work package '{name}'.")
        path = f"estimates.packages['{name}']"
        problems += outside(f"{path}.days", estimate.days, "person-days", LEAST_DAYS, MOST_DAYS)
        problems += outside(f"{path}.wait_weeks", estimate.wait_weeks, "weeks", most=MOST_WEEKS)


def _after(
    build: Sequence[WorkPackage], extras: Sequence[ExtraWork], plan: Plan, names: dict[str, str], problems: list[str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in build:
        changed = plan.estimates.packages.get(one.id, UNTOUCHED).depends_on
        found[one.id] = one.depends_on if changed is None else tuple(changed)
        found[one.id] = tuple(other for other in found[one.id] if other in names or other not in DUTIES)
        for other in found[one.id]:
            if other not in names:
                problems.append(f"estimates.packages['{one.id}'].depends_on: there is no work package '{other}'.")
            if other == one.id:
                problems.append(f"estimates.packages['{one.id}'].depends_on: '{one.id}' cannot wait for itself.")
    for place, more in enumerate(extras):
        found[more.id] = tuple(other for other in more.depends_on if other in names or other not in DUTIES)
        for other in found[more.id]:
            if other not in names or other == more.id:
                problems.append(
                    f"estimates.own_packages[{place}].depends_on: there is no other work package '{other}'."
                )
        for later in more.blocks:
            found[later] = (*found[later], more.id)
    if not problems:
        waiting = dict(found)
        while free := [name for name, before in waiting.items() if not any(two in waiting for two in before)]:
            for name in free:
                del waiting[name]
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
    weight = {
        name: reference.parameters[f"integration_{name or 'unknown'}"] for name in ("good", "average", "poor", "")
    }
    usual = reference.parameters[f"integrations_{size}"]
    load = sum(weight[one.quality or ""].value for one in listed) / usual.value
    factor = max(load, reference.parameters["integration_floor"].value)
    words = f"{len(listed)} systems to connect against {usual.value:g} in the default effort"
    source = weight[""]
    return [
        Adjustment(
            "E3", "multiply", factor, words, "architecture.integrations", source.source, source.date, source.grade
        )
    ]


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
    plan: Plan,
    reference: Reference,
    build: Sequence[WorkPackage],
    extras: Sequence[ExtraWork],
    after: dict[str, tuple[str, ...]],
    size: Size,
) -> tuple[str, ...]:
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


def _shape(
    table: Table,
    ordered: Sequence[str],
    by_id: dict[str, WorkPackage],
    more: dict[str, ExtraWork],
    plan: Plan,
    reference: Reference,
) -> None:
    table.axis("role", [(role, ROLE_NAMES[role]) for role in ROLES])
    roles = [by_id[one].roles if one in by_id else more[one].roles for one in ordered]
    stages = [by_id[one].stage if one in by_id else more[one].stage for one in ordered]
    table.block(
        "share",
        ("role", "package"),
        [[one.get(role, 0.0) for one in roles] for role in ROLES],
        "Share of the effort",
        "share",
        source="Work package catalogue",
        date=reference.catalogue_checked,
    )
    business = [by_id[one].sme if one in by_id else more[one].sme for one in ordered]
    table.plain(
        "sme", "package", business, "Business days", "days per team day", source="Work package catalogue",
        date=reference.catalogue_checked,
    )  # fmt: skip
    table.plain(
        "package_stage", "package", stages, "Stage", "number", source="Framework", codes="stage", grade="published"
    )
    phase = [1 if stage <= GATE_STAGE else 2 for stage in stages]
    table.plain(
        "package_phase", "package", phase, "Phase", "number", source="Framework", codes="phase", grade="published"
    )
    there = dict(zip(ordered, table.inputs["package_included"].values, strict=True))
    staged = [(one, stage) for one, stage in zip(ordered, stages, strict=True) if there[one]]
    gate = [GATE_PACKAGE] if there.get(GATE_PACKAGE) else []
    gate = gate or [one for one, stage in staged if stage == GATE_STAGE]
    gate = gate or [one for one, stage in staged if stage < GATE_STAGE]
    table.plain(
        "package_at_gate",
        "package",
        [float(one in gate) for one in ordered],
        "At the prototype gate",
        "1 or 0",
        source="Framework",
    )
    crew = reference.parameters["crew"]
    cells = []
    for one in ordered:
        own = plan.estimates.packages.get(one, UNTOUCHED).crew
        path = f"estimates.packages['{one}'].crew"
        cells.append(
            Cell(crew.value, crew.source, crew.date, crew.grade, path)
            if own is None
            else Cell(own, "The plan", grade=OWN, path=path)
        )
    table.column("package_crew", "package", cells, "People of one role at once", "FTE", low=HALF, high=20)
