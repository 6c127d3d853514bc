"""A run that takes long is stopped by a click, in the middle of a question that nobody answers."""

import socket
from typing import Any

import pytest

from tests.browser import settled

pytestmark = pytest.mark.browser


def test_a_database_that_hangs_can_be_stopped(app_url: str, browser_page: Any) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        page = browser_page
        page.goto(f"{app_url}/data_audit")
        settled(page).get_by_role("radio", name="Measure", exact=True).click(delay=100)
        source = settled(page).get_by_role("combobox", name="Source")
        source.fill("Shop")
        source.press("Enter")
        settled(page).get_by_role("radio", name="A database").click(delay=100)
        address = settled(page).get_by_role("textbox", name="Address of the database")
        address.fill(f"postgresql://x:hunter2@127.0.0.1:{listener.getsockname()[1]}/shop")
        page.get_by_role("button", name="Measure", exact=True).click(delay=100)
        page.get_by_role("button", name="Stop").click(delay=100)
        # Without the stop the database is given up after ten seconds.
        page.get_by_text("Stopped. Nothing was measured").wait_for(timeout=8000)
        assert not settled(page).get_by_role("button", name="Stop").count()
        assert "hunter2" not in page.inner_text("body")
