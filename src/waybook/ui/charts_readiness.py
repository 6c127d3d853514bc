"""Pictures of readiness: the eight reasons, the pairs, the pilot traps, the iceberg, the go-live checklist."""

from __future__ import annotations

from collections.abc import Sequence

from waybook.plan.prototype import QUESTIONS
from waybook.readiness.components import below_water, iceberg
from waybook.readiness.gates import LAST, GateState
from waybook.readiness.pairs import Placed
from waybook.readiness.sight import Sight
from waybook.readiness.traps import TrapState
from waybook.readiness.verdict import Decision
from waybook.ui import wording
from waybook.ui.marks import dots, line, note, rows, rule, words
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, folded, hidden, names, safe
from waybook.xray import Axis, weakest

LEVELS = ("0", "1", "2", "3", "4")
NOT_KNOWN = "not known"


def readiness_chart(found: Sequence[Axis], currency: str, look: Look = LIGHT) -> Picture:
    """The eight reasons by level, the weakest marked, with what each costs at P80."""
    known = [one for one in found if one.level is not None]
    worst = weakest(list(found))
    labels = [one.name for one in found]
    spots = [float(n) for n in range(len(found))]
    data = [
        rows(spots, [0.0] * len(found), [4.0] * len(found), look.grey, 0.55),
        rows(
            spots,
            [0.0] * len(found),
            [one.level or 0.0 for one in found],
            [look.warning if one is worst else look.accent for one in found],
            0.55,
        ),
        words(
            [4.08] * len(found),
            spots,
            [_cost(one, currency) for one in found],
            [look.warning if one is worst else look.muted for one in found],
            "middle right",
        ),
    ]
    made = figure(
        look,
        data,
        margin=(8, 8, 4, 44),
        barmode="overlay",
        xaxis=axis(look, "Level", range=[0, 6.6], tickvals=[0, 1, 2, 3, 4], ticktext=list(LEVELS), showline=False),
        yaxis=names(look, [folded(one, 24) for one in labels]),
    )
    mean = sum(one.level or 0.0 for one in known) / len(known) if known else 0.0
    if worst is None:
        title, subtitle = (
            "Nothing is known of the eight reasons yet",
            "Answer them, or the questions of the other screens",
        )
    else:
        title = f"The plan is as ready as its weakest point: {worst.name}, {worst.level:.1f} of 4"
        subtitle = f"The mean of {mean:.1f} hides it; beside each bar what it costs at P80 against level 4"
    table = tuple(
        (one.name, NOT_KNOWN if one.level is None else f"{one.level:.1f}", _cost(one, currency)) for one in found
    )
    return Picture(title, subtitle, made, ("Reason", "Level", "Costs at P80"), table)


def _cost(one: Axis, currency: str) -> str:
    if one.level is None:
        return NOT_KNOWN
    if one.price is None or not one.price.moves:
        return "–"
    weeks, cost = one.price.weeks, one.price.cost
    said = [f"{weeks:.1f} weeks"] if weeks >= 0.05 else []
    return ", ".join([*said, wording.money(cost, currency)] if cost >= 50 else said) or "–"


def pair_chart(found: Sequence[Placed], look: Look = LIGHT) -> Picture:
    """Where the answers place the plan between failed and successful projects, and where the room saw itself."""
    spots = [float(n) for n in range(len(found))]
    placed = [(n, one) for n, one in enumerate(found) if one.place is not None]
    believed = [(n, one) for n, one in enumerate(found) if one.believed is not None]
    data = [rows(spots, [1.0] * len(found), [4.0] * len(found), look.grey, 0.08)]
    if believed:
        data.append(
            dots([float(one.believed or 0) for _, one in believed], [float(n) for n, _ in believed], look.neutral, 11,
                 marker={"symbol": "circle-open", "line": {"width": 2}})
        )  # fmt: skip
    data.append(dots([one.place or 0.0 for _, one in placed], [float(n) for n, _ in placed], look.accent, 13))
    sides = [
        note(look, -0.01, n, folded(one.pair.failed, 24), look.muted, xref="paper", xanchor="right", align="right")
        for n, one in enumerate(found)
    ] + [
        note(look, 1.01, n, folded(one.pair.successful, 24), look.ink, xref="paper", xanchor="left", align="left")
        for n, one in enumerate(found)
    ]
    made = figure(
        look,
        data,
        height=max(look.height, 46 * len(found) + 30),
        margin=(190, 230, 4, 26),
        annotations=sides,
        xaxis=axis(look, range=[0.8, 5.2], tickvals=[1, 2, 3, 4, 5], showline=False),
        yaxis=hidden(range=[len(found) - 0.4, -0.6]),
    )
    low = [one for _, one in placed if (one.place or 0) <= 2]
    if not placed:
        title = "No answer places this plan yet"
    elif low:
        title = f"{len(low)} of {len(found)} answers stand where failed projects stood"
    else:
        title = f"{sum((one.place or 0) >= 4 for _, one in placed)} of {len(found)} stand near successful projects"
    gap = [one for _, one in believed if one.place is not None and (one.believed or 0) - one.place >= 1]
    subtitle = "Full dots: the answers; open dots: what the room believed before"
    if gap:
        subtitle += f". The room saw itself higher in {len(gap)}"
    table = tuple(
        (one.pair.failed, one.pair.successful, NOT_KNOWN if one.place is None else f"{one.place:.1f}",
         "–" if one.believed is None else str(one.believed), one.because)
        for one in found
    )  # fmt: skip
    return Picture(title, subtitle, made, ("As failed", "As successful", "Answers", "Believed", "Because"), table)


