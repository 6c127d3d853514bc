"""Pictures of the schedule: stages and work packages in time, with their doubt and what decides the date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from waybook.model import Results
from waybook.model.results import Bar
from waybook.ui import wording
from waybook.ui.picture import LIGHT, Look, Picture, axis, brief, figure, folded, month_ticks, safe, thin

HOW = "Bar ends at P50, band P10 to P90, tick P80; {share}"
MOST_ROWS = 12


def stage_gantt(found: Results, look: Look = LIGHT) -> Picture:
    """The stages in time; the label is the stage's share of the critical path."""
    bars = found.stages
    if not bars:
        return _nothing(look)
    most = max(bars, key=lambda one: one.critical)
    title = f"{most.label} sets the date: {wording.percent(most.critical)} of the critical path"
    return _gantt(found, look, bars, most.critical, title, HOW.format(share="% of critical path"), 24, 40)


def package_gantt(found: Results, look: Look = LIGHT, rows: int = MOST_ROWS) -> Picture:
    """The packages that are on the critical path most often, in time."""
    chosen = sorted(found.packages, key=lambda one: -one.critical * (one.finish_p50 - one.start))[:rows]
    if not chosen:
        return _nothing(look)
    bars = sorted(chosen, key=lambda one: (one.start, one.finish_p50))
    always = sum(one.critical > 0.9 for one in bars)
    title = f"{len(bars)} work packages set the date; {always} of them nearly always" if always else f"{len(bars)} work packages set the date"
    return _gantt(found, look, bars, 0.9, title, HOW.format(share="% of draws in which it is on the critical path"), 27, 31)


def all_packages(found: Results, look: Look = LIGHT) -> Picture:
    """Every work package in time, for reading at leisure."""
    bars = sorted(found.packages, key=lambda one: (one.start, one.finish_p50))
    if not bars:
        return _nothing(look)
    subtitle = HOW.format(share="% of draws in which it is on the critical path")
    return _gantt(found, look, bars, 0.9, f"All {len(bars)} work packages", subtitle, 40, 27)


def _gantt(
    found: Results, look: Look, bars: Sequence[Bar], strong: float, title: str, subtitle: str, width: int, row: int
) -> Picture:
    y = list(range(len(bars)))
    end = max(one.finish_p90 for one in bars)
    lead = [one.critical >= strong - 1e-12 for one in bars]
    solid = {"type": "bar", "orientation": "h", "y": y, "hoverinfo": "skip"}
    gap = [max(one.finish_p50 - one.start, 0.02) for one in bars]
    data: list[dict[str, Any]] = [
        solid | {"base": thin_list(one.start for one in bars), "x": thin_list(gap), "width": 0.62,
                 "marker": {"color": [look.accent if one else look.accent2 for one in lead]}},
        solid | {"base": thin_list(one.finish_p10 for one in bars), "x": thin_list(one.finish_p90 - one.finish_p10 for one in bars),
                 "width": 0.26, "marker": {"color": look.neutral, "opacity": 0.55}},
        {"type": "scatter", "mode": "markers", "x": thin_list(one.finish_p50 for one in bars), "y": y, "hoverinfo": "skip",
         "marker": {"symbol": "line-ns", "size": max(8, row * 0.42), "line": {"color": look.ink, "width": 2.5}}},
        {"type": "scatter", "mode": "markers", "x": thin_list(one.finish_p80 for one in bars), "y": y,
         "marker": {"symbol": "line-ns", "size": max(6, row * 0.26), "line": {"color": look.ink, "width": 1.5}},
         "text": [f"P50 {wording.after(found.plan.start, one.finish_p50)}, P80 {wording.after(found.plan.start, one.finish_p80)}" for one in bars],
         "hovertemplate": "%{text}<extra></extra>"},
        {"type": "scatter", "mode": "text", "x": thin_list(one.finish_p90 for one in bars), "y": y, "textposition": "middle right",
         "text": [f"  <b>{wording.percent(one.critical)}</b>" if bold else f"  {wording.percent(one.critical)}" for one, bold in zip(bars, lead, strict=True)],
         "textfont": {"color": [look.accent if bold else look.muted for bold in lead]}, "hoverinfo": "skip", "cliponaxis": False},
    ]  # fmt: skip
    made = figure(
        look, data, height=max(look.height, row * len(bars) + 60), margin=(8, 52, 4, 44), barmode="overlay", bargap=0.3,
        xaxis=axis(look, range=[0, end * 1.01], **month_ticks(found.plan.start, 0, end, 4 if width < 27 else 9)),
        yaxis={"range": [len(bars) - 0.45, -0.55], "fixedrange": True, "showgrid": False, "zeroline": False, "automargin": True, "ticks": "",
               "tickvals": y, "ticktext": [folded(one.label, width) if width < 27 else safe(brief(one.label, width + 8), width + 8) for one in bars]},
    )  # fmt: skip
    start = found.plan.start
    rows = tuple(
        (one.label, wording.after(start, one.start), *(wording.after(start, x) for x in (one.finish_p10, one.finish_p50, one.finish_p80, one.finish_p90)),
         wording.percent(one.critical))
        for one in bars
    )  # fmt: skip
    return Picture(title, subtitle, made, ("What", "Starts (P50)", "Ready P10", "P50", "P80", "P90", "Critical"), rows)


def _nothing(look: Look) -> Picture:
    return Picture("No work in the plan", "Put work packages back in under Work packages", figure(look, []), ("What",), ())


def thin_list(values: Iterable[float]) -> list[float]:
    """Numbers for the figure, as short as the screen can show."""
    return thin(np.array(list(values)))
