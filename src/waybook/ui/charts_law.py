"""Pictures of compliance: the days that duties take, and the dates of the law beside the plan's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from waybook.compliance.clock import ClockPoint
from waybook.compliance.load import ComplianceLoad
from waybook.compliance.tier import SHORT_TIERS, UNDETERMINED, Tier
from waybook.ui.marks import dots, line, note, rows, rule, ticks, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, hidden, names, scale

NAME = 72
"""Letters of a date's name before it takes a second line."""
ROW = 28
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
            words([end], [0], [f" {end:,.0f} "], look.ink, "middle right" if end < 0.85 * most else "middle left"),
        ],
        height=80,
        margin=(4, 12, 4, 30),
        barmode="overlay",
        xaxis=axis(look, range=[0, most * 1.02], tickvals=scale(0, most, 4), tickformat=",.0f"),
        yaxis=hidden(range=[-0.6, 0.6]),
    )
    return Picture(
        f"{low:,.0f} to {high:,.0f} person-days are sure",
        f"Up to {open_:,.0f} more cannot be ruled out" if open_ else "Nothing is open",
        made,
        ("Low", "High", "With all that is not ruled out"),
        ((f"{low:.0f}", f"{high:.0f}", f"{end:.0f}"),),
    )


def class_interval(tier: Tier, look: Look = LIGHT) -> Picture:
    """The classes of the AI Act, worst on top, and the stretch of them that the answers leave."""
    classes = list(SHORT_TIERS)
    # Nothing is sure while it is open whether the Act applies: the stretch then begins below the last class.
    top, bottom = (
        classes.index(tier.worst),
        classes.index("out_of_scope" if tier.certain == UNDETERMINED else tier.certain),
    )
    inside = [top <= place <= bottom for place in range(len(classes))]
    marks = ["at worst" if place == top else "at least" if place == bottom else "" for place in range(len(classes))]
    if tier.settled:
        marks[top] = "by your answers"
    elif tier.certain == UNDETERMINED:
        marks[bottom] = "perhaps"
    colors = [look.accent if in_ else look.line for in_ in inside]
    made = figure(
        look,
        [
            line([0, 0], [top, bottom], look.tint, 9),
            dots(
                [0] * len(classes), list(range(len(classes))), colors, 11,
                marker={"symbol": ["circle" if in_ else "circle-open" for in_ in inside]},
            ),
            words([0.12] * len(classes), list(range(len(classes))), marks, look.ink, "middle right"),
        ],
        height=21 * len(classes) + 8,
        margin=(4, 4, 2, 2),
        xaxis=hidden(range=[-0.12, 1]),
        yaxis=names(look, list(SHORT_TIERS.values())),
    )  # fmt: skip
    return Picture(tier.headline(), "Filled: not ruled out", made, ("Class",), ((tier.short(),),))


def law_dates(
    points: Sequence[ClockPoint], today: dt.date, live: tuple[dt.date, dt.date] | None, look: Look = LIGHT
) -> Picture:
    """The dates that touch the plan's rules, with today and the go-live at P50 and P80 as lines.

    Each date stands beside its name, so that no line runs through it. Announcements are hollow: nothing falls due.
    """
    shown = [one for one in points if one.touches and one.moment.date > today - YEAR]
    due = [one for one in shown if one.status == "before_go_live" and one.moment.status != "expected"]
    last = max([one.moment.date for one in shown] + list(live or ()) + [today]) + dt.timedelta(days=60)
    first = min([one.moment.date for one in shown] + [today]) - dt.timedelta(days=60)
    colors = {"in_force": look.neutral, "before_go_live": look.warning, "later": look.accent2, "dated": look.accent}
    bottom = len(shown) - 0.45
    lines = [rule(f"{today}", f"{today}", -0.6, bottom, look.muted, 1.5, "dot")]
    above: dict[str, Any] = {"yref": "paper", "yanchor": "bottom"}
    labels = [note(look, f"{today}", 1, "Today", look.muted, xanchor="center", **above)]
    if live is not None:
        for day, dash in zip(live, ("solid", "dash"), strict=True):
            lines.append(rule(f"{day}", f"{day}", -0.6, bottom, look.accent, 2, dash))
        text = f"Go-live: P50 {live[0]:%b %Y}, P80 {live[1]:%b %Y} (dashed)"
        right = live[0] - first > 0.5 * (last - first)
        x, anchor = (live[1], "right") if right else (live[0], "left")
        labels.append(note(look, f"{x}", 1, text, look.accent, xanchor=anchor, yshift=22, **above))
    made = figure(
        look,
        [
            dots(
                [f"{one.moment.date}" for one in shown],
                [float(number) for number in range(len(shown))],
                [colors[one.status] for one in shown],
                13,
                "%{text}",
                text=[f"{one.moment.date:%d %B %Y}: {one.words}" for one in shown],
                marker={"symbol": ["circle-open" if one.moment.status == "expected" else "circle" for one in shown]},
            ),
        ],
        height=ROW * len(shown) + 126,
        margin=(8, 12, 52, 50),
        shapes=lines,
        annotations=labels,
        xaxis=axis(look, type="date", range=[f"{first}", f"{last}"], dtick="M6", tickformat="%b<br>%Y"),
        yaxis=names(
            look,
            [folded(f"{one.moment.title} – {one.moment.date:%d %b %Y}", NAME) for one in shown],
            range=[bottom, -0.6],
        ),
    )
    if live is None:
        title = f"{len(shown)} dates of the law touch this plan; it has no go-live date yet"
    else:
        count = "No date" if not due else "1 date" if len(due) == 1 else f"{len(due)} dates"
        title = f"{count} of the law {'falls' if len(due) < 2 else 'fall'} between today and go-live"
    return Picture(
        title,
        "Dates whose rules apply or cannot be ruled out. Grey: in force; orange: due before go-live at P50; blue: "
        "later; hollow: announced, nothing falls due.",
        made,
        ("Date", "What", "For this plan"),
        tuple((f"{one.moment.date:%d %b %Y}", one.moment.title, one.words) for one in shown),
    )
