"""The whole job in a real browser: from a first visit to a downloaded workbook, with refreshes and a second person."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest

pytestmark = pytest.mark.browser

QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"


def settled(page: Any) -> None:
    """Wait until the screen has answered; typed text is sent after 300 ms."""
    page.wait_for_timeout(400)
    page.wait_for_selector(QUIET)
    page.wait_for_timeout(100)


def opened(page: Any, address: str, title: str) -> Any:
    """The page with that address on it, once its screen has this title and is at rest."""
    page.goto(address)
    page.get_by_role("heading", name=title, level=1).wait_for()
    settled(page)
    return page


def go(page: Any, title: str) -> None:
    """Open a screen from the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click(delay=100)
    page.get_by_role("heading", name=title, level=1, exact=True).wait_for()
    settled(page)


def field(page: Any, label: str) -> Any:
    """The input with exactly this label, not its help button."""
    return page.get_by_label(label, exact=True)


def fill(page: Any, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field(page, label).fill(text)
    field(page, label).press("Tab")
    settled(page)


def shows(page: Any, label: str, text: str) -> None:
    """The field has this text; an amount puts it in one frame after it appears."""
    one = field(page, label).element_handle()
    page.wait_for_function("([one, text]) => one.value === text", arg=[one, text], timeout=5_000)


@pytest.fixture
def outside(browser_page: Any) -> list[str]:
    """Addresses asked for beyond this machine."""
    asked: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith(("http://localhost", "ws://localhost", "data:", "blob:")):
            asked.append(request.url)

    browser_page.on("request", note)
    return asked


def test_a_first_visit_to_a_deep_link_shows_that_screen(app_url: str, browser_page: Any, outside: list[str]) -> None:
    opened(browser_page, f"{app_url}/objectives", "Business objective")
    assert browser_page.get_by_text("Page not found").count() == 0
    assert outside == []


def test_nothing_typed_is_lost(app_url: str, browser_page: Any, outside: list[str]) -> None:
    page = opened(browser_page, f"{app_url}/objectives", "Business objective")
    fill(page, "Business process", "Refunds")
    fill(page, "Cases a month", "2500")
    assert "plan=" in page.url
    go(page, "Team")
    go(page, "Business objective")
    assert field(page, "Business process").input_value() == "Refunds"
    opened(page, page.url, "Business objective")
    shows(page, "Cases a month", "2,500")

    second = opened(page.context.new_page(), page.url, "Business objective")
    fill(second, "Process owner", "Ben")
    # The first window sees it by itself, and a word half typed there stays.
    field(page, "Bottleneck").fill("Waiting for")
    page.wait_for_function("() => [...document.querySelectorAll('input')].some(i => i.value === 'Ben')", timeout=20_000)
    assert field(page, "Bottleneck").input_value() == "Waiting for"
    assert outside == []


def test_a_plan_is_found_again_without_its_link_and_read_from_the_top(
    app_url: str, browser_page: Any, outside: list[str]
) -> None:
    page = opened(browser_page, app_url, "Start")
    page.get_by_text("What successful projects here have").click(delay=100)
    settled(page)
    page.get_by_role("button", name="Start this plan").scroll_into_view_if_needed()
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 300)")
    page.get_by_role("button", name="Start this plan").click(delay=100)
    page.wait_for_url(re.compile("plan="))
    settled(page)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop === 0")
    fill(page, "Project", "Night <b>shift</b>")
    link = page.url
    again = opened(page.context.new_page(), app_url, "Start")
    again.get_by_role("link", name="Night <b>shift</b>").click()
    again.wait_for_url(link)
    settled(again)
    shows(again, "Project", "Night <b>shift</b>")

    page = opened(page.context.new_page(), app_url, "Start")
    page.get_by_role("button", name="Forget this list").click()
    assert opened(page, app_url, "Start").get_by_role("link", name="Night <b>shift</b>").count() == 0
    assert outside == []


def test_a_number_can_be_taken_back(app_url: str, browser_page: Any) -> None:
    page = opened(browser_page, f"{app_url}/objectives", "Business objective")
    fill(page, "Cases a month", "2.5k")
    shows(page, "Cases a month", "2,500")
    opened(page, page.url, "Business objective")
    shows(page, "Cases a month", "2,500")
    fill(page, "Cases a month", "")
    opened(page, page.url, "Business objective")
    shows(page, "Cases a month", "")


def test_the_first_answer_leaves_the_next_field_alone(app_url: str, browser_page: Any) -> None:
    """The first answer makes the plan; whoever tabbed on and types already must not notice."""
    page = opened(browser_page, f"{app_url}/objectives", "Business objective")
    field(page, "Cases a month").fill("800")
    for _ in range(2):  # past the help button
        page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.wait_for_url("**plan=**")
    settled(page)
    assert field(page, "Handling time (minutes a case)").evaluate("one => one === document.activeElement")
    assert field(page, "Handling time (minutes a case)").input_value() == "12"


def test_undo_by_key(app_url: str, browser_page: Any) -> None:
    page = opened(browser_page, f"{app_url}/objectives", "Business objective")
    fill(page, "Business process", "Refunds")
    page.keyboard.press("Alt+z")
    settled(page)
    assert field(page, "Business process").input_value() == ""
    page.keyboard.press("Alt+y")
    settled(page)
    assert field(page, "Business process").input_value() == "Refunds"


