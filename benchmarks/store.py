"""Saving a plan: an edit that becomes a revision, beside rewriting the whole plan as one JSON file (fsynced, renamed).

Then 60 writers are killed in the middle of their work, and every save that was acknowledged is looked for.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from waybook.store import Store

ROUNDS, KILLS = 60, 60
EXAMPLE = Path(__file__).parents[1] / "data/examples/customer_support.json"

WRITER = """
import sys
from waybook.store import Store
store, plan = Store(sys.argv[1]), sys.argv[2]
number = store.load(plan).document["number"]
while True:
    number += 1
    store.edit(plan, {"number": number})
    print(number, flush=True)
"""


def to_file(path: Path, document: dict) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(document, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def milliseconds(work, rounds: int = ROUNDS) -> float:
    times = []
    for number in range(rounds):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def saving(folder: Path) -> None:
    store = Store(folder / "plans.db")
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    for copies in (1, 5):
        document = {"number": 0, "copies": [example] * copies}
        plan = store.create(document).id
        ours = milliseconds(lambda number, plan=plan: store.edit(plan, {"number": number + 1}))
        theirs = milliseconds(
            lambda number, whole=document: to_file(folder / "plan.json", {**whole, "number": number + 1})
        )
        assert store.load(plan).document == json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        size = len(json.dumps(document)) / 1000
        print(f"save, {size:4.0f} kB: revision {ours:.1f} ms, whole file {theirs:.1f} ms, ratio {ours / theirs:.2f}")
        poll = milliseconds(lambda _, plan=plan: store.revision(plan))
        print(f"poll, {size:4.0f} kB: {poll:.2f} ms, {poll / ours:.2f} of a save")


def killing(folder: Path) -> int:
    store = Store(folder / "kills.db")
    plan = store.create({"number": 0, "padding": "x" * 20_000}).id
    acknowledged = lost = 0
    for number in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(folder / "kills.db"), plan]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            said = writer.stdout.readline()
            time.sleep(0.02 + 0.001 * number)
            writer.send_signal(signal.SIGKILL)
            lines = (said + writer.stdout.read()).splitlines()
        kept = store.load(plan).document["number"]
        lost += max(0, int(lines[-1]) - kept)
        acknowledged += len(lines)
    print(f"kill -9 of the writer: {KILLS} kills, {acknowledged} acknowledged saves, {lost} lost (target 0)")
    return lost


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        saving(Path(name))
        sys.exit(1 if os.name != "nt" and killing(Path(name)) else 0)
