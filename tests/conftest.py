"""Fixtures for everybody: a served app, a browser page, and the order in which slow tests share the machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).parents[1]

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by their fixture; tests of one big program run one after another, on one worker."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker("browser")
        if "browser" in fixtures or "server" in fixtures:
            item.add_marker(pytest.mark.xdist_group("app"))
        for program in ("libreoffice", "postgres"):
            if item.get_closest_marker(program):
                item.add_marker(pytest.mark.xdist_group(program))


@pytest.fixture(autouse=True)
def own_database(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever opens the developer's own plans."""
    monkeypatch.setenv("WAYBOOK_DATABASE", str(tmp_path_factory.mktemp("plans") / "waybook.db"))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Server:
    """The app in a process of its own, on a database of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.database = folder / "waybook.db"
        self.log = folder / "app.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self, seconds: float = 120) -> None:
        """Start, and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(ROOT / "app.py"), "--port", str(self.port)],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "WAYBOOK_DATABASE": str(self.database), "STREAMLIT_SERVER_HEADLESS": "true"},
                cwd=self.log.parent,
            )
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        self.kill()
        pytest.fail(f"The app did not start:\n{self.log.read_text(errors='replace')}", pytrace=False)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, served for the whole run. Use `server.log` for what it said, `server.database` for its plans."""
    running = Server(tmp_path_factory.mktemp("served"))
    yield running
    running.kill()


@pytest.fixture(scope="session")
def app_url(server: Server) -> str:
    """Where the app is served, such as http://localhost:40123."""
    return server.url


@pytest.fixture(scope="session")
def browser():  # type: ignore[no-untyped-def]  # playwright is imported only where it is used
    """The system's Chromium, started once."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = needs(next(filter(None, map(shutil.which, names)), None), "Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def browser_page(browser):  # type: ignore[no-untyped-def]
    """A page of 1280x720 in a context of its own (no cookies, no cache from other tests)."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()
