"""Money: the budget, what things cost to run, and how benefit is counted."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import field_validator

from waybook.plan.part import Part, Range, question

STEEPEST_FALL, STEEPEST_RISE = -0.99, 10.0
"""Changes a year that a trend may have: to a hundredth, and elevenfold."""


class OneOff(Part):
    """A cost that is not people's days: licences, tools, a penetration test."""

    name: str = question("", "What", "What is bought", max_length=120)
    amount: Range = question(..., "Cost", "Low, likely, high", unit="currency")
    phase: Literal["prototype", "build"] = question(
        "build",
        "Spent",
        "Before or after the prototype gate",
        labels={"prototype": "Up to the prototype gate", "build": "After the gate"},
    )


class PriceOverride(Part):
    """Your own price for a model, with where it comes from."""

    input_mtok: float = question(..., "Input price", "For a million input tokens", unit="USD/million tokens", ge=0)
    cached_mtok: float | None = question(
        None, "Cache price", "For a million cached tokens", unit="USD/million tokens", ge=0
    )
    output_mtok: float = question(..., "Output price", "For a million output tokens", unit="USD/million tokens", ge=0)
    source: str = question("", "Source", "Contract, offer or page", max_length=200)
    date: dt.date | None = question(None, "Checked", "Date of the price")


class Trend(Part):
    """Your own view of how the bill of a call changes from go-live on, with where it comes from."""

    price: Range | None = question(
        None, "Price of a token, change a year", "Low, likely, high; negative: it falls", unit="share/year"
    )
    tokens: Range | None = question(
        None, "Tokens of a call, change a year", "Low, likely, high; negative: it needs fewer", unit="share/year"
    )
    years: float | None = question(
        None, "Lasts", "Years after go-live that it goes on so; then all stays as it is", unit="years", ge=0, le=10
    )
    source: str = question("", "Source of the trend", "Contract, bills of the past or a page", max_length=200)
    date: dt.date | None = question(None, "Trend checked", "Date of the figures")

    @field_validator("price", "tokens")
    @classmethod
    def _something_is_left(cls, value: Range | None) -> Range | None:
        if value is not None and not STEEPEST_FALL <= value.low <= value.high <= STEEPEST_RISE:
            raise ValueError(f"a change a year has to be from −99% to {STEEPEST_RISE:+,.0%}")
        return value


class RunCost(Part):
    """A monthly running cost of your own."""

    name: str = question("", "What", "What is paid each month", max_length=120)
    amount: Range = question(..., "A month", "Low, likely, high", unit="currency/month")


class Levers(Part):
    """What if: more or less of everything of one kind, on top of what the plan says. 0 is the plan as it stands."""

    rates: float = question(
        0.0, "All day rates", "Of the team and of business people; +10% for salaries a tenth higher",
        unit="share", ge=-0.9, le=9,
    )  # fmt: skip
    effort: float = question(
        0.0, "All effort", "Days of every work package, and with them time", unit="share", ge=-0.9, le=9
    )
    volume: float = question(
        0.0, "Usage volume", "Conversations and cases: model calls, checks and benefit", unit="share", ge=-0.9, le=9
    )
    tokens: float = question(0.0, "Token prices", "Of every model call", unit="share", ge=-0.9, le=9)


class Economics(Part):
    """Budget, dates, prices and the rules for counting benefit."""

    budget: float | None = question(
        None, "Budget to go-live", "What the sponsor is ready to spend on building it", unit="currency", ge=0
    )
    target_months: float | None = question(
        None, "Needed by", "Months from the start to the date the sponsor wants", unit="months", gt=0, le=240
    )
    run_budget_year: float | None = question(
        None, "Run budget a year", "What may be spent each year to keep it running", unit="currency/year", ge=0
    )
    horizon_years: int = question(5, "Years counted", "From the start of the project", unit="years", ge=1, le=10)
    sector: Literal["private", "public"] = question(
        "private", "Discounting", "Whose money it is", labels={"private": "Private", "public": "Public (Green Book)"}
    )
    discount_rate: float | None = question(
        None, "Discount rate", "Empty: the default for the sector", unit="share/year", ge=0, le=1
    )
    one_offs: list[OneOff] = question(list, "Purchases", "Costs that are not people's days", max_length=60)
    run_costs: list[RunCost] = question(
        list, "Other monthly costs", "Running costs the model does not know", max_length=60
    )
    price: PriceOverride | None = question(None, "Own token price", "Instead of the price list")
    trend: Trend = question(Trend, "Trend from go-live on", "Instead of the judged one")
    levers: Levers = question(Levers, "What if", "More or less of everything of one kind")
    realisation: Range | None = question(
        None, "Realised share", "Share of the expected benefit that really comes", unit="share"
    )
    ramp_months: Range | None = question(
        None, "Half of the benefit by", "Months after go-live until half of it is there", unit="months"
    )
    stop_loss: float | None = question(
        None, "Stop-loss", "Spending at which the project is stopped, whatever its state", unit="currency", gt=0
    )
    exchange_rate: float | None = question(
        None, "Exchange rate", "US dollars for one unit of the plan's currency", unit="USD", ge=0.001, le=1000
    )
