"""Use in production: conversations, calls, tokens and their price by month, checks and uncaught errors."""

from __future__ import annotations

from waybook.model.currency import dollars_for_one
from waybook.model.given import asked, derived, own_ends, usual_ends
from waybook.model.input_table import OWN, Cell, Table
from waybook.model.prices import PRICE_LIST, TokenPrice, month_date, token_price
from waybook.model.problems import PlanProblem
from waybook.model.usage import MODEL_APPROACHES, usual_conversations, usual_growth
from waybook.model.work import Delivery
from waybook.plan import Plan
from waybook.plan.economics import STEEPEST_FALL, STEEPEST_RISE
from waybook.plan.part import ENDS
from waybook.reference import Reference


def usage(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """Volumes at launch, what a call is made of, and what people check of it."""
    usage, known = plan.architecture.usage, reference.parameters
    asked(
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
    asked(
        table,
        "turns",
        usage.turns if calls else 0.0,
        known["turns"],
        "Model calls in a conversation",
        "architecture.usage.turns" if calls else "",
        low=0,
    )
    asked(
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
    asked(
        table,
        "cached_tokens",
        cached,
        known["cached_tokens"],
        "Of them cached",
        "architecture.usage.cached_tokens",
        low=0,
    )
    asked(
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
        for end, cell in (own_ends(view, path) if view else usual_ends(rate, 1.0)).items():
            table.number(
                f"{key}_{end}", cell.value, f"{label}, {end}", rate.unit, path=f"{path}.{end}",
                low=STEEPEST_FALL, high=STEEPEST_RISE, **whose,
            )  # fmt: skip
    asked(
        table, "trend_years", trend.years, reference.prices["trend_years"], "Years such a change is taken to last",
        "economics.trend.years", low=0, high=10,
    )  # fmt: skip
    asked(
        table,
        "review_share",
        plan.architecture.human_review_share,
        known["review_share"],
        "Answers checked by a person",
        "architecture.human_review_share",
        low=0,
        high=1,
    )
    asked(
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
        derived(table, key, own, 0.0, "Not answered: nothing is counted", label, unit, f"architecture.{key}", 0, most)
    words = "Users at launch and a year on" if usual_growth(plan) else "Not answered: the volume stays as it is"
    path = "architecture.usage.growth"
    derived(
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


def tokens(plan: Plan, reference: Reference, table: Table, work: Delivery) -> None:
    """The price of tokens month by month, in dollars.

    Raises:
        PlanProblem: the model has no price, or more tokens are cached than sent.
    """
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
