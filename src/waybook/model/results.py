"""What a plan comes to: cost, date, benefit and risk as distributions, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waybook.model.answers import Maturity, maturity
from waybook.model.critical_path import critical
from waybook.model.inputs import Adjustment, InputSet
from waybook.model.plan_model import cost_and_date, dates, model, worth
from waybook.model.resolve import resolve
from waybook.model.work import ExtraCost, ExtraWork
from waybook.model.worlds import Numbers
from waybook.plan import Plan
from waybook.reference import Reference, load

Array = NDArray[np.float64]
DRAWS = 4096
QUANTILES = (0.1, 0.5, 0.8, 0.9)
KEPT = frozenset({"cumulative", "effort", "package_cost", "start", "through"})
"""Lines with more axes than the draws that results are made from; the others are released after the run."""
KEPT_FOR_WORTH = KEPT | {"age", "live", "run_month"}


def quantiles(values: Array, probabilities: Sequence[float] = QUANTILES) -> tuple[float, ...]:
    """Quantiles by linear interpolation, as Excel's PERCENTILE.INC; sorting once is quicker than np.quantile."""
    return tuple(float(one) for one in quantile_rows(values, probabilities))


def quantile_rows(values: Array, probabilities: Sequence[float]) -> Array:
    """Quantiles along the last axis, as `quantiles`; they come first: shape (probabilities, ...)."""
    ordered = np.sort(values)
    last = ordered.shape[-1] - 1
    places = np.asarray(probabilities) * last
    below = places.astype(int)
    under, over = ordered[..., below], ordered[..., np.minimum(below + 1, last)]
    return np.moveaxis(under + (places - below) * (over - under), -1, 0)


@dataclass(frozen=True)
class Spread:
    """A simulated quantity: the plan's likely value, four quantiles and the mean, all in `unit`."""

    plan: float
    p10: float
    p50: float
    p80: float
    p90: float
    mean: float
    unit: str


@dataclass(frozen=True)
class Bar:
    """A stage or work package in time, months from the start: median start, quantiles of the finish.

    `critical` is the share of draws in which it lies on the critical path (a package), or its share of the critical
    path's length (a stage). `cost` is the mean cost of its people.
    """

    id: str
    label: str
    stage: int
    start: float
    finish_p10: float
    finish_p50: float
    finish_p80: float
    finish_p90: float
    critical: float
    cost: float
    days: float


@dataclass(frozen=True)
class CashFan:
    """Net money so far by month: quantiles over the draws, and the chance of having paid back."""

    month: Array
    p10: Array
    p25: Array
    p50: Array
    p75: Array
    p90: Array
    paid_back: Array


