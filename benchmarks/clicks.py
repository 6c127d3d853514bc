"""Click to repainted numbers and charts, beside an empty Streamlit app with default settings, in one Chromium run.

    python -m benchmarks.clicks [clicks]

Three pages take turns, so that whatever else the machine does falls on all of them: the empty app (a button changes one
number), an answer on a screen of questions, and one step of undo on a screen with two charts. Every click makes a plan
that was not simulated before. A page observes its own marks: the clock runs from the event of the click to the last
change of the numbers, or of the charts with their headlines.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from benchmarks._served import ROOT, chromium, served
from waybook.reference import data_folder
from waybook.store import Store

CLICKS, WARM = 48, 6
NUMBERS_TARGET, CHARTS_TARGET = 1.0, 2.0
QUIET_MS = 350

EMPTY_APP = """
import streamlit as st

if st.button("More"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.metric("Count", st.session_state.get("count", 0))
"""

# The clock starts at the click itself, and stops at the last change that is followed by silence.
_WATCH = """([marks, quiet]) => new Promise(done => {
    const start = {at: 0}, last = {}, texts = {};
    const read = mark => [...document.querySelectorAll(mark)].map(e => e.textContent).join('|');
    for (const [name, mark] of Object.entries(marks)) texts[name] = read(mark);
    document.addEventListener('click', () => { start.at = performance.now(); }, {capture: true, once: true});
    const observer = new MutationObserver(changes => {
        const now = performance.now();
        for (const [name, mark] of Object.entries(marks)) {
            if (name === 'numbers') {
                const text = read(mark);
                if (text !== texts[name]) { texts[name] = text; last[name] = now; }
            } else if (changes.some(c => (c.target.closest ?? c.target.parentElement?.closest)
                    && (c.target.closest ? c.target : c.target.parentElement).closest(mark)
                    && !(c.type === 'attributes' && c.target.dataset?.stale !== undefined))) {
                last[name] = now;
            }
        }
    });
    observer.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true,
        attributeFilter: ['d', 'transform', 'x', 'y', 'width', 'height', 'points', 'style', 'class']});
    const look = setInterval(() => {
        const now = performance.now();
        if (start.at && Object.keys(last).length === Object.keys(marks).length
                && now - Math.max(...Object.values(last)) > quiet) {
            clearInterval(look); observer.disconnect();
            done(Object.fromEntries(Object.entries(last).map(([name, at]) => [name, at - start.at])));
        } else if (start.at && now - start.at > 5000) {
            clearInterval(look); observer.disconnect(); done(null);
        }
    }, 20);
})"""


def answers() -> Iterator[tuple[str, str]]:
    """Question and choice of one click after another on the data audit; ten clicks make ten plans."""
    questions = ("Fields filled in", "Up to date", "Free of duplicates", "Structured", "Documented")
    now = dict.fromkeys(questions, "Good")
    for place in cycle(range(len(questions))):
        now[questions[place]] = "Good" if now[questions[place]] == "Poor" else "Poor"
        yield questions[place], now[questions[place]]


def opened(browser: Any, address: str) -> Any:
    """A page of a projector's size, idle."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB").new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stMetricValue]")
    page.wait_for_timeout(3000)
    return page


def timed(page: Any, target: Any, marks: dict[str, str]) -> dict[str, float] | None:
    """Milliseconds from a click on `target` to the last change of each mark; None when not all of them changed."""
    page.bring_to_front()
    page.evaluate(f"window.watched = ({_WATCH})({orjson.dumps([marks, QUIET_MS]).decode()}); undefined")
    target.click()
    found: dict[str, float] | None = page.evaluate("window.watched")
    return found


def main() -> int:
    """Print p50 and p95 and the ratios; 1 when a target is missed."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else CLICKS
    with tempfile.TemporaryDirectory() as temporary:
        folder, database = Path(temporary), Path(temporary) / "plans.db"
        (folder / "empty.py").write_text(EMPTY_APP, encoding="utf-8")
        empty = ("-m", "streamlit", "run", "empty.py", "--server.port")
        ours = (str(ROOT / "app.py"), "--port")
        with (
            served(empty, folder, {}) as empty_address,
            served(ours, ROOT, {"WAYBOOK_DATABASE": str(database)}) as address,
            chromium() as browser,
        ):
            times = _measured(browser, Store(database), address, empty_address, clicks)
    return _report(times)


def _measured(browser: Any, store: Store, address: str, empty_address: str, clicks: int) -> dict[str, list[float]]:
    document = orjson.loads((data_folder() / "examples/customer_support.json").read_bytes())
    answered, undone = store.create(document).id, store.create(document).id
    for number in range(clicks + WARM):
        turns = {"architecture.usage.turns": 1 + number / 2}  # edits of one field in a row are one step of undo
        store.edit(undone, turns if number % 2 else {"data.completeness": ("good", "poor")[number // 2 % 2]})
    numbers, charts = "[class*=st-key-topbar] [data-testid=stMetric]", "[class*=st-key-chart]"
    empty = opened(browser, empty_address)
    asking = opened(browser, f"{address}/data_audit?plan={answered}")
    drawing = opened(browser, f"{address}/cost_benefit?plan={undone}")
    times: dict[str, list[float]] = {name: [] for name in ("empty", "answer", "numbers", "charts")}
    clicking = answers()
    for number in range(clicks + WARM):
        one = timed(empty, empty.get_by_role("button", name="More"), {"numbers": "[data-testid=stMetricValue]"})
        question, choice = next(clicking)
        group = asking.get_by_test_id("stButtonGroup").filter(has_text=question)
        two = timed(asking, group.get_by_text(choice, exact=True), {"numbers": numbers})
        undo = drawing.locator("[class*=st-key-undo] button").first
        three = timed(drawing, undo, {"numbers": numbers, "charts": charts})
        if number >= WARM:
            for name, found, mark in (
                ("empty", one, "numbers"),
                ("answer", two, "numbers"),
                ("numbers", three, "numbers"),
                ("charts", three, "charts"),
            ):
                if found is not None:  # None: an answer too small to change what the bar shows
                    times[name].append(found[mark])
    return times


def _report(times: dict[str, list[float]]) -> int:
    empty = float(np.median(times["empty"]))
    failed = False
    print(f"{min(map(len, times.values()))} clicks, ms from the click, p50 and p95")
    for name, words, target in (
        ("empty", "empty Streamlit app, default settings: number", None),
        ("answer", "Waybook, an answer: numbers in the top bar", NUMBERS_TARGET),
        ("numbers", "Waybook, undo on a screen of charts: numbers", NUMBERS_TARGET),
        ("charts", "Waybook, undo on a screen of charts: charts", CHARTS_TARGET),
    ):
        p50, p95 = np.quantile(times[name], (0.5, 0.95))
        line = f"{words:48} {p50:6.0f} {p95:6.0f}"
        if target is not None:
            line += f"   {p50 / empty:5.2f}x   target <= {target:g}x"
            failed |= p50 / empty > target
        print(line)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
