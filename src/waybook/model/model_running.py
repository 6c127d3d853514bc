"""The model in production: what a month of it costs, and how that grows."""

from __future__ import annotations

from waybook.model.algebra import divided, dot, exp, log, maximum, minimum, total, where
from waybook.model.spread import DOWN_LOG, UP_LOG, spread, spread_linear
from waybook.model.worlds import World
from waybook.plan.part import ENDS


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
        "ai_cases",
        m["conversations"] * m["eligible_share"] * (1 + m["lever_volume"]),
        "Conversations the AI handles",
        "conversations/month",
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
        / m["exchange_rate"]
        * (1 + m["lever_tokens"]),
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
        low, likely, high = (log(1 + m[f"{key}_{end}"]) for end in ENDS)
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
        "Checks, errors and charges by use, with growth",
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
