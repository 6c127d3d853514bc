"""The same small model in Waybook, mcerp, monaco, simpy and squiggle-lang, in one run.

    python -m benchmarks.peers

Twelve work packages of the worked example with correlated efforts, risks, waits, limited people and uncertain rates:
people's cost and go-live. The peers read the inputs that Waybook resolved and draw their own luck; their P50 and P80
must lie within the sampling error of as many draws. CPU time of the simulation alone, without start-up and imports.

mcerp and monaco (PyPI) and squiggle-lang (npm) are no dependencies of the project: at the first run they are installed
into benchmarks/.peers, which needs a network, and Node.js for squiggle-lang.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import simpy

from benchmarks._small_model import cost, efforts, normals, waits
from benchmarks.simulation import least
from waybook.model.inputs import InputSet
from waybook.model.memory import keep_freed_memory
from waybook.model.model_delivery import build_cost
from waybook.model.plan_model import dates
from waybook.model.resolve import resolve
from waybook.model.worlds import Numbers
from waybook.plan import Plan, read
from waybook.plan.estimates import PackageEstimate
from waybook.reference import data_folder, load

HERE = Path(__file__).parent
PEERS = HERE / ".peers"
PYTHON = PEERS / "bin/python"
READY = PEERS / "ready"
PYPI = ("mcerp==1.1.1", "monaco==0.23.0")
NPM = "@quri/squiggle-lang@0.10.0"
KEPT = ("D1", "D3", "D4", "S1", "P2", "P3", "E1", "E2", "E7", "E11", "G4", "G9")
DRAWS, EXACT = 10_000, 400_000
LIKELY_ERROR = 4.0
"""Standard errors that a quantile may be off by: less than one run in a thousand is."""


@dataclass(frozen=True)
class Peer:
    """What an engine found: P50 and P80 of cost and months, and CPU milliseconds for 10,000 draws."""

    name: str
    draws: int
    cost: list[float]
    months: list[float]
    ms: float


def small_plan() -> Plan:
    """The worked example with twelve packages."""
    plan = read((data_folder() / "examples/customer_support.json").read_bytes())
    for package in load().packages:
        if not package.is_run:
            plan.estimates.packages[package.id] = PackageEstimate(included=package.id in KEPT)
    return plan


def simulated(inputs: InputSet, draws: int, first: int = 0) -> Numbers:
    """Waybook's own run, cost and date alone."""
    numbers = Numbers(inputs, draws, 1, first)
    dates(numbers)
    build_cost(numbers)
    return numbers


def specification(inputs: InputSet) -> dict[str, Any]:
    """The inputs as plain data, without the packages that are not in the plan."""
    likely = simulated(inputs, 0)
    in_plan = np.flatnonzero(inputs["package_included"].values)
    place = {int(package): number for number, package in enumerate(in_plan)}
    role_rates = [np.ravel(likely.value(f"role_rate_{end}")) for end in ("low", "likely", "high")]
    needed = np.flatnonzero(inputs["share"].values[:, in_plan].any(axis=1))
    role_place = {int(role): number for number, role in enumerate(needed)}
    taken, hold, share = likely.value("units_taken"), likely.value("hold"), inputs["share"].values
    week = inputs.scalar("days_per_week")

    def before(package: int) -> set[int]:
        """Packages of the plan that come before, through those that are not in it."""
        found: set[int] = set()
        for one in inputs.after[package]:
            found |= {place[one]} if one in place else before(one)
        return found

    def three(name: str, at: int, unit: float = 1.0) -> list[float]:
        return [float(inputs[f"{name}_{end}"].values[at]) * unit for end in ("low", "likely", "high")]

    return {
        "packages": [
            {
                "likely": float(likely.value("effort_likely")[p]),
                "up": float(likely.value("effort_up")[p]),
                "down": float(likely.value("effort_down")[p]),
                "wait": three("wait", p, week) if inputs["package_waits"].values[p] else None,
                "after": sorted(before(int(p))),
                "roles": [
                    [role_place[int(r)], float(share[r, p]), int(taken[r, p]), float(hold[r, p])]
                    for r in np.flatnonzero(share[:, p])
                ],
                "sme": float(inputs["sme"].values[p]),
                "drivers": np.flatnonzero(inputs["exposure"].values[p]).tolist(),
            }
            for p in in_plan
        ],
        "drivers": [
            {"probability": float(chance), "factor": three("risk", d)}
            for d, chance in enumerate(inputs["risk_probability"].values)
        ],
        "roles": [
            {"rate": [float(end[r]) for end in role_rates], "units": int(np.ravel(likely.value("role_units"))[r])}
            for r in needed
        ],
        "business_rate": inputs.scalar("business_rate_likely"),
        **{name: inputs.scalar(name) for name in ("correlation", "z90", "days_per_month")},
    }


