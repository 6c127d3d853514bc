"""`waybook simulate PLAN.json [--sensitivity] [--criticality] [--joint] [--json]`."""

from __future__ import annotations

import argparse
import json
import textwrap
from pathlib import Path
from typing import Any

from waybook.estimate import compliance_work, estimate
from waybook.model import PlanProblem, Results
from waybook.model.long_run import BLOCK, KEYS, LongRun, long_run
from waybook.model.results import DRAWS, quantiles
from waybook.model.sensitivity import swings
from waybook.plan import PlanError
from waybook.plan_file import open_plan, refused

SPREADS = {
    "cost": ("build_cost", "build cost"),
    "months": ("go_live", "go-live"),
    "npv": ("npv", "net present value"),
    "run_cost_year": ("run_year", "run cost a year"),
}
"""Name in JSON to the model's line and the words for it."""
TORNADOES = ("cost", "months", "npv")
CONFIDENCES = (0.5, 0.7, 0.8, 0.9)
LONGEST = 20
"""Bars of the tornado that are worth printing."""
TABLES = {
    "sensitivity": "what each uncertain quantity does by itself",
    "criticality": "how often each work package sets the date",
    "joint": "how likely cost and date hold together",
}
"""Printed where asked for."""


def add_parser(subparsers: Any) -> None:
    """Add the command to a parser."""
    parser = subparsers.add_parser("simulate", help="cost, date, benefit and risk of a plan")
    parser.add_argument("plan", type=Path, help="a plan file (JSON)")
    parser.add_argument("--json", action="store_true", help="print JSON, all of it")
    for name, what in TABLES.items():
        parser.add_argument(f"--{name}", action="store_true", help=what)
    parser.add_argument("--draws", type=_draws, default=DRAWS, help=f"how many draws (default {DRAWS})")
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help="change a field of the plan first"
    )


def run(args: argparse.Namespace) -> int:
    """Print the results; 1 with one sentence for each fault when the plan cannot be simulated."""
    try:
        found = estimate(open_plan(args.plan, args.set), draws=min(args.draws, BLOCK))
        data = as_json(found, _all_draws(found, args.draws))
    except (PlanError, PlanProblem) as fault:
        return refused(fault.problems)
    print(
        json.dumps(data, indent=1)
        if args.json
        else as_text(found, data, [name for name in TABLES if getattr(args, name)])
    )
    return 0


def _all_draws(found: Results, draws: int) -> LongRun:
    """The draws themselves; more than a block of them are simulated block by block, so that memory stays bounded."""
    if draws > BLOCK:
        return long_run(found.plan, found.reference, compliance_work(found.plan, found.reference), draws)
    return LongRun({key: found.samples(key) for key in KEYS}, {bar.id: bar.critical for bar in found.packages})


def as_json(found: Results, every: LongRun) -> dict[str, Any]:
    """The results as plain data. Money in the plan's currency, time in months.

    `found` has the plan itself and its tornado, `every` the draws that are counted.
    """
    data: dict[str, Any] = {}
    for name, (key, _) in SPREADS.items():
        values = every.samples[key]
        ends = dict(zip(("p10", "p50", "p80", "p90"), quantiles(values), strict=True))
        data[name] = {"plan": float(found.likely.value(key)), **ends, "mean": float(values.mean())}
    data |= _chances(found, every)
    data["sensitivity"] = {
        name: [
            {"quantity": one.quantity.label, "id": one.quantity.id, "at_p10": one.low, "at_p90": one.high}
            for one in swings(found, SPREADS[name][0])[:LONGEST]
        ]
        for name in TORNADOES
    }
    data["criticality"] = {bar.id: every.critical[bar.id] for bar in found.packages}
    data["joint"] = [joint(every, confidence) for confidence in CONFIDENCES]
    data |= {"draws": len(every.samples["go_live"]), "seed": found.plan.seed, "currency": found.plan.currency}
    return data


def _chances(found: Results, every: LongRun) -> dict[str, float | None]:
    """On budget, on time, and both; None where the plan sets no budget or no date."""
    money, months = found.plan.economics.budget, found.plan.economics.target_months
    cheap = None if money is None else every.samples["build_cost"] <= money
    early = None if months is None else every.samples["go_live"] <= months
    both = None if cheap is None or early is None else cheap & early
    named = {"p_on_budget": cheap, "p_on_time": early, "p_both": both}
    return {name: None if holds is None else float(holds.mean()) for name, holds in named.items()}


def joint(every: LongRun, confidence: float) -> dict[str, float]:
    """How likely cost and date hold together when each is promised at the same confidence."""
    cost, months = every.samples["build_cost"], every.samples["go_live"]
    limits = quantiles(cost, [confidence])[0], quantiles(months, [confidence])[0]
    together = float(((cost <= limits[0]) & (months <= limits[1])).mean())
    return {"confidence": confidence, "cost": limits[0], "months": limits[1], "both": together}


def as_text(found: Results, data: dict[str, Any], tables: list[str]) -> str:
    """The results as tables for people."""
    currency = found.plan.currency
    rows = [f"{'':22}{'likely':>14}{'P10':>14}{'P50':>14}{'P80':>14}{'P90':>14}"]
    for name, (_, words) in SPREADS.items():
        numbers = "".join(f" {_number(name, data[name][one]):>13}" for one in ("plan", "p10", "p50", "p80", "p90"))
        rows.append(f"{words:22}{numbers}  {'months' if name == 'months' else currency}")
    named = {"p_on_budget": "on budget", "p_on_time": "on time", "p_both": "both"}
    chances = [f"{words} {data[name]:.0%}" for name, words in named.items() if data[name] is not None]
    rows.append(f"chance: {', '.join(chances)}" if chances else "no budget and no date to compare with in this plan")
    if "sensitivity" in tables:
        for name in TORNADOES:
            unit = "months" if name == "months" else currency
            rows.append(f"\n{SPREADS[name][1] + ', ' + unit:60}{'at P10':>14}{'at P90':>14}")
            rows += [
                f"{_short(one['quantity']):60}{_number(name, one['at_p10']):>14} {_number(name, one['at_p90']):>13}"
                for one in data["sensitivity"][name]
            ]
    if "criticality" in tables:
        labels = {bar.id: bar.label for bar in found.packages}
        rows.append(f"\n{'share of draws in which it sets the date':68}{'critical':>10}")
        often = sorted(data["criticality"].items(), key=lambda pair: -pair[1])
        rows += [f"{one:8}{_short(labels[one]):60}{share:>10.0%}" for one, share in often]
    if "joint" in tables:
        rows.append(f"\n{'promised at':14}{'cost, ' + currency:>14}{'months':>10}{'both hold':>12}")
        rows += [
            f"{'P' + format(100 * one['confidence'], '.0f'):14}{one['cost']:>14,.0f}{one['months']:>10.1f}"
            f"{one['both']:>12.0%}"
            for one in data["joint"]
        ]
    rows.append(f"{data['draws']:,} draws, seed {data['seed']}")
    return "\n".join(rows)


def _number(name: str, value: float) -> str:
    return f"{value:,.{1 if name == 'months' else 0}f}"


def _short(label: str) -> str:
    return textwrap.shorten(label, 59, placeholder=" …")


def _draws(text: str) -> int:
    count = int(text) if text.isdigit() else 0
    if not 2 <= count <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 2 to 1000000")
    return count
