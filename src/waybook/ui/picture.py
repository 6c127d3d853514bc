"""What a chart is before it is drawn: a finding, a figure as one plain dict, and the same numbers as a table.

Nothing here knows Streamlit. A figure is never built by `add_*` calls: twelve charts cost 22 ms as dicts and 567 ms so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from waybook.ui import wording

Array = NDArray[np.float64]
FONT = '"Source Sans", "Source Sans 3", sans-serif'


@dataclass(frozen=True)
class Look:
    """Colours and sizes. Accent is the point being made, warning is budget and target; both carry text as well.

    Contrasts on the background: ink 14, muted 6, accent 8, warning 5, accent2 and neutral at least 3 (graphics only).
    """

    ink: str
    muted: str
    accent: str
    on_accent: str
    accent2: str
    neutral: str
    warning: str
    tint: str
    pale: str
    alarm: str
    grey: str
    line: str
    paper: str
    text: int = 15
    height: int = 350

    def sized(self, height: int = 0, text: int = 0) -> Look:
        """The same colours in another size."""
        return replace(self, height=height or self.height, text=text or self.text)


LIGHT = Look(
    ink="#1B2A38",
    muted="#566573",
    accent="#0A4F8C",
    on_accent="#FFFFFF",
    accent2="#5B98CE",
    neutral="#6F8093",
    warning="#B8440B",
    tint="#9CC4E6",
    pale="#DCEAF6",
    alarm="#F3C9B0",
    grey="#DFE6ED",
    line="#C9D3DC",
    paper="#FFFFFF",
)
DARK = Look(
    ink="#E8EEF3",
    muted="#A9B7C4",
    accent="#6CB2EB",
    on_accent="#0F1720",
    accent2="#2F6FA3",
    neutral="#8497A9",
    warning="#F2915A",
    tint="#2A5C87",
    pale="#1B3A55",
    alarm="#6E3B1C",
    grey="#26333F",
    line="#3B4A59",
    paper="#0F1720",
)


@dataclass(frozen=True)
class Picture:
    """A chart: the finding as its title, how to read it, the figure, and the numbers behind it."""

    title: str
    subtitle: str
    figure: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def alt(self) -> str:
        """What a screen reader says in place of the figure."""
        return f"{self.title}. {self.subtitle}"


Margin = tuple[int, int, int, int]


def figure(
    look: Look, data: list[dict[str, Any]], *, height: int = 0, margin: Margin = (8, 8, 8, 40), **layout: Any
) -> dict[str, Any]:
    """Traces and layout in the house style; `margin` is left, right, top, bottom at the usual size of text."""
    left, right, top, bottom = (round(side * look.text / LIGHT.text) for side in margin)
    base: dict[str, Any] = {
        "height": height or look.height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom},
        "font": {"family": FONT, "size": look.text, "color": look.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": look.paper, "bordercolor": look.line, "font": {"color": look.ink, "size": look.text}},
    }
    if not data:  # Plotly would draw axes from -1 to 6 around nothing
        base |= {"xaxis": hidden(), "yaxis": hidden()}
    return {"data": data, "layout": base | layout}


def names(look: Look, labels: Sequence[str], at: Sequence[float] = (), **more: Any) -> dict[str, Any]:
    """A vertical axis of names, first on top, without line."""
    places = list(at) or [float(n) for n in range(len(labels))]
    return {
        "range": [len(labels) - 0.45, -0.55],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticks": "",
        "tickvals": places,
        "ticktext": list(labels),
        "tickfont": {"color": look.ink},
        "ticklabelstandoff": 5,
    } | more


def axis(look: Look, title: str = "", **more: Any) -> dict[str, Any]:
    """An axis without grid or zero line, its numbers muted."""
    found: dict[str, Any] = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": look.line,
        "showline": True,
        "tickfont": {"color": look.muted},
        "ticks": "",
        "tickangle": 0,
        "ticklabelstandoff": 5,
    }
    if title:
        found["title"] = {"text": title, "font": {"color": look.muted, "size": look.text}, "standoff": 8}
    return found | more


def hidden(**more: Any) -> dict[str, Any]:
    """An axis nobody has to read."""
    return {"visible": False, "fixedrange": True, **more}


def scale(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers from `low` to `high`, about `count` of them.

    >>> scale(183.0, 405.0), scale(0, 1, 4)
    ([200.0, 250.0, 300.0, 350.0, 400.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    """
    if not high > low:
        return [low]
    raw = (high - low) / count
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.8)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def money_ticks(low: float, high: float, currency: str, count: int = 5) -> dict[str, Any]:
    """Ticks of a money axis: exact round amounts, all in the same unit."""
    at = scale(low, high, count)
    top = max((abs(one) for one in at), default=0.0)
    step = at[1] - at[0] if len(at) > 1 else top
    factor, letters = next(((f, s) for f, s in ((1e9, "bn"), (1e6, "m"), (1e3, "k")) if top >= f), (1.0, ""))
    if letters == "m" and step < 1e5:
        factor, letters = 1e3, "k"
    places = max(0, -math.floor(math.log10(step / factor) + 1e-9)) if step else 0
    if step and round(step / factor, places) != round(step / factor, 6):
        places += 1
    symbol = wording.SYMBOLS.get(currency, currency + " ")
    texts = [
        f"{'−' if one < 0 else ''}{symbol}{abs(one) / factor:,.{places}f}{letters}" if one else f"{symbol}0"
        for one in at
    ]
    return {"tickmode": "array", "tickvals": at, "ticktext": texts}