def trap_chart(found: Sequence[TrapState], look: Look = LIGHT) -> Picture:
    """The pilot-trap meter: eight fields, closed or open."""
    open_ = sum(one.closed is not True for one in found)
    color = {True: look.accent, False: look.warning, None: look.neutral}
    texts = {True: "closed", False: "open", None: "not known"}
    spots = [float(n) for n in range(len(found))]
    data = [
        rows(spots, [0.0] * len(found), [1.0] * len(found), [color[one.closed] for one in found], 0.74),
        words([0.5] * len(found), spots, [texts[one.closed] for one in found], look.on_accent),
        words([1.04] * len(found), spots, [safe(one.words, 80) for one in found], look.muted, "middle right"),
    ]
    made = figure(
        look,
        data,
        height=34 * len(found) + 16,
        margin=(8, 8, 4, 4),
        xaxis=hidden(range=[0, 7]),
        yaxis=names(look, [one.trap.name for one in found]),
    )
    title = (
        "All eight pilot traps are closed"
        if not open_
        else f"{open_} of {len(found)} pilot traps {'is' if open_ == 1 else 'are'} open"
    )
    table = tuple((one.trap.name, texts[one.closed], one.words, one.trap.closed_when) for one in found)
    return Picture(title, "Each of them keeps a working prototype out of production", made,
                   ("Trap", "State", "Because", "Closed when"), table)  # fmt: skip


def iceberg_chart(see: Sight, look: Look = LIGHT) -> Picture:
    """Effort above and below the waterline: the demonstration, the eleven parts, everything else."""
    layers = [one for one in iceberg(see, see.numbers.days if see.numbers else {}) if one.days > 0 or one.visible]
    if not layers:
        return Picture("No work in the plan", "Put packages back in", figure(look, []), ("Part",), ())
    spots = [float(n) for n in range(len(layers))]
    width = max(one.share for one in layers)
    data = [
        rows(
            spots,
            [-one.share / 2 for one in layers],
            [one.share for one in layers],
            [look.tint if one.visible else look.accent for one in layers],
            0.82,
        ),
        words(
            [width / 2 * 1.03] * len(layers), spots, [f"{one.name}  {wording.percent(one.share)}" for one in layers],
            look.ink, "middle right",
        ),
    ]  # fmt: skip
    made = figure(
        look,
        data,
        height=22 * len(layers) + 16,
        margin=(4, 4, 4, 4),
        shapes=[rule(-width / 2 * 1.02, width * 1.55, 0.5, 0.5, look.accent2, 2, "dash")],
        annotations=[
            note(look, width * 1.55, 0.46, "above: what a demonstration shows", look.muted, look.text - 2,
                 xanchor="right", yanchor="bottom")
        ],
        xaxis=hidden(range=[-width / 2 * 1.04, width * 1.6]),
        yaxis=hidden(range=[len(layers) - 0.4, -0.6]),
    )  # fmt: skip
    share = below_water(layers)
    title = f"{wording.percent(share)} of the work lies below what a demonstration shows"
    table = tuple((one.name, f"{one.days:,.0f}", wording.percent(one.share), one.state) for one in layers)
    return Picture(
        title, "Expected person-days of this plan; a part that exists or is not needed takes none", made,
        ("Part", "Person-days", "Share", "State"), table,
    )  # fmt: skip


def go_live_chart(gates: Sequence[GateState], look: Look = LIGHT) -> Picture:
    """The ten conditions of going live: as ready as the weakest, not as the average."""
    last = next(gate for gate in gates if gate.number == LAST)
    ten = [one for one in last.criteria if one.criterion.item.startswith("CL.")]
    met = sum(one.done for one in ten)
    color = {"passed": look.accent, "waived": look.accent2, "failed": look.warning, "open": look.grey}
    spots = [float(n) for n in range(len(ten))]
    data = [
        rows(spots, [0.0] * len(ten), [1.0] * len(ten), [color[one.state] for one in ten], 0.7),
        words([1.03] * len(ten), spots, [safe(one.words, 70) for one in ten], look.muted, "middle right"),
    ]
    made = figure(
        look, data, margin=(8, 8, 4, 4), xaxis=hidden(range=[0, 7]), yaxis=names(look, [one.name for one in ten])
    )
    title = (
        "All ten conditions of going live are met"
        if met == len(ten)
        else f"{len(ten) - met} of {len(ten)} conditions of going live are not met: ready is the weakest, not the mean"
    )
    table = tuple((one.name, one.state, one.words) for one in ten)
    return Picture(
        title, "State of each condition and what it rests on", made, ("Condition", "State", "Because"), table
    )


