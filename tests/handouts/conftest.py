"""Simulated example plans, made once; 1,024 draws are enough for what is told of them."""

import json
from collections.abc import Callable
from functools import cache

import pytest

from waybook.estimate import estimate
from waybook.model import Results
from waybook.plan import Plan, accept, read
from waybook.reference import data_folder

FOLDER = data_folder() / "examples"
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.json"))
NASTY = '=cmd|"/c calc" <script>alert(1)</script> & \x07\x1b \u2028 ]]> äöü 漢字 ' * 4


@cache
def example(name: str) -> Plan:
    return Plan() if name == "empty" else read((FOLDER / f"{name}.json").read_bytes())


@cache
def simulated(name: str) -> Results:
    return estimate(example(name), draws=1024)


@cache
def nasty() -> Results:
    """An example in which people typed the worst they could, as long as the fields allow."""
    raw = json.loads(example("retail").model_dump_json())
    raw["name"], raw["organisation"] = NASTY[:120], NASTY[:120]
    raw["objectives"] |= {"statement": (NASTY * 3)[:600], "sponsor": "W" * 120, "process_owner": NASTY[:120]}
    for kpi in raw["objectives"]["kpis"]:
        kpi |= {"name": NASTY[:120], "unit": NASTY[:40], "measured_by": NASTY[:120]}
    for line in raw["team"]["lines"]:
        line["name"] = NASTY[:120]
    raw["team"]["closures"] = [
        {"name": NASTY[:80], "first": "2026-12-24", "last": "2027-01-01", "every_year": True},
        {"name": "ages ago", "first": "1990-01-01", "last": "1990-01-02", "every_year": False},
    ]
    raw["estimates"]["own_packages"] = [
        {"id": "OWN1", "name": NASTY[:120], "stage": 4, "roles": {"SWE": 1.0},
         "days": {"low": 4, "likely": 6, "high": 12}, "depends_on": ["P5"]}
    ]  # fmt: skip
    return estimate(accept(raw), draws=1024)


@pytest.fixture
def found() -> Callable[[str], Results]:
    return lambda name: nasty() if name == "nasty" else simulated(name)
