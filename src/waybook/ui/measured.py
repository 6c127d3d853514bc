"""Measuring a source on the data-audit screen: what the room believes, then what the data say, then what it takes.

A file is measured in memory. What stays in the session, and in the plan if somebody says so, are aggregates.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from waybook.audit import corpus_words
from waybook.audit.corpus import measure
from waybook.audit.corpus_report import CorpusReport
from waybook.audit.preparation import Preparation, data_preparation_days
from waybook.audit.purpose import Purpose, against_beliefs
from waybook.audit.report import AuditError, ReadOptions, TableReport, to_json
from waybook.audit.table import audit_file_tiers
from waybook.plan import Plan
from waybook.plan.data_audit import Belief
from waybook.ui import desk, wording

TABLES = ("csv", "tsv", "txt", "xlsx", "parquet", "jsonl", "ndjson")
DOCUMENTS = ("zip", "pdf", "docx", "html", "md")
MOST_FINDINGS = 200
"""Kept in the plan for one measurement; the largest first."""

Report = TableReport | CorpusReport


@dataclass(frozen=True)
class Measured:
    """What the last file gave: the report, or why there is none."""

    source: str
    report: Report | None = None
    problem: str = ""


def measure_a_source() -> None:
    """The section: choose a source, say what you believe, give a file, see and keep the figures."""
    st.subheader("Measure a source", anchor=False)
    st.caption(
        "The file is read in memory on the machine that runs Waybook, and then forgotten. Only counts and shares are "
        "kept: no row, no text."
    )
    names = [source.name for source in desk.plan().data.sources if source.name]
    source = st.selectbox(
        "Source",
        names,
        index=None,
        accept_new_options=True,
        placeholder="Choose a source, or name a new one",
        key="source to measure",
    )
    if not source:
        return
    belief = _belief(source)
    needs = _needs()
    options = _reading_options()
    count = st.session_state.setdefault("files measured", 0)
    found = st.file_uploader(
        "A table (CSV, Excel, Parquet, JSON lines) or documents (zip, PDF, Word, HTML, Markdown)",
        type=[*TABLES, *DOCUMENTS],
        key=f"file {count} of {source}",
    )
    if found is not None:
        st.button("Stop", icon=":material/stop_circle:", on_click=_forget, args=(found.file_id,))
        report, problem = _measured(found.name, found.getvalue(), options, needs)
        st.session_state["measured"] = Measured(source, report, problem)
        _forget(found.file_id)
        st.rerun()
    state: Measured | None = st.session_state.get("measured")
    if state is None or state.source != source:
        return
    if state.report is None:
        st.error(wording.plain(state.problem), icon=":material/error:")
        return
    _show(source, state.report, belief)


def _forget(file_id: str) -> None:
    """Drop the file from memory, and offer an empty place for the next one."""
    st.session_state["files measured"] = st.session_state.get("files measured", 0) + 1
    context = get_script_run_ctx()
    manager: Any = getattr(context, "uploaded_file_mgr", None)
    if context is not None and hasattr(manager, "remove_file"):
        manager.remove_file(session_id=context.session_id, file_id=file_id)


def _belief(source: str) -> Belief:
    """What the room believes, asked before anything is measured."""
    known = next((one for one in desk.plan().data.beliefs if one.source == source), Belief(source=source))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        values = {
            name: st.number_input(
                f"You believe: {words} (%)",
                0.0,
                100.0,
                None if getattr(known, name) is None else getattr(known, name) * 100,
                step=1.0,
                format="%g",
                placeholder="before you look",
                key=f"belief {name} of {source}",
            )
            for name, words in (("duplicates", "duplicates"), ("missing", "missing"), ("scanned", "scanned pages"))
        }
    return Belief(source=source, **{name: None if value is None else value / 100 for name, value in values.items()})


def _needs() -> Purpose:
    """What the use case needs of a table."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields = st.text_input("Fields it cannot do without", placeholder="customer, amount, date", key="fields needed")
        days = st.number_input(
            "Newest record at most (days old)", 0.0, None, None, format="%g", placeholder="any age", key="freshness"
        )
    named = tuple(part.strip() for part in (fields or "").replace(";", ",").split(",") if part.strip())
    return Purpose(fields=named, history_months=desk.plan().data.history_needed_months, freshness_days=days)


