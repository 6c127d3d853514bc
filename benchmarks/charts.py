"""Pictures: CPU time and bytes of every chart, beside the usual ways to draw the same with Plotly in the same run.

python -m benchmarks.charts
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import plotly.express as px
import plotly.graph_objects as go

from tests.ui.test_charts import CHARTS
from waybook.estimate import estimate
from waybook.model import Results
from waybook.plan import read
from waybook.reference import data_folder
from waybook.ui.picture import LIGHT


def cpu_ms(work: Callable[[], Any], times: int = 5) -> float:
    """Median CPU time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        work()
        taken.append(1e3 * (time.process_time() - begin))
    return median(taken)


def by_calls(found: Results) -> go.Figure:
    """The S-curve as most code draws it: an empty figure and one call for each line, marker and label."""
    figure = px.ecdf(x=found.samples("build_cost"))
    for share, value in ((0.5, found.cost.p50), (0.8, found.cost.p80)):
        figure.add_hline(y=share, line_dash="dot")
        figure.add_vline(x=value, line_dash="dot")
        figure.add_annotation(x=value, y=share, text=f"P{share * 100:.0f}")
    figure.update_layout(height=350, showlegend=False)
    figure.update_xaxes(showgrid=False)
    return figure


def main() -> None:
    """Print the table."""
    found = estimate(read((data_folder() / "examples/customer_support.json").read_bytes()))
    for chart in CHARTS.values():  # what is derived once for each plan is not part of drawing
        chart(found, LIGHT)
    print(f"{'picture':22}{'build ms':>10}{'check ms':>10}{'kB':>8}")
    total, size = 0.0, 0
    for name, chart in CHARTS.items():
        picture = chart(found, LIGHT)
        build, check = cpu_ms(lambda chart=chart: chart(found, LIGHT)), cpu_ms(lambda p=picture: go.Figure(p.figure), 3)
        text = json.dumps(picture.figure)
        total, size = total + build, size + len(text)
        print(f"{name:22}{build:10.2f}{check:10.2f}{len(text) / 1e3:8.1f}")
    print(f"{len(CHARTS)} pictures as plain dicts: {total:.0f} ms CPU, {size / 1e3:.0f} kB")
    cost, months = found.samples("build_cost"), found.samples("go_live")
    usual: dict[str, tuple[str, Callable[[], go.Figure]]] = {
        "S-curve, px.ecdf and add_* calls": ("cost_curve", lambda: by_calls(found)),
        "histogram, px.histogram of the draws": ("cost_histogram", lambda: px.histogram(x=cost)),
        "date and cost, px.scatter of the draws": ("joint", lambda: px.scatter(x=months, y=cost)),
    }
    for label, (name, draw) in usual.items():
        ours, theirs = cpu_ms(lambda n=name: go.Figure(CHARTS[n](found, LIGHT).figure)), cpu_ms(draw)
        small, large = len(json.dumps(CHARTS[name](found, LIGHT).figure)), len(draw().to_json())
        print(f"{label:42} {theirs:6.1f} ms, {large / 1e3:6.1f} kB; here {ours:5.1f} ms, {small / 1e3:5.1f} kB: "
              f"{theirs / ours:4.1f} times the time, {large / small:4.1f} times the bytes")  # fmt: skip


if __name__ == "__main__":
    main()
