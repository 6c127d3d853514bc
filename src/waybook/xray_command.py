"""`waybook xray PLAN.json`: what is wrong with a plan, what it costs, and where its gates stand."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from waybook import wording
from waybook.plan import Plan, PlanError
from waybook.plan_file import open_plan, refused
from waybook.readiness.gates import gate_states
from waybook.readiness.traps import traps
from waybook.xray import Priced, sight, x_ray


def add_parser(subparsers: Any) -> None:
    """Add the command to a parser."""
    parser = subparsers.add_parser("xray", help="findings on a plan with their price, and its gates")
    parser.add_argument("plan", type=Path, help="plan file (JSON)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when there is an error among the findings")


def run(args: argparse.Namespace) -> int:
    """Print findings and gates; 1 for a plan that cannot be read, or with --strict for an error."""
    try:
        plan = open_plan(args.plan)
    except PlanError as fault:
        return refused(fault.problems)
    found = x_ray(plan)
    print(json.dumps(_document(plan, found), indent=1, ensure_ascii=False) if args.json else _text(plan, found))
    return int(args.strict and any(one.finding.rule.severity == "error" for one in found))


def _text(plan: Plan, found: list[Priced]) -> str:
    lines = [f"{plan.name or 'Plan'}: {len(found)} finding{'' if len(found) == 1 else 's'}"]
    for one in found:
        price = ""
        if one.price is not None and one.price.moves:
            weeks = f"{one.price.weeks:+.1f}".replace("-", "−")
            price = f" [{weeks} weeks, {wording.money(one.price.cost, plan.currency)} at P80]"
        rule = one.finding.rule
        lines += [f"\n{rule.severity.upper()} {rule.id}: {rule.name}{price}", f"  {one.finding.words}."]
        lines += [f"  {rule.matters_because}. {rule.repair}."]
    see = sight(plan)
    lines.append("")
    for gate in gate_states(see):
        open_ = f", {len(gate.open)} of {len(gate.criteria)} criteria open" if gate.open else ""
        lines.append(f"Gate {gate.number}, {gate.name}: {gate.state}{open_}")
    closed = sum(one.closed is True for one in traps(see))
    lines.append(f"Pilot traps closed: {closed} of 8")
    return "\n".join(lines)


def _document(plan: Plan, found: list[Priced]) -> dict[str, Any]:
    see = sight(plan)
    return {
        "plan": plan.name,
        "findings": [
            {
                "id": one.finding.id,
                "severity": one.finding.rule.severity,
                "name": one.finding.rule.name,
                "seen": one.finding.words,
                "place": one.finding.rule.place,
                "repair": one.finding.rule.repair,
                "one_click": bool(one.finding.repair),
                "weeks": one.price.weeks if one.price else None,
                "cost": one.price.cost if one.price else None,
                "run_cost_year": one.price.run if one.price else None,
            }
            for one in found
        ],
        "gates": [
            {"gate": gate.number, "name": gate.name, "state": gate.state, "open": [one.name for one in gate.open]}
            for gate in gate_states(see)
        ],
        "pilot_traps": {one.trap.id: one.closed for one in traps(see)},
    }
