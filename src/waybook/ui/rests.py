"""What each chart, table and row of numbers on a screen rests on: results of the model, its inputs, answers of the
plan, rows of the reference data. A figure cannot be drawn before it is here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from waybook.compliance import duties, rule_book, understood
from waybook.model import Results
from waybook.model.candidates import offers
from waybook.model.stated import Stated, of_inputs, of_plan
from waybook.plan.team import ROLE_NAMES, SOURCINGS
from waybook.reference import Quantity, load
from waybook.ui import desk

Rows = Callable[[], Iterator[Stated]]


@dataclass(frozen=True)
class Rests:
    """`lines` of the model whose inputs are traced, `inputs` of it by key, `answers` by plan field, other `rows`.

    `says` what a card cannot: how the figure is made of them.
    """

    lines: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()
    says: str = ""

    def stated(self, found: Results | None) -> list[Stated]:
        """The numbers beside those of the lines; those of the model only where there is an estimate."""
        plan, known = desk.plan(), load()
        rows = [one for make in self.rows for one in make()]
        if found is not None and self.inputs:
            rows += of_inputs(found.inputs, self.inputs)
        return rows + [one for path in self.answers for one in of_plan(plan, known, path)]


def load_steps() -> Iterator[Stated]:
    """The steps of hosting: what each carries."""
    for one in load().load_steps:
        unit = "model calls a minute in the busiest hour, at most"
        yield Stated(one.name, one.adds, one.calls_to, None, None, unit, one.source, one.date, one.grade)


def model_prices() -> Iterator[Stated]:
    """The candidate models: what a million tokens cost, with every change the price list knows."""
    found = desk.results_or_none()
    for one in offers(found) if found else ():
        price = one.price
        words = f"${price.input:.3g} in, ${price.cached:.3g} cached, ${price.output:.3g} out for a million tokens"
        changes = "; ".join(f"{change.factor:.2g}× from {change.month:%b %Y}" for change in one.changes)
        grade = "own" if one.own else "vendor"
        yield Stated(one.label, changes, price.input, None, None, "USD", one.source, one.checked, grade, "", words)


def parameters(*prefixes: str) -> Rows:
    """Reference figures whose names begin so."""

    def rows() -> Iterator[Stated]:
        known = load()
        for name, one in (known.parameters | known.prices).items():  # type: ignore[operator]
            if name.startswith(prefixes):
                yield Stated.quantity(name[:1].upper() + name[1:].replace("_", " "), one, one.note)

    return rows


def classes(*kinds: str) -> Rows:
    """Numbers of the reference classes of these kinds."""

    def rows() -> Iterator[Stated]:
        for one in load().reference_classes:
            if one.kind in kinds:
                yield Stated.quantity(f"{one.label}: {one.parameter.replace('_', ' ')}", one.quantity, one.note)

    return rows


def overruns() -> Iterator[Stated]:
    """What finished projects and tasks took against their estimate."""
    for one in load().overruns:
        what = f"{one.level.capitalize()} {one.what}, {one.n:,} of them"
        yield Stated(what, "", one.p50, one.p10, one.p90, "times", one.source, one.date, one.grade)


def scores() -> Iterator[Stated]:
    """How the approaches compare on what no model of cost can say."""
    for one in load().approach_scores:
        marks = (
            f"performance {one.performance}, reliability {one.reliability}, security {one.security}, "
            f"availability {one.availability} of 5"
        )
        yield Stated(one.id.replace("_", " "), one.because, 0, None, None, "", one.source, one.date, one.grade, "",
                     marks)  # fmt: skip


def reasons() -> Iterator[Stated]:
    """What each reason for failure does where it happens; its probability is an input of the model."""
    for one in load().reasons:
        low, likely, high = one.multiplier
        yield Stated(one.name, "exposed work, if it happens", likely, low, high, "times", one.source, one.date,
                     one.grade)  # fmt: skip


def rates() -> Iterator[Stated]:
    """Day rates of the plan's market by role and source."""
    plan, known = desk.plan(), load()
    for role, name in ROLE_NAMES.items():
        seen: set[Quantity] = set()
        for kind, words in SOURCINGS.items():
            rate = known.rate(role, known.sourcing_for(plan.team.market, kind).sourcing)
            if rate not in seen:
                seen.add(rate)
                yield Stated.quantity(name, rate, words)


