"""Streamlit apps in processes of their own, and a Chromium to click in."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]


@contextmanager
def served(command: Sequence[str], folder: Path, more: Mapping[str, str]) -> Iterator[str]:
    """The address of an app that answers; `command` gets the port as its last word. Settings come from no one else."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("STREAMLIT_")}
    running = subprocess.Popen(
        [sys.executable, *command, str(port)],
        cwd=folder,
        env={**clean, "STREAMLIT_SERVER_HEADLESS": "true", **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        while running.poll() is None:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{' '.join(command)} did not start")
        yield address
    finally:
        running.kill()
        running.wait()


@contextmanager
def chromium() -> Iterator[Any]:
    """The system's browser. Raises RuntimeError where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise RuntimeError("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
