"""Re-forecast from actuals: what is done is fixed, what is left is simulated again with what the work has taught.

The observed ratio of actual to forecast days of finished packages is shrunk towards 1 with weight w = n / (n + k), the
usual credibility weight (Buhlmann 1967), and scales all that is left. k follows from the model's own correlation: the
shared bias has a part of 0.3 of the variance, its posterior after n packages a part 0.3 (1 - w).
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field

import numpy as np

from waybook.durations import DAYS_A_MONTH
from waybook.estimate import compliance_work, estimate
from waybook.model import PlanProblem, Results
from waybook.model.plan_model import model
from waybook.model.resolve import resolve
from waybook.model.work import DUTIES
from waybook.model.worlds import Numbers
from waybook.plan import Plan, PlanError, read, write
from waybook.plan.operation import Baseline, Operation
from waybook.plan.part import ENDS
from waybook.readiness.sight import changed
from waybook.readiness.tables import tables
from waybook.reference import Reference, load

DRAWS = 1024
GATE_PACKAGE = "P5"
MOST_VERSIONS = 8
PARTS = (
    "industry", "objectives", "data", "architecture", "compliance", "team", "readiness", "prototype", "estimates",
    "economics", "start",
)  # fmt: skip
"""Parts of the plan that move the estimate, in the order of the stages."""


@dataclass(frozen=True)
class Reforecast:
    """The plan with its actuals. Money in the plan's currency, months from the project's start.

    `ratio` is the shrunk ratio of actual to forecast days over `finished` packages, `observed` the ratio as it was.
    `spent_known` is False where spending was not entered and days were priced instead. `left` are the results of what
    is left; None once it is live.
    """

    as_of: dt.date
    elapsed: float
    spent: float
    spent_known: bool
    finished: int
    observed: float
    ratio: float
    cost_p50: float
    cost_p80: float
    months_p50: float
    months_p80: float
    left: Results | None = field(repr=False)


@dataclass(frozen=True)
class Step:
    """A step of the bridge since the baseline: what P80 of cost and months moved by."""

    label: str
    cost: float
    months: float


def take_baseline(plan: Plan, by: str, on: dt.date) -> Plan:
    """The plan with itself as its baseline; without its actuals. The baseline before it becomes a kept version.

    Raises:
        PlanProblem: a plan that cannot be estimated is nothing to commit to.
    """
    kept, former = plan.operation.versions, plan.operation.baseline
    if former is not None:
        named = former.model_copy(update={"name": former.name or f"Baseline of {former.taken:%d %B %Y}"})
        kept = [*kept, named][-MOST_VERSIONS:]
    return changed(plan, {"operation.baseline": snapshot(plan, "", by, on), "operation.versions": kept})


def snapshot(plan: Plan, name: str, by: str, on: dt.date) -> Baseline:
    """The plan as it is, to be kept: its text without actuals, and its date, cost and risk on that day.

    Raises:
        PlanProblem: the plan cannot be estimated.
    """
    found = estimate(plan)
    (cost_p50, cost_p80), (months_p50, months_p80) = (found.at(key, 0.5, 0.8) for key in ("build_cost", "go_live"))
    return Baseline(
        name=name.strip(),
        taken=on,
        by=by.strip(),
        plan=write(plan.model_copy(update={"operation": Operation()})),
        cost_p50=cost_p50,
        cost_p80=cost_p80,
        months_p50=months_p50,
        months_p80=months_p80,
        kept=found.p_both,
        loss=found.p_loss if found.benefit_counted else None,
    )


def baseline_of(plan: Plan) -> Plan | None:
    """The plan of the baseline; None where there is none or it cannot be read."""
    if plan.operation.baseline is None:
        return None
    try:
        return read(plan.operation.baseline.plan)
    except PlanError:
        return None


def reforecast(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> Reforecast | None:
    """The forecast from today's actuals; None while there are none.

    Raises:
        PlanProblem: the plan, or its actuals, contradict themselves.
    """
    known = reference or load()
    actual = plan.operation
    if not actual.progress and not any(one.spent is not None for one in actual.months):
        return None
    days = [one.month for one in actual.months] + [one.finished for one in actual.progress if one.finished]
    as_of = actual.as_of or max(days, default=plan.start)
    if as_of < plan.start:
        raise PlanProblem([f"operation.as_of: the actuals end on {as_of}, before the start on {plan.start}."])
    elapsed = (as_of - plan.start).days / DAYS_A_MONTH
    forecast = estimate(baseline_of(plan) or plan, known, draws)
    axis = forecast.inputs.axes["package"].ids
    effort = forecast.draws.value("effort")
    faults = [
        f"operation.progress[{place}].package: there is no work package '{one.package}'."
        for place, one in enumerate(actual.progress)
        if one.package not in axis and one.package not in DUTIES
    ]
    if faults:
        raise PlanProblem(faults)
    done = {one.package: one.days for one in actual.progress if one.left is None}
    logs = [
        math.log(taken / float(np.median(effort[axis.index(one)])))
        for one, taken in done.items()
        if one in axis and float(np.median(effort[axis.index(one)])) > 0
    ]
    observed = math.exp(sum(logs) / len(logs)) if logs else 1.0
    weight = len(logs) / (len(logs) + tables().threshold("ratio_weight"))
    ratio = observed**weight
    recorded = [one.spent for one in actual.months if one.spent is not None and one.month <= as_of]
    spent = sum(recorded) if recorded else _priced(forecast, {one.package: one.days for one in actual.progress})
    common = (as_of, elapsed, spent, bool(recorded), len(logs), observed, ratio)
    if actual.live is not None:
        live = (actual.live - plan.start).days / DAYS_A_MONTH
        return Reforecast(*common, spent, spent, live, live, None)
    left = _left(plan, known, set(done), ratio, weight, draws)
    cost, months = left.cost, left.months
    return Reforecast(*common, spent + cost.p50, spent + cost.p80, elapsed + months.p50, elapsed + months.p80, left)


def remaining(plan: Plan, done: set[str]) -> Plan:
    """The plan of what is left: finished packages are out, their people are there."""
    raw = plan.model_dump(mode="json")
    for one in done:
        raw["estimates"]["packages"].setdefault(one, {})["included"] = False
    if done:
        for line in raw["team"]["lines"]:
            line["available"], line["wait_weeks"] = "now", None
    if GATE_PACKAGE in done:
        raw["economics"]["one_offs"] = [one for one in raw["economics"]["one_offs"] if one["phase"] == "build"]
    raw["estimates"]["order"] = []
    return Plan.model_validate(raw)


def bridge(plan: Plan, reference: Reference | None = None, draws: int = DRAWS) -> list[Step]:
    """From the baseline's P80 to today's: one step for each part of the plan that changed, then what work has shown.

    The first step is the baseline itself, the others are differences; they add up to the last forecast. Empty without a
    readable baseline.

    Raises:
        PlanProblem: a plan on the way contradicts itself.
    """
    known = reference or load()
    then = baseline_of(plan)
    if then is None:
        return []
    before = estimate(then, known, draws)
    found = [Step("Baseline", before.cost.p80, before.months.p80)]
    here, last = then, before
    for part in PARTS:
        if getattr(here, part) == getattr(plan, part):
            continue
        here = here.model_copy(update={part: getattr(plan, part)})
        now = estimate(here, known, draws)
        title = type(plan).model_fields[part].title or part
        found.append(Step(title, now.cost.p80 - last.cost.p80, now.months.p80 - last.months.p80))
        last = now
    actual = reforecast(plan, known, draws)
    if actual is not None:
        found.append(
            Step("What the work has shown", actual.cost_p80 - last.cost.p80, actual.months_p80 - last.months.p80)
        )
    return found


def planned_spending(results: Results) -> list[tuple[int, float]]:
    """(month, money) so far at the end of each month: each package's mean cost over its median time."""
    packages = results.packages
    last = math.ceil(max((one.finish_p50 for one in packages), default=0.0))
    found = []
    for month in range(1, last + 1):
        so_far = sum(
            one.cost * min(1.0, max(0.0, (month - one.start) / max(one.finish_p50 - one.start, 1e-9)))
            for one in packages
        )
        found.append((month, so_far))
    return found


