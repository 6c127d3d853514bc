"""`waybook simulate PLAN.json [--json]`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from waybook.estimate import estimate
from waybook.model import PlanProblem, Results
from waybook.model.results import DRAWS, quantiles
from waybook.model.sensitivity import swings
from waybook.plan import PlanError
from waybook.plan_file import open_plan

SPREADS = {"cost": "build cost", "months": "go-live", "npv": "net present value", "run_cost_year": "run cost a year"}
CONFIDENCES = (0.5, 0.7, 0.8, 0.9)
LONGEST = 20
"""Bars of the tornado that are worth printing."""
CHANCES = ("p_on_budget", "p_on_time", "p_both")


def add_parser(subparsers: Any) -> None:
    """Add the command to a parser."""
    parser = subparsers.add_parser("simulate", help="cost, date, benefit and risk of a plan")
    parser.add_argument("plan", type=Path, help="a plan file (JSON)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--draws", type=_draws, default=DRAWS, help=f"how many draws (default {DRAWS})")
    parser.add_argument(
        "--set", action="append", default=[], metavar="PATH=VALUE", help="change a field of the plan first"
    )


def run(args: argparse.Namespace) -> int:
    """Print the results; 1 with one sentence for each fault when the plan cannot be simulated."""
    try:
        found = estimate(open_plan(args.plan, args.set), draws=args.draws)
    except (PlanError, PlanProblem) as fault:
        for one in fault.problems:
            print(one, file=sys.stderr)
        return 1
    print(json.dumps(as_json(found), indent=1) if args.json else as_text(found))
    return 0


def as_json(found: Results) -> dict[str, Any]:
    """The results as plain data. Money in the plan's currency, time in months."""
    data: dict[str, Any] = {}
    for name in SPREADS:
        spread = asdict(getattr(found, name))
        spread.pop("unit")
        data[name] = spread
    data |= {name: getattr(found, name) for name in CHANCES}
    data["sensitivity"] = {
        name: [
            {"quantity": one.quantity.label, "id": one.quantity.id, "at_p10": one.low, "at_p90": one.high}
            for one in swings(found, key)[:LONGEST]
        ]
        for name, key in (("cost", "build_cost"), ("months", "go_live"), ("npv", "npv"))
    }
    data["criticality"] = {bar.id: bar.critical for bar in found.packages}
    data["joint"] = [joint(found, confidence) for confidence in CONFIDENCES]
    data |= {"draws": found.draws.count, "seed": found.plan.seed, "currency": found.plan.currency}
    return data


def joint(found: Results, confidence: float) -> dict[str, float]:
    """How likely cost and date hold together when each is promised at the same confidence."""
    cost, months = found.samples("build_cost"), found.samples("go_live")
    limits = quantiles(cost, [confidence])[0], quantiles(months, [confidence])[0]
    together = float(((cost <= limits[0]) & (months <= limits[1])).mean())
    return {"confidence": confidence, "cost": limits[0], "months": limits[1], "both": together}


def as_text(found: Results) -> str:
    """The results as a table for people."""
    rows = [f"{'':22}{'likely':>14}{'P10':>14}{'P50':>14}{'P80':>14}{'P90':>14}"]
    for name, words in SPREADS.items():
        spread = getattr(found, name)
        unit = "months" if name == "months" else found.plan.currency
        places = 1 if name == "months" else 0
        numbers = "".join(f"{getattr(spread, one):14,.{places}f}" for one in ("plan", "p10", "p50", "p80", "p90"))
        rows.append(f"{words:22}{numbers}  {unit}")
    named = {"p_on_budget": "on budget", "p_on_time": "on time", "p_both": "both"}
    chances = [f"{named[name]} {getattr(found, name):.0%}" for name in CHANCES if getattr(found, name) is not None]
    rows.append(f"chance: {', '.join(chances)}" if chances else "no budget and no date to compare with in this plan")
    rows.append(f"{found.draws.count:,} draws, seed {found.plan.seed}")
    return "\n".join(rows)


def _draws(text: str) -> int:
    count = int(text) if text.isdigit() else 0
    if not 2 <= count <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 2 to 1000000")
    return count
