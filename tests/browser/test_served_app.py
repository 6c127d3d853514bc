"""The app as it is served: deep links, privacy, power cuts."""

import re

import pytest

from tests.browser import outside_requests, settled
from tests.conftest import Server


@pytest.fixture
def fresh_server(tmp_path):
    """A server that nobody has visited yet."""
    running = Server(tmp_path)
    yield running
    running.kill()


def test_a_first_visit_to_a_deep_link_works_and_stays_on_this_machine(fresh_server, browser_page):
    outside = outside_requests(browser_page, fresh_server.url)
    browser_page.goto(f"{fresh_server.url}/objectives")
    settled(browser_page)
    browser_page.get_by_role("heading", name="Business objective").first.wait_for()
    assert browser_page.get_by_text("Page not found").count() == 0
    assert outside == []
    assert "Traceback" not in fresh_server.log.read_text()


def test_an_unknown_plan_is_said_in_one_sentence(app_url, browser_page):
    browser_page.goto(f"{app_url}/objectives?plan=nobody")
    settled(browser_page)
    browser_page.get_by_text(re.compile("There is no plan 'nobody'")).first.wait_for()
    assert browser_page.get_by_text("Traceback").count() == 0


def test_an_answer_survives_a_power_cut_with_the_page_open(fresh_server, browser_page):
    browser_page.goto(f"{fresh_server.url}/objectives")
    field = settled(browser_page).get_by_role("textbox").first
    field.fill("Refund requests")
    field.press("Tab")
    settled(browser_page)
    browser_page.wait_for_url("**plan=*")
    fresh_server.kill()
    fresh_server.start()
    browser_page.reload()
    assert settled(browser_page).get_by_role("textbox").first.input_value() == "Refund requests"
