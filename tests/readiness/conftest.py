"""A plan in order, to be put out of order one thing at a time; and the naive plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from waybook.plan import Plan, read, write
from waybook.readiness.sight import Sight, changed
from waybook.reference import Reference, load
from waybook.xray import sight

DATA = Path(__file__).parents[2] / "data"
DRAWS = 256


@cache
def plan_file(name: str) -> Plan:
    """A plan of the data folder, read once."""
    return read((DATA / f"{name}.json").read_bytes())


@cache
def in_order() -> Plan:
    """The live example without the one figure that has left its range."""
    plan = plan_file("examples/customer_support_live")
    return changed(plan, {"operation.months[12].run_cost": 11_000.0})


def seen(plan: Plan, **changes: Any) -> Sight:
    """A plan as rules see it, few draws; changes are given as `objectives__sponsor="..."`."""
    if not changes:
        return _seen(write(plan))
    return sight(changed(plan, {path.replace("__", "."): value for path, value in changes.items()}), draws=DRAWS)


@cache
def _seen(text: str) -> Sight:
    return sight(read(text), draws=DRAWS)


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The reference data that come with Waybook."""
    return load()


@pytest.fixture
def good() -> Plan:
    """A plan in order."""
    return in_order()


@pytest.fixture
def naive() -> Plan:
    """A chatbot by Friday."""
    return plan_file("examples_naive/chatbot_by_friday")
