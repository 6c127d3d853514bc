"""Walks through the served app in Chromium. See `settled` and `outside_requests`."""

from typing import Any

# A page is connected and idle before its first run too, and an event on its way shows up as a run only after a moment:
# so the app counts as settled once something is drawn, no skeleton stands in for a widget whose code is still being
# fetched, and it has been idle for a while. (A text area shows its value one frame after it appears.)
_SETTLED = """quiet => {
    const app = document.querySelector('[data-testid=stApp]');
    const idle = app && app.dataset.testScriptState === 'notRunning'
        && (app.dataset.testConnectionState ?? 'CONNECTED') === 'CONNECTED'
        && !document.querySelector('[data-testid=stAppSkeleton], [data-testid=stMain] [data-testid=stSkeleton]')
        && document.querySelector('[data-testid=stMain] [data-testid=stElementContainer]');
    const now = performance.now();
    window.idleSince = idle ? window.idleSince ?? now : undefined;
    return idle && now - window.idleSince >= quiet;
}"""


def settled(page: Any, timeout: float = 30_000, quiet: float = 150) -> Any:
    """Wait until the app has answered everything and stayed idle for `quiet` ms, and give the page back."""
    page.evaluate("window.idleSince = undefined")
    page.wait_for_function(_SETTLED, arg=quiet, timeout=timeout)
    return page


def outside_requests(page: Any, app_url: str) -> list[str]:
    """A list that fills with every request of `page` that does not go to the app itself."""
    outside: list[str] = []
    own = (app_url, app_url.replace("http", "ws", 1), "data:", "blob:", "about:")
    page.on("request", lambda request: None if request.url.startswith(own) else outside.append(request.url))
    page.on("websocket", lambda socket: None if socket.url.startswith(own) else outside.append(socket.url))
    return outside
