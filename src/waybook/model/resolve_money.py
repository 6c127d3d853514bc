"""The money: bought things, running costs, token prices by month, benefit and the calendar of the cash flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waybook.model.currency import dollars_for_one, from_pounds
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.prices import PRICE_LIST, TokenPrice, month_date, token_price
from waybook.model.problems import PlanProblem, outside
from waybook.model.usage import hosting_size, usual_conversations, usual_growth
from waybook.model.work import ROLES, Delivery, ExtraCost
from waybook.plan import Plan, Range
from waybook.plan.economics import STEEPEST
from waybook.plan.objectives import Kpi
from waybook.reference import Quantity, Reference

ENDS = ("low", "likely", "high")
MINUTES_AN_HOUR = 60
MODEL_APPROACHES = ("api", "rag", "fine_tune", "self_host", None)
INDEX_APPROACHES = ("rag", "fine_tune", "self_host", None)
NO_LIMIT = 1e6
LEAST_CHANGE = -0.9999
"""A year; the whole of something cannot go."""
MOST_REALISED, MOST_RAMP = 2, 240
"""What a typed share of the benefit (the default's P90 is above 1) and typed months of ramp can be at most."""


def money(
    plan: Plan, reference: Reference, table: Table, work: Delivery, fees: Sequence[ExtraCost], problems: list[str]
) -> None:
    """Fill the table with everything that is money but not day rates. Faults are added to `problems`."""
    for place, kpi in enumerate(plan.objectives.kpis):
        problems += outside(f"objectives.kpis[{place}].cashable", kpi.cashable, "of the gain", most=1)
    counted = plan.economics
    problems += outside("economics.realisation", counted.realisation, "of the benefit", most=MOST_REALISED)
    problems += outside("economics.ramp_months", counted.ramp_months, "months", most=MOST_RAMP)
    _bought(plan, reference, table, work, fees)
    _activities(reference, table, work)
    _usage(plan, reference, table, work)
    _running(plan, reference, table, work)
    _metered(plan, reference, table, work)
    _calendar(plan, table)
    try:
        _tokens(plan, reference, table, work)
    except PlanProblem as fault:
        problems.extend(fault.problems)
    _benefit(plan, reference, table, work)


def _bought(plan: Plan, reference: Reference, table: Table, work: Delivery, fees: Sequence[ExtraCost]) -> None:
    rows = [
        (
            one.name or f"Bought {place + 1}",
            _cells(one.amount, f"economics.one_offs[{place}].amount"),
            1.0 if one.phase == "prototype" else 2.0,
        )
        for place, one in enumerate(plan.economics.one_offs)
    ]
    if not rows:
        usual = reference.parameters[f"tools_{work.size}"]
        rows = [("Licences and penetration test", _default(usual, from_pounds(plan, reference)), 2.0)]
    for fee in fees:
        ends = {end: Cell(one, fee.source, fee.date, fee.grade) for end, one in zip(ENDS, fee.amount, strict=True)}
        rows.append((fee.name, ends, 1.0 if fee.before_gate else 2.0))
    if (training := _training(plan, reference, table)) is not None:
        rows.append(("Users' time in training", training, 2.0))
    table.axis("one_off", [(str(place + 1), row[0]) for place, row in enumerate(rows)])
    for end in ENDS:
        table.column(f"one_off_{end}", "one_off", [row[1][end] for row in rows], f"Cost, {end}", plan.currency)
    table.column(
        "one_off_phase", "one_off", [Cell(row[2], "The plan", grade=OWN) for row in rows], "Phase", "row", codes="phase"
    )


def _training(plan: Plan, reference: Reference, table: Table) -> dict[str, Cell] | None:
    """What users' hours of training cost: users at launch x hours / hours of a day x day rate of business people.

    None while one of the two answers is open, or nobody is trained.
    """
    users, hours = plan.architecture.usage.users_launch, plan.objectives.training_hours
    if not users or not hours:
        return None
    days = users * hours * MINUTES_AN_HOUR / reference.parameters["minutes_per_day"].value
    words = f"{users:,} users at launch x {hours:g} hours, at the day rate of business people"
    grade = reference.parameters["business_rate"].grade if plan.team.business_rate is None else OWN
    return {end: Cell(days * float(table.inputs[f"business_rate_{end}"].values), words, grade=grade) for end in ENDS}


def _activities(reference: Reference, table: Table, work: Delivery) -> None:
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


def _running(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    pounds = from_pounds(plan, reference)
    dollars = 1 / dollars_for_one(plan, reference)
    cloud = plan.architecture.cloud_month
    own = _cells(cloud, "architecture.cloud_month") if cloud else None
    factor = work.factor("running:cloud")
    size = hosting_size(lambda key: float(table.inputs[key].values), plan, reference)
    stepped = "" if size == work.size else ", sized for the busiest hour"
    rows = [
        (
            "cloud",
            f"Cloud hosting{'' if own else stepped}",
            own or _default(reference.prices[f"hosting_{size}"], pounds * factor),
        ),
        ("monitoring", f"Monitoring{stepped}", _default(reference.prices[f"monitoring_{size}"], pounds)),
    ]
    if plan.architecture.approach in MODEL_APPROACHES:
        rows.append(("tracing", "Traces of model calls", _default(reference.prices["tracing_base"], dollars)))
    if plan.architecture.approach in INDEX_APPROACHES:
        rows.append(("index", "Knowledge index", _default(reference.prices["vector_minimum"], dollars)))
    if plan.architecture.approach == "buy":
        rows.append(
            ("product", "Subscription of the product", _default(reference.parameters[f"buy_month_{work.size}"], pounds))
        )
    if plan.architecture.approach == "self_host":
        hour, hours = reference.prices["gpu_h100_hour"], reference.prices["hours_month"].value
        rows.append(("gpu", "One GPU all month", _default(hour, hours * dollars)))
    rows += [
        (
            f"own {place + 1}",
            one.name or f"Own cost {place + 1}",
            _cells(one.amount, f"economics.run_costs[{place}].amount"),
        )
        for place, one in enumerate(plan.economics.run_costs)
    ]
    table.axis("running", [(row[0], row[1]) for row in rows])
    for end in ENDS:
        table.column(
            f"running_{end}", "running", [row[2][end] for row in rows], f"A month, {end}", f"{plan.currency}/month"
        )


def _metered(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """What services charge by use, in dollars; the base charges are running costs. A service not used has zeros."""
    known, approach = reference.prices, plan.architecture.approach
    used = (float(approach in MODEL_APPROACHES), float(approach in INDEX_APPROACHES))
    table.axis("metered", [("trace_units", "Trace units"), ("index_use", "Index reads and storage")])
    units = (known["tracing_units_per_request"], known[f"read_units_per_request_{work.size}"])
    for end in ENDS:
        cells = [_default(one, there)[end] for one, there in zip(units, used, strict=True)]
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


def _usage(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    usage, known = plan.architecture.usage, reference.parameters
    _asked(
        table,
        "conversations",
        usage.conversations,
        usual_conversations(plan, reference),
        "Conversations a month at launch",
        "architecture.usage.conversations",
        low=0,
    )
    table.number(
        "eligible_share",
        usage.eligible_share,
        "Share the AI handles",
        "share",
        path="architecture.usage.eligible_share",
        low=0,
        high=1,
    )
    calls = plan.architecture.approach in MODEL_APPROACHES
    _asked(
        table,
        "turns",
        usage.turns if calls else 0.0,
        known["turns"],
        "Model calls in a conversation",
        "architecture.usage.turns" if calls else "",
        low=0,
    )
    _asked(
        table,
        "input_tokens",
        usage.input_tokens,
        known["input_tokens"],
        "Tokens sent",
        "architecture.usage.input_tokens",
        low=0,
    )
    cached = usage.cached_tokens
    if cached is None and usage.input_tokens is not None:
        cached = min(known["cached_tokens"].value, usage.input_tokens)
    _asked(
        table,
        "cached_tokens",
        cached,
        known["cached_tokens"],
        "Of them cached",
        "architecture.usage.cached_tokens",
        low=0,
    )
    _asked(
        table,
        "output_tokens",
        usage.output_tokens,
        known["output_tokens"],
        "Tokens returned",
        "architecture.usage.output_tokens",
        low=0,
    )
    table.quantity("retry_share", reference.prices["retry_share"], "Calls made again")
    table.quantity("guard_share", reference.prices["guard_share"], "Calls that guard and evaluate")
    for end, number in zip(
        ENDS, (known["token_use"].low, known["token_use"].value, known["token_use"].high), strict=True
    ):
        use = known["token_use"]
        table.number(
            f"token_use_{end}",
            number,
            f"Tokens against expectation, {end}",
            use.unit,
            source=use.source,
            date=use.date,
            grade=use.grade,
        )
    trend = plan.economics.trend
    checked = trend.date.isoformat() if trend.date else ""
    for key, view, name, change, label in (
        ("call_price_year", trend.price, "price", "price_trend_year", "Price of a token, change a year"),
        ("call_tokens_year", trend.tokens, "tokens", "tokens_per_call_growth", "Tokens of a call, change a year"),
    ):
        rate, path = reference.prices[change], f"economics.trend.{name}"
        whose = {"source": rate.source, "date": rate.date, "grade": rate.grade, "note": "Assumed: not answered yet"}
        if view:
            whose = {"source": trend.source or "The plan", "date": checked}
        for end, cell in (_cells(view, path) if view else _default(rate, 1.0)).items():
            table.number(
                f"{key}_{end}", cell.value, f"{label}, {end}", rate.unit, path=f"{path}.{end}",
                low=LEAST_CHANGE, high=STEEPEST, **whose,
            )  # fmt: skip
    table.quantity("trend_years", reference.prices["trend_years"], "Years such a change is taken to last")
    _asked(
        table,
        "review_share",
        plan.architecture.human_review_share,
        known["review_share"],
        "Answers checked by a person",
        "architecture.human_review_share",
        low=0,
        high=1,
    )
    _asked(
        table,
        "review_minutes",
        plan.architecture.review_minutes,
        known["review_minutes"],
        "Minutes a check",
        "architecture.review_minutes",
        low=0,
    )
    for key, own, label, unit, most in (
        ("accepted_errors", plan.architecture.accepted_errors, "Wrong answers accepted", "share", 1.0),
        ("error_cost", plan.architecture.error_cost, "Cost of a wrong answer", plan.currency, None),
    ):
        _derived(table, key, own, 0.0, "Not answered: nothing is counted", label, unit, f"architecture.{key}", 0, most)
    words = "Users at launch and a year on" if usual_growth(plan) else "Not answered: the volume stays as it is"
    path = "architecture.usage.growth"
    _derived(
        table,
        "growth_year",
        usage.growth,
        usual_growth(plan),
        words,
        "Growth of the volume",
        "share/year",
        path,
        -0.9,
        10,
    )


def _derived(
    table: Table,
    key: str,
    own: float | None,
    else_: float,
    because: str,
    label: str,
    unit: str,
    path: str,
    low: float,
    high: float | None,
) -> None:
    """A number of the plan, or what its other answers make of an empty one."""
    if own is not None:
        table.number(key, own, label, unit, path=path, low=low, high=high)
    else:
        table.number(
            key, else_, label, unit, source=because, grade="judgement", path=path,
            note="Assumed: not answered yet", low=low, high=high,
        )  # fmt: skip


def _tokens(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    dollars, own = dollars_for_one(plan, reference), plan.economics.price
    table.number(
        "exchange_rate",
        dollars,
        f"US dollars for one {plan.currency}",
        f"USD/{plan.currency}",
        source="The plan" if plan.economics.exchange_rate else reference.prices["usd_per_gbp"].source,
        date="" if plan.economics.exchange_rate else reference.prices["usd_per_gbp"].date,
        grade="own" if plan.economics.exchange_rate else reference.prices["usd_per_gbp"].grade,
        path="economics.exchange_rate",
        low=0,
    )
    model = plan.architecture.model or reference.models[0].id
    sent, returned = int(table.inputs["input_tokens"].values), int(table.inputs["output_tokens"].values)
    if table.inputs["cached_tokens"].values > table.inputs["input_tokens"].values:
        raise PlanProblem(["architecture.usage.cached_tokens: more tokens are cached than are sent."])
    factor = work.factor("price")
    prices: list[TokenPrice] = []
    for month in range(len(table.axes["month"])):
        if own is not None:
            cached = own.input_mtok if own.cached_mtok is None else own.cached_mtok
            prices.append(TokenPrice(own.input_mtok, cached, own.output_mtok))
        else:
            one = token_price(model, month_date(plan.start, month), sent, returned)
            prices.append(TokenPrice(one.input * factor, one.cached * factor, one.output * factor))
    source = (
        (own.source or "The plan")
        if own
        else f"{model}, {PRICE_LIST}" + (f", times {factor:g} for the region" if factor != 1 else "")
    )
    row = next((one for one in reference.models if one.id == model), reference.models[0])
    date = (own.date.isoformat() if own.date else "") if own else row.checked
    for key, label in (("input", "Uncached input"), ("cached", "Cached input"), ("output", "Output")):
        cells = [Cell(getattr(one, key), source, date, OWN if own else "vendor") for one in prices]
        table.column(f"price_{key}", "month", cells, f"{label}, a million tokens", "USD", low=0)


def _calendar(plan: Plan, table: Table) -> None:
    months = plan.economics.horizon_years * 12
    table.axis("month", [(str(month), str(month)) for month in range(1, months + 1)])
    table.axis("year", [(str(year), f"Year {year}") for year in range(1, plan.economics.horizon_years + 1)])
    count = range(1, months + 1)
    for key, label, values, codes in (
        ("month", "Month", [float(m) for m in count], ""),
        ("month_from", "Begins after month", [float(m - 1) for m in count], ""),
        (
            "month_to",
            "Ends with month (the last takes what comes after)",
            [*[float(m) for m in count][:-1], NO_LIMIT],
            "",
        ),
        ("month_last", "Last month", [0.0] * (months - 1) + [1.0], ""),
        ("month_year", "Year", [float((m - 1) // 12 + 1) for m in count], "year"),
    ):
        table.plain(key, "month", values, label, "number", source="Calendar", codes=codes, grade="measured")
    table.plain("phase_second", "phase", [0.0, 1.0], "After the gate", "1 or 0", source="Framework", grade="published")


def _benefit(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    known, economics = reference.parameters, plan.economics
    kpis = list(enumerate(plan.objectives.kpis)) or [(0, Kpi(name="No measure of success yet"))]
    table.axis("kpi", [(str(place + 1), one.name or f"Measure {place + 1}") for place, one in kpis])
    names = ("volume", "eligible", "unit_value", *(f"{name}_{end}" for name in ("effect", "cashable") for end in ENDS))
    counted: list[Cell] = []
    cells: dict[str, list[Cell]] = {name: [] for name in names}
    for place, one in kpis:
        path = f"objectives.kpis[{place}]"
        effect = _effect(one, path, known)
        complete = (
            one.baseline is not None and effect is not None and one.unit_value is not None and one.volume is not None
        )
        counted.append(Cell(float(complete), "Counted only with baseline, change, volume and value", grade=OWN))
        cells["volume"].append(Cell(one.volume or 0.0, "The plan", grade=OWN, path=f"{path}.volume"))
        cells["eligible"].append(Cell(one.eligible_share, "The plan", grade=OWN, path=f"{path}.eligible_share"))
        cells["unit_value"].append(Cell(one.unit_value or 0.0, "The plan", grade=OWN, path=f"{path}.unit_value"))
        share = _cells(one.cashable, f"{path}.cashable") if one.cashable else _default(known["cashable"], 1.0)
        for end in ENDS:
            cells[f"effect_{end}"].append(effect[end] if effect else Cell(0.0, "Not given"))
            cells[f"cashable_{end}"].append(share[end])
    table.column("kpi_counted", "kpi", counted, "Counted", "1 or 0", low=0, high=1)
    units = {"volume": "cases/month", "eligible": "share", "unit_value": f"{plan.currency}/case"}
    labels = {"volume": "Volume", "eligible": "Eligible share", "unit_value": "Value of one unit"}
    for name in ("volume", "eligible", "unit_value"):
        table.column(f"kpi_{name}", "kpi", cells[name], labels[name], units[name])
    for end in ENDS:
        table.column(f"effect_{end}", "kpi", cells[f"effect_{end}"], f"Change, {end}", "units of the measure")
        table.column(f"cashable_{end}", "kpi", cells[f"cashable_{end}"], f"Cashable share, {end}", "share")
    for key, own, usual, label, field in (
        ("realisation", economics.realisation, known["realisation"], "Realised share", "economics.realisation"),
        ("ramp", economics.ramp_months, known["ramp_months"], "Months to half of the benefit", "economics.ramp_months"),
    ):
        three = _cells(own, field) if own else _default(usual, work.factor(key))
        for end in ENDS:
            one_cell = three[end]
            table.number(
                f"{key}_{end}",
                max(one_cell.value, 1e-6),
                f"{label}, {end}",
                usual.unit,
                source=one_cell.source,
                date=one_cell.date,
                grade=one_cell.grade,
                path=one_cell.path,
                low=0,
            )
    rate = known["discount_public" if economics.sector == "public" else "discount_private"]
    _asked(
        table, "discount_rate", economics.discount_rate, rate, "Discount rate", "economics.discount_rate", low=0, high=1
    )


def _effect(one: Kpi, path: str, known: Mapping[str, Quantity]) -> dict[str, Cell] | None:
    if one.effect is not None:
        return _cells(one.effect, f"{path}.effect")
    if one.baseline is None or one.target is None:
        return None
    change = abs(one.target - one.baseline)
    low, high = known["effect_low"], known["effect_high"]
    words = f"From baseline to target; {low.source}"
    return {
        "low": Cell(change * low.value, words, low.date, low.grade),
        "likely": Cell(change, "From baseline to target", grade=OWN, path=f"{path}.target"),
        "high": Cell(change * high.value, words, high.date, high.grade),
    }


def _asked(
    table: Table,
    key: str,
    own: float | None,
    usual: Quantity,
    label: str,
    path: str,
    *,
    low: float | None = None,
    high: float | None = None,
) -> None:
    if own is None:
        table.number(
            key,
            usual.value,
            label,
            usual.unit,
            source=usual.source,
            date=usual.date,
            grade=usual.grade,
            path=path,
            note="Assumed: not answered yet",
            low=low,
            high=high,
        )
    else:
        table.number(key, own, label, usual.unit, path=path, low=low, high=high)


def _cells(own: Range, path: str) -> dict[str, Cell]:
    return {end: Cell(getattr(own, end), "The plan", grade=OWN, path=f"{path}.{end}") for end in ENDS}


def _default(usual: Quantity, scale: float) -> dict[str, Cell]:
    ends = {"low": usual.low, "likely": usual.value, "high": usual.high}
    return {end: Cell(number * scale, usual.source, usual.date, usual.grade) for end, number in ends.items()}
