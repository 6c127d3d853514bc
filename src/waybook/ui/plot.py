"""The element that draws a Plotly figure, and the address at which the app serves Plotly's own script.

`st.plotly_chart` checks every figure in Python and mounts it anew in the browser whenever it changes. This element
does neither: a click redraws its charts in place, in half the time and without a blank moment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

_HERE = Path(__file__).parent
_SCRIPT = Path(plotly.__file__).parent / "package_data/plotly.min.js"
_ADDRESS = "plotly.min.js"
_A_YEAR = {"Cache-Control": "max-age=31536000, immutable"}  # the version is part of the address

_element = st.components.v2.component(
    "waybook_plot",
    html='<div class="waybook-plot" role="figure"></div>',
    js=(_HERE / "plot.js").read_text(encoding="utf-8").replace("PLOTLY_ADDRESS", f"{_ADDRESS}?{plotly.__version__}"),
    css="""
.waybook-plot:empty::before {content: "Drawing …"; display: flex; height: 100%; align-items: center;
  justify-content: center; color: light-dark(#5B6B7A, #A7B4C0)}
""",  # until the script is there: a blank place looks broken
    isolate_styles=False,
)


def plot(figure: dict[str, Any], key: str, alt: str) -> None:
    """Draw a figure (Plotly's `data` and `layout`, with the layout's height in pixels); `alt` is said in its place."""
    _element(
        key=key,
        data={"figure": orjson.dumps(figure, option=orjson.OPT_SERIALIZE_NUMPY).decode(), "alt": alt,
              "height": figure["layout"]["height"]},
    )  # fmt: skip


def _script(_: Request) -> FileResponse:
    return FileResponse(_SCRIPT, media_type="text/javascript", headers=_A_YEAR)


ROUTE = Route(f"/{_ADDRESS}", _script)
"""Plotly's script, from its Python package."""
