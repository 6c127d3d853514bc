"""The model until go-live: risks, effort, people, schedule and what building costs."""

from __future__ import annotations

from waybook.model.algebra import (
    Value,
    divided,
    dot,
    exp,
    grouped,
    largest,
    log,
    maximum,
    minimum,
    sqrt,
    total,
    where,
    whole,
)
from waybook.model.spread import spread, spread_linear
from waybook.model.worlds import World
from waybook.plan.part import ENDS


def risks(m: World) -> None:
    """Eight reasons for failure and the gate's own risks: each happens or not, and multiplies exposed packages."""
    happening = maximum(m["risk_happens"], m.happens("risk", m["risk_probability"], by="driver"))
    factor = m.triangular("risk_factor", m["risk_low"], m["risk_likely"], m["risk_high"], by="driver")
    m.line("risk_log", happening * log(factor), "Effect if it happens (logarithm)", "log factor")


def efforts(m: World) -> None:
    """Person-days of each work package: likely value, adjusted by the answers, with luck and risks."""
    packages = m.size("package")
    each = m.part(log(m["adjustment_factor"]), "logarithm of each")
    factor = grouped(each, m["adjustment_package"], "adjustment", "package", packages)
    factor = m.line("effort_factor", exp(factor), "Factor from the answers", "times")
    added = grouped(m["adjustment_days"], m["adjustment_package"], "adjustment", "package", packages)
    added = m.line("effort_added", added, "Days from the answers", "person-days")
    likely = m.line(
        "effort_likely",
        m["package_included"]
        * (m["effort_base_likely"] * factor * m["history_factor"] + added)
        * (1 + m["lever_effort"]),
        "Likely effort",
        "person-days",
    )
    wide = m["effort_widening"] * m["history_spread"]
    up = m.line(
        "effort_up", wide * log(m["effort_base_high"] / m["effort_base_likely"]) / m["z90"], "Upward doubt", "log ratio"
    )
    down = m.line(
        "effort_down",
        wide * log(m["effort_base_likely"] / m["effort_base_low"]) / m["z90"],
        "Downward doubt",
        "log ratio",
    )
    shared = m.line(
        "shared_bias",
        m["dial_effort"] + m.normal("effort_common"),
        "Shared estimating bias",
        "standard deviations",
        "What all estimates of a project have in common: scope and optimism",
    )
    m.line("shared_part", sqrt(m["correlation"]), "Weight of the shared bias", "share of standard deviation")
    m.line("own_part", sqrt(1 - m["correlation"]), "Weight of each package's own luck", "share of standard deviation")
    luck = m["shared_part"] * shared + m["own_part"] * m.normal("effort", by="package")
    risk = m.line("effort_risk", dot(m["exposure"], m["risk_log"], "driver"), "Risk (logarithm)", "log factor")
    m.line(
        "effort",
        likely * exp(maximum(luck, 0) * up + minimum(luck, 0) * down + risk),
        "Effort",
        "person-days",
    )


def team(m: World) -> None:
    """People by role: full-time equivalents, day rate, and how long a day of a package keeps a role busy."""
    roles = m.size("role")
    fte = m.line("role_people", grouped(m["line_fte"], m["line_role"], "line", "role", roles), "People", "FTE")
    capacity = m.line(
        "role_capacity",
        grouped(m["line_fte"] * m["line_presence"], m["line_role"], "line", "role", roles),
        "People over the build",
        "FTE",
        "Late joiners count for the part of the build they are there for",
    )
    for end in ENDS:
        m.line(
            f"role_rate_{end}",
            divided(grouped(m["line_fte"] * m[f"line_rate_{end}"], m["line_role"], "line", "role", roles), fte)
            * (1 + m["lever_rates"]),
            f"Day rate, {end}",
            "currency/day",
        )
    luck = m["dial_rate"] + m.normal("rate", by="role")
    m.line("role_rate", spread(m, "role_rate", luck), "Day rate", "currency/day")
    m.line(
        "business_rate",
        spread(m, "business_rate", luck=m["dial_rate"]) * (1 + m["lever_rates"]),
        "Day rate of business people",
        "currency/day",
    )
    units = m.line(
        "role_units",
        where(capacity >= 1, whole(capacity * m["units_per_person"]), 1),
        "Units that can be booked",
        "units",
    )
    # Rounded up: with part of a unit left out, more people could make it later.
    most = m.part(0 - whole(0 - m["package_crew"] * m["units_per_person"]), "units its people fill", "units")
    taken = m.line(
        "units_taken",
        where(m["package_included"] * m["share"] > 0, minimum(units, most), 0),
        "Units a package books",
        "units",
    )
    people = m.part(minimum(taken * capacity / units, m["package_crew"]), "people at work on it")
    speed = m.part(people * m["focus"], "days of work done in a day", "days/day")
    m.line("hold", divided(m["share"], speed), "Working days a role is busy per day of effort", "days/day")


