"""Charts: redrawn in place, as wide as their place, and served by the app itself."""

import json
import urllib.request
from typing import Any

from tests.browser import settled
from waybook.reference import data_folder
from waybook.store import Store

_DRAWN = ".waybook-plot .main-svg"


def _opened(app_url: str, server: Any, page: Any, screen: str) -> tuple[Store, str]:
    store = Store(str(server.database))
    plan_id = store.create(json.loads((data_folder() / "examples/customer_support.json").read_bytes())).id
    store.edit(plan_id, {"architecture.usage.turns": 9})
    page.goto(f"{app_url}/{screen}?plan={plan_id}")
    page.locator(_DRAWN).first.wait_for()
    settled(page)
    return store, plan_id


def test_a_change_moves_the_chart_and_keeps_it_in_its_place(app_url: str, server: Any, browser_page: Any) -> None:
    _opened(app_url, server, browser_page, "cost_benefit")
    plot = browser_page.locator(".waybook-plot").nth(1)
    plot.evaluate("place => { place.dataset.seen = 'before'; }")
    path = plot.locator(".scatterlayer path.js-line").last
    before = path.get_attribute("d")
    browser_page.keyboard.press("Alt+Z")
    settled(browser_page, quiet=400)
    assert path.get_attribute("d") != before
    assert plot.get_attribute("data-seen") == "before"


def test_a_chart_takes_the_room_of_a_folded_menu(app_url: str, server: Any, browser_page: Any) -> None:
    _opened(app_url, server, browser_page, "timeline")
    drawn = browser_page.locator(_DRAWN).first
    narrow = drawn.bounding_box()["width"]
    browser_page.get_by_test_id("stSidebarHeader").hover()
    browser_page.get_by_test_id("stSidebarCollapseButton").locator("button").click(delay=60)
    browser_page.wait_for_function(
        "([mark, narrow]) => document.querySelector(mark).getBoundingClientRect().width > narrow + 50",
        arg=[_DRAWN, narrow],
    )


def test_a_chart_says_in_words_what_it_shows(app_url: str, server: Any, browser_page: Any) -> None:
    _opened(app_url, server, browser_page, "cost_benefit")
    heading = browser_page.locator("[class*=st-key-chart] h3").first.inner_text()
    said = browser_page.locator(".waybook-plot").first.get_attribute("aria-label")
    assert said.startswith(heading)


def test_the_script_of_the_charts_comes_from_the_app(app_url: str) -> None:
    with urllib.request.urlopen(f"{app_url}/plotly.min.js") as answer:
        assert b"plotly.js v" in answer.read(200)
        assert "immutable" in answer.headers["Cache-Control"]
