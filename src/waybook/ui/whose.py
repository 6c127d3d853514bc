"""The source card of a result: the numbers it rests on most, with value, unit, range, source, date and grade.

Drawn only when somebody opens it; one element for every chart and for the top bar.
"""

from __future__ import annotations

import streamlit as st

from waybook.model import Results
from waybook.model.rests_on import Support, certain, grades_of, supports
from waybook.ui import desk, wording
from waybook.ui.provenance import GRADES, SHORT

MOST, MOST_CERTAIN = 6, 3
LINES = {
    "build_cost": "Build cost",
    "go_live": "Go-live",
    "run_year": "Run cost a year",
    "npv": "Net present value",
}
RESTS = {
    **dict.fromkeys(
        ("cost", "roles", "honesty", "outcomes", "effort", "data and feature", "themes", "reserve", "risks",
         "spending"),
        ("build_cost",),
    ),
    **dict.fromkeys(("date", "time", "stages", "packages", "all packages", "demo", "more"), ("go_live",)),
    **dict.fromkeys(("running", "load", "models", "run months"), ("run_year",)),
    **dict.fromkeys(
        ("cash", "months", "payback", "volume", "gate", "worth", "ranks", "stopping", "side by side", "better",
         "between"),
        ("npv",),
    ),
    "joint": ("build_cost", "go_live"),
}  # fmt: skip
"""Chart -> the results it shows. A chart that is not here shows no result of the simulation."""
HEADS = ("Rests on", "Value", "Moves it by", "Grade and date checked", "Source")
LONGEST = 90
"""Letters of a source here; Sources has all of it."""


def numbers(key: str, lines: tuple[str, ...], label: str = "Whose numbers?") -> None:
    """The button and, once it is open, the card of each result."""
    said = "What these results rest on, and whose figures those are"
    with st.popover(label, type="tertiary", key=f"whose {key}", help=said, on_change="rerun") as box:
        if box.open:
            found = desk.results_or_none()
            if found is None:
                st.caption("There is no estimate whose numbers could be listed; the bar above says why.")
                return
            chosen = lines[0]
            if len(lines) > 1:
                chosen = st.segmented_control(
                    "Of", lines, default=lines[0], required=True, format_func=LINES.__getitem__, key=f"whose of {key}",
                    label_visibility="collapsed",
                )  # fmt: skip
            _card(found, chosen)


def _card(found: Results, key: str) -> None:
    ranged, fixed = supports(found, key), certain(found, key)
    shares = ", ".join(
        f"{wording.percent(share)} {GRADES.get(name, name).lower()}" for name, share in grades_of(found, key).items()
    )
    st.markdown(f"**{LINES[key]}**: the doubt in it comes from figures that are {shares or 'all certain'}.")
    if key == "build_cost":
        whole = ", ".join(f"{wording.percent(share)} {SHORT.get(name, name).lower()}" for name, share in
                          found.grades.items())  # fmt: skip
        st.caption(f"The build cost at P80 as a whole: {whole}.")
    rows = [_row(found, key, one) for one in (*ranged[:MOST], *fixed[:MOST_CERTAIN])]
    st.table(
        {name: [wording.plain(row[place]) for row in rows] for place, name in enumerate(HEADS)},
        hide_index=True, border="horizontal",
    )  # fmt: skip
    left = max(0, len(ranged) - MOST) + max(0, len(fixed) - MOST_CERTAIN)
    st.caption(
        f"At the far end of its range; a number taken as certain, with a tenth more. {left} others move it less: "
        "Sources lists every number."
    )


def _row(found: Results, key: str, one: Support) -> tuple[str, ...]:
    unit = wording.unit(one.unit, found.plan.currency).removeprefix("%").strip()
    if one.low is not None and one.high is not None:
        span = f"{_short(one.low, one.unit)} to {_short(one.high, one.unit)}"
    else:
        span = "taken as certain" if not one.drawn else "happens or not" if one.unit == "probability" else "by luck"
    by = wording.months(one.moves) if key == "go_live" else wording.money(one.moves, found.plan.currency)
    whose = ", ".join(part for part in (SHORT.get(one.grade, one.grade), one.date) if part)
    source = one.source if len(one.source) <= LONGEST else one.source[: LONGEST - 1].rstrip() + "…"
    return one.label, f"{_short(one.value, one.unit)} {unit} ({span})".replace("  ", " "), by, whose, source


def _short(number: float, unit: str) -> str:
    if unit.startswith("share"):
        return wording.percent(number)
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
