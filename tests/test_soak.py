"""Streamlit's collection after every run is off, so memory is watched: many visitors, every screen, a real plan."""

import re
from pathlib import Path

import orjson
import pytest

from tests.visitors import Visitor
from waybook.plan import Plan
from waybook.store import Store
from waybook.ui.screens import SCREENS

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "data/examples").glob("*.json"))


def megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_visitors_who_left_leave_no_memory_behind(server):
    document = EXAMPLES[0].read_bytes() if EXAMPLES else Plan().model_dump_json()
    plan = Store(server.database).create(orjson.loads(document)).id

    def visits(count: int) -> None:
        for number in range(count):
            with Visitor(server.url, query=f"plan={plan}") as visitor:
                for screen in SCREENS[number % 3 :: 3]:
                    visitor.run(screen.file)
                    visitor.run(screen.file)
            assert visitor.errors == []

    visits(9)
    before = megabytes(server.pid)
    visits(24)
    grown = megabytes(server.pid) - before
    assert grown < 20, f"memory grew by {grown:.1f} MB over 24 visitors"
