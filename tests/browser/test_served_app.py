"""The app as it is served: deep links, privacy, power cuts."""

import re

from tests.browser import outside_requests, settled
from tests.conftest import Server
from waybook.plan import Plan
from waybook.store import Store


def test_a_deep_link_privacy_and_a_power_cut(tmp_path, browser_page):
    """On a server that nobody has visited yet: the first visit is to a deep link, and the answer survives a kill."""
    server = Server(tmp_path)
    try:
        outside = outside_requests(browser_page, server.url)
        browser_page.goto(f"{server.url}/objectives")
        field = settled(browser_page).get_by_role("textbox").first
        browser_page.get_by_role("heading", name="Business objective").first.wait_for()
        assert browser_page.get_by_text("Page not found").count() == 0

        field.fill("Refund requests")
        field.press("Tab")
        browser_page.wait_for_url("**plan=*")
        settled(browser_page)
        server.kill()
        server.start()
        browser_page.reload()
        assert settled(browser_page).get_by_role("textbox").first.input_value() == "Refund requests"
        assert outside == []
        assert "Traceback" not in server.log.read_text()
    finally:
        server.kill()


def test_an_unknown_plan_is_said_in_one_sentence(app_url, browser_page):
    browser_page.goto(f"{app_url}/objectives?plan=nobody")
    settled(browser_page)
    browser_page.get_by_text(re.compile("There is no plan 'nobody'")).first.wait_for()
    assert browser_page.get_by_text("Traceback").count() == 0


def test_the_first_screen_is_found_by_its_name_too(app_url, server, browser_page):
    plan_id = Store(str(server.database)).create(Plan(name="Refunds").model_dump(mode="json")).id
    browser_page.goto(f"{app_url}/start?plan={plan_id}")
    settled(browser_page).get_by_role("heading", name="Start", level=1).wait_for()
    assert browser_page.get_by_label("Project", exact=True).input_value() == "Refunds"
    assert browser_page.get_by_text("Page not found").count() == 0
