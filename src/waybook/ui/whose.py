"""The source card: beside every figure a button, and behind it a drawer with the numbers it rests on, each with value,
unit, range, source, date and grade.

Nothing of it is worked out before somebody opens it. The drawer goes from figure to figure of the screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from waybook.model import Results
from waybook.model.price_age import is_old, is_price
from waybook.model.rests_on import Support, certain, everything, grades_of, supports
from waybook.model.stated import Stated
from waybook.reference import load
from waybook.ui import desk, wording
from waybook.ui.provenance import GRADES, SHORT
from waybook.ui.rests import RESTS

MOST, MOST_CERTAIN = 6, 3
ICON = ":material/person_search:"
LABEL = "Whose numbers?"
OPENED = "whose is open"
OTHERS = "The figures in it"
RESULTS = {"build_cost": "Build cost", "go_live": "Go-live", "run_year": "Run cost a year", "npv": "Net present value"}
FEW = 12
"""More cards than these can be searched."""


def offer(key: str, title: str, label: str = "", shortcut: str | None = None, place: str = "") -> None:
    """The button of a figure, and its place in the drawer of this screen. Without a `label` it is an icon, which
    says its name to the pointer and to readers (`parts.style`). `place` tells two buttons of a figure apart.

    Raises:
        KeyError: nothing is known of what the figure rests on (`rests.RESTS`).
    """
    RESTS[key]
    desk.desk().figures[key] = title
    st.button(
        label or LABEL, icon=ICON, type="tertiary", key=f"whose{'' if label else ' icon'} {key}{place}",
        width="content", shortcut=shortcut, on_click=_open, args=(key,),
    )  # fmt: skip


def _open(key: str) -> None:
    st.session_state[OPENED] = key


def drawer() -> None:
    """The drawer, where somebody asked for it with the last click; for the end of a screen."""
    key = st.session_state.pop(OPENED, None)
    if key in desk.desk().figures:
        _drawer(key, dict(desk.desk().figures))


@st.dialog(LABEL, width=720, position="right", icon=ICON)
def _drawer(key: str, figures: dict[str, str]) -> None:
    if len(figures) > 1:
        names = list(figures)
        key = st.selectbox(
            "Figure", names, index=names.index(key), format_func=figures.__getitem__, filter_mode=None,
            label_visibility="collapsed", key=f"whose figure {key}",
        )  # fmt: skip
    else:
        st.markdown(f"**{wording.plain(figures[key])}**")
    rests, found = RESTS[key], desk.results_or_none()
    if rests.says:
        st.caption(wording.plain(rests.says))
    if rests.lines and found is None:
        st.caption("There is no estimate whose numbers could be listed; the bar above says why.")
    views = list(rests.lines) if found is not None else []
    if rests.rows or rests.inputs:  # the figure's own numbers; answers alone stand behind the result
        views.insert(0, OTHERS)
    elif rests.answers:
        views.append(OTHERS)
    if not views:
        return
    chosen = views[0]
    if len(views) > 1:
        chosen = st.segmented_control(
            "Numbers of", views, default=chosen, required=True, wrap=True, label_visibility="collapsed",
            format_func=lambda name: RESULTS.get(name, name), key=f"whose line {key}",
        )  # fmt: skip
    if chosen != OTHERS and found is not None:
        _line(found, chosen, key)
    elif stated := rests.stated(found):
        _cards(stated, f"beside {key}")
    else:
        st.caption("It rests on answers that nobody has given yet.")


def _line(found: Results, line: str, key: str) -> None:
    """A result, what moves it most, and all that it reads."""
    p10, p50, p80, p90 = (_amount(one, line, found) for one in found.at(line, 0.1, 0.5, 0.8, 0.9))
    shares = ", ".join(
        f"{wording.percent(share)} {GRADES.get(name, name).lower()}" for name, share in grades_of(found, line).items()
    )
    words = (
        f"**{RESULTS[line]}**: {p50} (P50), {p80} (P80); in eight of ten projects between {p10} and {p90}. Simulated "
        f"now from this plan, {found.draws.count:,} draws. The doubt in it comes from figures that are "
        f"{shares or 'all certain'}."
    )
    st.markdown(words.replace("$", "\\$"))
    if line == "build_cost":
        whole = ", ".join(f"{wording.percent(share)} {SHORT.get(name, name).lower()}" for name, share in
                          found.grades.items())  # fmt: skip
        st.caption(f"The build cost at P80 as a whole: {whole}.")
    ranged, fixed = supports(found, line), certain(found, line)
    moving = [*ranged[:MOST], *fixed[:MOST_CERTAIN]]
    _table(
        ("Rests most on", "Value", "Moves it by", "Whose"),
        [(one.label, _value_of_support(one), _amount(one.moves, line, found), _whose(one)) for one in moving],
    )
    st.caption("At the far end of its range; a number taken as certain, with a tenth more.")
    with st.expander("Every number it reads", type="compact", key=f"whose all {key}", on_change="rerun") as box:
        if box.open:
            _cards(everything(found, line), f"of {line}")


def _cards(stated: Sequence[Stated], key: str) -> None:
    """One card for each number; many of them can be searched."""
    if len(stated) > FEW:
        word = st.text_input(
            f"Find one of {len(stated):,}", live="300ms", key=f"whose find {key}", placeholder="a word of its name"
        )
        stated = [one for one in stated if word.casefold() in f"{one.what} {one.of} {one.source}".casefold()]
    _table(
        ("Number", "Value", "Whose"),
        [(f"{one.what}{f' ({one.of})' if one.of else ''}", _value(one), _whose(one)) for one in stated[:MOST_CARDS]],
    )
    if len(stated) > MOST_CARDS:
        st.caption(f"The first {MOST_CARDS} of {len(stated):,}; search for others, or see Sources.")


MOST_CARDS = 60
"""At once: a table of a thousand would take the browser a second."""


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    st.table(
        {name: [wording.plain(line[place]) for line in lines] for place, name in enumerate(heads)},
        hide_index=True, border="horizontal",
    )  # fmt: skip


def _whose(one: Stated | Support) -> str:
    when = f", {one.date}" if one.date else "" if one.grade == "own" else ", not dated"
    if is_price(one.unit) and is_old(one.date, dt.date.today(), load()):
        when += ", an old price"
    source = "" if one.source == "The plan" else f". {one.source[:1].upper()}{one.source[1:]}"
    return f"{SHORT.get(one.grade, one.grade)}{when}{source}"


def _value(one: Stated) -> str:
    if one.words:
        return one.words
    return _spoken(one.value, one.low, one.high, one.unit)


def _value_of_support(one: Support) -> str:
    words = _spoken(one.value, one.low, one.high, one.unit)
    if one.low is not None:
        return words
    luck = "happens or not" if one.unit == "probability" else "by luck"
    return f"{words} ({luck if one.drawn else 'taken as certain'})"


def _spoken(value: float, low: float | None, high: float | None, unit_of: str) -> str:
    unit = wording.unit(unit_of, desk.plan().currency)
    unit = unit.removeprefix("%").strip() if unit_of.startswith("share") else "" if unit == "probability" else unit
    for code, sign in wording.SYMBOLS.items():
        unit = unit.replace(code, sign)
    sign = unit[0] if unit[:1] in wording.SYMBOLS.values() else ""  # £15,000 a month, and not 15,000 £ a month
    span = "" if low is None or high is None else f" ({_short(low, unit_of)} to {_short(high, unit_of)})"
    return f"{sign}{_short(value, unit_of)} {unit.removeprefix(sign).strip()}{span}".replace("  ", " ").strip()


def _short(number: float, unit: str) -> str:
    if unit.startswith("share") or unit == "probability":
        return f"{100 * number:.3g}%".replace("-", "−")
    return (f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}").replace("-", "−")


def _amount(number: float, line: str, found: Results) -> str:
    unit = found.draws.lines[line].unit
    if unit.startswith("currency"):
        return wording.money(number, found.plan.currency)
    return wording.months(number) if unit == "months" else wording.figures(number)