def packages() -> Iterator[Stated]:
    """Usual days and waits of the catalogue's work packages for the plan's size."""
    size = desk.plan().architecture.size or "M"
    for one in load().packages:
        low, likely, high = one.effort[size]
        name = f"{one.id} {one.name}"
        yield Stated(name, f"size {size}", likely, low, high, one.unit, one.source, one.date, one.grade)
        if one.wait_weeks:
            low, likely, high = one.wait_weeks
            yield Stated(name, "wait", likely, low, high, "weeks", one.source, one.date, one.grade)


def activities() -> Iterator[Stated]:
    """How the days of running are split over the seven activities."""
    for one in load().activities:
        yield Stated(one.name, f"of {one.package}", one.share, None, None, "share", one.source, one.date, one.grade)


def adjustments() -> Iterator[Stated]:
    """What the answers changed in the defaults."""
    found = desk.results_or_none()
    for one in found.adjustments if found else ():
        unit = {"multiply": "times", "add": "added"}.get(one.operation, one.operation)
        yield Stated(one.because, one.target, one.value, None, None, unit, one.source, one.date, one.grade, one.field)


def law() -> Iterator[Stated]:
    """Days and waits of the duties that apply or cannot be ruled out."""
    book = rule_book()
    for duty in duties(understood(desk.plan().compliance.answers, book), dt.date.today()):
        where = "; ".join(book.sources[name].title for name in duty.source)
        whole = f"{duty.article}. Days judged. Read in: {where}" if where else f"{duty.article}. Days judged"
        yield Stated(
            duty.title, f"{duty.id}, {duty.status}", 0, None, None, "", whole, duty.evidence_date, duty.days_grade, "",
            duty.effort,
        )  # fmt: skip


def measured() -> Iterator[Stated]:
    """What was measured in the team's own data, kept in the plan or just taken."""
    for one in desk.plan().data.measurements:
        low, likely, high = (one.days.low, one.days.likely, one.days.high) if one.days else (0.0, 0.0, 0.0)
        yield Stated(
            one.source or "A source", "days to prepare it", likely, low, high, "person-days",
            "Counted in the data itself; days judged by finding", one.taken[:10], "measured",
        )  # fmt: skip
    now = st.session_state.get("measured")
    if now is not None and not now.kept:
        yield Stated(
            now.source or "A source", "just measured, not in the plan yet", 0, None, None, "",
            "Counted in the data itself; days judged by finding", "today", "measured", "", "every figure here",
        )  # fmt: skip


COST, DATE, RUN, WORTH = ("build_cost",), ("go_live",), ("run_year",), ("npv",)
BUDGET, WANTED, GUESS = "economics.budget", "economics.target_months", "first_guess"
READY = ("readiness", "objectives", "data", "architecture.components", "team", "operation.activities")
TRIALS = "Your own thresholds and results; the interval follows from the number of cases."
BY_ANSWERS = "Placed by your own answers: nothing is counted that the plan does not say."
_ACTUALS = ("operation.months", "operation.progress", "operation.watches")
_PROCESS = Rests(
    inputs=("business_rate_likely", "minutes_per_day"),
    answers=("objectives.volume", "objectives.handling_minutes", "objectives.error_rate", "objectives.steps"),
    says="Cases times minutes, at the day rate of business people.",
)
_DATA = Rests(rows=(measured, parameters("connect", "document", "prepar")), says="Aggregates of your own data.")
_LAW = Rests(rows=(law,), answers=("compliance.start_stage", "compliance.legal_rate"), says="Articles as read.")
_WAYS = Rests(WORTH, rows=(parameters("reach_"),), says="Each way is the plan simulated again with the same draws.")

_RUNNING = (
    "activity_likely", "running_likely", "unit_likely", "unit_price", "price_input", "price_cached", "price_output",
    "input_tokens", "cached_tokens", "output_tokens", "turns", "conversations", "growth_year", "retry_share",
    "guard_share", "review_share", "review_minutes", "accepted_errors", "error_cost",
)  # fmt: skip