def _reading_options() -> ReadOptions:
    """Corrections of how a table is read; what is empty is found out."""
    with st.popover("Read the table differently", icon=":material/tune:"):
        delimiter = st.text_input("Delimiter", help="Such as ; or tab")
        header = st.number_input("Line of the header", 0, None, None, help="Counted from 1; 0: there is none")
        sheet = st.text_input("Sheet of the workbook")
    return ReadOptions({"tab": "\t"}.get(delimiter, delimiter) or None, None, header, sheet or None)


def _measured(name: str, content: bytes, options: ReadOptions, needs: Purpose) -> tuple[Report | None, str]:
    """The report of a file, its progress on screen. Any other click stops it, and nothing of it is kept."""
    bar = st.progress(0.0, "Reading")

    def progress(step: str, done: float) -> None:
        bar.progress(min(1.0, done), step[:1].upper() + step[1:])

    try:
        if name.rsplit(".", 1)[-1].lower() in DOCUMENTS:
            return measure(io.BytesIO(content), progress, name=name), ""
        tiers = audit_file_tiers(content, name=name, options=options, purpose=needs, progress=progress)
        *_, last = tiers
        return last, ""
    except AuditError as fault:
        return None, str(fault)
    finally:
        bar.empty()


def _show(source: str, report: Report, belief: Belief) -> None:
    work = data_preparation_days([report])
    with st.container(horizontal=True):
        for label, value in headline(report).items():
            st.metric(label, value)
        low, likely, high = work.days
        st.metric(
            "Days to prepare it", f"{likely:.0f}", f"{low:.0f} to {high:.0f}", delta_color="off", delta_arrow="off"
        )
    for sentence in comparisons(report, belief):
        st.markdown(f":material/compare_arrows: {wording.plain(sentence)}")
    second = "Scores and columns" if isinstance(report, TableReport) else "Scores and figures"
    findings, scores = st.tabs([f"To put right: {len(report.findings)}", second])
    with findings:
        st.dataframe(pd.DataFrame(finding_rows(report)), hide_index=True, height=260)
    with scores:
        st.dataframe(pd.DataFrame(score_rows(report)), hide_index=True)
        if isinstance(report, TableReport):
            st.dataframe(pd.DataFrame(column_rows(report)), hide_index=True)
        else:
            rows = [{"What": what, "Measured": value} for what, value in corpus_words.facts(report).items()]
            st.dataframe(pd.DataFrame(rows), hide_index=True)
    for note in (*report.notes, *(report.reading.notes if isinstance(report, TableReport) and report.reading else ())):
        st.caption(wording.plain(note))
    st.button(
        "Keep these figures in the plan",
        type="primary",
        icon=":material/save:",
        on_click=desk.change,
        args=(kept(desk.plan(), source, report, work, belief, dt.date.today()), f"Measured: {source}"),
    )


def headline(report: Report) -> dict[str, str]:
    """The three figures to look at first."""
    if isinstance(report, CorpusReport):
        return {
            "Documents": f"{report.documents:,} of {report.files:,} read",
            "Pages without text": _share(report.scanned_share),
            "Copies": _share(report.copies_share),
        }
    cells = sum(column.rows for column in report.columns)
    surplus = max(report.duplicates.exact, report.duplicates.near or 0)
    return {
        "Rows": f"{report.rows:,}",
        "Missing": _share(sum(column.missing for column in report.columns) / cells if cells else None),
        "Duplicates": _share(surplus / report.rows if report.rows else None),
    }


