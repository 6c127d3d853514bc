"""Entries of the plan by id (work packages, components) as a table of known lines with some columns to edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd
import streamlit as st

from waybook.plan.fields import get, note
from waybook.ui import desk, wording
from waybook.ui.table import BEFORE, columns_of, edited, frame_of, row_height, understood

_SHORT, _HEIGHT = 10, 520
"""Lines of a table that is shown whole, and in which a text of two lines wraps; pixels of a longer one."""


def ask_entries(
    path: str,
    known: Mapping[str, Mapping[str, Any]],
    columns: Sequence[str],
    defaults: Mapping[str, Mapping[str, Any]] | None = None,
    widths: Mapping[str, int] | None = None,
    part: str = "",
) -> None:
    """A table with one line for each id of `known` (its read-only cells) and the fields `columns` of its entry.

    `defaults` has what an entry shows before anybody touched it. Only lines that were touched are saved. The first
    column of `widths` (in pixels, of texts) stays in sight while others scroll. `part` tells two tables
    of the same mapping on one screen apart.
    """
    kind = get_args(note(path).kind)[-1]
    notes = {name: note(f"{desk.entry(path, next(iter(known)))}.{name}") for name in columns}
    key = f"{desk.key(path)}{part and f' of {part}'}"
    base_key = f"{key} base"
    if key not in st.session_state or base_key not in st.session_state:
        entries = get(desk.plan(), path)
        drafts = desk.desk().drafts.get(path, {})
        st.session_state[base_key] = [
            drafts.get(name) or (entries[name].model_dump(mode="json") if name in entries else None)
            or dict((defaults or {}).get(name, {}))
            for name in known
        ]  # fmt: skip
    base: list[dict[str, Any]] = st.session_state[base_key]
    ids = list(known)

    def write() -> None:
        state = st.session_state[key]
        rows = edited(base, state, notes)
        touched = {ids[int(line)]: rows[int(line)] for line in state.get("edited_rows", {})}
        now = get(desk.plan(), path)
        entries: dict[str, Any] = {}
        faults: list[str] = []
        for name, row in touched.items():
            before = {BEFORE: now[name].model_dump(mode="json")} if name in now else {}
            kept, wrong = understood([row | before], kind, name, notes)
            # An empty line is an entry at its defaults.
            entries[name] = kept[0] if kept else kind().model_dump(mode="json")
            faults += [fault.replace(", line 1", "", 1) for fault in wrong]
        desk.edit_entries(path, entries)
        if faults:
            desk.refuse(path, touched, faults)

    read_only = pd.DataFrame([dict(cells) for cells in known.values()])
    st.data_editor(
        pd.concat([read_only, frame_of(base, notes)], axis=1),
        key=key,
        num_rows="fixed",
        hide_index=True,
        placeholder="",
        height="content" if len(known) <= _SHORT else _HEIGHT,
        row_height=row_height(
            ({**cells, **row} for cells, row in zip(known.values(), base, strict=True)),
            widths or {},
            least=3 if len(known) > _SHORT else 2,
        ),
        disabled=list(read_only.columns),
        column_config={
            name: st.column_config.TextColumn(width=wide, pinned=place == 0)
            for place, (name, wide) in enumerate((widths or {}).items())
            if name not in notes
        }
        | columns_of(notes, widths),
        on_change=write,
        alt=desk.title(path),
    )
    for fault in desk.desk().faults.get(path, []):
        st.error(wording.plain(fault), icon=":material/error:")