@dataclass(frozen=True)
class Results:
    """The simulated plan. Arrays over the draws keep the same scenario in the same place."""

    plan: Plan
    reference: Reference = field(repr=False)
    inputs: InputSet = field(repr=False)
    draws: Numbers = field(repr=False)
    extra: tuple[ExtraWork | ExtraCost, ...] = ()

    @cached_property
    def likely(self) -> Numbers:
        """The plan itself: likely values, no luck, no risk."""
        numbers = Numbers(self.inputs)
        model(numbers)
        return numbers

    def samples(self, key: str) -> Array:
        """All draws of a line without other axes, shape (draws,)."""
        found: Array = np.broadcast_to(self.draws.value(key), (self.draws.count,))
        return found

    def at(self, key: str, *probabilities: float) -> tuple[float, ...]:
        """Quantiles of a line; quicker than `spread`, which also works out the plan without luck."""
        return quantiles(self.samples(key), probabilities)

    def spread(self, key: str) -> Spread:
        """Quantiles of a line."""
        values = self.samples(key)
        p10, p50, p80, p90 = quantiles(values)
        return Spread(
            float(self.likely.value(key)), p10, p50, p80, p90, float(values.mean()), self.draws.lines[key].unit
        )

    @cached_property
    def cost(self) -> Spread:
        """Build cost to go-live."""
        return self.spread("build_cost")

    @cached_property
    def months(self) -> Spread:
        """Months from the start to go-live."""
        return self.spread("go_live")

    @cached_property
    def gate_months(self) -> Spread:
        """Months from the start to the prototype gate."""
        return self.spread("gate")

    @cached_property
    def npv(self) -> Spread:
        """Net present value over the years counted."""
        return self.spread("npv")

    @cached_property
    def run_cost_year(self) -> Spread:
        """Run cost a year."""
        return self.spread("run_year")

    @cached_property
    def benefit_year(self) -> Spread:
        """Benefit a year at full ramp."""
        return self.spread("benefit_year")

    @cached_property
    def sunk_at_gate(self) -> Spread:
        """What has been spent when the prototype gate decides."""
        values = self.draws.value("phase_cost")[0]
        p10, p50, p80, p90 = quantiles(values)
        plan = float(self.likely.value("phase_cost")[0])
        return Spread(plan, p10, p50, p80, p90, float(values.mean()), "currency")

    @property
    def p_on_budget(self) -> float | None:
        """Chance that the build costs at most the budget; None without a budget."""
        budget = self.plan.economics.budget
        return None if budget is None else float((self.samples("build_cost") <= budget).mean())

    @property
    def p_on_time(self) -> float | None:
        """Chance of going live by the month it is needed; None without one."""
        needed = self.plan.economics.target_months
        return None if needed is None else float((self.samples("go_live") <= needed).mean())

    @property
    def p_both(self) -> float | None:
        """Joint confidence: on time and on budget; None where either is not set."""
        budget, needed = self.plan.economics.budget, self.plan.economics.target_months
        if budget is None or needed is None:
            return None
        return float(((self.samples("build_cost") <= budget) & (self.samples("go_live") <= needed)).mean())

    @property
    def p_loss(self) -> float:
        """Chance of a negative net present value."""
        return float((self.samples("npv") < 0).mean())

    @property
    def benefit_counted(self) -> bool:
        """Whether any measure of success is complete enough to count benefit."""
        return bool(self.inputs["kpi_counted"].values.any())

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What the answers changed in the defaults, with reasons."""
        return self.inputs.adjustments

    @cached_property
    def maturities(self) -> tuple[Maturity, ...]:
        """Maturity in each of the eight reasons, given or derived from answers."""
        return tuple(maturity(self.plan, self.reference, reason) for reason in self.reference.reasons)

    @cached_property
    def critical(self) -> NDArray[np.bool_]:
        """Which packages lie on the critical path, shape (packages, draws)."""
        timed = Numbers(self.inputs, self.draws.count, self.draws.seed, self.draws.first, binding=True)
        dates(timed)
        return critical(timed)

    @cached_property
    def packages(self) -> tuple[Bar, ...]:
        """The work packages in time, in start order; those that are not in the plan are left out."""
        axis = self.inputs.axes["package"]
        start, through = self._months("start"), self._months("through")
        cost, days = self.draws.value("package_cost"), self.draws.value("effort")
        stage = self.inputs["package_stage"].values
        return tuple(
            self._bar(
                axis.ids[p],
                axis.labels[p],
                int(stage[p]),
                start[p],
                through[p],
                float(self.critical[p].mean()),
                cost[p],
                days[p],
            )
            for p in range(len(axis))
            if self.inputs["package_included"].values[p]
        )

    @cached_property
    def stages(self) -> tuple[Bar, ...]:
        """The stages in time, first start to last finish."""
        axis = self.inputs.axes["stage"]
        start, through = self._months("start"), self._months("through")
        cost, days = self.draws.value("package_cost"), self.draws.value("effort")
        length = (through - start) * self.critical
        place = self.inputs["package_stage"].values
        included = self.inputs["package_included"].values > 0
        bars = []
        for number, (one, label) in enumerate(zip(axis.ids, axis.labels, strict=True), start=1):
            rows = (place == number) & included
            if not rows.any():
                continue
            share = float(length[rows].sum() / max(length.sum(), 1e-12))
            bars.append(
                self._bar(
                    one,
                    label,
                    number,
                    start[rows].min(axis=0),
                    through[rows].max(axis=0),
                    share,
                    cost[rows].sum(axis=0),
                    days[rows].sum(axis=0),
                )
            )
        return tuple(bars)

    @cached_property
    def cost_by_role_and_stage(self) -> Array:
        """Mean people's cost, shape (roles + 1, stages); the last row is the business people's time."""
        effort = self.draws.value("effort").mean(axis=1)
        rate = self._means("role_rate", len(self.inputs.axes["role"]))
        business = float(np.mean(self.draws.value("business_rate")))
        stages = np.arange(1, len(self.inputs.axes["stage"]) + 1)[:, None] == self.inputs["package_stage"].values
        team = (self.inputs["share"].values * effort) @ stages.T * rate[:, None]
        others = (self.inputs["sme"].values * effort) @ stages.T * business
        return np.vstack([team, others])

    @cached_property
    def cash(self) -> CashFan:
        """The fan of net money by month."""
        saldo = self.draws.value("cumulative")
        p10, p25, p50, p75, p90 = quantile_rows(saldo, (0.1, 0.25, 0.5, 0.75, 0.9))
        lowest, paid_back = np.full(saldo.shape[1], np.inf), np.empty(len(saldo))
        for month in reversed(range(len(saldo))):  # paid back for good: never in the red again
            np.minimum(lowest, saldo[month], out=lowest)
            paid_back[month] = (lowest >= 0).mean()
        return CashFan(self.inputs["month"].values, p10, p25, p50, p75, p90, paid_back)

    @cached_property
    def grades(self) -> dict[str, float]:
        """Share of the P80 build cost that rests on own, measured, published, vendor and judged figures.

        A package's cost counts half for the grade of its effort and half for that of its day rates.
        """
        cost = self.draws.value("package_cost")
        near = np.abs(self.samples("build_cost") - self.cost.p80) <= np.quantile(
            np.abs(self.samples("build_cost") - self.cost.p80), 0.05
        )
        weight = cost[:, near].mean(axis=1)
        found: dict[str, float] = {}
        rates = self._rate_grades()
        for p in range(len(weight)):
            grade = self.inputs["effort_base_likely"].grade(p)
            found[grade] = found.get(grade, 0.0) + weight[p] / 2
            for name, share in rates.items():
                found[name] = found.get(name, 0.0) + weight[p] / 2 * share
        bought = self.inputs["one_off_likely"]
        for place in range(len(bought.values)):
            found[bought.grade(place)] = found.get(bought.grade(place), 0.0) + float(bought.values[place])
        total = sum(found.values())
        return (
            {name: float(value / total) for name, value in sorted(found.items(), key=lambda pair: -pair[1])}
            if total
            else {}
        )

    def _rate_grades(self) -> dict[str, float]:
        people, rates = self.inputs["line_fte"].values, self.inputs["line_rate_likely"]
        money = people * rates.values
        found: dict[str, float] = {}
        for place, amount in enumerate(money):
            found[rates.grade(place)] = found.get(rates.grade(place), 0.0) + float(amount)
        return {name: value / sum(found.values()) for name, value in found.items()} if money.sum() else {}

    def _months(self, key: str) -> Array:
        """Months from the start of working days, closed days included, shape (packages, draws)."""
        days = np.atleast_2d(self.draws.value(key))
        found: Array = days.astype(float)
        for after, length in zip(self.inputs["closure_after"].values, self.inputs["closure_days"].values, strict=True):
            found = found + (days > after) * length
        return found / self.inputs.scalar("days_per_month")

    def _means(self, key: str, length: int) -> Array:
        value = self.draws.value(key)
        found: Array = np.broadcast_to(value.mean(axis=-1) if value.ndim > 1 else value, (length,))
        return found

    @staticmethod
    def _bar(
        one: str, label: str, stage: int, start: Array, finish: Array, critical: float, cost: Array, days: Array
    ) -> Bar:
        p10, p50, p80, p90 = quantiles(finish)
        return Bar(
            one,
            label,
            stage,
            float(np.median(start)),
            p10,
            p50,
            p80,
            p90,
            critical,
            float(cost.mean()),
            float(days.mean()),
        )


def _worth(numbers: Numbers) -> None:
    worth(numbers)
    numbers.release(KEPT)


def results(
    plan: Plan,
    reference: Reference | None = None,
    extra: Sequence[ExtraWork | ExtraCost] = (),
    draws: int = DRAWS,
    first: int = 0,
) -> Results:
    """Simulate a plan with its fixed draws.

    Raises:
        PlanProblem: the plan contradicts itself; every fault is named.
    """
    known = reference or load()
    inputs = resolve(plan, known, extra)
    numbers = Numbers(inputs, draws, plan.seed, first)
    cost_and_date(numbers)
    numbers.release(KEPT_FOR_WORTH)
    numbers.later = _worth  # benefit and cash flow wait until something shows them: the top bar does not
    return Results(plan, known, inputs, numbers, tuple(extra))
