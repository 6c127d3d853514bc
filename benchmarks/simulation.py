"""One what-if step and 10,000 draws of the worked example, beside a plain Python loop and simpy on the same model.

    python -m benchmarks.simulation

The twins read the same inputs and draw their own luck, so their quantiles agree within sampling error (checked first).
Times are CPU, the least of several rounds; the twins run fewer draws and are scaled up.
"""

import waybook  # noqa: F401  # before numpy: one thread for its small products, as in the app

# isort: split
import math
import random
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import simpy

from waybook.estimate import compliance_work
from waybook.model.inputs import InputSet
from waybook.model.memory import keep_freed_memory
from waybook.model.plan_model import model
from waybook.model.resolve import resolve
from waybook.model.results import quantiles
from waybook.model.worlds import Numbers
from waybook.plan import read
from waybook.plan.fields import replaced
from waybook.reference import data_folder, load

STEP_TARGET_MS, TEN_TARGET_MS, LOOP_TARGET = 15.0, 35.0, 100.0
PLAIN_DRAWS, SIMPY_DRAWS = 400, 200


class Plain:
    """The worked example as plain floats, and one draw at a time."""

    def __init__(self, inputs: InputSet) -> None:
        likely = Numbers(inputs)
        model(likely)
        self.draw = random.Random(1)
        self.number = {key: float(one.values) for key, one in inputs.inputs.items() if not one.dims}
        self.column = {key: one.values.tolist() for key, one in inputs.inputs.items() if len(one.dims) == 1}
        self.after = inputs.after
        self.share = inputs["share"].values.T.tolist()
        self.exposed = [np.flatnonzero(row).tolist() for row in inputs["exposure"].values]
        self.taken = likely.value("units_taken").T.astype(int).tolist()
        self.hold = likely.value("hold").T.tolist()
        self.units = [int(count) for count in np.ravel(likely.value("role_units"))]
        self.rates = [np.ravel(likely.value(f"role_rate_{end}")).tolist() for end in ("low", "likely", "high")]
        self.effort_likely = likely.value("effort_likely").tolist()
        self.up, self.down = likely.value("effort_up").tolist(), likely.value("effort_down").tolist()
        self.activity_share = inputs["activity_share"].values.T.tolist()
        self.growth, self.discount = likely.value("growth").tolist(), likely.value("discount").tolist()
        self.tokens = likely.value("tokens_month").tolist()
        self.volume = likely.value("volume_month").tolist()

    def spread(self, low: float, likely: float, high: float, luck: float) -> float:
        wide = math.log(high / likely) if luck >= 0 else math.log(likely / low)
        return likely * math.exp(wide * luck / self.number["z90"])

    def linear(self, low: float, likely: float, high: float, luck: float) -> float:
        return likely + (high - likely if luck >= 0 else likely - low) * luck / self.number["z90"]

    def ends(self, name: str, place: int | None = None) -> tuple[float, float, float]:
        found = [self.column[f"{name}_{e}"][place] if place is not None else self.number[f"{name}_{e}"] for e in _ENDS]
        return found[0], found[1], found[2]

    def luck(self) -> dict[str, Any]:
        """Everything uncertain of one draw: efforts, waits, day rates."""
        gauss, column, number = self.draw.gauss, self.column, self.number
        logs = [
            math.log(self.draw.triangular(low, high, mode)) if self.draw.random() < chance else 0.0
            for chance, low, mode, high in zip(
                column["risk_probability"], column["risk_low"], column["risk_likely"], column["risk_high"], strict=True
            )
        ]
        common, shared = gauss(0, 1), math.sqrt(number["correlation"])
        own = math.sqrt(1 - number["correlation"])
        efforts, waits = [], []
        for package, likely in enumerate(self.effort_likely):
            z = shared * common + own * gauss(0, 1)
            wide = self.up[package] if z >= 0 else self.down[package]
            risk = sum(logs[driver] for driver in self.exposed[package])
            efforts.append(likely * math.exp(wide * z + risk))
            has = column["package_waits"][package]
            waits.append(self.spread(*self.ends("wait", package), gauss(0, 1)) * number["days_per_week"] if has else 0)
        rates = [
            self.spread(low, likely, high, gauss(0, 1)) if likely else 0.0
            for low, likely, high in zip(*self.rates, strict=True)
        ]
        return {"efforts": efforts, "waits": waits, "rates": rates}

    def schedule(self, efforts: list[float], waits: list[float]) -> list[float]:
        """When what follows each package can start, in working days."""
        free = [[0.0] * count for count in self.units]
        through: list[float] = []
        for package, effort in enumerate(efforts):
            roles = [(role, k) for role, k in enumerate(self.taken[package]) if k]
            begin = max(
                [through[one] for one in self.after[package]] + [free[role][k - 1] for role, k in roles] + [0.0]
            )
            for role, k in roles:
                free[role][:k] = [begin + effort * self.hold[package][role]] * k
                free[role].sort()
            through.append(begin + effort * max(self.hold[package]) + waits[package])
        return through

    def once(self) -> tuple[float, float, float]:
        """Build cost, months to go-live and net present value of one draw."""
        luck, column, number, gauss = self.luck(), self.column, self.number, self.draw.gauss
        through = self.schedule(luck["efforts"], luck["waits"])
        month = number["days_per_month"]
        live = max(through) / month
        gate = max(t for t, at in zip(through, column["package_at_gate"], strict=True) if at) / month
        business = number["business_rate_likely"]
        phases = [0.0, 0.0]
        for package, effort in enumerate(luck["efforts"]):
            day = sum(share * rate for share, rate in zip(self.share[package], luck["rates"], strict=True))
            phases[int(column["package_phase"][package]) - 1] += effort * (day + column["sme"][package] * business)
        for place, phase in enumerate(column["one_off_phase"]):
            phases[int(phase) - 1] += self.linear(*self.ends("one_off", place), gauss(0, 1))
        fixed = 0.0
        for place, shares in enumerate(self.activity_share):
            day = sum(share * rate for share, rate in zip(shares, luck["rates"], strict=True))
            fixed += self.spread(*self.ends("activity", place), gauss(0, 1)) * (
                day + column["activity_sme"][place] * business
            )
        fixed += sum(
            self.linear(*self.ends("running", place), gauss(0, 1)) for place in range(len(column["running_low"]))
        )
        use = self.spread(*self.ends("token_use"), gauss(0, 1))
        z = number["z90"]
        change = sum(
            self.linear(*(math.log(1 + end) for end in self.ends(name)), max(-1, min(1, gauss(0, 1) / z)) * z)
            for name in ("call_price_year", "call_tokens_year")
        )
        full = sum(
            column["kpi_counted"][place] * column["kpi_volume"][place] * column["kpi_eligible"][place]
            * column["kpi_unit_value"][place] * self.linear(*self.ends("effect", place), gauss(0, 1))
            * self.linear(*self.ends("cashable", place), gauss(0, 1))
            for place in range(len(column["kpi_counted"]))
        ) * self.spread(*self.ends("realisation"), gauss(0, 1))  # fmt: skip
        half = self.spread(*self.ends("ramp"), gauss(0, 1))
        npv = 0.0
        for place, end in enumerate(column["month"]):
            net = 0.0
            for cost, begin, stop in ((phases[0], 0.0, gate), (phases[1], gate, live)):
                if stop > begin:
                    net -= cost / (stop - begin) * max(0.0, min(column["month_to"][place], stop) - max(end - 1, begin))
            age = max(0.0, end - live)
            part = min(age, 1.0)
            net += part * age * age / (age * age + half * half) * self.growth[place] * full
            tokens = self.tokens[place] * use * math.exp(min(age / 12, number["trend_years"]) * change)
            net -= part * (tokens + self.volume[place] + fixed)
            npv += net * self.discount[place]
        return sum(phases), live, npv

    def in_simpy(self) -> float:
        """Months to go-live of one draw with events: every package is a process, every role a container of units."""
        luck = self.luck()
        world = simpy.Environment()
        people = [simpy.Container(world, capacity=count, init=count) for count in self.units]
        done = [world.event() for _ in self.after]

        def give_back(role: int, units: int, days: float) -> Any:
            yield world.timeout(days)
            yield people[role].put(units)

        def work(package: int) -> Any:
            for one in self.after[package]:
                yield done[one]
            for role, units in enumerate(self.taken[package]):
                if units:
                    yield people[role].get(units)
            for role, units in enumerate(self.taken[package]):
                if units:
                    world.process(give_back(role, units, luck["efforts"][package] * self.hold[package][role]))
            yield world.timeout(luck["efforts"][package] * max(self.hold[package]) + luck["waits"][package])
            done[package].succeed()

        for package in range(len(self.after)):
            world.process(work(package))
        world.run(until=simpy.AllOf(world, done))
        return float(world.now) / self.number["days_per_month"]


