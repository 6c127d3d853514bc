"""Pictures of compliance: the days that duties take, and the dates of the law beside the plan's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from waybook.compliance.clock import CLOCK_LABELS, ClockPoint
from waybook.compliance.load import ComplianceLoad
from waybook.ui.marks import dots, note, rows, rule, ticks, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, hidden, names, scale

NAME = 42
"""Letters of a date's name before it takes a second line."""
ROW = 34
"""Height of a date in the picture."""
YEAR = dt.timedelta(days=365)


def days_range(load: ComplianceLoad, most: float, look: Look = LIGHT) -> Picture:
    """Person-days on top of the build: sure, and what cannot be ruled out. `most` is the end of the scale."""
    low, high, open_ = load.days_low, load.days_high, load.days_unknown_high
    end = high + open_
    made = figure(
        look,
        [
            rows([0, 0, 0], [0, low, high], [low, high - low, open_], [look.accent, look.accent2, look.tint], 0.55),
            ticks([high], [0], look.ink, 26),
            words([end], [0], [f" {end:,.0f}"], look.ink, "middle right" if end < 0.85 * most else "top left"),
        ],
        height=88,
        margin=(4, 12, 4, 26),
        barmode="overlay",
        xaxis=axis(look, range=[0, most * 1.02], tickvals=scale(0, most, 4)),
        yaxis=hidden(range=[-0.6, 0.6]),
    )
    return Picture(
        f"{low:,.0f} to {high:,.0f} person-days are sure",
        f"Up to {open_:,.0f} more cannot be ruled out" if open_ else "Nothing is open",
        made,
        ("Low", "High", "With all that is not ruled out"),
        ((f"{low:.0f}", f"{high:.0f}", f"{end:.0f}"),),
    )


def law_dates(
    points: Sequence[ClockPoint], today: dt.date, live: tuple[dt.date, dt.date] | None, look: Look = LIGHT
) -> Picture:
    """The dates that touch the plan's rules, with today and the go-live at P50 and P80 as lines."""
    shown = [one for one in points if one.touches and one.moment.date > today - YEAR]
    due = [one for one in shown if one.status == "before_go_live"]
    last = max([one.moment.date for one in shown] + list(live or ()) + [today]) + dt.timedelta(days=60)
    first = min([one.moment.date for one in shown] + [today]) - dt.timedelta(days=60)
    colors = {"in_force": look.neutral, "before_go_live": look.warning, "later": look.accent2, "dated": look.accent}
    bottom = len(shown) - 0.45
    lines = [rule(f"{today}", f"{today}", -0.6, bottom, look.muted, 1.5, "dot")]
    labels = [note(look, f"{today}", -0.62, "Today", look.muted, yanchor="bottom", xanchor="right", xshift=-3)]
    if live is not None:
        for day, dash in zip(live, ("solid", "dash"), strict=True):
            lines.append(rule(f"{day}", f"{day}", -0.6, bottom, look.accent, 2, dash))
        text = f"Go-live: P50 {live[0]:%b %Y}, P80 {live[1]:%b %Y} (dashed)"
        right = live[1] - first > 0.6 * (last - first)
        x, anchor = (live[1], "right") if right else (live[0], "left")
        labels.append(note(look, f"{x}", -1.25, text, look.accent, xanchor=anchor, yanchor="bottom"))
    at = [float(number) for number in range(len(shown))]
    days = [f"{one.moment.date}" for one in shown]
    made = figure(
        look,
        [
            dots(
                days,
                at,
                [colors[one.status] for one in shown],
                13,
                "%{text}",
                text=[f"{one.moment.date:%d %B %Y}: {CLOCK_LABELS[one.status]}" for one in shown],
            ),
            words(days, at, [f"   {one.moment.date:%d %b %Y}" for one in shown], look.ink, "middle right"),
        ],
        height=ROW * len(shown) + 110,
        margin=(8, 90, 48, 30),
        shapes=lines,
        annotations=labels,
        xaxis=axis(look, type="date", range=[f"{first}", f"{last}"], dtick="M6", tickformat="%b<br>%Y"),
        yaxis=names(look, [folded(one.moment.title, NAME) for one in shown], range=[bottom, -0.6]),
    )
    if live is None:
        title = f"{len(shown)} dates of the law touch this plan; it has no go-live date yet"
    else:
        count = "No date" if not due else "1 date" if len(due) == 1 else f"{len(due)} dates"
        title = f"{count} of the law {'falls' if len(due) < 2 else 'fall'} between today and go-live"
    return Picture(
        title,
        "Dates that touch rules which apply or cannot be ruled out. Grey: in force; orange: due before go-live at P50; "
        "blue: later.",
        made,
        ("Date", "What", "For this plan"),
        tuple((f"{one.moment.date:%d %b %Y}", one.moment.title, CLOCK_LABELS[one.status]) for one in shown),
    )