def requirement_chart(see: Sight, look: Look = LIGHT) -> Picture:
    """When each production requirement is first worked on, against the stage in which it is needed."""
    stages = [stage.name for stage in see.reference.stages if stage.number <= LAST]
    asked = [part for part in see.needed if part.missing_raises in ("R8", "R6", "R5")]
    first = {package.id: package.stage for package in see.reference.packages}
    late = see.plan.architecture.production_from_start == "no"
    found = []
    for part in asked:
        needed = first[part.package]
        begun = None if see.lacks(part.id) else (5 if late and needed == 4 else needed)
        found.append((part.name, needed, begun))
    if not found:
        return Picture("No production requirement applies", "", figure(look, []), ("Requirement",), ())
    found.sort(key=lambda one: (one[1], one[0]))
    spots = [float(n) for n in range(len(found))]
    gone = [n for n, one in enumerate(found) if one[2] is None]
    data = [
        dots([float(one[1]) for one in found], spots, look.grey, 17, marker={"symbol": "square"}),
        dots(
            [float(one[2] or 0) for one in found if one[2]],
            [spot for spot, one in zip(spots, found, strict=True) if one[2]],
            [look.accent if (one[2] or 0) <= one[1] else look.warning for one in found if one[2]],
            10,
        ),
        words([float(found[n][1]) for n in gone], [spots[n] for n in gone], ["missing"] * len(gone), look.warning),
    ]
    made = figure(
        look,
        data,
        height=max(look.height, 21 * len(found) + 40),
        margin=(8, 8, 4, 26),
        xaxis=axis(look, range=[0.5, 5.5], tickvals=[1, 2, 3, 4, 5], ticktext=stages, showline=False),
        yaxis=names(look, [one[0] for one in found]),
    )
    after = sum((one[2] or 0) > one[1] for one in found)
    title = (
        f"{len(gone)} production requirements are not planned, {after} come late"
        if gone or after
        else "Every production requirement is worked on when it is needed"
    )
    table = tuple((one[0], stages[one[1] - 1], stages[one[2] - 1] if one[2] else "missing") for one in found)
    return Picture(
        title, "Squares: when it is needed; dots: when it is first worked on", made,
        ("Requirement", "Needed in", "First worked on in"), table,
    )  # fmt: skip


def trial_chart(found: Decision, look: Look = LIGHT) -> Picture:
    """Each result with its interval as distance from its threshold: right of the line is good."""
    judged = [one for one in found.verdicts if one.interval is not None and one.hypothesis.threshold is not None]
    if not judged:
        return Picture(found.words, "No result yet", figure(look, [], height=80), ("Question",), ())
    color = {"passed": look.accent, "failed": look.warning, "undecided": look.neutral, "open": look.grey}
    data, spans = [], []
    for n, one in enumerate(judged):
        assert one.interval is not None
        assert one.hypothesis.threshold is not None
        scale = abs(one.hypothesis.threshold) or 1.0
        side = 1 if one.hypothesis.at == "least" else -1
        ends = [side * (end - one.hypothesis.threshold) / scale
                for end in (one.interval.low, one.interval.observed, one.interval.high)]  # fmt: skip
        spans += ends
        data.append(line([ends[0], ends[2]], [n, n], color[one.ruling], 6))
        data.append(dots([ends[1]], [float(n)], color[one.ruling], 14))
    low, high = min(*spans, -0.1) * 1.15, max(*spans, 0.1) * 1.15
    made = figure(
        look,
        data,
        height=60 * len(judged) + 70,
        margin=(8, 8, 8, 46),
        shapes=[rule(0, 0, -0.5, len(judged) - 0.5, look.ink, 2, "dash")],
        xaxis=axis(look, "Distance from the threshold", range=[low, high], tickformat="+.0%", nticks=6),
        yaxis=names(look, [folded(QUESTIONS[one.hypothesis.asks], 26) for one in judged]),
    )
    table = tuple((QUESTIONS[one.hypothesis.asks], one.ruling, one.words) for one in found.verdicts)
    return Picture(
        found.words, "Dot: what was observed; bar: where the true value lies; right of the dashed line is good", made,
        ("Question", "Ruling", "Because"), table,
    )  # fmt: skip
