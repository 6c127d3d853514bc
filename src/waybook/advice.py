"""What the numbers advise: go ahead, start smaller, prove it first, measure first, or do not build this.

Work that has begun is forecast from its actuals, and what is live is told as it came out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from waybook.durations import date_in
from waybook.estimate import estimate
from waybook.model import PlanProblem, Results
from waybook.model.decision import gate
from waybook.model.results import quantiles
from waybook.model.scenarios import SAME_PRODUCT, Variant, compare, variants, varied
from waybook.plan import Plan, PlanError
from waybook.plan.fields import note
from waybook.readiness.tables import tables
from waybook.reforecast import Reforecast, reforecast
from waybook.wording import after, money, months, percent

Kind = Literal["go", "smaller", "prove", "other", "stop", "measure", "live"]
DRAWS = 1024
"""A quarter of the draws is enough to compare ways, because all meet the same luck."""
CLEARLY = 0.5


@dataclass(frozen=True)
class Advice:
    """One decision to ask for.

    `sentence` is the headline, `reasons` what it rests on, `actual` the forecast from the actuals (None without them).
    `ask` is the money to release (plan's currency, P80; 0 when nothing is asked for) and `until` months from the start
    (P80) it is to last; `buys` says what the money is for.
    """

    kind: Kind
    sentence: str
    reasons: tuple[str, ...]
    ask: float
    until: float
    buys: str
    by: dt.date
    actual: Reforecast | None = None


def advise(found: Results) -> Advice:
    """The advice of a simulated plan, with its actuals where there are any."""
    told = _told(found)
    words = what_if(found.plan)
    return replace(told, sentence=f"{told.sentence} (what if: {words})") if words else told


def what_if(plan: Plan) -> str:
    """The what-if percentages that are not 0, in words; "" for the plan as typed.

    >>> what_if(Plan(economics={"levers": {"rates": 0.1, "tokens": -0.25}}))
    'all day rates +10%, token prices −25%'
    """
    moved = {name: value for name, value in plan.economics.levers if value}
    return ", ".join(
        f"{note(f'economics.levers.{name}').title.lower()} {100 * value:+g}%".replace("-", "−")
        for name, value in moved.items()
    )


def _told(found: Results) -> Advice:
    try:
        actual = reforecast(found.plan, found.reference)
    except PlanProblem:
        actual = None  # actuals that contradict themselves; the screen of the actuals says so
    if found.plan.operation.live is not None:
        return _live(found, found.plan.operation.live, actual)
    advice = _before(found)
    return advice if actual is None else _under_way(found, advice, actual)


def _before(found: Results) -> Advice:
    """The advice before any work is done.

    The chance of a gain is held against what the sponsor asks for (the plan's own appetite, else the default); other
    ways are compared on the same draws. `stop` means that neither the plan, nor deciding at the gate, nor any way
    compared is worth its money on average.
    """
    gain = 1 - found.p_loss
    asked = found.plan.prototype.appetite
    asked = tables().threshold("appetite") if asked is None else asked
    if not found.benefit_counted:
        return _measure(found)
    if gain >= asked:
        return _go(found, asked)
    ways = _ways(found)
    table = compare([one for _, one in ways])
    names = [way.id for way, _ in ways]
    if "smaller" in names:
        place = names.index("smaller")
        if table.mean[place] > 0 and table.better[place, 0] > CLEARLY and ways[place][1].p_loss < found.p_loss:
            return _smaller(found, *ways[place], float(table.better[place, 0]))
    decided = gate(found)
    likely = gain >= 1 - tables().threshold("loss_chance")
    if decided.look > 0 and (likely or found.npv.mean > 0):
        return _prove(found, asked)
    if table.best and table.mean[table.best] > 0:
        return _other(found, ways[table.best][0], float(table.mean[table.best]), float(table.better[table.best, 0]))
    if decided.look > 0 or table.mean[0] > 0:
        return _prove(found, asked)
    return _stop(found, ways[table.best][0], float(table.mean[table.best]))


def _live(found: Results, since: dt.date, actual: Reforecast | None) -> Advice:
    currency, operation = found.plan.currency, found.plan.operation
    planned = f"{money(found.cost.p80, currency)} by {after(found.plan.start, found.months.p80)} (P80)"
    spent = actual.spent if actual else None
    took = f" for {money(spent, currency)}" if spent is not None else ""
    reasons = []
    run = max((one for one in operation.months if one.run_cost is not None), key=lambda one: one.month, default=None)
    if run is not None and run.run_cost is not None:
        reasons.append(
            f"Running it cost {money(run.run_cost, currency)} in {run.month:%b %Y}; "
            f"the plan has {money(found.run_cost_year.p50 / 12, currency)} a month (median)"
        )
    first = next(iter(found.plan.objectives.kpis), None)
    seen = max((one for one in operation.months if one.kpi is not None), key=lambda one: one.month, default=None)
    if first is not None and seen is not None and seen.kpi is not None and first.target is not None:
        ends = f"{measured(seen.kpi, first.unit)} in {seen.month:%b %Y}; target {measured(first.target, first.unit)}"
        reasons.append(f"{first.name or 'First measure of success'}: {ends}")
    if not reasons:
        reasons.append("No month in production has been entered yet")
    reasons.append(f"As planned: {_worth(found)[0].lower()}{_worth(found)[1:]}")
    sentence = f"Live since {since:%b %Y}{took}; planned: {planned}"
    return replace(_made(found, "live", sentence, reasons, 0.0, 0.0, "nothing: it is live"), actual=actual)


def _under_way(found: Results, advice: Advice, actual: Reforecast) -> Advice:
    """Advice to people who have begun: what is spent is spent, and the forecast is today's."""
    currency, live = found.plan.currency, after(found.plan.start, actual.months_p80)
    told = (
        f"Spent {money(actual.spent, currency)} by {actual.as_of:%d %b %Y}; as the work goes, it ends at "
        f"{money(actual.cost_p80, currency)} and is live by {live} (P80)"
    )
    made = replace(advice, actual=actual, reasons=(told, *advice.reasons[:2]))
    if advice.kind != "go":
        more = max(0.0, advice.ask - actual.spent)
        sentence = advice.sentence
        if advice.kind == "measure":
            sentence = f"Measure before more is spent: {money(actual.spent, currency)} is, and no benefit is counted"
        elif advice.kind == "prove":
            sentence = f"Release {money(more, currency)} more up to the prototype gate, then decide"
            sentence = sentence if more else "Decide at the prototype gate before more is spent"
        return replace(made, sentence=sentence, ask=more, until=advice.until if more else 0.0)
    more = max(0.0, actual.cost_p80 - actual.spent)
    sentence = f"Carry on: {money(more, currency)} more and live by {live}, at 80% confidence"
    return replace(
        made, sentence=sentence, ask=more, until=actual.months_p80, by=date_in(found.plan.start, actual.months_p80)
    )


def measured(value: float, unit: str) -> str:
    """A value of a measure of success with its unit; shares in per cent.

    >>> measured(0.31, "share of eligible contacts"), measured(38, "minutes")
    ('31% of eligible contacts', '38 minutes')
    """
    share = unit.startswith("share of ")
    return " ".join(
        filter(None, [f"{value * 100:g}%" if share else f"{value:g}", unit.removeprefix("share ") if share else unit])
    )


def _ways(found: Results) -> list[tuple[Variant, Results]]:
    """The plan and the other ways that change what is built (not who, when or with which model), with fewer draws."""
    tried: list[tuple[Variant, Results]] = []
    for way in variants(found.plan, found.reference):
        if way.id in SAME_PRODUCT:
            continue
        try:
            tried.append((way, estimate(varied(found.plan, way, found.reference), found.reference, DRAWS)))
        except (PlanProblem, PlanError):  # also a kept version that cannot be read
            if way.id == "planned":
                raise
    return tried


def _made(found: Results, kind: Kind, sentence: str, reasons: list[str], ask: float, until: float, buys: str) -> Advice:
    return Advice(kind, sentence, tuple(reasons), ask, until, buys, date_in(found.plan.start, until))


def _loss(found: Results) -> str:
    years = found.plan.economics.horizon_years
    return f"{percent(found.p_loss)} of simulated projects lose money over {years} year{'s' if years > 1 else ''}"


def _worth(found: Results) -> str:
    currency = found.plan.currency
    return f"Median net present value {money(found.npv.p50, currency)}, mean {money(found.npv.mean, currency)}"


def _go(found: Results, asked: float) -> Advice:
    cost, live = money(found.cost.p80, found.plan.currency), after(found.plan.start, found.months.p80)
    reasons = [
        f"{percent(1 - found.p_loss)} chance of a gain; asked for: at least {percent(asked)}",
        _worth(found),
        *_limits(found),
    ]
    return _made(
        found, "go", f"Go ahead: {cost} and live by {live}, at 80% confidence", reasons, found.cost.p80,
        found.months.p80, "the build to go-live",
    )  # fmt: skip


def _smaller(found: Results, way: Variant, tried: Results, better: float) -> Advice:
    currency = found.plan.currency
    cost = money(tried.cost.p80, currency)
    reasons = [
        f"As planned, {_loss(found)}; starting smaller, {percent(tried.p_loss)}",
        f"Worth more than the plan in {percent(better)} of draws, at {percent(way.reach)} of its benefit (judged)",
        f"Build cost P80 {cost} instead of {money(found.cost.p80, currency)}, "
        f"live by {after(found.plan.start, tried.months.p80)} instead of {after(found.plan.start, found.months.p80)}",
    ]
    return _made(
        found, "smaller", f"Start smaller: {cost} for a bounded first version", reasons, tried.cost.p80,
        tried.months.p80, "a bounded first version, live",
    )  # fmt: skip


def _prove(found: Results, asked: float) -> Advice:
    sunk = found.sunk_at_gate.p80
    decided = gate(found)
    reasons = [
        f"{percent(1 - found.p_loss)} chance of a gain, below the {percent(asked)} asked for",
        f"{percent(decided.p_go)} of prototypes would say build; being able to stop then is worth "
        f"{money(decided.value, found.plan.currency)} on average",
        _worth(found),
    ]
    title = f"Release {money(sunk, found.plan.currency)} up to the prototype gate, then decide"
    return _made(found, "prove", title, reasons, sunk, found.gate_months.p80, "work up to the prototype gate")


def _other(found: Results, way: Variant, mean: float, better: float) -> Advice:
    reasons = [
        f"As planned, {_loss(found)}",
        f"{way.label} is worth {money(mean, found.plan.currency)} on average, more than the plan in {percent(better)} "
        f"of draws, at {percent(way.reach)} of its benefit (judged)",
        _worth(found),
    ]
    title = f"Do not build it as planned: look at '{way.label}' first"
    return _made(found, "other", title, reasons, 0.0, 0.0, f"nothing until '{way.label}' is worked out")


def _stop(found: Results, best: Variant, mean: float) -> Advice:
    currency = found.plan.currency
    least = "the plan as it stands" if best.id == "planned" else f"'{best.label}'"
    reasons = [
        _loss(found),
        f"None of the ways compared pays off; {least} loses least ({money(mean, currency)} on average)",
        f"Stopping now saves a build of {money(found.cost.p50, currency)} to {money(found.cost.p80, currency)}",
    ]
    return _made(found, "stop", "Do not build this: it is not worth its cost", reasons, 0.0, 0.0, "nothing")


def _measure(found: Results) -> Advice:
    stage = found.inputs["package_stage"].values == 1
    spent = found.draws.value("package_cost")[stage].sum(axis=0)
    p80 = quantiles(spent, (0.8,))[0] if stage.any() else 0.0
    until = next((one.finish_p80 for one in found.stages if one.stage == 1), 0.0)
    reasons = [
        "No measure of success has baseline, target, volume and worth, so no benefit is counted",
        f"Without benefit it costs {money(-found.npv.p50, found.plan.currency)} over "
        f"{found.plan.economics.horizon_years} years (median, discounted)",
        f"The build would take {months(found.months.p50)} to {months(found.months.p80)} (P50 to P80)",
    ]
    title = f"Measure first: release {money(p80, found.plan.currency)} for Discovery only"
    return _made(found, "measure", title, reasons, p80, until, "Discovery: process, baseline and data")


def _limits(found: Results) -> list[str]:
    words = []
    if found.p_on_budget is not None:
        words.append(f"within the budget in {percent(found.p_on_budget)}")
    if found.p_on_time is not None:
        words.append(f"on time in {percent(found.p_on_time)}")
    if found.p_both is not None:
        words.append(f"both in {percent(found.p_both)}")
    return [", ".join(words)[0].upper() + ", ".join(words)[1:]] if words else []
