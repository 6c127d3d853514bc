"""Walks through the served app in Chromium. See `settled` and `outside_requests`."""

from typing import Any


def settled(page: Any, timeout: float = 20_000) -> Any:
    """Wait until the app has answered everything it was asked, and give the page back."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=timeout)
    page.wait_for_timeout(60)  # an event on its way shows up as a new run only after a moment
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=timeout)
    return page


def outside_requests(page: Any, app_url: str) -> list[str]:
    """A list that fills with every request of `page` that does not go to the app itself."""
    outside: list[str] = []
    own = (app_url, app_url.replace("http", "ws", 1), "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(own) else outside.append(request.url))
    page.on("websocket", lambda socket: None if socket.url.startswith(own) else outside.append(socket.url))
    return outside
