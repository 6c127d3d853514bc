"""Who is there for which stage: the disciplines against the work that waits for them."""

from __future__ import annotations

import math

from waybook.readiness.gates import LAST
from waybook.readiness.sight import Sight
from waybook.ui.marks import dots, note
from waybook.ui.picture import LIGHT, Look, Picture, axis, figure, names

ROLES = ("AIE", "SWE", "PM", "CA", "DEV", "SEC", "QA", "UX")


def coverage_chart(see: Sight, look: Look = LIGHT) -> Picture:
    """Expected person-days by discipline and stage; the colour says whether somebody is there to do them."""
    days: dict[tuple[str, int], float] = {}
    expected = see.numbers.days if see.numbers else {}
    for package in see.reference.packages:
        for role, share in package.roles.items():
            key = (role, package.stage)
            if package.stage <= LAST and see.included(package.id):
                days[key] = days.get(key, 0.0) + share * expected.get(package.id, 0.0)
    there = {line.role for line in see.plan.team.lines if line.fte > 0 and line.available == "now"}
    sought = {line.role for line in see.plan.team.lines if line.fte > 0} - there
    titles = {role.id: role.name for role in see.reference.roles}
    stages = [stage.name for stage in see.reference.stages if stage.number <= LAST]
    largest = max(days.values(), default=1.0) or 1.0
    data, notes = [], []
    state = {role: "there" if role in there else "to be found" if role in sought else "nobody" for role in ROLES}
    color = {"there": look.accent, "to be found": look.accent2, "nobody": look.warning}
    for place, role in enumerate(ROLES):
        cells = [(stage, number) for (one, stage), number in days.items() if one == role and number >= 0.5]
        data.append(
            dots(
                [float(stage) for stage, _ in cells],
                [float(place)] * len(cells),
                color[state[role]],
                0,
                marker={"size": [6 + 26 * math.sqrt(number / largest) for _, number in cells], "opacity": 0.9},
            )
        )
        notes += [
            note(look, stage, place, f"{number:.0f}", look.ink, look.text - 3, xshift=26, xanchor="left")
            for stage, number in cells
        ]
        notes.append(note(look, LAST + 0.62, place, state[role], color[state[role]], xanchor="left"))
    made = figure(
        look,
        data,
        height=max(look.height, 42 * len(ROLES) + 40),
        margin=(8, 110, 4, 30),
        annotations=notes,
        xaxis=axis(look, range=[0.6, LAST + 0.6], tickvals=list(range(1, LAST + 1)), ticktext=stages, showline=False),
        yaxis=names(look, [titles[role] for role in ROLES]),
    )
    empty = [titles[role] for role in ROLES if state[role] == "nobody" and any(one == role for one, _ in days)]
    if not see.plan.team.lines:
        title = "No team is named yet: all of this work waits for somebody"
    elif empty:
        title = f"{len(empty)} of {len(ROLES)} disciplines have nobody: {', '.join(empty[:3])}"
    else:
        title = f"All {len(ROLES)} disciplines have somebody" + (", some still to be found" if sought else "")
    table = tuple(
        (titles[role], state[role], *(f"{days.get((role, stage), 0.0):.0f}" for stage in range(1, LAST + 1)))
        for role in ROLES
    )
    return Picture(
        title, "Expected person-days of each discipline by stage", made, ("Discipline", "State", *stages), table
    )