def _left(plan: Plan, reference: Reference, done: set[str], ratio: float, known: float, draws: int) -> Results:
    """Results of what is left; `known` is the weight of what the finished packages say of the shared bias."""
    rest = remaining(plan, done)
    work = compliance_work(rest, reference)
    inputs = resolve(rest, reference, work)
    axis = inputs.axes["package"].ids
    shared = inputs.scalar("correlation")
    gone = shared * known
    changes = {
        "history_factor": inputs["history_factor"].values * ratio,
        # What finished work has taught of the shared bias is doubt that is gone.
        "correlation": np.asarray((shared - gone) / (1 - gone)),
        "history_spread": inputs["history_spread"].values * math.sqrt(1 - gone),
    }
    scale = float(changes["history_factor"])
    for one in plan.operation.progress:
        if one.left is None or one.package not in axis:
            continue
        place = axis.index(one.package)
        factor = math.prod(
            row.value for row in inputs.adjustments if row.target == one.package and row.operation == "multiply"
        )
        own = one.left / (factor * scale)  # the estimate of those who do it stands as they gave it
        spread = {end: inputs[f"effort_base_{end}"].values[place] for end in ENDS}
        for end in ENDS:
            key = f"effort_base_{end}"
            values = changes.get(key, inputs[key].values).copy()
            values[place] = own * spread[end] / spread["likely"]
            changes[key] = values
    inputs = inputs.with_values(changes)
    numbers = Numbers(inputs, draws, rest.seed)
    model(numbers)
    return Results(rest, reference, inputs, numbers, tuple(work))


def _priced(forecast: Results, days: dict[str, float]) -> float:
    """Money for days already worked, at the mean cost of a day of the package, or of all where it is gone."""
    axis = forecast.inputs.axes["package"].ids
    cost, effort = forecast.draws.value("package_cost"), forecast.draws.value("effort")
    rows = {one: [place] for place, one in enumerate(axis)}
    everything = list(range(len(axis)))
    return sum(
        taken * float(cost[which].sum() / max(effort[which].sum(), 1e-12))
        for one, taken in days.items()
        for which in [rows.get(one, everything)]
    )
