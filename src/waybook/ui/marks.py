"""What figures are made of: lines, bars, bands, dots, words. Each is a plain dict that Plotly understands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waybook.ui.picture import Look

Mark = dict[str, Any]
Places = Sequence[Any]


def note(look: Look, x: Any, y: Any, text: str, color: str = "", size: int = 0, **more: Any) -> Mark:
    """A label in the figure, without arrow."""
    font = {"color": color or look.ink, "size": size or look.text}
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": font, **more}


def rule(x0: Any, x1: Any, y0: Any, y1: Any, color: str, width: float = 2, dash: str = "solid", **more: Any) -> Mark:
    """A straight line in the figure."""
    ends = {"x0": x0, "x1": x1, "y0": y0, "y1": y1}
    return {"type": "line", **ends, "line": {"color": color, "width": width, "dash": dash}, **more}


def line(x: Places, y: Places, color: str, width: float = 3, hover: str = "", **more: Any) -> Mark:
    """A curve. `hover` may use %{x}, %{y}, %{text}."""
    mark = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": color, "width": width}}
    return mark | hovering(hover) | more


def band(x: list[Any], low: list[float], high: list[float], color: str) -> Mark:
    """The area between two curves."""
    around = {"x": [*x, *x[::-1]], "y": [*low, *high[::-1]], "fill": "toself", "fillcolor": color}
    return {"type": "scatter", "mode": "lines", **around, "line": {"width": 0}, "hoverinfo": "skip"}


def columns(x: Places, y: Places, color: Any, width: float, hover: str = "", **more: Any) -> Mark:
    """Upright bars."""
    mark = {"type": "bar", "x": x, "y": y, "width": width, "marker": {"color": color}}
    return mark | hovering(hover) | more


def rows(
    y: Places, start: Places, length: Places, color: Any, width: float = 0.6, hover: str = "", **more: Any
) -> Mark:
    """Lying bars from `start`, `length` long."""
    mark = {"type": "bar", "orientation": "h", "y": y, "base": start, "x": length, "width": width}
    return mark | {"marker": {"color": color}} | hovering(hover) | more


def dots(x: Places, y: Places, color: Any, size: float = 10, hover: str = "", **more: Any) -> Mark:
    """Points; `marker` in `more` adds to their look."""
    marker = {"color": color, "size": size} | more.pop("marker", {})
    return {"type": "scatter", "mode": "markers", "x": x, "y": y, "marker": marker} | hovering(hover) | more


def ticks(x: Places, y: Places, color: str, size: float, width: float = 2.5, hover: str = "", **more: Any) -> Mark:
    """Short upright strokes."""
    marker = {"symbol": "line-ns", "line": {"color": color, "width": width}}
    return dots(x, y, color, size, hover, marker=marker, **more)


def words(x: Places, y: Places, text: Sequence[str], color: Any, where: Any = "middle center", **more: Any) -> Mark:
    """Texts at places; `color` and `where` are one for all or one for each."""
    mark = {"type": "scatter", "mode": "text", "x": x, "y": y, "text": list(text), "textposition": where}
    return mark | {"textfont": {"color": color}, "hoverinfo": "skip", "cliponaxis": False} | more


def hovering(template: str) -> Mark:
    """What the pointer shows; nothing without a template."""
    return {"hovertemplate": template + "<extra></extra>"} if template else {"hoverinfo": "skip"}
