"""Pictures of the schedule: stages and work packages in time, with their doubt and what decides the date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from waybook.durations import WEEKS_A_MONTH
from waybook.model import Bar, Results
from waybook.model.adding import one_more
from waybook.ui import wording
from waybook.ui.marks import rows, rule, ticks, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, brief, figure, folded, hidden, month_ticks, names, safe, thin

HOW = "Bar ends at P50, band P10 to P90, tick P80; {share}"
MOST_ROWS = 12
NARROW, WIDE = 24, 52
"""Letters of a name beside a bar, in a chart of half and of full width."""
NEARLY_ALWAYS = 0.9


def stage_gantt(found: Results, look: Look = LIGHT) -> Picture:
    """The stages in time; the label is the stage's share of the critical path."""
    bars = found.stages
    if not bars:
        return _nothing(look)
    most = max(bars, key=lambda one: one.critical)
    title = f"{most.label} sets the date: {wording.percent(most.critical)} of the critical path"
    return _gantt(found, look, bars, most.critical, title, HOW.format(share="% of critical path"), NARROW, 40)


def package_gantt(found: Results, look: Look = LIGHT, count: int = MOST_ROWS) -> Picture:
    """The packages that are on the critical path most often, in time."""
    chosen = sorted(found.packages, key=lambda one: -one.critical * (one.finish_p50 - one.start))[:count]
    if not chosen:
        return _nothing(look)
    bars = _in_time(chosen)
    always = sum(one.critical > NEARLY_ALWAYS for one in bars)
    title = f"{len(bars)} work packages set the date"
    if 0 < always < len(bars):
        title += f"; {always} of them nearly always"
    how = HOW.format(share="% of draws in which it is on the critical path")
    return _gantt(found, look, bars, NEARLY_ALWAYS, title, how, WIDE, 27)


def all_packages(found: Results, look: Look = LIGHT) -> Picture:
    """Every work package in time, for reading at leisure."""
    bars = _in_time(found.packages)
    if not bars:
        return _nothing(look)
    how = HOW.format(share="% of draws in which it is on the critical path")
    return _gantt(found, look, bars, NEARLY_ALWAYS, f"All {len(bars)} work packages", how, WIDE, 26)


def demo_and_production(found: Results, look: Look = LIGHT) -> Picture:
    """When there is something to show, and when real users have it."""
    start, demo, live = found.plan.start, found.gate_months, found.months
    bars = ((demo, "Prototype<br>that convinces"), (live, "Product that<br>users rely on"))
    end = live.p90
    texts = [f"  {wording.months(one.p50)}, P80 {wording.months(one.p80)}" for one, _ in bars]
    y = [0, 1]
    made = figure(
        look,
        [
            rows(y, [0, 0], [one.p50 for one, _ in bars], [look.accent2, look.accent], 0.5),
            rows(
                y, [one.p10 for one, _ in bars], [one.p90 - one.p10 for one, _ in bars], look.neutral, 0.2, opacity=0.55
            ),
            ticks([one.p50 for one, _ in bars], y, look.ink, 34),
            ticks([one.p80 for one, _ in bars], y, look.ink, 20, 1.5),
            words([0, 0], [-0.36, 0.64], texts, look.ink, "top right"),
        ],
        margin=(8, 16, 4, 52),
        barmode="overlay",
        xaxis=axis(look, range=[0, end * 1.02], **month_ticks(start, 0, end, 4)),
        yaxis=names(look, [label for _, label in bars], range=[1.5, -0.75]),
    )
    share = wording.percent(demo.p50 / live.p50) if live.p50 else "–"
    title = f"The prototype takes {share} of the time to production"
    table = tuple(
        (label.replace("<br>", " "), *(wording.after(start, x) for x in (one.p10, one.p50, one.p80, one.p90)))
        for one, label in bars
    )
    subtitle = "From the start; bar ends at P50, band P10 to P90, tick P80"
    return Picture(title, subtitle, made, ("What", "P10", "P50", "P80", "P90"), table)


