"""Native charts: made by the writer, drawn by Excel and LibreOffice."""

from __future__ import annotations

from typing import Any

from waybook.spreadsheet.sheet import Chart
from waybook.spreadsheet.styles import MUTED, RULE, SERIES

_KINDS: dict[str, dict[str, str]] = {
    "path": {"type": "scatter", "subtype": "straight"},
    "scatter": {"type": "scatter", "subtype": "straight"},
    "bars": {"type": "bar"},
    "gantt": {"type": "bar", "subtype": "stacked"},
}


def insert(book: Any, page: Any, chart: Chart) -> None:
    """Draw a chart into a sheet of XlsxWriter."""
    made = book.add_chart(_KINDS[chart.kind])
    shown = 0
    for name, categories, values in chart.series:
        series: dict[str, Any] = {"name": name, "categories": f"={categories}", "values": f"={values}"}
        if name in chart.hidden:
            series |= {"fill": {"none": True}, "border": {"none": True}}
        else:
            colour = SERIES[shown % len(SERIES)]
            shown += 1
            if chart.kind in ("path", "scatter"):
                series |= {"line": {"color": colour, "width": 2.25}, "marker": {"type": "none"}}
            else:
                series |= {"fill": {"color": colour}, "border": {"none": True}, "gap": 60}
        made.add_series(series)
    plain = {"color": MUTED, "size": 9}
    made.set_title(
        {
            "name": chart.title,
            "name_font": {"size": 10, "bold": False, "color": MUTED},
            "overlay": False,
            "layout": {"x": 0.02, "y": 0.03},
        }
    )
    x_axis: dict[str, Any] = {
        "num_font": plain,
        "line": {"color": RULE},
        "major_gridlines": {"visible": False},
    }
    y_axis: dict[str, Any] = {
        "num_font": plain,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E4E4E4", "width": 0.75}},
    }
    if chart.x_format:
        x_axis["num_format"] = chart.x_format
    if chart.y_format:
        y_axis["num_format"] = chart.y_format
    if chart.kind in ("bars", "gantt"):  # XlsxWriter turns the two axes of bars round: x runs along the values
        x_axis, y_axis = y_axis, {**x_axis, "reverse": True, "line": {"none": True}}
        y_axis["crossing"] = "max"  # the first bar on top, the values below the last
    if chart.kind in ("path", "scatter"):
        x_axis["label_position"] = y_axis["label_position"] = "low"
    if chart.x_step:
        x_axis |= {"min": 0, "major_unit": chart.x_step}
    if chart.kind == "scatter":
        y_axis |= {"min": 0, "max": 1}
    made.set_x_axis(x_axis)
    made.set_y_axis(y_axis)
    visible = [name for name, _, _ in chart.series if name not in chart.hidden]
    if len(visible) > 1:
        hidden = [place for place, (name, _, _) in enumerate(chart.series) if name in chart.hidden]
        made.set_legend({"position": "bottom", "font": plain, "delete_series": hidden})
    else:
        made.set_legend({"none": True})
    made.set_chartarea({"border": {"none": True}})
    made.set_size({"width": chart.size[0], "height": chart.size[1]})
    page.insert_chart(*chart.at, made, {"description": chart.description, "object_position": 2})