def timing(m: World) -> None:
    """When each package starts and ends, when the prototype gate is reached and when users have it."""
    wait = m.line(
        "wait",
        m["package_included"]
        * m["package_waits"]
        * m["days_per_week"]
        * spread(m, "wait", m["dial_wait"] + m.normal("wait", by="package")),
        "Wait after the work",
        "working days",
    )
    ready = m.line(
        "role_ready",
        m["role_waits"] * spread(m, "ready", m["dial_wait"] + m.normal("ready", by="role")) * m["days_per_week"],
        "First day there",
        "working days",
    )
    begin, end = m.schedule(m["effort"], m["hold"], m["units_taken"], wait, ready, m["role_units"])
    begin = m.line("start", begin, "Start", "working days")
    end = m.line("finish", end, "Finish", "working days")
    through = m.line("through", end + wait, "Ready for what follows", "working days")
    for key, ready, label in (
        ("gate", through * m["package_at_gate"], "Prototype gate"),
        ("go_live", through, "Go-live"),
    ):
        m.line(key, on_calendar(m, m.part(largest(ready, "package"), "last package ready")), label, "months")


def on_calendar(m: World, days: Value) -> Value:
    """Months from the start after so many working days: closed days before them are added."""
    closed = dot(days > m["closure_after"], m["closure_days"], "closure")
    return m.part(days + closed, "with closed days", "working days") / m["days_per_month"]


def build_cost(m: World) -> None:
    """What it costs until go-live."""
    day = m.line(
        "day_cost",
        dot(m["share"], m["role_rate"], "role") + m["sme"] * m["business_rate"],
        "Cost of a team day",
        "currency/day",
        "Roles by their share, and the business people's time that goes with it",
    )
    cost = m.line("package_cost", m["effort"] * day, "Cost", "currency")
    bought = m.line(
        "bought", spread_linear(m, "one_off", m["dial_cost"] + m.normal("one_off", by="one_off")), "Cost", "currency"
    )
    m.line("labour_cost", total(cost, "package"), "People", "currency")
    m.line("bought_cost", total(bought, "one_off"), "Bought", "currency")
    m.line("build_cost", m["labour_cost"] + m["bought_cost"], "Build cost to go-live", "currency")
    m.line(
        "phase_cost",
        grouped(cost, m["package_phase"], "package", "phase", m.size("phase"))
        + grouped(bought, m["one_off_phase"], "one_off", "phase", m.size("phase")),
        "Cost of the phase",
        "currency",
    )
    if not m.tabled:
        return
    m.line(
        "stage_cost",
        grouped(cost, m["package_stage"], "package", "stage", m.size("stage")),
        "People's cost",
        "currency",
    )
    m.line("role_days", dot(m["effort"], m["share"], "package"), "Effort to go-live", "person-days")
    m.line("role_cost", m["role_days"] * m["role_rate"], "Cost to go-live", "currency")
    m.line(
        "business_cost",
        dot(m["effort"], m["sme"], "package") * m["business_rate"],
        "Business people's cost",
        "currency",
    )
