"""Rows that name other rows: every name must exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from waybook.reference.library import Reference
from waybook.reference.tables import ReferenceDataError


def check_links(reference: Reference) -> None:
    """Refuses a name that points nowhere, shares that do not add up, and an item without exactly one trace.

    Raises:
        ReferenceDataError: naming file, row and column.
    """
    packages = {package.id for package in reference.packages}
    components = {component.id for component in reference.components}
    reasons = {reason.id for reason in reference.reasons}
    roles = {role.id for role in reference.roles}
    items = {item.id for item in reference.items}
    sourcing = {row.id for row in reference.sourcing}

    for package in reference.packages:
        _known("work_packages.csv", package.id, "depends_on", package.depends_on, packages)
        _known("work_packages.csv", package.id, "drivers", package.drivers, reasons)
        _known("work_packages.csv", package.id, "theme", [package.theme], {theme.id for theme in reference.themes})
        _known("work_packages.csv", package.id, "items", package.items, items)
    for rate in reference.rates:
        _known("rates.csv", f"{rate.role} {rate.sourcing}", "role", [rate.role], roles | {"ALL"})
        _known("rates.csv", f"{rate.role} {rate.sourcing}", "sourcing", [rate.sourcing], sourcing)
    for row in reference.markets:
        _known("sourcing_by_market.csv", f"{row.market} {row.kind}", "sourcing", [row.sourcing], sourcing)
    for component in reference.components:
        _known("components.csv", component.id, "items", component.items, items)
        _known("components.csv", component.id, "package", [component.package], packages)
        _known("components.csv", component.id, "role", [component.role], roles)
        _known("components.csv", component.id, "missing_raises", [component.missing_raises], reasons)
        _known("components.csv", component.id, "part_of_eleven", filter(None, [component.part_of_eleven]), items)
    for anchor in reference.anchors:
        _known("maturity.csv", f"{anchor.reason} {anchor.level}", "reason", [anchor.reason], reasons)
    for name, listed in (
        ("pairs.csv", reference.pairs),
        ("checklist.csv", reference.checklist),
        ("traps.csv", reference.traps),
        ("mistakes.csv", reference.mistakes),
    ):
        for entry in listed:
            _known(name, entry.id, "id", [entry.id], items)
            _known(name, entry.id, "reason", [entry.reason], reasons)
    for point in reference.checklist:
        _known("checklist.csv", point.id, "owner", [point.owner], roles)
        _known("checklist.csv", point.id, "components", point.components, components)
    for test in reference.testing:
        _known("testing.csv", test.id, "id", [test.id], items)
        _known("testing.csv", test.id, "owner", [test.owner], roles)
        _known("testing.csv", test.id, "package", [test.package], packages)
        _known("testing.csv", test.id, "component", [test.component], components)
    for activity in reference.activities:
        _known("activities.csv", activity.id, "id", [activity.id], items)
        _known("activities.csv", activity.id, "owner", [activity.owner], roles)
        _known("activities.csv", activity.id, "package", [activity.package], packages)
    for fact in reference.facts:
        _known("facts.csv", fact.id, "items", fact.items, items)
    for use_case in reference.use_cases:
        _known("use_cases.csv", use_case.id, "items", use_case.items, items)
        _known("use_cases.csv", use_case.id, "industry", [use_case.industry], {row.id for row in reference.industries})
    for industry in reference.industries:
        name = f"{industry.id}.yaml"
        _known(name, industry.id, "use_cases", industry.use_cases, {row.id for row in reference.use_cases})
        _known(name, industry.id, "components", (row.id for row in industry.components), components)
        tags = [
            *(row.item for row in industry.data_sources),
            *(row.item for row in industry.integrations),
            *(row.item for row in industry.components),
            *(row.item for row in industry.success_conditions),
        ]
        _known(name, industry.id, "item", filter(None, tags), items)
    _shares_add_up(reference)
    _every_item_once(reference)


def _shares_add_up(reference: Reference) -> None:
    included: defaultdict[str, float] = defaultdict(float)
    for component in reference.components:
        if component.basis == "included":
            included[component.package] += component.share
    for package, share in included.items():
        if abs(share - 1) > 1e-9:
            raise ReferenceDataError(
                f"components.csv, column share: the shares of package {package} add up to {share:g}, not to 1."
            )


def _every_item_once(reference: Reference) -> None:
    traced = {trace.item for trace in reference.traceability}
    items = {item.id for item in reference.items}
    for name, file, missing in (
        ("is not traced to anything", "traceability.csv", sorted(items - traced)),
        ("does not exist", "traceability.csv", sorted(traced - items)),
    ):
        if missing:
            raise ReferenceDataError(f"{file}, column item: '{missing[0]}' {name}.")
    names = {f"{kind}:{row}" for kind, rows in _row_names(reference).items() for row in rows}
    kinds = {name.partition(":")[0] for name in names}
    for trace in reference.traceability:
        _known("traceability.csv", trace.item, "targets", _rows_named(trace.targets, kinds), names)


def _rows_named(targets: Iterable[str], kinds: Iterable[str]) -> list[str]:
    allowed = set(kinds)
    return [target for target in targets if target.partition(":")[0] in allowed]


def _row_names(reference: Reference) -> dict[str, set[str]]:
    """The data rows that a trace may name: kind -> ids."""
    return {
        "stage": {row.id for row in reference.stages},
        "reason": {row.id for row in reference.reasons},
        "component": {row.id for row in reference.components},
        "package": {row.id for row in reference.packages},
        "role": {row.id for row in reference.roles},
        "fact": {row.id for row in reference.facts},
        "use_case": {row.id for row in reference.use_cases},
        "theme": {row.id for row in reference.themes},
        "pair": {row.id for row in reference.pairs},
        "trap": {row.id for row in reference.traps},
        "test": {row.id for row in reference.testing},
        "activity": {row.id for row in reference.activities},
        "industry": {row.id for row in reference.industries},
        "price": set(reference.prices),
    }


def _known(file: str, row: str, column: str, names: Iterable[str], known: Iterable[str]) -> None:
    allowed = set(known)
    for name in names:
        if name not in allowed:
            raise ReferenceDataError(f"{file}, row {row}, column {column}: '{name}' does not exist.")