RESTS: dict[str, Rests] = {
    "top bar": Rests(COST + DATE + RUN, answers=(BUDGET, WANTED)),
    "first range": Rests(DATE + COST),
    # objectives, data, architecture, compliance, team
    "process today": _PROCESS,
    "process": _PROCESS,
    "measured": _DATA,
    "approaches": Rests(RUN + DATE, answers=("architecture.weights",), rows=(scores, parameters("reach_"))),
    "duties": _LAW,
    "law dates": _LAW,
    "what an answer settles": _LAW,
    "who builds": Rests(COST + DATE + RUN, rows=(rates,)),
    "default rates": Rests(rows=(rates, parameters("hire_wait", "contract_wait", "partner_wait", "joiner_loss"))),
    "coverage": Rests(answers=("team.lines",), inputs=("share",), says="Your team against what the work asks for."),
    # prototype to optimisation
    "trial": Rests(answers=("prototype",), says=TRIALS),
    "verdict": Rests(answers=("prototype",), says=TRIALS),
    "traps": Rests(answers=READY, says=BY_ANSWERS),
    "iceberg": Rests(inputs=("effort_base_likely",), answers=("architecture.components",)),
    "work packages": Rests(answers=("estimates.packages", "estimates.widening"), rows=(packages, parameters("crew"))),
    "reasons": Rests(COST, inputs=("risk_probability",), answers=("readiness",), rows=(reasons,)),
    "pairs": Rests(answers=READY, says=BY_ANSWERS),
    "principles": Rests(answers=READY, says=BY_ANSWERS),
    "requirements": Rests(DATE, answers=("architecture.components",)),
    "go live": Rests(answers=("gates", "architecture.components"), says=BY_ANSWERS),
    "forecast": Rests(COST + DATE, answers=_ACTUALS, says="What is done is fixed; what is left is simulated again."),
    "spending": Rests(COST, answers=_ACTUALS),
    "since baseline": Rests(COST + DATE, answers=_ACTUALS),
    **dict.fromkeys(("accuracy", "users", "tokens", "kpi"), Rests(answers=_ACTUALS)),
    "run_cost": Rests(RUN, answers=_ACTUALS),
    "run calendar": Rests(inputs=("activity_likely",), answers=("operation.activities",), rows=(activities,)),
    "versions": Rests(COST + DATE + WORTH, says="As estimated on the day each version was kept."),
    # outcome
    "findings": Rests(COST + DATE + RUN, rows=(adjustments,), says="The plan simulated again as if it were repaired."),
    "cost": Rests(COST, answers=(BUDGET,)),
    "walk": Rests(COST + RUN, answers=(GUESS,)),
    "walk time": Rests(DATE, answers=(GUESS,)),
    "roles": Rests(COST, inputs=("line_rate_likely", "business_rate_likely", "line_fte")),
    **dict.fromkeys(("honesty", "outcomes", "effort", "data and feature", "themes", "reserve", "tornado"),
                    Rests(COST)),
    "risks": Rests(COST, inputs=("risk_probability",), rows=(reasons,)),
    "remedies": Rests(COST, inputs=("risk_probability",), rows=(reasons,)),
    "stopping": Rests(COST, answers=("economics.stop_loss",), rows=(classes("cost"),)),
    **dict.fromkeys(("date", "time", "demo", "more"), Rests(DATE)),
    **dict.fromkeys(("stages", "packages", "all packages"), Rests(DATE, inputs=("effort_base_likely", "wait_likely"))),
    "joint": Rests(COST + DATE, answers=(BUDGET, WANTED)),
    "running": Rests(RUN, inputs=_RUNNING),
    "run months": Rests(RUN, inputs=("call_price_year_likely", "call_tokens_year_likely", "trend_years", *_RUNNING)),
    "load": Rests(RUN, rows=(load_steps, parameters("hosting_", "monitoring_"))),
    "models": Rests(rows=(model_prices,), answers=("economics.price", "economics.trend", "architecture.usage"),
                    inputs=("exchange_rate", "retry_share", "guard_share"),
                    says="Prices at go-live, with the surcharge of the plan's region where there is one."),
    **dict.fromkeys(
        ("cash", "months", "payback", "worth today", "volume", "gate", "worth", "ranks", "what would have to be true"),
        Rests(WORTH + COST + RUN, answers=("objectives.kpis", "economics")),
    ),
    **dict.fromkeys(("side by side", "better", "between"), _WAYS),
    "what if": Rests(COST + DATE + WORTH, answers=("economics.levers",),
                     says="As typed is the same plan, simulated with every percentage at 0%."),
    "outside cost": Rests(COST, rows=(classes("cost"),)),
    "outside time": Rests(DATE, rows=(classes("duration", "months"),)),
    "back-test": Rests(inputs=("correlation",), rows=(overruns,)),
    "reference classes": Rests(rows=(classes("cost", "duration", "months"),)),
    "conventions": Rests(COST + DATE, rows=(classes("accuracy", "public", "months"),)),
    "finished projects": Rests(rows=(overruns,)),
}  # fmt: skip
"""Key of a chart, a table or a row of numbers -> what it rests on."""