def comparisons(report: Report, belief: Belief) -> list[str]:
    """What the room said against what was measured."""
    asked = ("duplicates", "missing") if isinstance(report, TableReport) else ("duplicates", "missing", "scanned")
    said = {name: getattr(belief, name) for name in asked if getattr(belief, name) is not None}
    compared = (
        against_beliefs(said, report) if isinstance(report, TableReport) else corpus_words.against_beliefs(said, report)
    )
    return [one.sentence for one in compared]


def finding_rows(report: Report) -> list[dict[str, str]]:
    """Findings as the screen lists them, the most days first."""
    return [
        {
            "What": one.kind.replace("_", " ").capitalize(),
            "Where": one.column or "whole source",
            "Touches": f"{one.rows:,} ({one.share:.1%})",
            "Severity": one.severity,
            "Days": "–" if not one.days[2] else f"{one.days[1]:.1f} ({one.days[0]:.1f} to {one.days[2]:.1f})",
            "What to do": one.fix,
            "Because": one.why,
            "Evidence": one.evidence,
        }
        for one in sorted(report.findings, key=lambda one: -one.days[1])
    ]


def score_rows(report: Report) -> list[dict[str, str]]:
    """Dimensions of quality; what was not measured says so."""
    return [
        {
            "Dimension": name.capitalize(),
            "Score": "not measured" if score.value is None else f"{score.value:.0f} of 100",
            "Evidence": score.evidence,
        }
        for name, score in report.scores.items()
    ]


def column_rows(report: TableReport) -> list[dict[str, str]]:
    """One line a column."""
    return [
        {
            "Column": column.name,
            "Type": column.type,
            "Missing": f"{column.missing_share:.1%}",
            "Distinct": "" if column.distinct is None else f"{column.distinct:,}",
            "Personal data": column.personal or "",
            "Patterns": "  ".join(form.pattern for form in column.formats[:3]),
        }
        for column in report.columns
    ]


def kept(
    plan: Plan, source: str, report: Report, work: Preparation, belief: Belief, today: dt.date
) -> Mapping[str, Any]:
    """What goes into the plan: a measurement with aggregates, the belief beside it, and the source if it is new."""
    findings = sorted(report.findings, key=lambda one: -one.days[1])[:MOST_FINDINGS]
    low, likely, high = sorted(work.days)
    figures = {
        "kind": "documents" if isinstance(report, CorpusReport) else "table",
        "headline": headline(report),
        "scores": to_json(report.scores),
        "findings": to_json(findings),
        "wait_days": list(work.wait),
    }
    changes: dict[str, Any] = {
        "data.measurements": [
            *(one.model_dump(mode="json") for one in plan.data.measurements),
            {
                "source": source,
                "taken": today.isoformat(),
                "report": figures,
                "days": {"low": low, "likely": likely, "high": high},
            },
        ][-120:]
    }
    if any(getattr(belief, name) is not None for name in ("duplicates", "missing", "scanned")):
        others = [one.model_dump(mode="json") for one in plan.data.beliefs if one.source != source]
        changes["data.beliefs"] = [*others, belief.model_dump(mode="json")]
    if source not in {one.name for one in plan.data.sources}:
        rows = [one.model_dump(mode="json") for one in plan.data.sources]
        changes["data.sources"] = [*rows, {"name": source, "kind": figures["kind"]}]
    return changes


def measurements() -> None:
    """What has been measured so far."""
    taken = desk.plan().data.measurements
    if not taken:
        return
    st.subheader("Measured so far", anchor=False)
    rows = [
        {
            "Source": one.source,
            "On": one.taken,
            "Days to prepare it": f"{one.days.likely:.0f} ({one.days.low:.0f} to {one.days.high:.0f})"
            if one.days
            else "–",
            **{name: str(value) for name, value in dict(one.report.get("headline") or {}).items()},
        }
        for one in taken
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    st.caption("The last measurement of a source sets its days in the plan. Undo takes a measurement back.")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
