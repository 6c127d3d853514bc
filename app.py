"""Starts Waybook: `python app.py`, or `streamlit run app.py`.

The page script is `src/waybook/ui/frame.py`, not this file: with `pages/` beside the page script, Streamlit would run a
page alone on a first visit to a deep link.
"""

import argparse
import gc
import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from waybook.model.memory import keep_freed_memory
from waybook.ui import plot

UI = Path(__file__).parent / "src/waybook/ui"


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Import what every screen needs, then take it out of the garbage collector's sight."""
    keep_freed_memory()
    for module in pkgutil.iter_modules([str(UI)], "waybook.ui."):
        if module.name != "waybook.ui.frame":  # a script, run once for every rerun of a screen
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    yield


def apologise(_: Exception) -> bool:
    """Show one calm sentence in place of the traceback, which Streamlit has already logged."""
    st.error(
        "This screen could not be drawn. Your answers are saved. Reload the page; if it happens again, "
        "the log of the app says why.",
        icon=":material/error:",
    )
    return True


app = st.App(UI / "frame.py", lifespan=warm, routes=[plot.ROUTE], on_script_error=apologise)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Serve Waybook in the browser.")
    parser.add_argument("--port", type=int, help="port to serve on (default 8501)")
    parser.add_argument("--address", help="address to listen on (default 127.0.0.1, this machine alone)")
    chosen = vars(parser.parse_args())
    app.run(config={f"server.{name}": value for name, value in chosen.items() if value is not None})
