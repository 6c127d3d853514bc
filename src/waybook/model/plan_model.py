"""The model, written once: effort, risk, schedule, build cost, run cost, benefit and cash.

Run on numbers it is the simulation; run on symbols it is the workbook. Every line has its label and unit; the text of a
line is what a reader of the workbook sees, so it says what the number is and not how it is computed.
"""

from __future__ import annotations

from waybook.model.algebra import (
    Value,
    cumulative,
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
from waybook.model.worlds import World


def model(m: World) -> None:
    """Every line item of a plan, in the order in which a reader would ask for them."""
    cost_and_date(m)
    worth(m)


def dates(m: World) -> None:
    """Work, people and time."""
    risks(m)
    efforts(m)
    team(m)
    timing(m)


def cost_and_date(m: World) -> None:
    """All that the top bar and the price of an answer need: go-live, build cost, run cost a year."""
    dates(m)
    build_cost(m)
    run_cost(m)
    running(m)


def worth(m: World) -> None:
    """The rest: benefit, and money month by month."""
    benefit(m)
    cash_flow(m)


UP_LOG, DOWN_LOG = "upward move (logarithm)", "downward move (logarithm)"


def spread(m: World, name: str, luck: Value) -> Value:
    """Two-piece lognormal through P10, P50, P90 (name_low, _likely, _high, all positive); `luck` is standard normal."""
    low, likely, high = m[f"{name}_low"], m[f"{name}_likely"], m[f"{name}_high"]
    up, down = log(high / likely) / m["z90"], log(likely / low) / m["z90"]
    moved = m.part(maximum(luck, 0) * up, UP_LOG) + m.part(minimum(luck, 0) * down, DOWN_LOG)
    return likely * m.part(exp(m.part(moved, "move from likely (logarithm)")), "move from likely")


def spread_linear(m: World, name: str, luck: Value, what: str = "") -> Value:
    """Two-piece normal, for a quantity that may be zero or negative. `what` it is, where a line has several."""
    low, likely, high = m[f"{name}_low"], m[f"{name}_likely"], m[f"{name}_high"]
    up, down = (high - likely) / m["z90"], (likely - low) / m["z90"]
    moved = m.part(likely + m.part(maximum(luck, 0) * up, f"{what}upward move"), f"{what}likely plus upward move")
    return moved + m.part(minimum(luck, 0) * down, f"{what}downward move")


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
        m["package_included"] * (m["effort_base_likely"] * factor * m["history_factor"] + added),
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
    for end in ("low", "likely", "high"):
        m.line(
            f"role_rate_{end}",
            divided(grouped(m["line_fte"] * m[f"line_rate_{end}"], m["line_role"], "line", "role", roles), fte),
            f"Day rate, {end}",
            "currency/day",
        )
    luck = m["dial_rate"] + m.normal("rate", by="role")
    m.line("role_rate", spread(m, "role_rate", luck), "Day rate", "currency/day")
    m.line(
        "business_rate", spread(m, "business_rate", luck=m["dial_rate"]), "Day rate of business people", "currency/day"
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


def run_cost(m: World) -> None:
    """What a month in production costs at launch volume, before growth."""
    days = m.line(
        "activity_days",
        spread(m, "activity", m["dial_run"] + m.normal("activity", by="activity")),
        "Days a month",
        "person-days/month",
    )
    day = dot(m["activity_share"], m["role_rate"], "role") + m["activity_sme"] * m["business_rate"]
    people = m.line("activity_cost", days * day, "Cost a month", "currency/month")
    m.line("run_people", total(people, "activity"), "People who keep it running", "currency/month")
    other = m.line(
        "running_cost",
        spread_linear(m, "running", m["dial_run"] + m.normal("running", by="running")),
        "Cost a month",
        "currency/month",
    )
    m.line("run_services", total(other, "running"), "Cloud, tools and services", "currency/month")
    cases = m.line(
        "ai_cases", m["conversations"] * m["eligible_share"], "Conversations the AI handles", "conversations/month"
    )
    m.line(
        "run_review",
        cases * m["review_share"] * m["review_minutes"] / m["minutes_per_day"] * m["business_rate"],
        "People checking answers",
        "currency/month",
    )
    m.line(
        "run_errors",
        cases * m["accepted_errors"] * (1 - m["review_share"]) * m["error_cost"],
        "Wrong answers that nobody catches",
        "currency/month",
        "The accepted share of the answers that no person checks",
    )
    requests = m.line("requests", cases * m["turns"], "Requests", "requests/month", "Turns of all conversations")
    calls = m.line(
        "calls",
        requests * (1 + m["retry_share"]) * (1 + m["guard_share"]),
        "Model calls a month",
        "calls/month",
        "With retries, and the calls that guard and evaluate",
    )
    price = m.line(
        "call_price",
        m.part(
            (
                (m["input_tokens"] - m["cached_tokens"]) * m["price_input"]
                + m["cached_tokens"] * m["price_cached"]
                + m["output_tokens"] * m["price_output"]
            )
            / m["tokens_per_price"],
            "as billed",
        )
        / m["exchange_rate"],
        "Price of one call",
        "currency/call",
    )
    luck = m["dial_run"] + m.normal("token_use")
    m.line("token_luck", spread(m, "token_use", luck), "Tokens against expectation", "times")
    m.line("run_tokens", calls * price, "Model calls", "currency/month")
    # What lasts for years must not have a tail: the ends of these two ranges are limits.
    for key, label in (("call_price_year", "Price of a token"), ("call_tokens_year", "Tokens of a call")):
        chance = m.part(
            minimum(maximum(m["dial_run"] + m.normal(key), 0 - m["z90"]), m["z90"]), "luck within its limits"
        )
        low, likely, high = (log(1 + m[f"{key}_{end}"]) for end in ("low", "likely", "high"))
        up, down = (high - likely) / m["z90"], (likely - low) / m["z90"]
        change = m.part(likely + m.part(maximum(chance, 0) * up, UP_LOG), "likely and upward move (logarithm)")
        change += m.part(minimum(chance, 0) * down, DOWN_LOG)
        m.line(f"{key}_change", change, f"{label}, change a year", "log ratio/year")
    m.line(
        "token_change",
        (m["call_price_year_change"] + m["call_tokens_year_change"]) / 12,
        "Bill of a call, change a month",
        "log ratio/month",
    )
    metered(m)


def metered(m: World) -> None:
    """Services that charge by use: traces of requests, reads and storage of the index."""
    luck = m["dial_run"] + m.normal("metered", by="metered")
    units = m.line("metered_units", maximum(spread_linear(m, "unit", luck), 0), "Units a request", "units/request")
    used = m.line(
        "metered_used",
        (m["requests"] * units * m["unit_price"] + m["metered_standing"]) / m["exchange_rate"],
        "Used",
        "currency/month",
        "Requests times units times price, and what is stored",
    )
    covered = m.line(
        "metered_covered",
        minimum(used, m["metered_included"] / m["exchange_rate"]),
        "Of it in the base charge",
        "currency/month",
        "At launch volume; growth pays the full price",
    )
    m.line("metered_cost", used - covered, "Charged on top", "currency/month")
    m.line("run_metered", total(used, "metered"), "Used of what is charged by use", "currency/month")
    m.line("run_covered", total(covered, "metered"), "Of it in the base charges", "currency/month")


def running(m: World) -> None:
    """What running costs month by month, from go-live on."""
    # In two factors, so that nothing of the size of months times draws has to be raised to a power.
    m.line("growth", exp(log(1 + m["growth_year"]) * m["month"] / 12), "Growth since the start", "times")
    m.line("launch", exp(log(1 + m["growth_year"]) * (0 - m["go_live"]) / 12), "Growth before launch", "times")
    age = m.line("age", maximum(m["month"] - m["go_live"], 0), "Months in production", "months")
    live = m.line("live", minimum(age, 1), "Part of the month in production", "share")
    m.line(
        "volume_month",
        m["growth"] * (m["launch"] * (m["run_review"] + m["run_errors"] + m["run_metered"])),
        "Checks, uncaught errors, charges by use, with growth since launch",
        "currency/month",
    )
    trend = m.line(
        "token_trend",
        exp(minimum(age, 12 * m["trend_years"]) * m["token_change"]),
        "Bill of a call against go-live",
        "times",
    )
    m.line("tokens_month", m["growth"] * m["run_tokens"], "Model calls, growing since the start", "currency/month")
    fixed = m.line(
        "run_fixed",
        m["run_people"] + m["run_services"] - m["run_covered"],
        "Running, whatever the volume",
        "currency/month",
        "Base charges less what they cover of the use at launch",
    )
    run = m.line(
        "run_month",
        live * (trend * m["tokens_month"] * (m["launch"] * m["token_luck"]) + m["volume_month"] + fixed),
        "Running",
        "currency",
    )
    launch = m.line(
        "run_launch",
        fixed
        + (m["run_review"] + m["run_errors"] + m["run_metered"])
        + m["token_luck"] * dot(m["run_tokens"], m["month_last"], "month"),
        "Running at launch volume",
        "currency/month",
        "At the token prices of the last month counted",
    )
    lived = m.line("lived", total(live, "month"), "Months in production that are counted", "months")
    m.line(
        "run_year",
        12 * where(lived > 0, divided(total(run, "month"), lived), launch),
        "Run cost a year",
        "currency/year",
        "Averaged over the months in production; at launch volume where none is counted",
    )


def benefit(m: World) -> None:
    """What a month is worth at full ramp and launch volume, before growth."""
    effect = spread_linear(m, "effect", m["dial_benefit"] + m.normal("effect", by="kpi"), "change a case, ")
    cash = spread_linear(m, "cashable", m["dial_benefit"] + m.normal("cashable", by="kpi"), "cashable share, ")
    cash = m.line("kpi_cashable", minimum(maximum(cash, 0), 1), "Share that becomes cash", "share")
    gained = m["kpi_counted"] * m["kpi_volume"] * m["kpi_eligible"] * effect
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
