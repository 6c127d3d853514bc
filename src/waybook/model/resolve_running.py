"""What running costs beside tokens: people who keep it alive, services by the month and services by use."""

from __future__ import annotations

from waybook.model.currency import dollars_for_one, from_pounds
from waybook.model.given import own_ends, usual_ends
from waybook.model.input_table import Cell, Table
from waybook.model.usage import INDEX_APPROACHES, MODEL_APPROACHES, hosting_size
from waybook.model.work import ROLES, Delivery
from waybook.plan import Plan
from waybook.plan.part import ENDS
from waybook.reference import Quantity, Reference


def activities(reference: Reference, table: Table, work: Delivery) -> None:
    """The seven activities that keep the product alive; what answers change is folded into their days."""
    run = [one for one in reference.packages if one.is_run]
    table.axis("activity", [(one.id, one.name) for one in run])
    tiny = 1e-6
    for place, end in enumerate(ENDS):
        cells = []
        for one in run:
            factor = tiny if work.dropped(one.id) else work.factor(one.id)
            cells.append(Cell(one.effort[work.size][place] * factor, one.source, one.date, one.grade))
        table.column(f"activity_{end}", "activity", cells, f"Days a month, {end}", "person-days/month", low=0)
    shares = [[one.roles.get(role, 0.0) for one in run] for role in ROLES]
    table.block(
        "activity_share", ("role", "activity"), shares, "Share of the effort", "share",
        source="Work package catalogue", date=reference.catalogue_checked,
    )  # fmt: skip
    table.plain(
        "activity_sme",
        "activity",
        [one.sme for one in run],
        "Business days",
        "days per team day",
        source="Work package catalogue",
        date=reference.catalogue_checked,
    )


def running(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """Base charges and own costs a month, whatever the use."""
    pounds = from_pounds(plan, reference)
    dollars = 1 / dollars_for_one(plan, reference)
    cloud = plan.architecture.cloud_month
    own = own_ends(cloud, "architecture.cloud_month") if cloud else None
    factor = work.factor("running:cloud")
    size = hosting_size(lambda key: float(table.inputs[key].values), plan, reference)
    stepped = "" if size == work.size else ", sized for the busiest hour"
    rows = [
        (
            "cloud",
            f"Cloud hosting{'' if own else stepped}",
            own or usual_ends(reference.prices[f"hosting_{size}"], pounds * factor),
        ),
        ("monitoring", f"Monitoring{stepped}", usual_ends(reference.prices[f"monitoring_{size}"], pounds)),
    ]
    if plan.architecture.approach in MODEL_APPROACHES:
        rows.append(("tracing", "Traces of model calls", usual_ends(reference.prices["tracing_base"], dollars)))
    if plan.architecture.approach in INDEX_APPROACHES:
        rows.append(("index", "Knowledge index", usual_ends(reference.prices["vector_minimum"], dollars)))
    if plan.architecture.approach == "buy":
        product = reference.parameters[f"buy_month_{work.size}"]
        rows.append(("product", "Subscription of the product", usual_ends(product, pounds)))
    if plan.architecture.approach == "self_host":
        hour, hours = reference.prices["gpu_h100_hour"], reference.prices["hours_month"].value
        rows.append(("gpu", "One GPU all month", usual_ends(hour, hours * dollars)))
    rows += [
        (
            f"own {place + 1}",
            one.name or f"Own cost {place + 1}",
            own_ends(one.amount, f"economics.run_costs[{place}].amount"),
        )
        for place, one in enumerate(plan.economics.run_costs)
    ]
    table.axis("running", [(row[0], row[1]) for row in rows])
    for end in ENDS:
        table.column(
            f"running_{end}", "running", [row[2][end] for row in rows], f"A month, {end}", f"{plan.currency}/month"
        )


def metered(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """What services charge by use, in dollars; the base charges are running costs. A service not used has zeros."""
    known, approach = reference.prices, plan.architecture.approach
    used = (float(approach in MODEL_APPROACHES), float(approach in INDEX_APPROACHES))
    table.axis("metered", [("trace_units", "Trace units"), ("index_use", "Index reads and storage")])
    units = (known["tracing_units_per_request"], known[f"read_units_per_request_{work.size}"])
    for end in ENDS:
        cells = [usual_ends(one, there)[end] for one, there in zip(units, used, strict=True)]
        table.column(f"unit_{end}", "metered", cells, f"Units a request, {end}", "units/request", low=0)
    traces, reads, stored = known["tracing_units"], known["vector_reads"], known[f"index_gb_{work.size}"]
    included, least = known["tracing_included"], known["vector_minimum"]
    trace, read = traces.value / known["tracing_units_priced"].value, reads.value / known["vector_reads_priced"].value
    columns: dict[str, tuple[str, str, list[tuple[float, Quantity]]]] = {
        "unit_price": ("Price of a unit", "USD/unit", [(trace, traces), (read, reads)]),
        "metered_standing": (
            "Stored, whatever the requests",
            "USD/month",
            [(0.0, traces), (stored.value * known["vector_storage"].value, stored)],
        ),
        "metered_included": (
            "Use that the base charge covers",
            "USD/month",
            [(included.value * trace, included), (least.value, least)],
        ),
    }
    for key, (label, unit, rows) in columns.items():
        cells = [
            Cell(there * value, of.source, of.date, of.grade) for (value, of), there in zip(rows, used, strict=True)
        ]
        table.column(key, "metered", cells, label, unit, low=0)
