"""Several writers at once, writers that die, and the same on PostgreSQL."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store import writers
from waybook.store import Store

# Processes of their own that start quickly: on POSIX they are forked from one that has everything imported.
context = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
if os.name != "nt":
    context.set_forkserver_preload(["tests.store.writers"])


def together(work, url, plan, number=2):
    processes = [context.Process(target=work, args=(url, plan, writer)) for writer in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=200)
    assert [process.exitcode for process in processes] == [0] * number


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def shared(request):
    return request.getfixturevalue("database" if request.param == "sqlite" else "postgres_url")


def test_two_people_editing_different_fields_lose_nothing(shared):
    store = Store(shared)
    plan = store.create({"answers": {}}).id
    together(writers.set_own_fields, shared, plan)
    kept = store.load(plan).document["answers"]
    assert len(kept) == 2 * writers.FIELDS
    assert store.revision(plan) == 1 + len(kept)


def test_two_people_counting_on_one_field_lose_no_step(shared):
    store = Store(shared)
    plan = store.create({"count": 0}).id
    together(writers.count_up, shared, plan)
    assert store.load(plan).document["count"] == 2 * writers.STEPS


def test_undo_and_history_on_either_database(shared):
    store = Store(shared)
    plan = store.create({"a": 1, "text": "£ € 工 \u2028"}).id
    store.edit(plan, {"a": 2})
    store.edit(plan, {"b": 3})
    assert store.undo(plan).document["a"] == 2
    assert store.undo(plan).document == {"a": 1, "text": "£ € 工 \u2028"}
    assert store.redo(plan).can_redo
    assert [line.paths for line in store.history(plan)] == [("b",), ("a",), ()]
    store.delete(plan)


def test_twenty_threads_on_one_store(store):
    from concurrent.futures import ThreadPoolExecutor

    plan = store.create({"answers": {}}).id
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda n: store.edit(plan, {f"answers.q{n}": n}), range(60)))
    assert len(store.load(plan).document["answers"]) == 60


WRITER = """
import sys
from waybook.store import Store
store = Store(sys.argv[1])
number = store.load(sys.argv[2]).document["number"]
while True:
    number += 1
    store.edit(sys.argv[2], {"number": number})
    print(number, flush=True)
"""


def test_a_killed_writer_loses_no_acknowledged_save(store, database):
    if os.name == "nt":
        pytest.skip("kill -9 is not there on Windows")
    plan = store.create({"number": 0, "padding": "x" * 20_000}).id
    saves = 0
    for round_ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, database, plan],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(0.05 + 0.03 * round_)
        process.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in (first + process.stdout.read()).splitlines()]
        process.wait()
        kept = store.load(plan).document["number"]
        assert kept in (acknowledged[-1], acknowledged[-1] + 1)  # the one after may be stored but not yet said
        saves += len(acknowledged)
    assert saves > 4
    assert store.revision(plan) == 1 + kept
