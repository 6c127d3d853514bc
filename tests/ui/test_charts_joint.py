"""The joint chart: every curve says its level, and none says it under the share at the sponsor's target."""

import numpy as np
import pytest

from waybook.estimate import estimate
from waybook.ui import starting
from waybook.ui.charts_risk import LEVELS, joint, share_box
from waybook.ui.picture import LIGHT


@pytest.mark.parametrize("place", [0.1, 0.5, 0.8, 0.9, 0.94, 0.97, 0.99])
def test_no_level_stands_under_the_share(place: float) -> None:
    plan = starting.example("customer_support")
    free = estimate(plan)
    plan.economics.budget = float(np.quantile(free.samples("build_cost"), place))
    plan.economics.target_months = float(np.quantile(free.samples("go_live"), place))
    layout = joint(estimate(plan), LIGHT).figure["layout"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    corner = next(one for one in layout["annotations"] if one["text"].startswith("<b>"))
    spot = ((corner["x"] - x0) / (x1 - x0), (corner["y"] - y0) / (y1 - y0))
    left, bottom, right, top = share_box(LIGHT, spot, corner["xanchor"] == "right")
    named = [one for one in layout["annotations"] if one["text"] in map(str, LEVELS)]
    assert [one["text"] for one in named] == [str(level) for level in LEVELS]
    for one in named:
        across, up = (one["x"] - x0) / (x1 - x0), (one["y"] - y0) / (y1 - y0)
        assert not (left < across < right and bottom < up < top), one["text"]
