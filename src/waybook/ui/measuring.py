"""Measuring a source on the data-audit screen: what the room believes, how the file is read, then the run.

A file is measured in memory and forgotten with the run. What stays in the session are aggregates.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from waybook.audit.corpus import measure
from waybook.audit.measurement import Report, whole
from waybook.audit.purpose import Purpose
from waybook.audit.report import AuditError, Reading, ReadOptions
from waybook.audit.table import audit_file_tiers, reading_of
from waybook.plan.data_audit import Belief
from waybook.ui import desk, measured, wording
from waybook.ui.ask import ask

TABLES = ("csv", "tsv", "txt", "xlsx", "parquet", "jsonl", "ndjson")
DOCUMENTS = ("zip", "pdf", "docx", "html", "md")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar  |"}
ENCODINGS = {
    "utf-8": "UTF-8", "cp1252": "Western European (cp1252)", "cp1250": "Central European (cp1250)",
    "cp1251": "Cyrillic (cp1251)", "utf-16": "UTF-16",
}  # fmt: skip

Tiers = Callable[["Watch"], Iterator[Report]]


@dataclass(frozen=True)
class Refusal:
    """Why the last run gave no figures, and of which source."""

    source: str
    why: str


@dataclass(frozen=True)
class Read:
    """How the file in hand is read with these corrections, or why it cannot be."""

    file_id: str
    options: ReadOptions
    reading: Reading | None = None
    columns: tuple[str, ...] = ()
    problem: str = ""


def measure_a_source() -> None:
    """The view: choose a source; then its figures, or what is needed to take them."""
    names = [source.name for source in desk.plan().data.sources if source.name]
    choice, where = st.columns((2, 1), vertical_alignment="bottom")
    source = choice.selectbox(
        "Source",
        names,
        index=None,
        accept_new_options=True,
        placeholder="Choose a source, or name a new one",
        key="source to measure",
        persist_state="session",
    )
    if not source:
        st.caption(
            "Name what you are going to measure, say what you believe of it, and give a file or the address of a "
            "database. The file is read in memory on the machine that runs Waybook and then forgotten. Only counts and "
            "shares are kept: no row, no text."
        )
        return
    state = st.session_state.get("measured")
    if isinstance(state, measured.Measured) and state.source == source:
        where.button("Measure again", icon=":material/refresh:", on_click=_again)
        measured.show(state)
        return
    way = where.segmented_control(
        "Where it lies", ("A file", "A database"), default="A file", required=True, key="where the source lies"
    )
    belief = _belief(source)
    needs = _needs()
    refusal = st.session_state.get("refusal")
    if isinstance(refusal, Refusal) and refusal.source == source:
        st.error(wording.plain(refusal.why), icon=":material/error:")
    if st.session_state.pop("stopped", False):
        st.info("Stopped. Nothing was measured, and the plan is as it was.", icon=":material/stop_circle:")
    if way == "A database":
        _database(source, belief, needs)
    else:
        _file(source, belief, needs)


def _again() -> None:
    st.session_state.pop("measured", None)


def _belief(source: str) -> Belief:
    """What the room believes, asked before anything is measured and saved at once."""
    data = desk.plan().data
    known = next((one for one in data.beliefs if one.source == source), Belief(source=source))
    kind = next((one.kind for one in data.sources if one.name == source), None)
    asked = {"duplicates": "duplicates", "missing": "unreadable files" if kind == "documents" else "missing values"}
    if kind in (None, "documents"):
        asked["scanned"] = "scanned pages"
    for name, place in zip(asked, st.columns(len(asked)), strict=True):
        before = getattr(known, name)
        key = f"{desk.key('data.beliefs')} {name} of {source}"
        place.number_input(
            f"You believe: {asked[name]} (%)",
            0.0,
            100.0,
            None if before is None else round(before * 100, 6),
            step=1.0,
            format="%g",
            placeholder="say it before you look",
            key=key,
            on_change=_believe,
            args=(known, name, key),
        )
    for fault in desk.desk().faults.get("data.beliefs", []):
        st.error(wording.plain(fault), icon=":material/error:")
    return known


def _believe(known: Belief, name: str, key: str) -> None:
    value = st.session_state[key]
    belief = known.model_copy(update={name: None if value is None else value / 100})
    others = [one for one in desk.plan().data.beliefs if one.source != known.source]
    desk.edit("data.beliefs", [*others, belief])


def _needs() -> Purpose:
    """What the use case needs of a table."""
    fields, days, months = st.columns(3)
    named = fields.text_input(
        "Fields it cannot do without", placeholder="customer, amount, date", key="fields needed",
        help="A field that is not there, or not filled, is a finding. Put commas between.", persist_state="session",
    )  # fmt: skip
    fresh = days.number_input(
        "Newest record at most (days old)", 0.0, None, None, step=1.0, format="%g", placeholder="any age",
        key="freshness", persist_state="session",
    )  # fmt: skip
    with months:
        ask("data.history_needed_months", counts=False)
    wanted = tuple(part.strip() for part in (named or "").replace(";", ",").split(",") if part.strip())
    return Purpose(fields=wanted, history_months=desk.plan().data.history_needed_months, freshness_days=fresh)


def _file(source: str, belief: Belief, needs: Purpose) -> None:
    count = st.session_state.setdefault("files measured", 0)
    given, go = st.columns((5, 1), vertical_alignment="bottom")
    found = given.file_uploader(
        "A table (CSV, Excel, Parquet, JSON lines) or documents (zip, PDF, Word, HTML, Markdown)",
        type=[*TABLES, *DOCUMENTS],
        key=f"file {count} of {source}",
    )
    if found is None:
        return
    options = ReadOptions()
    if not _is_documents(found):
        read = _how_it_is_read(found)
        options = read.options
        if read.reading is None:
            return
    if go.button("Measure", type="primary", icon=":material/straighten:"):
        _run(source, belief, lambda watch: _tiers(found, options, needs, watch), found.file_id)


def _is_documents(found: UploadedFile) -> bool:
    return found.name.rsplit(".", 1)[-1].lower() in DOCUMENTS


def _tiers(found: UploadedFile, options: ReadOptions, needs: Purpose, watch: Watch) -> Iterator[Report]:
    if _is_documents(found):
        yield measure(io.BytesIO(found.getvalue()), watch.progress, watch.cancel, name=found.name)
    else:
        yield from audit_file_tiers(
            found.getvalue(), name=found.name, options=options, purpose=needs, progress=watch.progress,
            cancel=watch.cancel,
        )  # fmt: skip


def _how_it_is_read(found: UploadedFile) -> Read:
    """What was found out of a table, each of it correctable before anything is measured."""
    keys = {name: f"{name} of {found.file_id}" for name in ("delimiter", "encoding", "header", "sheet")}
    typed = {name: st.session_state.get(key) for name, key in keys.items()}
    options = ReadOptions(
        (typed["delimiter"] or "").replace("\\t", "\t") or None, typed["encoding"] or None, typed["header"],
        typed["sheet"] or None,
    )  # fmt: skip
    read = _read(found, options)
    if read.problem:
        st.error(wording.plain(read.problem), icon=":material/error:")
    if read.reading is not None:
        st.markdown(_in_words(found.name, read.reading, len(read.columns)))
        for note in read.reading.notes:
            st.caption(f":material/info: {wording.plain(note)}")
        shown = ", ".join(read.columns[:40]) + (", …" if len(read.columns) > 40 else "")
        st.caption(f"Columns: {wording.plain(shown)}")
    _corrections(keys, read.reading)
    return read


def _read(found: UploadedFile, options: ReadOptions) -> Read:
    """Read once for each file and correction."""
    known = st.session_state.get("read")
    if isinstance(known, Read) and (known.file_id, known.options) == (found.file_id, options):
        return known
    with running() as watch:
        try:
            reading, columns = reading_of(
                found.getvalue(), name=found.name, options=options, progress=watch.progress, cancel=watch.cancel
            )
            read = Read(found.file_id, options, reading, columns)
        except AuditError as fault:
            read = Read(found.file_id, options, problem=str(fault))
    st.session_state["read"] = read
    return read


def _in_words(name: str, reading: Reading, columns: int) -> str:
    said = [f"**{_many(reading.rows_read, 'row')}** of **{_many(columns, 'column')}**"]
    if reading.rows_rejected:
        said.append(f"**{_many(reading.rows_rejected, 'row')} left out**")
    if reading.header_row is not None:
        said.append(f"header in **line {reading.header_row}**" if reading.header_row else "**no header**")
    if reading.sheet is not None:
        said.append(f"sheet {wording.plain(reading.sheet)}")
    if reading.delimiter is not None:
        said.append(f"delimiter {DELIMITERS.get(reading.delimiter, wording.plain(reading.delimiter))}")
    if reading.encoding is not None:
        said.append(f"encoding {ENCODINGS.get(reading.encoding, reading.encoding)}")
    return f"{wording.plain(name)}: {', '.join(said)}."


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _corrections(keys: dict[str, str], reading: Reading | None) -> None:
    if reading is not None and reading.kind not in ("delimited", "xlsx"):
        return  # the format itself says how it is read
    header, *others = st.columns(3)
    header.number_input(
        "Header in line", 0, None, None, step=1, placeholder="as found", key=keys["header"],
        help="Counted from 1, empty lines too. 0: there is no header",
    )  # fmt: skip
    if reading is not None and reading.kind == "xlsx":
        others[0].selectbox("Sheet", reading.sheets, index=None, placeholder="as found", key=keys["sheet"])
        return
    others[0].selectbox(
        "Delimiter", list(DELIMITERS), index=None, placeholder="as found", accept_new_options=True,
        format_func=lambda one: DELIMITERS.get(one, one), key=keys["delimiter"],
    )  # fmt: skip
    others[1].selectbox(
        "Encoding", list(ENCODINGS), index=None, placeholder="as found", accept_new_options=True,
        format_func=lambda one: ENCODINGS.get(one, one), key=keys["encoding"],
    )  # fmt: skip


def _database(source: str, belief: Belief, needs: Purpose) -> None:
    from waybook.audit.source import audit_database_tiers, list_tables

    where, listing = st.columns((3, 1), vertical_alignment="bottom")
    url = where.text_input(
        "Address of the database", type="password", placeholder="postgresql://reader:password@host/shop",
        key=f"address of {source}", autocomplete="off", live="300ms",
        help="Read only. The questions run inside the database; counts and one bounded sample come back. The address "
        "is not kept. postgresql, snowflake, bigquery and databricks, where their driver is installed.",
    )  # fmt: skip
    url = url.strip()
    found = st.session_state.get("tables of the database")
    known = found[1] if isinstance(found, tuple) and found[0] == url else None
    if listing.button("List its tables", icon=":material/list:", width="stretch", disabled=not url):
        try:
            with running() as watch:
                known = list_tables(_server(url), cancel=watch.cancel)
            st.session_state["tables of the database"] = (url, known)
        except AuditError as fault:
            st.error(wording.plain(str(fault)), icon=":material/error:")
            return
    tables = st.multiselect("Tables", known, placeholder="all", key=f"tables of {source}") if known else []
    if st.button("Measure", type="primary", icon=":material/straighten:", disabled=not url):
        _run(
            source,
            belief,
            lambda watch: (
                whole(report)
                for report in audit_database_tiers(
                    _server(url), tables=tables, purpose=needs, progress=watch.progress, cancel=watch.cancel
                )
            ),
        )


def _server(url: str) -> str:
    """The address, unless it names a file of this machine: whoever has the link to a plan could look into any.

    Raises AuditError.
    """
    if url.split(":", 1)[0].split("+", 1)[0].lower() in ("sqlite", "duckdb"):
        raise AuditError(
            "A database in a file is measured with waybook audit on the command line, or as a CSV of its tables: this "
            "screen asks database servers only."
        )
    return url


def _run(source: str, belief: Belief, tiers: Tiers, file_id: str = "") -> None:
    """Measures, the figures of each tier on screen as they come. Any click stops it, and nothing of it is kept."""
    report: Report | None = None
    why = ""
    st.session_state.pop("refusal", None)
    with running() as watch:
        place = st.empty()
        try:
            for report in tiers(watch):
                with place.container():
                    measured.first_figures(report)
        except AuditError as fault:
            why = str(fault)
        except Exception as fault:  # its message may quote a value: it is neither shown nor logged
            why = f"The measurement failed ({type(fault).__name__}). Nothing of it was kept, and the plan is as it was."
    if why or report is None:
        st.session_state["refusal"] = Refusal(source, why)
    else:
        st.session_state["measured"] = measured.Measured(source, report, belief)
    for gone in ("read", "tables of the database"):
        st.session_state.pop(gone, None)
    if file_id:
        _forget(file_id)
    st.rerun()


@contextmanager
def running() -> Iterator[Watch]:
    """A bar and a button to stop, for as long as the work lasts."""
    with st.container(horizontal=True, vertical_alignment="center"):
        watch = Watch()
        stop = st.empty()
        stop.button("Stop", icon=":material/stop_circle:", key="stop the run", on_click=_stopped)
    try:
        yield watch
    finally:
        watch.close()
        stop.empty()


def _stopped() -> None:
    """The click itself has ended the run, as any other would."""
    st.session_state["stopped"] = True


def _forget(file_id: str) -> None:
    """Drop the file from memory, and offer an empty place for the next one."""
    st.session_state["files measured"] = st.session_state.get("files measured", 0) + 1
    context = get_script_run_ctx()
    manager: Any = getattr(context, "uploaded_file_mgr", None)
    if context is not None and hasattr(manager, "remove_file"):
        manager.remove_file(session_id=context.session_id, file_id=file_id)


class Watch:
    """Shows how far a run is. Showing is also what lets a click in: Streamlit leaves the run at the next change."""

    EVERY = 0.2  # seconds

    def __init__(self) -> None:
        self._bar = st.progress(0.0, "Reading")
        self._began = self._shown = time.monotonic()
        self._step, self._done = "Reading", 0.0

    def progress(self, step: str, done: float) -> None:
        self._step, self._done = step[:1].upper() + step[1:], min(1.0, done)
        self.cancel()

    def cancel(self) -> bool:
        """Never true: a click raises here instead."""
        now = time.monotonic()
        if now - self._shown >= self.EVERY:
            self._shown = now
            self._bar.progress(self._done, wording.plain(f"{self._step} · {now - self._began:.0f} s"))
        return False

    def close(self) -> None:
        self._bar.empty()
