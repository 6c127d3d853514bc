"""An edited workbook or project file comes home: its differences first, then taken one by one or all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from waybook import answer_prices as prices
from waybook.estimate import estimate
from waybook.handouts.project.changes import project_changes
from waybook.handouts.project.merge import Change, ProjectChanges
from waybook.handouts.project.reading import NotReadable
from waybook.model import PlanProblem
from waybook.plan import Plan, PlanError
from waybook.plan.fields import note, row_name
from waybook.reference import load
from waybook.spreadsheet.guard import Refused
from waybook.spreadsheet.merge import Difference, Merge
from waybook.spreadsheet.reading import read_back
from waybook.spreadsheet.update import updated
from waybook.store import StoreError
from waybook.ui import desk, guidance, wording

SHOWN = 20
"""Problems listed on screen."""
FEW = 2
"""Notes shown in full."""
_PROBLEM = "problem with a workbook"
_TAKEN = "differences just taken"
_UPDATED = "a workbook with today's numbers"
WRONG = (Refused, NotReadable, PlanError, PlanProblem)
"""What a file can be refused with; each has `problems`."""


def bring_home() -> None:
    """Upload, differences, and what is taken of them. The plan changes only at the last click."""
    found = st.file_uploader(
        "Edited workbook (.xlsx) or project file (.xml)", type=["xlsx", "xml"], key="edited workbook",
        max_upload_size=15, help="A file that was exported here and edited in Excel, LibreOffice or a project tool.",
    )  # fmt: skip
    if found is None:
        return
    data = found.getvalue()
    try:
        merge = _merged(found.name, data)
    except WRONG as fault:
        _errors(fault.problems)
        st.caption("The plan is as it was.")
        return
    taken = st.session_state.pop(_TAKEN, 0)
    if taken:
        st.success(f"Taken: {_count(taken)}. Undo brings the plan back as it was.", icon=":material/check:")
    _notes(merge.notes)
    _errors(merge.problems)
    lines = merge.differences
    if lines:
        _differences(merge, found.name, data)
    elif merge.notes and not taken:
        st.info("There is nothing in it that this plan could take.", icon=":material/info:")
    elif not taken:
        st.success("The file says what the plan says: there is nothing to take.", icon=":material/check:")
    if isinstance(merge, Merge):
        _my_workbook(found.name, data, len(lines))
    _errors(st.session_state.get(_PROBLEM, []))


def _merged(name: str, data: bytes) -> Merge | ProjectChanges:
    if name.lower().endswith(".xml"):
        return project_changes(desk.results(), data)
    return read_back(desk.plan(), data, plan_id=desk.desk().plan_id)


def _notes(notes: Sequence[str]) -> None:
    """How cells were read. Many of them wait behind a line, so that the differences stand where they are looked for."""
    if len(notes) <= FEW:
        for words in notes:
            st.info(wording.plain(words), icon=":material/info:")
        return
    with st.expander(f"How {len(notes)} cells were read", icon=":material/info:"):
        st.markdown("\n".join(f"- {wording.plain(words)}" for words in notes))


def _errors(problems: Sequence[str]) -> None:
    for problem in problems[:SHOWN]:
        st.error(wording.plain(problem), icon=":material/error:")
    if len(problems) > SHOWN:
        st.caption(f"And {len(problems) - SHOWN} more like these.")


def _differences(merge: Merge | ProjectChanges, name: str, data: bytes) -> None:
    lines: Sequence[Difference | Change] = merge.differences
    count, clashes = len(lines), sum(one.conflict for one in lines)
    words = f"**{_count(count)}**"
    if clashes:
        words += f", {clashes} of them changed in the plan as well since the export: choose which to take."
    st.markdown(words)
    table = pd.DataFrame([_line(one) for one in lines])
    if not clashes:
        table = table.drop(columns="Clash")
    ticked = st.data_editor(
        table,
        hide_index=True,
        disabled=[str(name) for name in table if name != "Take"],
        column_config={"Take": st.column_config.CheckboxColumn(width=60)},
        key=f"differences {desk.desk().revision}",
        alt="Differences between the file and the plan",
    )
    chosen = [one.id for one, take in zip(lines, ticked["Take"], strict=True) if take]
    st.caption(_moves(merge, chosen))
    with st.container(horizontal=True):
        st.button(
            f"Take {len(chosen)} of {count}", type="primary", disabled=not chosen, on_click=_take,
            args=(name, data, chosen),
        )  # fmt: skip
        if name.lower().endswith(".xlsx"):
            st.button("Open as a plan of its own", on_click=_open_apart, args=(data,))


def _moves(merge: Merge | ProjectChanges, chosen: list[str]) -> str:
    """What taking them does to the estimate, said before they are taken."""
    if not chosen:
        return "Tick what is to be taken."
    try:
        taken = merge.accept(chosen)
        price = prices.difference(taken, desk.plan())
    except WRONG:
        return ""  # taking them says what is wrong
    if price is None:
        return ""
    gain = guidance.short_worth(prices.worth_difference(taken, desk.plan()))
    words = ", ".join(filter(None, (guidance.short(price), gain))).replace("$", "\\$")
    return f"Taking what is ticked: **{words}** at P80." if words else "Taking what is ticked moves no number."


def _count(number: int) -> str:
    return f"{number} difference{'' if number == 1 else 's'}"


def _line(one: Difference | Change) -> dict[str, Any]:
    clash = "changed in both" if one.conflict else ""
    line: dict[str, Any] = {"Take": not one.conflict, "Field": _called(one)}
    if isinstance(one, Change):
        edited = one.edited["days"] if one.kind == "add" else one.edited
        return line | {
            "In the plan": shown(one.now), "In the file": shown(edited), "Clash": clash, "Seen": one.because
        }  # fmt: skip
    return line | {
        "Seen in": one.where,
        "At export": shown(one.base),
        "In the plan": shown(one.now),
        "In the file": "removed" if one.kind == "remove" else shown(one.edited),
        "Clash": clash,
    }


def _called(one: Difference | Change) -> str:
    """The field with its unit and the row it stands in: `Day rate (£ a day), R. Okafor`."""
    if isinstance(one, Change) or one.kind != "change":
        return one.title
    plan = desk.plan()
    words = wording.label(one.title, note(one.path).unit, plan.currency).replace("\\$", "$")
    row = row_name(plan, one.path)
    packages = {each.id: f"{each.id} {each.name}" for each in load().packages}
    return ", ".join(filter(None, (words, packages.get(row, row))))


def _my_workbook(name: str, data: bytes, open_: int) -> None:
    """Today's numbers in the user's own file, whatever else they made of it; `open_` differences are not taken yet."""
    found = desk.results_or_none()
    if found is None:
        return
    here = desk.desk()
    asked = (here.plan_id, here.revision, name, hash(data))
    st.subheader("Today's numbers in your own workbook", anchor=False)
    st.markdown("Your own sheets, charts, formats and formulas stay as they are.")
    if open_:
        st.warning(
            f"{_count(open_)} above {'is' if open_ == 1 else 'are'} not in the plan: today's numbers put the plan's "
            "value back in its place. Take first what you want to keep.",
            icon=":material/warning:",
        )
    if st.button("Put today's numbers into this workbook", icon=":material/sync:"):
        with st.spinner("Writing today's numbers into your workbook …"):
            try:
                made_now = updated(
                    here.plan, data, estimate(here.plan), plan_id=here.plan_id, revision=here.revision
                )
            except WRONG as fault:
                _errors(fault.problems)
                return
            st.session_state[_UPDATED] = asked, made_now
    made_for, made = st.session_state.get(_UPDATED, (None, None))
    if made is None or made_for != asked:
        return
    if made.problems:
        st.warning("Not everything of the plan found a place in this workbook:", icon=":material/warning:")
        _errors(made.problems)
    st.download_button(
        f"Download {name}", made.data, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:", on_click="ignore", type="primary",
    )  # fmt: skip


def shown(value: Any) -> str:
    """A JSON value in a cell of the list.

    >>> shown(None), shown(0.5), shown({"low": 1, "likely": 2.0, "high": 3}), shown(True), shown(["a", "b"])
    ('empty', '0.5', 'low 1, likely 2, high 3', 'yes', 'a; b')
    """
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(part)}" for name, part in value.items() if part not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(map(shown, value)) or "empty"
    return str(value)


def _take(name: str, data: bytes, chosen: list[str]) -> None:
    """Merge again with the newest plan, so that nothing anybody did in the meantime is undone."""
    st.session_state[_PROBLEM] = []
    try:
        desk.open_plan()
        taken = _merged(name, data).accept(chosen)
        desk.replace(taken, f"From {name[:60]}: {_count(len(chosen))}")
        st.session_state[_TAKEN] = len(chosen)
    except (*WRONG, StoreError) as fault:
        _say(fault)


def _open_apart(data: bytes) -> None:
    st.session_state[_PROBLEM] = []
    try:
        plan: Plan = read_back(None, data).accept("all")
        desk.start_over(plan, "From a workbook")
    except (*WRONG, StoreError) as fault:
        _say(fault)


def _say(fault: Exception) -> None:
    st.session_state[_PROBLEM] = [*getattr(fault, "problems", [str(fault)]), "The plan is as it was."]
