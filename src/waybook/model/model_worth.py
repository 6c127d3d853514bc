"""The model of the benefit, and money month by month."""

from __future__ import annotations

from waybook.model.algebra import cumulative, divided, dot, exp, grouped, largest, log, maximum, minimum, total, where
from waybook.model.spread import spread, spread_linear
from waybook.model.worlds import World


def benefit(m: World) -> None:
    """What a month is worth at full ramp and launch volume, before growth."""
    effect = spread_linear(m, "effect", m["dial_benefit"] + m.normal("effect", by="kpi"), "change a case, ")
    cash = spread_linear(m, "cashable", m["dial_benefit"] + m.normal("cashable", by="kpi"), "cashable share, ")
    cash = m.line("kpi_cashable", minimum(maximum(cash, 0), 1), "Share that becomes cash", "share")
    gained = m["kpi_counted"] * m["kpi_volume"] * m["kpi_eligible"] * (1 + m["lever_volume"]) * effect
    worth = m.line(
        "kpi_benefit",
        m.part(gained, "change a month", "units of the measure/month") * m["kpi_unit_value"] * cash,
        "Expected benefit",
        "currency/month",
        "Counted only with a measured baseline",
    )
    realised = spread(m, "realisation", m["dial_benefit"] + m.normal("realisation"))
    m.line("benefit_full", total(worth, "kpi") * realised, "Benefit at full ramp", "currency/month")
    m.line(
        "ramp_half",
        spread(m, "ramp", m.normal("ramp") - m["dial_benefit"]),
        "Half of the benefit by",
        "months after go-live",
    )


def cash_flow(m: World) -> None:
    """Month by month: building, running, benefit, and what it is worth today."""
    month, go_live, live, run = m["month"], m["go_live"], m["live"], m["run_month"]
    m.line("discount", exp(log(1 + m["discount_rate"]) * (0 - month) / 12), "Value today of one later", "share")
    aged = m["age"] * m["age"]
    ramp = m.line("ramp", aged / (aged + m["ramp_half"] * m["ramp_half"]), "Part of the benefit reached", "share")
    m.line("phase_from", m["phase_second"] * m["gate"], "Phase begins", "months")
    # A phase without work still has what was bought in it, and that is paid at once.
    ends = m.part(where(m["phase_second"] > 0, go_live, m["gate"]), "gate or go-live", "months")
    m.line("phase_to", maximum(ends, m["phase_from"] + m["at_once"]), "Phase ends", "months")
    pace = m.line(
        "phase_pace",
        divided(m["phase_cost"], m["phase_to"] - m["phase_from"]),
        "Spending while it lasts",
        "currency/month",
    )
    overlap = minimum(m["month_to"], m["phase_to"]) - maximum(m["month_from"], m["phase_from"])
    within = m.part(maximum(overlap, 0), "part of the month in the phase", "share")
    spent = m.line("phase_month", pace * within, "Building", "currency")
    build = m.line("build_month", total(spent, "phase"), "Building", "currency")
    full = m["launch"] * m["benefit_full"]
    gain = m.line("benefit_month", live * ramp * m["growth"] * full, "Benefit", "currency")
    net = m.line("net_month", gain - run - build, "Net", "currency")
    saldo = m.line("cumulative", cumulative(net, "month"), "Net so far", "currency")
    m.line("npv", dot(net, m["discount"], "month"), "Net present value", "currency")
    m.line("benefit_year", 12 * m["benefit_full"], "Benefit a year at full ramp", "currency/year")
    if not m.tabled:
        return
    m.line(
        "payback",
        where(dot(saldo, m["month_last"], "month") >= 0, largest((saldo < 0) * month, "month") + 1, 0),
        "Paid back in month (0: not within the years counted)",
        "month",
    )
    m.line("peak_funding", largest(0 - saldo, "month"), "Most money out", "currency")
    for key, label in (("build", "Building"), ("run", "Running"), ("benefit", "Benefit"), ("net", "Net")):
        yearly = grouped(m[f"{key}_month"], m["month_year"], "month", "year", m.size("year"))
        m.line(f"{key}_by_year", yearly, label, "currency")
