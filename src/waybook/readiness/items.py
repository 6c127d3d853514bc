"""The framework's items against the product: which are live, and why another is not.

An item is live when everything it drives is there: a data row, a plan field, a finding, a criterion, a verdict, a
function that draws or writes it. That flipping an answer changes something is proved by the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from waybook.plan.fields import note
from waybook.plan.prototype import QUESTIONS
from waybook.readiness import rules  # noqa: F401  registers the findings
from waybook.readiness.actions import ACTIONS
from waybook.readiness.principles import PRINCIPLES
from waybook.readiness.rule import RULES
from waybook.readiness.tables import tables
from waybook.readiness.traps import CHECKS
from waybook.reference import Reference, data_folder
from waybook.reference.tables import Row, Text, read_rows


class Shown(Row):
    """Where a chart or sheet is made: `module:function`, or `package:function`."""

    target: Text
    where: Text


@dataclass(frozen=True)
class Dead:
    """A target that is not there."""

    item: str
    target: str
    why: str


@dataclass(frozen=True)
class ItemReport:
    """How many of the items are live. `unused` are those that drive nothing on purpose."""

    total: int
    live: int
    unused: tuple[str, ...]
    dead: tuple[Dead, ...]

    @property
    def words(self) -> str:
        """`351 of 352 items live; X.1 is not used on purpose.`"""
        left = f"; not used on purpose: {', '.join(self.unused)}" if self.unused else ""
        return f"{self.live} of {self.total} framework items live{left}."


def items_report(reference: Reference) -> ItemReport:
    """Look for everything that every item drives."""
    dead, unused, live = [], [], 0
    for trace in reference.traceability:
        if trace.kind == "not used":
            unused.append(trace.item)
            continue
        missing = [Dead(trace.item, target, why) for target in trace.targets if (why := problem(target, reference))]
        dead += missing
        live += bool(trace.targets) and not missing
    return ItemReport(len(reference.traceability), live, tuple(unused), tuple(dead))


def problem(target: str, reference: Reference) -> str:
    """Why a target is not there; empty when it is."""
    kind, _, name = target.partition(":")
    if kind == "plan":
        try:
            note(name)
        except KeyError:
            return "the plan has no such field"
        return ""
    if kind in ("chart", "sheet"):
        return _made(target)
    if kind == "screen":
        return "" if (data_folder().parent / "pages" / f"{name}.py").exists() else "there is no such screen"
    if kind in ("scenario", "question"):
        return ""  # other parts of Waybook know these; the tests ask them
    known = _names(reference).get(kind)
    if known is None:
        return f"nothing is called '{kind}'"
    return "" if name in known() else f"there is no {kind} '{name}'"


@cache
def shown() -> dict[str, str]:
    """Target to `module:function`.

    Raises:
        ReferenceDataError: a cell that does not fit.
    """
    return {one.target: one.where for one in read_rows(data_folder() / "readiness/shows.csv", Shown, key="target")}


def _made(target: str) -> str:
    where = shown().get(target)
    if where is None:
        return "shows.csv does not say where it is made"
    module, _, function = where.partition(":")
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        return f"there is no module {module}"
    # Read, not imported: the core knows nothing of the screen. In a package it may stand in any module.
    origin = Path(spec.origin)
    files = origin.parent.glob("*.py") if spec.submodule_search_locations else [origin]
    defined = re.compile(rf"^def {re.escape(function)}\(", re.MULTILINE)
    found = any(defined.search(file.read_text(encoding="utf-8")) for file in files)
    return "" if found else f"{module} has no function {function}"


def _names(reference: Reference) -> dict[str, Callable[[], set[str]]]:
    return {
        "component": lambda: {one.id for one in reference.components},
        "package": lambda: {one.id for one in reference.packages},
        "reason": lambda: {one.id for one in reference.reasons},
        "role": lambda: {one.id for one in reference.roles},
        "fact": lambda: {one.id for one in reference.facts},
        "use_case": lambda: {one.id for one in reference.use_cases},
        "industry": lambda: {one.id for one in reference.industries},
        "theme": lambda: {one.id for one in reference.themes},
        "stage": lambda: {one.id for one in reference.stages},
        "pair": lambda: {one.id for one in reference.pairs},
        "trap": lambda: set(CHECKS),
        "test": lambda: {one.id for one in reference.testing},
        "activity": lambda: {one.id for one in reference.activities},
        "price": lambda: set(reference.prices),
        "rule": lambda: {one.id for one in reference.adjustments},
        "gate_risk": lambda: {one.id for one in reference.gate_risks},
        "finding": lambda: set(RULES),
        "gate": lambda: (
            {str(one.gate) for one in tables().criteria} | {f"{one.gate}.{one.item}" for one in tables().criteria}
        ),
        "verdict": lambda: set(QUESTIONS),
        "principle": lambda: set(PRINCIPLES),
        "next": lambda: {item for item, *_ in ACTIONS},
    }