def test_the_link_and_the_next_screen_are_at_hand(app_url: str, browser_page: Any) -> None:
    page = opened(browser_page, f"{app_url}/objectives", "Business objective")
    fill(page, "Business process", "Refunds")
    page.get_by_role("button", name="Share").click(delay=60)
    assert page.get_by_test_id("stCode").inner_text().strip() == page.url
    page.keyboard.press("Escape")
    for name in ("Data audit", "Architecture"):
        page.get_by_role("link", name=f"Next: {name}").first.click(delay=100)
        page.get_by_role("heading", name=name, level=1, exact=True).wait_for()
    # The menu shows where the room is, on a projector too.
    page.goto(page.url.replace("/architecture", "/outside_view"))
    page.get_by_role("heading", name="Outside view", level=1).wait_for()
    assert page.locator("[data-testid=stSidebarNavLink][aria-current=page]").bounding_box()["y"] < 700


def test_a_table_takes_every_edit(app_url: str, browser_page: Any) -> None:
    """The second edit of a table is the one that Streamlit's editor loses when fed its own result."""
    page = opened(browser_page, f"{app_url}/team", "Team")
    table = page.get_by_test_id("stDataFrame").first
    table.locator("canvas").first.wait_for()
    for line, name in enumerate(("Ann", "Ben", "Cat")):
        # One new line below the header for each person: 36 px a line, "Who" is the second column.
        box = table.locator("canvas").first.bounding_box()
        place = {"x": 60, "y": 36 * line + 54}
        page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
        table.get_by_text("AI engineer").or_(table.get_by_text("AIE")).nth(line).wait_for(state="attached")
        settled(page)
        page.mouse.dblclick(box["x"] + 280, box["y"] + place["y"])
        page.locator(".gdg-input").wait_for()
        page.keyboard.type(name, delay=60)  # as fast as people type
        page.keyboard.press("Enter")
        table.get_by_text(name, exact=True).wait_for(state="attached")
        settled(page)
    go(page, "Money")
    go(page, "Team")
    table.get_by_text("Cat", exact=True).wait_for(state="attached")
    cells = [cell.inner_text() for cell in table.locator("td").all()]
    assert [cell for cell in cells if cell in ("Ann", "Ben", "Cat")] == ["Ann", "Ben", "Cat"], cells


def choose(page: Any, label: str, option: str) -> None:
    """Pick an option of a list."""
    page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input").first.click(delay=60)
    page.get_by_role("option", name=option).first.click(delay=60)
    settled(page)


def press(page: Any, group: str, option: str) -> None:
    """Pick one of the choices that stand beside each other."""
    page.get_by_test_id("stButtonGroup").filter(has_text=group).get_by_text(option, exact=True).click(delay=60)
    settled(page)


def metric(page: Any, label: str) -> str:
    """What the top bar says."""
    found: str = (
        page.get_by_test_id("stMetric").filter(has_text=label).first.get_by_test_id("stMetricValue").inner_text()
    )
    return found


def test_the_whole_job(app_url: str, browser_page: Any, outside: list[str]) -> None:
    """From an empty plan to a workbook that opens and holds what was answered."""
    page = opened(browser_page, app_url, "Start")
    fill(page, "Project", "Refunds helper")
    fill(page, "How long? (months)", "4")
    fill(page, "How much? (£)", "100000")

    go(page, "Business objective")
    fill(page, "Business process", "Refunds by e-mail")
    fill(page, "Cases a month", "4000")
    fill(page, "Budget to go-live (£)", "200000")
    fill(page, "Needed by (months)", "12")
    before = metric(page, "Build cost")

    go(page, "Data audit")
    bar = page.locator(".st-key-topbar")
    size = bar.bounding_box()
    press(page, "Fields filled in", "Poor")
    assert page.locator(".st-key-lastchange").inner_text().startswith("Last change: +")
    assert bar.bounding_box() == size  # and it takes no line of the screen

    go(page, "Architecture")
    choose(page, "Approach", "Model with our documents (RAG)")
    choose(page, "Size", "S: bounded assistant")
    assert metric(page, "Build cost") != before
    assert "%" in metric(page, "Meets the date and budget")

    go(page, "Compliance")
    choose(page, "Does the software learn or infer", "It infers")

    go(page, "Team")
    press(page, "Experience with AI in production", "None")

    go(page, "Readiness")
    choose(page, "Objective.", "4 ·")

    go(page, "Timeline")
    page.locator(".js-plotly-plot").first.wait_for()

    go(page, "Export")
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name="Excel workbook").click(delay=60)
    assert started.value.suggested_filename == "refunds-helper.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(started.value.path().read_bytes()))
    formulas = sum(
        isinstance(cell.value, str) and cell.value.startswith("=") for sheet in book for row in sheet for cell in row
    )
    assert formulas > 1000
    values = {cell.value for sheet in book for row in sheet for cell in row if cell.value is not None}
    assert {"Refunds helper", 200000} <= values
    assert outside == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_on_buttons_can_be_read(app_url: str, browser: Any, scheme: str) -> None:
    """WCAG AA: 4.5 to 1 for the words on the main button, in both themes."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{app_url}/export")
    button = page.get_by_test_id("stBaseButton-primary").first
    button.wait_for()
    settled(page)
    colors = button.evaluate("e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('p')).color]")
    context.close()
    light, dark = sorted((luminance(color) for color in colors), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5, colors


def luminance(color: str) -> float:
    """Relative luminance of `rgb(...)`, as WCAG 2 defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