_ENDS = ("low", "likely", "high")


def least(work: Callable[[], object], rounds: int = 15) -> float:
    """Milliseconds of CPU, the least of several rounds."""
    best = math.inf
    for _ in range(rounds):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return best * 1e3


def main() -> int:
    """Print the table; 1 when a target is missed or the twins disagree."""
    keep_freed_memory()
    plan, reference = read((data_folder() / "examples/customer_support.json").read_bytes()), load()
    extra = compliance_work(plan, reference)
    inputs = resolve(plan, reference, extra)
    other = resolve(replaced(plan, "data.completeness", "poor"), reference, extra)

    def simulate(which: InputSet, draws: int) -> Numbers:
        numbers = Numbers(which, draws, plan.seed)
        model(numbers)
        return numbers

    def step(which: InputSet) -> None:
        numbers = simulate(which, 4096)
        for key in ("build_cost", "go_live", "npv", "run_year"):
            quantiles(numbers.value(key))

    simulate(inputs, 10_000)
    twin = Plain(inputs)
    ours = simulate(inputs, 10_000)
    theirs = np.array([twin.once() for _ in range(4_000)])
    failed = False
    for place, key in enumerate(("build_cost", "go_live", "npv")):
        us, them = (np.quantile(values, (0.5, 0.8)) for values in (ours.value(key), theirs[:, place]))
        error = np.abs(us - them) / np.ptp(np.quantile(ours.value(key), (0.1, 0.9)))
        failed |= bool((error > 0.05).any())
        print(f"agreement of {key:10} P50 {us[0]:12,.1f} and {them[0]:12,.1f}, P80 {us[1]:12,.1f} and {them[1]:12,.1f}")
    turns = [inputs, other]

    def turn() -> None:
        turns.reverse()
        step(turns[0])

    one = least(turn)
    print(f"one what-if step, 4,096 draws, kept numbers     {one:9.1f} ms CPU   target <= {STEP_TARGET_MS:g} ms")
    ten = least(lambda: simulate(inputs, 10_000))
    plain = least(lambda: [twin.once() for _ in range(PLAIN_DRAWS)], 3) * 10_000 / PLAIN_DRAWS
    events = least(lambda: [twin.in_simpy() for _ in range(SIMPY_DRAWS)], 3) * 10_000 / SIMPY_DRAWS
    print(f"10,000 draws, whole model                       {ten:9.1f} ms CPU   target <= {TEN_TARGET_MS:g} ms")
    print(
        f"  plain Python loop, whole model                {plain:9.0f} ms CPU   {plain / ten:6.0f}x   "
        f"target >= {LOOP_TARGET:g}x"
    )
    print(f"  simpy, efforts and schedule alone             {events:9.0f} ms CPU   {events / ten:6.0f}x")
    failed |= one > STEP_TARGET_MS or ten > TEN_TARGET_MS or plain / ten < LOOP_TARGET
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
