"""What was measured: beside what the room believed, what it takes to put right, and what cleaning has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from waybook.audit import corpus_words
from waybook.audit.accuracy import spot_check
from waybook.audit.corpus_report import CorpusReport
from waybook.audit.measurement import Report, by_source, checked, headline, kept, plan_changes, since_before
from waybook.audit.preparation import Difference, Preparation, compare, connecting, data_preparation_days
from waybook.audit.purpose import Comparison, against_beliefs
from waybook.audit.report import DIMENSIONS, Finding, Score, TableReport
from waybook.audit.rules import label
from waybook.plan.data_audit import Belief, Measurement
from waybook.ui import charts, desk, whose, wording
from waybook.ui.ask import ask


@dataclass(frozen=True)
class Measured:
    """The last figures taken: aggregates, and what was believed before. `kept`: they are in the plan."""

    source: str
    report: Report
    belief: Belief
    kept: bool = False


def first_figures(report: Report) -> None:
    """What is known while the rest is still being measured."""
    counted = isinstance(report, CorpusReport) or report.counted
    with st.container(horizontal=True):
        for label, value in headline(report).items():
            st.metric(label, value if counted or label == "Rows" else "…")
    if isinstance(report, TableReport):
        st.dataframe(pd.DataFrame(column_rows(report)), hide_index=True, height=250)


def show(state: Measured) -> None:
    """The figures of a source, and the button that keeps them."""
    source, report = state.source, state.report
    work = data_preparation_days([report])
    _beside_beliefs(report, state.belief, work)
    _keep(state)
    before = by_source(desk.plan().data.measurements).get(source, [])
    earlier = before[-2] if state.kept and len(before) > 1 else before[-1] if before and not state.kept else None
    names = [f"To put right: {len(report.findings)}", "Six dimensions", "Columns", "How it was read"]
    if isinstance(report, CorpusReport):
        names[2:] = ["Figures"]
    if earlier is not None:
        names.append(f"Since {_day(earlier.taken)}")
    places = st.tabs(names)
    with places[0]:
        findings(report.findings)
        low, likely, high = connecting(state.source).days
        st.caption(
            f"The days also hold {likely:.0f} ({low:.0f} to {high:.0f}) to connect the source and agree what it means, "
            f"and {work.testing[1]:.1f} for tests."
        )
    with places[1]:
        scores(report.scores.values())
    with places[2]:
        if isinstance(report, TableReport):
            st.dataframe(pd.DataFrame(column_rows(report)), hide_index=True)
        else:
            rows = [{"What": what, "Measured": value} for what, value in corpus_words.facts(report).items()]
            st.dataframe(pd.DataFrame(rows), hide_index=True)
            _notes(report.notes)
    if isinstance(report, TableReport):
        with places[3]:
            _how_it_was_read(report)
    if earlier is not None:
        with places[-1]:
            difference(compare([kept(earlier)], [replace(kept(earlier), findings=report.findings)]))


def _beside_beliefs(report: Report, belief: Belief, work: Preparation) -> None:
    days, wait = work.days, work.wait
    said = comparisons(report, belief)
    with st.container(horizontal=True):
        for label, value in headline(report).items():
            one = said.get(label)
            st.metric(
                label,
                value,
                None if one is None else f"room said {one.believed:.0%}: {one.verdict}",
                delta_color="off" if one is None or one.gap is None or one.gap < 0.01 else "orange",
                delta_arrow="off",
            )
        st.metric(
            "Days to prepare it",
            f"{days[1]:.1f}",
            f"{days[0]:.1f} to {days[2]:.1f} working days",
            delta_color="off",
            delta_arrow="off",
            help="Likely working days. One in ten outcomes is below the first number, one in ten above the second.",
        )
        if wait[1]:
            st.metric(
                "Wait, nobody's work",
                f"{wait[1]:.0f}",
                "working days",
                delta_color="off",
                delta_arrow="off",
                help="History that was never kept can only be collected from now on. It is not added to the days.",
            )
        whose.offer("measured", "What was measured")


def comparisons(report: Report, belief: Belief) -> dict[str, Comparison]:
    """What the room said against what was measured, by the figure it stands under."""
    under = {"missing": "Missing", "duplicates": "Duplicates"}
    if isinstance(report, CorpusReport):
        under = {"missing": "Documents", "duplicates": "Duplicates", "scanned": "Scanned pages"}
    said = {name: getattr(belief, name) for name in under if getattr(belief, name) is not None}
    found = (
        against_beliefs(said, report) if isinstance(report, TableReport) else corpus_words.against_beliefs(said, report)
    )
    return {under[name]: one for name, one in zip(said, found, strict=True)}


def _keep(state: Measured) -> None:
    """Keeping is a click of its own: until then the plan is as it was."""
    plan = desk.plan()
    own = plan.estimates.packages.get("E1")
    if state.kept:
        st.success(
            "In the plan. The days above now stand for this source in the work package of data preparation, and the "
            "figures go into the workbook.",
            icon=":material/check:",
        )
    else:
        st.button(
            "Keep these figures in the plan", type="primary", icon=":material/save:", on_click=_save, args=(state,)
        )
    if own is not None and own.days is not None:
        st.caption(
            f":material/info: Your own {own.days.likely:g} days on Work packages stand before what is measured; clear "
            "them there, and the measured days count."
        )


def _save(state: Measured) -> None:
    plan, report = desk.plan(), state.report
    work = data_preparation_days([report])
    changes = plan_changes(plan, state.source, report, work, dt.date.today())
    desk.change(changes, f"Measured: {state.source}")
    if not desk.desk().notice:
        st.session_state["measured"] = replace(state, kept=True)


def _how_it_was_read(report: TableReport) -> None:
    reading = report.reading
    if reading is not None:
        found = {
            "Rows read": f"{reading.rows_read:,}",
            "Rows left out": f"{reading.rows_rejected:,}",
            "Header in line": {None: "", 0: "none"}.get(reading.header_row, str(reading.header_row)),
            "Sheet": reading.sheet or "",
            "Delimiter": repr(reading.delimiter) if reading.delimiter else "",
            "Encoding": reading.encoding or "",
        }
        st.dataframe(
            pd.DataFrame([{"What": name, "Found": value} for name, value in found.items() if value]), hide_index=True
        )
        st.caption("Wrong? Measure again: the file is read as you correct it, before anything is counted.")
    if report.sample is not None:
        st.caption(wording.plain(f"Counts are of all rows; formats, types and personal data of {report.sample.label}."))
    near = report.duplicates
    if near.near_note:
        st.caption(wording.plain(f"Records of the same entity: {near.near_note}."))
    _notes((*report.notes, *(reading.notes if reading else ())))


def _notes(notes: Iterable[str]) -> None:
    for note in notes:
        st.caption(wording.plain(note))


def findings(found: Iterable[Finding]) -> None:
    """What has to be put right, the most days first."""
    rows = [finding_row(one) for one in sorted(found, key=lambda one: -one.days[1])]
    if not rows:
        st.success("Nothing to put right was found by these rules.", icon=":material/check:")
        return
    wide = st.column_config.TextColumn(width="large")
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, height=min(36 * len(rows) + 38, 330),
        column_config={"What to do": wide, "Because": wide, "Evidence": st.column_config.TextColumn(width="medium")},
    )  # fmt: skip


def finding_row(one: Finding) -> dict[str, str]:
    """A finding as a line of the screen."""
    days = f"{one.days[1]:.1f} ({one.days[0]:.1f} to {one.days[2]:.1f})" + (" of waiting" if one.waits else "")
    return {
        "What": label(one.kind),
        "Where": one.column or "whole source",
        "Touches": f"{one.rows:,} ({one.share:.1%})" if one.rows else "–",
        "Severity": one.severity,
        "Working days": days if one.days[2] else "–",
        "What to do": one.fix,
        "Because": one.why,
        "Evidence": one.evidence,
    }


def scores(found: Iterable[Score]) -> None:
    """Dimensions of quality, each with the whole of its evidence; what was not measured says so."""
    charts.rows(
        ("Dimension", "Out of 100", "Evidence"),
        [
            (
                score.dimension.capitalize(),
                "not measured" if score.value is None else f"{score.value:.0f}",
                score.evidence,
            )
            for score in sorted(found, key=lambda score: DIMENSIONS.index(score.dimension))
        ],
    )


def column_rows(report: TableReport) -> list[dict[str, str]]:
    """One line a column."""
    return [
        {
            "Column": column.name,
            "Type": column.type,
            "Missing": f"{column.missing_share:.1%}",
            "Distinct": "" if column.distinct is None else f"{'' if column.distinct_exact else '~'}{column.distinct:,}",
            "Personal data": (column.personal or "").replace("_", " "),
            "Patterns": "  ".join(form.pattern for form in column.formats[:3]),
        }
        for column in report.columns
    ]


def difference(found: Difference) -> None:
    """What cleaning changed: the days, and each finding that moved."""
    before, after = found.before.days, found.after.days
    with st.container(horizontal=True):
        st.metric(
            "Days to prepare it",
            f"{after[1]:.1f}",
            f"{after[1] - before[1]:+.1f} from {before[1]:.1f}",
            delta_color="off" if abs(after[1] - before[1]) < 0.05 else "inverse",
        )
        states = [one.state for one in found.changes]
        for state in ("gone", "better", "same", "worse", "new"):
            st.metric(f"Findings {state}", f"{states.count(state)}")
    order = ("gone", "new", "worse", "better", "same")
    rows = [
        {
            "Finding": one.label,
            "Where": one.column or "whole source",
            "Is": one.state,
            "Before": "–" if one.before is None else f"{one.before.rows:,} ({one.before.share:.1%})",
            "Now": "–" if one.after is None else f"{one.after.rows:,} ({one.after.share:.1%})",
        }
        for one in sorted(found.changes, key=lambda one: order.index(one.state))
    ]
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(36 * len(rows) + 38, 330))


def measurements() -> None:
    """The view of what the plan holds: each measurement, the check by hand, and what cleaning has changed."""
    taken = by_source(desk.plan().data.measurements)
    if not taken:
        st.info(
            "Nothing has been measured yet. Choose **Measure** above: one file of the main source is enough to begin.",
            icon=":material/straighten:",
        )
        return
    rows = [_measurement_row(several) for several in taken.values()]
    st.dataframe(pd.DataFrame(rows).fillna("–"), hide_index=True)
    whose.offer("measured", "What was measured", whose.LABEL)
    rest = len({one.name for one in desk.plan().data.sources if one.name} - taken.keys())
    others = f" Not measured yet: {rest}; each keeps its share of the usual days." if rest else ""
    st.caption(f"The last measurement of a source sets its days in the plan. Undo takes a measurement back.{others}")
    source = next(iter(taken))
    if len(taken) > 1:
        source = st.selectbox("Look at", list(taken), key="measured source")
    last = kept(taken[source][-1])
    changed = since_before(desk.plan().data.measurements, source)
    names = [f"To put right: {len(last.findings)}", "Six dimensions", "Check by hand"]
    if changed is not None:
        names.insert(0, "What cleaning changed")
    places = dict(zip(names, st.tabs(names), strict=True))
    if changed is not None:
        with places["What cleaning changed"]:
            difference(changed)
    with places[f"To put right: {len(last.findings)}"]:
        findings(last.findings)
    with places["Check by hand"]:
        _check_by_hand(source)
    with places["Six dimensions"]:
        scores(_with_accuracy(last.scores, source).values())


def _measurement_row(taken: Sequence[Measurement]) -> dict[str, str]:
    last = taken[-1]
    days = [f"{one.days.likely:.1f} ({one.days.low:.1f} to {one.days.high:.1f})" if one.days else "–" for one in taken]
    figures = last.report.get("headline")
    return {
        "Source": last.source,
        "Measured": f"{_day(last.taken)}{f' ({len(taken)} times)' if len(taken) > 1 else ''}",
        "Days to prepare it": days[-1],
        "At first": days[0] if len(taken) > 1 else "–",
        **({str(name): str(value) for name, value in figures.items()} if isinstance(figures, dict) else {}),
    }


def _check_by_hand(source: str) -> None:
    """Accuracy: the one thing that only a person can measure."""
    place = _place(source)
    st.caption(
        "A file cannot say whether it is true. Draw some rows by lot, compare each with the document or the person it "
        f"is about, and count those that are wrong. None wrong of 50 still leaves up to {spot_check(50, 0).high:.0%} "
        f"possible, of 150 up to {spot_check(150, 0).high:.0%}."
    )
    if place is None:
        st.caption("Add the source to the inventory first.")
        return
    left, right = st.columns(2)
    with left:
        ask(f"data.sources[{place}].rows_checked", counts=False)
    with right:
        ask(f"data.sources[{place}].rows_wrong", counts=False)
    found = checked(desk.plan().data.sources[place])
    if found is not None:
        st.markdown(f"**{wording.plain(found.sentence)}**")


def _with_accuracy(found: Mapping[str, Score], source: str) -> dict[str, Score]:
    place = _place(source)
    check = None if place is None else checked(desk.plan().data.sources[place])
    return {**found, "accuracy": check.score} if check is not None else dict(found)


def _place(source: str) -> int | None:
    names = [one.name for one in desk.plan().data.sources]
    return names.index(source) if source in names else None


def _day(text: str) -> str:
    try:
        return f"{dt.date.fromisoformat(text):%d %b %Y}"
    except ValueError:
        return text