def month_ticks(start: Any, low: float, high: float, count: int = 5) -> dict[str, Any]:
    """Ticks of a time axis: months from the start, and the calendar month below."""
    span = high - low
    step = next((one for one in (1, 2, 3, 6, 12, 24, 36, 60, 120) if span / one <= count), 240)
    at = [float(one) for one in range(math.ceil(low / step) * step, math.floor(high) + 1, step)]
    return {
        "tickmode": "array",
        "tickvals": at,
        "ticktext": [f"{one:.0f}<br>{wording.after(start, one)}" for one in at],
    }


def safe(text: str, longest: int = 0) -> str:
    """Other people's words in a figure: Plotly reads a little HTML, so it gets none; too long is cut with an ellipsis.

    >>> safe("<b>A & B</b>"), safe("Security and access", 12)
    ('&lt;b&gt;A &amp; B&lt;/b&gt;', 'Security an…')
    """
    words = " ".join(text.split())
    if longest and len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def brief(text: str, longest: int) -> str:
    """A name without what it says in brackets, where it is too long with it.

    >>> brief("Testing (functional, prompt, edge-case)", 20), brief("Retrieval (RAG)", 20)
    ('Testing', 'Retrieval (RAG)')
    """
    return text.partition(" (")[0] if len(text) > longest else text


def folded(text: str, width: int = 22) -> str:
    """Words on two lines where they are long, for names beside bars.

    >>> folded("Retrieval (RAG) and prompt management")
    'Retrieval (RAG) and<br>prompt management'
    """
    words = text.split()
    if len(text) <= width:
        return safe(text)
    uneven = {n: abs(len(" ".join(words[:n])) - len(" ".join(words[n:])) - 1) for n in range(1, len(words))}
    best = min(uneven, key=lambda n: uneven[n], default=0)
    if not best:
        return safe(text, width)
    first, second = " ".join(words[:best]), " ".join(words[best:])
    return f"{safe(first, width + 6)}<br>{safe(second, width + 6)}"


def curve(samples: Sequence[float] | Array, points: int = 201) -> tuple[Array, Array]:
    """An empirical distribution as `points` quantiles: values and the share of draws at or below them."""
    share = np.linspace(0, 1, points)
    return np.quantile(np.asarray(samples, dtype=float), share), share


def thin(values: Array, digits: int = 5) -> list[float]:
    """Numbers as short as a screen can show them: fewer bytes on the way to the browser."""
    return [float(f"{one:.{digits}g}") for one in np.asarray(values, dtype=float)]