def one_more_person(found: Results, look: Look = LIGHT) -> Picture:
    """What another full-time person in each role would do to the date."""
    effects = one_more(found)
    if not effects:
        return _nothing(look)
    best = effects[0]
    gain = [-one.p80 * WEEKS_A_MONTH for one in effects]
    y = list(range(len(effects)))
    useful = gain[0] >= 1
    made = figure(
        look,
        [
            rows(
                y,
                [0] * len(y),
                thin(np.array(gain)),
                [look.accent if n == 0 and useful else look.neutral for n in y],
                0.58,
            ),
            words(
                gain,
                y,
                [f" {one:.1f} weeks" if one >= 0.05 else " none" for one in gain],
                look.ink,
                "middle right",
            ),
        ],
        margin=(8, 8, 4, 8),
        xaxis=hidden(range=[0, max(gain[0], 0.5) * 1.35]),
        yaxis=names(look, [f"{one.label} (now {one.people:g})" for one in effects]),
        shapes=[rule(0, 0, -0.5, len(y) - 0.5, look.ink, 1.2)],
    )
    if useful:
        title = f"One more {lower(best.label)} saves {wording.weeks(gain[0])}"
    else:
        title = "Nobody added saves as much as a week"
    table = tuple(
        (one.label, f"{one.people:g}", wording.weeks(-one.p50 * WEEKS_A_MONTH), wording.weeks(g))
        for one, g in zip(effects, gain, strict=True)
    )
    subtitle = "Weeks gained at P80, there from the start but learning first"
    return Picture(title, subtitle, made, ("Role", "Now", "At P50", "At P80"), table)


def lower(label: str) -> str:
    """A role inside a sentence: abbreviations keep their capitals.

    >>> lower("AI engineer"), lower("Security specialist"), lower("DevOps engineer")
    ('AI engineer', 'security specialist', 'DevOps engineer')
    """
    first = label.split(" ")[0]
    return label if first != first.capitalize() else label[0].lower() + label[1:]


def _gantt(
    found: Results,
    look: Look,
    bars: Sequence[Bar],
    strong: float,
    title: str,
    subtitle: str,
    letters: int,
    row: int,
) -> Picture:
    y, start = list(range(len(bars))), found.plan.start
    end = max(one.finish_p90 for one in bars)
    lead = [one.critical >= strong - 1e-12 for one in bars]
    shares = [f"  {wording.percent(one.critical)}" for one in bars]
    shares = [f"<b>{text}</b>" if bold else text for text, bold in zip(shares, lead, strict=True)]
    dates = [f"P50 {wording.after(start, one.finish_p50)}, P80 {wording.after(start, one.finish_p80)}" for one in bars]
    length = _thin(max(one.finish_p50 - one.start, 0.02) for one in bars)
    colors = [look.accent if one else look.accent2 for one in lead]
    doubt = _thin(one.finish_p90 - one.finish_p10 for one in bars)
    data = [
        rows(y, _thin(one.start for one in bars), length, colors, 0.62),
        rows(y, _thin(one.finish_p10 for one in bars), doubt, look.neutral, 0.26, opacity=0.55),
        ticks(_thin(one.finish_p50 for one in bars), y, look.ink, max(8, row * 0.42)),
        ticks(_thin(one.finish_p80 for one in bars), y, look.ink, max(6, row * 0.26), 1.5, "%{text}", text=dates),
        words(
            _thin(one.finish_p90 for one in bars),
            y,
            shares,
            [look.accent if one else look.muted for one in lead],
            "middle right",
        ),
    ]
    if letters == NARROW:
        labels = [folded(one.label, letters) for one in bars]
    else:
        labels = [safe(brief(one.label, letters), letters) for one in bars]
    made = figure(
        look,
        data,
        height=max(look.height, row * len(bars) + 52),
        margin=(8, 52, 4, 52),
        barmode="overlay",
        xaxis=axis(look, range=[0, end * 1.01], **month_ticks(start, 0, end, 3 if letters == NARROW else 9)),
        yaxis=names(look, labels),
    )
    table = tuple(
        (
            one.label,
            *(wording.after(start, x) for x in (one.start, one.finish_p10, one.finish_p50, one.finish_p80)),
            wording.after(start, one.finish_p90),
            wording.percent(one.critical),
        )
        for one in bars
    )
    return Picture(title, subtitle, made, ("What", "Starts (P50)", "Ready P10", "P50", "P80", "P90", "Critical"), table)


def _in_time(bars: Sequence[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda one: (one.start, one.finish_p50))


def _thin(values: Iterable[float]) -> list[float]:
    return thin(np.array(list(values)))


def _nothing(look: Look) -> Picture:
    return Picture("No work in the plan", "Put packages back in under Work packages", figure(look, []), ("What",), ())
