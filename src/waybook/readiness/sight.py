"""What findings, gates and traps look at: the plan, the reference data, and simulated numbers where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from waybook.plan import Plan
from waybook.plan.fields import get, steps
from waybook.plan.part import Part
from waybook.readiness.tables import tables
from waybook.reference import Component, Reference

USUAL_APPROACH = "rag"
MODEL_APPROACHES = ("api", "rag", "fine_tune", "self_host")
PERSONAL = ("personal", "special")


@dataclass(frozen=True)
class Simulated:
    """Numbers of an estimate that rules need. Money in the plan's currency, months from the start, chances 0 to 1.

    `days` are mean person-days by work package, `business_day` the day rate of people who know the process.
    A chance is None where the plan sets no date or budget.
    """

    cost_p50: float
    cost_p80: float
    months_p50: float
    months_p80: float
    run_p80: float
    p_on_time: float | None
    p_on_budget: float | None
    p_gain: float
    benefit_counted: bool
    levels: Mapping[str, float | None]
    days: Mapping[str, float]
    business_day: float


@dataclass(frozen=True)
class Sight:
    """A plan as rules see it."""

    plan: Plan
    reference: Reference
    numbers: Simulated | None = None

    def limit(self, name: str) -> float:
        """A threshold by name."""
        return tables().threshold(name)

    @property
    def approach(self) -> str:
        """The approach chosen, or the usual one."""
        return self.plan.architecture.approach or USUAL_APPROACH

    @property
    def uses_model(self) -> bool:
        """Whether the plan calls a language model of its own choice."""
        return self.plan.architecture.approach in MODEL_APPROACHES

    @property
    def begun(self) -> bool:
        """Whether somebody has answered enough for an absence to mean something: an approach is chosen."""
        return self.plan.architecture.approach is not None

    @property
    def needed(self) -> tuple[Component, ...]:
        """The components that the approach needs."""
        return tuple(part for part in self.reference.components if part.needed(self.approach))

    def state(self, component: str) -> str:
        """Where a component stands: planned, exists, not_needed or missing. Raises StopIteration for an unknown one."""
        part = next(one for one in self.reference.components if one.id == component)
        chosen = self.plan.architecture.components.get(component)
        if chosen is None:
            return "planned" if part.needed(self.approach) else "not_needed"
        return chosen.state

    def there(self, component: str) -> bool:
        """Whether a component will be there: planned with its package in the plan, or existing."""
        part = next(one for one in self.reference.components if one.id == component)
        state = self.state(component)
        return state == "exists" or (state == "planned" and self.included(part.package))

    def lacks(self, component: str) -> bool:
        """Whether a needed component is missing, or its work was taken out of the plan."""
        part = next(one for one in self.reference.components if one.id == component)
        if not part.needed(self.approach):
            return False
        state = self.state(component)
        return state == "missing" or (state == "planned" and not self.included(part.package))

    def included(self, package: str) -> bool:
        """Whether a work package is in the plan."""
        own = self.plan.estimates.packages.get(package)
        return own is None or own.included

    def planned(self, component: str) -> dict[str, Any]:
        """The changes that put a component and its package into the plan."""
        part = next(one for one in self.reference.components if one.id == component)
        changes: dict[str, Any] = {}
        if self.state(component) == "missing":
            changes[f"architecture.components.{component}.state"] = "planned"
        if not self.included(part.package):
            changes[f"estimates.packages.{part.package}.included"] = True
        return changes

    @property
    def personal_sources(self) -> list[str]:
        """Names of sources with personal or special data."""
        return [one.name or "a source" for one in self.plan.data.sources if one.sensitivity in PERSONAL]


def changed(plan: Plan, changes: Mapping[str, Any]) -> Plan:
    """A checked copy of the plan with several fields set; entries of mappings are made where they are missing.

    Raises:
        KeyError: a path that is not in the plan.
        ValidationError: a value that the plan refuses.
    """
    raw = plan.model_dump(mode="json")
    for path, value in changes.items():
        node: Any = raw
        *before, last = steps(path)
        for step in before:
            if isinstance(node, dict) and step not in node:
                node[step] = {}
            try:
                node = node[step]
            except (LookupError, TypeError):
                raise KeyError(f"The plan has nothing at '{path}'.") from None
        if not isinstance(node, dict) and not (isinstance(node, list) and isinstance(last, int) and last < len(node)):
            raise KeyError(f"The plan has nothing at '{path}'.")
        cast(Any, node)[last] = _plain(value)
    return Plan.model_validate(raw)


def value_at(plan: Plan, path: str) -> Any:
    """The value at a path, None where there is nothing."""
    try:
        return get(plan, path)
    except KeyError:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.model_dump(mode="json")
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value