def in_simpy(spec: dict[str, Any], draws: int) -> Peer:
    """Packages are processes that take people in the order of the base plan, as the queue policy does."""
    chance = random.Random(1)
    names, found = normals(spec), []

    def once() -> tuple[float, float]:
        luck = {name: chance.gauss(0, 1) for name in names}
        for number, one in enumerate(spec["drivers"]):
            low, mode, high = one["factor"]
            luck[f"factor{number}"] = chance.triangular(low, high, mode)
            luck[f"happens{number}"] = float(chance.random() < one["probability"])
        days, after = efforts(spec, luck), waits(spec, luck)
        world = simpy.Environment()
        people = [simpy.Container(world, role["units"], init=role["units"]) for role in spec["roles"]]
        done = [world.event() for _ in days]

        def give_back(role: int, units: int, time: float) -> Any:
            yield world.timeout(time)
            yield people[role].put(units)

        def work(number: int) -> Any:
            one = spec["packages"][number]
            yield simpy.AllOf(world, [people[role].get(units) for role, _, units, _ in one["roles"]])
            yield simpy.AllOf(world, [done[earlier] for earlier in one["after"]])
            for role, _, units, held in one["roles"]:
                world.process(give_back(role, units, days[number] * held))
            yield world.timeout(days[number] * max(held for *_, held in one["roles"]) + after[number])
            done[number].succeed()

        for number in range(len(days)):
            world.process(work(number))
        world.run(until=simpy.AllOf(world, done))
        return cost(spec, luck, days), float(world.now) / spec["days_per_month"]

    begin = process_time()
    found = [once() for _ in range(draws)]
    ms = (process_time() - begin) * 1e3 * DRAWS / draws
    costs, months = np.quantile(np.array(found), (0.5, 0.8), axis=0).T.tolist()
    return Peer("simpy", draws, costs, months, ms)


def in_another(name: str, command: list[str | Path], spec: dict[str, Any], draws: int) -> Peer:
    """A peer in a process of its own."""
    ran = subprocess.run(
        [*command, str(draws)], input=json.dumps(spec), capture_output=True, text=True, check=False, cwd=PEERS
    )
    if ran.returncode:
        raise RuntimeError(f"{name}: {ran.stderr.strip()[-600:]}")
    found = json.loads(ran.stdout.strip().splitlines()[-1])
    return Peer(name, draws, found["cost"], found["months"], found["ms"] * DRAWS / draws)


def install() -> None:
    """Put the peers into a folder of their own, once."""
    uv, npm = shutil.which("uv"), shutil.which("npm")
    if npm is None:
        raise RuntimeError("squiggle-lang needs Node.js: install node and npm, then run this again.")
    if not READY.exists():
        shutil.rmtree(PEERS, ignore_errors=True)
        subprocess.run([uv, "venv", "-q", PEERS] if uv else [sys.executable, "-m", "venv", PEERS], check=True)
        pip = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install"]
        subprocess.run([*pip, "--quiet", *PYPI], check=True)
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--silent", "--prefix", PEERS, NPM], check=True)
        READY.touch()
    shutil.copy(HERE / "_peer_squiggle.mjs", PEERS)  # Node looks for packages beside the script


def sampling_error(values: np.typing.NDArray[np.float64], share: float, draws: int) -> float:
    """Standard error of a quantile of so many independent draws: sqrt(p (1 - p) / n) over the density there."""
    near = np.quantile(values, (share - 0.01, share + 0.01))
    return math.sqrt(share * (1 - share) / draws) * float(near[1] - near[0]) / 0.02


def main() -> int:
    """Print the table; 1 when a peer does not agree or is quicker."""
    keep_freed_memory()
    install()
    plan = small_plan()
    inputs = resolve(plan, load())
    spec = specification(inputs)
    blocks = [simulated(inputs, DRAWS, first) for first in range(0, EXACT, DRAWS)]
    exact = {key: np.concatenate([one.value(line) for one in blocks]) for key, line in LINES.items()}
    ours = {key: np.quantile(blocks[0].value(line), (0.5, 0.8)) for key, line in LINES.items()}
    ms = least(lambda: simulated(inputs, DRAWS))
    peers = [
        in_another("squiggle-lang 0.10.0", [shutil.which("node") or "node", "_peer_squiggle.mjs"], spec, DRAWS),
        in_another("mcerp 1.1.1", [PYTHON, HERE / "_peer_mcerp.py"], spec, DRAWS),
        in_another("monaco 0.23.0", [PYTHON, HERE / "_peer_monaco.py"], spec, 2_000),
        in_simpy(spec, 2_000),
    ]
    counts = {name: len(spec[name]) for name in ("packages", "roles", "drivers")}
    print("{packages} work packages, {roles} roles with limits, {drivers} risks".format(**counts))
    print(f"{'':22}{'cost P50':>10}{'P80':>10}{'months P50':>12}{'P80':>8}{'ms CPU for 10,000 draws':>26}")
    print(_row("Waybook", ours["cost"], ours["months"], ms))
    failed = False
    for peer in peers:
        off = max(
            abs(found - np.quantile(exact[key], share)) / sampling_error(exact[key], share, peer.draws)
            for key in LINES
            for share, found in zip((0.5, 0.8), getattr(peer, key), strict=True)
        )
        failed |= bool(off > LIKELY_ERROR or peer.ms < ms)
        print(
            f"{_row(peer.name, peer.cost, peer.months, peer.ms)}   {peer.ms / ms:5.0f}x   "
            f"{off:.1f} standard errors off, target <= {LIKELY_ERROR:g}"
        )
    return int(failed)


LINES = {"cost": "labour_cost", "months": "go_live"}


def _row(name: str, cost: Any, months: Any, ms: float) -> str:
    return f"{name:22}{cost[0]:>10,.0f}{cost[1]:>10,.0f}{months[0]:>12.2f}{months[1]:>8.2f}{ms:>26,.1f}"


if __name__ == "__main__":
    sys.exit(main())
